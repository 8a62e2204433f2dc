// Owns how a generated schema begins and how it changes. Every change keeps the schema loadable (prune does the rest).
import { baseOf, bottomOf, available, numeric, prune, temporal, textual, type Column, type Model, type Table } from './model.ts';
import { roles } from './roles.ts';
import { another, others } from './others.ts';
import { rename } from './rename.ts';
import type { Random } from './random.ts';

const families = [[...numeric], [...textual], [...temporal]];
const rarer = ['boolean', 'uuid', 'jsonb', 'integer[]', 'text[]', 'inet', 'bytea', 'interval', 'int4range'];
const hostile = ['a b', 'Up', 'select', 'q"q', "s's", 'dot.ted', 'ünï', 'semi;', '-- c', '$1', 'back\\slash', '🐘', 'percent%s', 'long_'.repeat(10)];

/** Ids and names come from here; a mutation of B never makes what a mutation of A made. */
export interface Maker {
  readonly r: Random;
  id(): number;
  /** What both sides have, which can be renamed. */
  both(id: number): boolean;
}

export function name(k: Maker, stem: string): string {
  const n = k.id();
  return k.r.chance(0.1) ? `${k.r.pick(hostile)}${n}` : `${stem}${n}`;
}

function words(k: Maker): string {
  return k.r.pick(['plain', "it's", 'two\nlines', 'back\\slash', '$$', '--', '"quoted"', 'ünï 🐘']) + k.r.below(9);
}

export function first(k: Maker): Model {
  const m: Model = {
    schemas: ['public', name(k, 's')],
    schemasWere: {},
    enums: [],
    domains: [],
    sequences: [],
    functions: [],
    tables: [],
    views: [],
    others: [],
  };
  for (let i = 0; i < 1 + k.r.below(2); i += 1) addEnum(m, k);
  if (k.r.chance(0.6)) addDomain(m, k);
  if (k.r.chance(0.6)) addSequence(m, k);
  for (let i = 0; i < 1 + k.r.below(3); i += 1) addFunction(m, k);
  for (let i = 0; i < 2 + k.r.below(4); i += 1) addTable(m, k);
  for (let i = 0; i < k.r.below(4); i += 1) addView(m, k);
  for (let i = 0; i < 1 + k.r.below(4); i += 1) addOther(m, k);
  for (let i = 0; i < 4; i += 1) k.r.pick(small)(m, k);
  return prune(m);
}

type Mutation = (m: Model, k: Maker) => void;

const place = (m: Model, k: Maker, stem: string) => ({
  id: k.id(),
  schema: k.r.pick(m.schemas),
  name: name(k, stem),
  grants: [],
});

function addEnum(m: Model, k: Maker): void {
  m.enums.push({ ...place(m, k, 'e'), labels: Array.from({ length: 2 + k.r.below(3) }, () => name(k, 'l')) });
}
function addDomain(m: Model, k: Maker): void {
  m.domains.push({
    ...place(m, k, 'd'),
    base: k.r.pick(['text', 'integer', 'bigint']),
    limit: k.r.chance(0.5) ? 100 + k.r.below(50) : undefined,
    notNull: false,
  });
}
function addSequence(m: Model, k: Maker): void {
  m.sequences.push({ ...place(m, k, 'q'), increment: 1 + k.r.below(3), cycle: k.r.chance(0.3) });
}
function addFunction(m: Model, k: Maker): void {
  m.functions.push({
    ...place(m, k, 'f'),
    role: k.r.pick(['trigger', 'number'] as const),
    returns: k.r.pick(['integer', 'bigint'] as const),
    body: k.r.below(100),
    language: k.r.pick(['sql', 'plpgsql'] as const),
    volatility: k.r.pick(['IMMUTABLE', 'STABLE', 'VOLATILE'] as const),
    strict: k.r.chance(0.3),
    definer: k.r.chance(0.2),
  });
}
function newColumn(m: Model, k: Maker): Column {
  const c: Column = { id: k.id(), name: name(k, 'c'), type: { base: 'integer' }, notNull: false };
  const roll = k.r.below(10);
  if (roll === 0 && m.enums.length > 0) c.type = { enum: k.r.pick(m.enums).id, array: k.r.chance(0.3) };
  else if (roll === 1 && m.domains.length > 0) c.type = { domain: k.r.pick(m.domains).id };
  else if (roll < 8) c.type = { base: k.r.pick(k.r.pick(families)) };
  else c.type = { base: k.r.pick(rarer) };
  if (k.r.chance(0.4)) c.default = k.r.pick(['value', 'other'] as const);
  if (k.r.chance(0.1) && m.sequences.length > 0) c.default = { sequence: k.r.pick(m.sequences).id };
  const calls = m.functions.filter((f) => f.role === 'number');
  if (k.r.chance(0.1) && calls.length > 0) c.default = { call: k.r.pick(calls).id };
  // a new column on rows must have something to put there
  if (k.r.chance(0.3) && (c.default === 'value' || c.default === 'other')) c.notNull = true;
  if (k.r.chance(0.1)) c.collation = 'C';
  if (k.r.chance(0.1)) c.comment = words(k);
  return c;
}
function addTable(m: Model, k: Maker): void {
  const t: Table = {
    ...place(m, k, 't'),
    columns: [],
    constraints: [],
    indexes: [],
    triggers: [],
    policies: [],
    rowSecurity: k.r.chance(0.15),
    unlogged: false,
  };
  const key: Column = {
    id: k.id(),
    name: name(k, 'id'),
    type: { base: k.r.pick(['integer', 'bigint']) },
    notNull: true,
  };
  if (k.r.chance(0.4)) key.identity = k.r.pick(['ALWAYS', 'BY DEFAULT'] as const);
  t.columns = [key, ...Array.from({ length: 1 + k.r.below(5) }, () => newColumn(m, k))];
  if (k.r.chance(0.15)) t.partitions = { by: key.id, children: [{ id: k.id(), name: name(k, 'p'), from: 0 }] };
  if (k.r.chance(0.85))
    t.constraints.push({
      id: k.id(),
      name: name(k, 'pk'),
      is: 'primary',
      columns: [key.id],
      deferrable: false,
      limit: 0,
    });
  m.tables.push(t);
  for (let i = 0; i < k.r.below(3); i += 1) addConstraint(m, k, t);
  for (let i = 0; i < k.r.below(3); i += 1) addIndex(m, k, t);
}
const indexable = (c: Column): boolean => numeric.has(baseOf(c)) || textual.has(baseOf(c)) || temporal.has(baseOf(c)) || baseOf(c) === 'uuid';

function addConstraint(m: Model, k: Maker, t: Table = k.r.pick(m.tables)): void {
  const is = k.r.pick(['unique', 'check', 'foreign'] as const);
  const base = { id: k.id(), name: name(k, 'k'), deferrable: k.r.chance(0.2), limit: 1 + k.r.below(50) };
  const columns = t.columns.filter((c) => (is === 'unique' ? indexable(c) && c.generated === undefined : true));
  if (is !== 'foreign' && columns.length > 0) t.constraints.push({ ...base, is, columns: [k.r.pick(columns).id] });
  const keys = m.tables.flatMap((o) =>
    o.constraints.filter((c) => (c.is === 'primary' || (c.is === 'unique' && !c.deferrable)) && o.partitions === undefined).map((c) => ({ o, c })),
  );
  if (is !== 'foreign' || keys.length === 0) return;
  const { o, c } = k.r.pick(keys);
  const target = o.columns.find((x) => x.id === c.columns[0]);
  const fits = t.columns.filter(
    (x) =>
      target !== undefined && baseOf(x) !== '' && baseOf(x) === baseOf(target) && x.generated === undefined && (x.collation ?? '') === (target.collation ?? ''),
  );
  if (fits.length > 0)
    t.constraints.push({
      ...base,
      is,
      columns: [k.r.pick(fits).id],
      to: { table: o.id, constraint: c.id },
      rule: k.r.pick(['', ' ON DELETE CASCADE', ' ON UPDATE CASCADE ON DELETE RESTRICT']),
    });
}
function addIndex(m: Model, k: Maker, t: Table = k.r.pick(m.tables)): void {
  const columns = k.r.some(t.columns.filter(indexable), 1 + k.r.below(2)).map((c) => c.id);
  t.indexes.push({
    id: k.id(),
    name: name(k, 'i'),
    columns,
    unique: false,
    method: k.r.pick(['btree', 'btree', 'btree', 'hash', 'brin'] as const),
    descending: k.r.chance(0.3),
    expression: k.r.chance(0.2),
    where: k.r.chance(0.3),
    include: k.r.chance(0.2) ? k.r.pick(t.columns).id : undefined,
    comment: k.r.chance(0.2) ? words(k) : undefined,
  });
}
function addView(m: Model, k: Maker): void {
  const from = k.r.pick([...m.tables, ...m.views]).id;
  const columns = k.r.some(available(m, { from }), 1 + k.r.below(4));
  const calls = m.functions.filter((f) => f.role === 'number');
  m.views.push({
    ...place(m, k, 'v'),
    from,
    columns,
    materialized: k.r.chance(0.25),
    barrier: k.r.chance(0.2),
    where: k.r.chance(0.5) && columns.length > 0 ? { column: k.r.pick(columns), limit: k.r.below(9) } : undefined,
    call: k.r.chance(0.2) && calls.length > 0 ? k.r.pick(calls).id : undefined,
  });
}

function addOther(m: Model, k: Maker): void {
  const { id, schema, name: called } = place(m, k, 'o');
  const other = another(m, { id, schema, name: called }, k.r);
  if (other !== undefined) m.others.push(other);
}

const drop = <T>(list: T[], k: Maker): void => {
  if (list.length > 0) list.splice(k.r.below(list.length), 1);
};
const inTable =
  (run: (t: Table, k: Maker, m: Model) => void): Mutation =>
  (m, k) => {
    if (m.tables.length > 0) run(k.r.pick(m.tables), k, m);
  };
const inColumn = (run: (c: Column, k: Maker, t: Table, m: Model) => void): Mutation => inTable((t, k, m) => run(k.r.pick(t.columns), k, t, m));
const isKey = (t: Table, c: Column): boolean => t.partitions?.by === c.id || t.constraints.some((x) => x.is === 'primary' && x.columns.includes(c.id));
const linked = (m: Model, t: Table, c: Column): boolean =>
  t.constraints.some((x) => x.is === 'foreign' && x.columns.includes(c.id)) ||
  m.tables.some((o) => o.constraints.some((x) => x.to?.table === t.id && t.constraints.some((y) => y.id === x.to!.constraint && y.columns.includes(c.id))));

/** Changes of one detail. */
const small: Mutation[] = [
  inTable((t, k, m) => void t.columns.push(newColumn(m, k))),
  inColumn((c, k, t) => {
    if (!isKey(t, c) && t.columns.length > 1) t.columns = t.columns.filter((x) => x !== c);
  }),
  inColumn((c, k, t, m) => {
    const family = families.find((f) => f.includes(baseOf(c)));
    if (
      family !== undefined &&
      !linked(m, t, c) &&
      t.partitions?.by !== c.id &&
      c.identity === undefined &&
      !t.columns.some((x) => x.generated?.of === c.id) &&
      typeof c.default !== 'object'
    )
      c.type = { base: k.r.pick(family) };
  }),
  inColumn((c, k) => {
    if (!c.notNull && c.identity === undefined && c.generated === undefined) c.default = k.r.pick(['value', 'other', undefined] as const);
  }),
  inColumn((c, k, t) => {
    // what is NOT NULL has a value to come back with
    if (!isKey(t, c) && (c.notNull || typeof c.default === 'string')) c.notNull = !c.notNull;
  }),
  inColumn((c, k) => {
    c.comment = k.r.chance(0.4) ? undefined : words(k);
  }),
  inColumn((c, k, t, m) => {
    if (textual.has(baseOf(c)) && !linked(m, t, c)) c.collation = c.collation === undefined ? 'C' : undefined;
  }),
  inColumn((c, k, t, m) => {
    if (c.identity !== undefined && t.partitions === undefined && !linked(m, t, c)) c.identity = c.identity === 'ALWAYS' ? 'BY DEFAULT' : 'ALWAYS';
  }),
  inColumn((c, k, t) => {
    const from = t.columns.filter((x) => x !== c && numeric.has(baseOf(x)) && x.generated === undefined);
    const keyed = t.constraints.some((x) => x.columns.includes(c.id)) || t.columns.some((x) => x.generated?.of === c.id);
    if (!keyed && numeric.has(baseOf(c)) && c.identity === undefined && from.length > 0 && t.partitions === undefined) {
      c.generated = c.generated === undefined ? { of: k.r.pick(from).id, plus: k.r.below(9) } : undefined;
      c.default = undefined;
    }
  }),
  (m, k) => {
    if (m.tables.length > 0) addConstraint(m, k);
  },
  (m, k) => {
    if (m.tables.length > 0) addIndex(m, k);
  },
  inTable((t, k) => drop(t.constraints, k)),
  // the primary key gets another column, while foreign keys keep to what it was over, or loses it again
  inTable((t, k, m) => {
    const primary = t.constraints.find((c) => c.is === 'primary');
    if (primary === undefined || t.partitions !== undefined) return;
    const [key] = primary.columns;
    const more = t.columns.filter((c) => c.notNull && c.id !== key && indexable(c) && c.generated === undefined && c.identity === undefined);
    if (primary.columns.length > 1) primary.columns = [key!];
    else if (more.length > 0) {
      const unique = { id: k.id(), name: name(k, 'k'), is: 'unique' as const, columns: [key!], deferrable: false, limit: 0 };
      for (const c of m.tables.flatMap((o) => o.constraints)) if (c.to?.constraint === primary.id) c.to = { table: t.id, constraint: unique.id };
      primary.columns = [key!, k.r.pick(more).id];
      t.constraints.push(unique);
    }
  }),
  inTable((t, k) => drop(t.indexes, k)),
  inTable((t) => {
    const i = t.indexes[0];
    if (i !== undefined) i.descending = !i.descending;
  }),
  inTable((t) => {
    const i = t.constraints.find((c) => c.is === 'check');
    if (i !== undefined) i.limit += 1;
  }),
  inTable((t, k, m) => {
    const f = m.functions.filter((x) => x.role === 'trigger');
    if (f.length > 0)
      t.triggers.push({
        id: k.id(),
        name: name(k, 'g'),
        function: k.r.pick(f).id,
        when: k.r.pick(['BEFORE', 'AFTER'] as const),
        event: k.r.pick(['INSERT', 'UPDATE', 'DELETE', 'INSERT OR UPDATE'] as const),
        each: k.r.pick(['ROW', 'STATEMENT'] as const),
        enabled: k.r.chance(0.8),
      });
  }),
  inTable((t, k) => drop(t.triggers, k)),
  inTable((t) => {
    const g = t.triggers[0];
    if (g !== undefined) g.enabled = !g.enabled;
  }),
  inTable(
    (t, k) =>
      void t.policies.push({
        id: k.id(),
        name: name(k, 'y'),
        command: k.r.pick(['ALL', 'SELECT', 'DELETE'] as const),
        to: k.r.pick([...roles, 'PUBLIC']),
        column: k.r.pick(t.columns).id,
        limit: k.r.below(9),
        restrictive: k.r.chance(0.3),
      }),
  ),
  inTable((t, k) => drop(t.policies, k)),
  inTable((t) => {
    const p = t.policies[0];
    if (p !== undefined) p.limit += 1;
  }),
  inTable((t) => {
    t.rowSecurity = !t.rowSecurity;
  }),
  inTable((t, k) => {
    t.fillfactor = k.r.chance(0.5) ? undefined : 50 + k.r.below(50);
  }),
  inTable((t, k) => {
    t.comment = k.r.chance(0.4) ? undefined : words(k);
  }),
  inTable((t, k) => {
    t.grants.push({
      to: k.r.pick(roles),
      what: k.r.pick(['SELECT', 'INSERT', 'UPDATE']),
      column: k.r.chance(0.3) ? k.r.pick(t.columns).id : undefined,
    });
  }),
  inTable((t, k) => drop(t.grants, k)),
  inTable((t, k) => {
    if (t.partitions !== undefined)
      t.partitions.children.push({
        id: k.id(),
        name: name(k, 'p'),
        from: 1000 * (1 + Math.max(...t.partitions.children.map((p) => p.from / 1000))),
      });
  }),
  inTable((t) => {
    if (t.partitions !== undefined && t.partitions.children.length > 1) t.partitions.children.pop();
  }),
  (m, k) => {
    const e = m.enums[0];
    if (e !== undefined) e.labels.splice(1 + k.r.below(e.labels.length), 0, name(k, 'l'));
  },
  (m, k) => {
    const e = m.enums[0];
    if (e !== undefined && e.labels.length > 2) e.labels.splice(1 + k.r.below(e.labels.length - 1), 1);
  },
  (m, k) => {
    const d = m.domains[0];
    if (d !== undefined) d.limit = k.r.chance(0.3) ? undefined : 150 + k.r.below(50);
  },
  (m, k) => {
    const s = m.sequences[0];
    if (s !== undefined) s.increment = 1 + k.r.below(9);
  },
  (m, k) => {
    const f = m.functions[k.r.below(Math.max(1, m.functions.length))];
    if (f !== undefined) f.body += 1;
  },
  (m, k) => {
    const f = m.functions[k.r.below(Math.max(1, m.functions.length))];
    if (f !== undefined) {
      f.volatility = k.r.pick(['IMMUTABLE', 'STABLE', 'VOLATILE'] as const);
      f.definer = k.r.chance(0.5);
    }
  },
  (m) => {
    const f = m.functions.find((x) => x.role === 'number');
    if (f !== undefined) f.returns = f.returns === 'bigint' ? 'integer' : 'bigint';
  },
  (m, k) => {
    const f = m.functions[0];
    if (f !== undefined) f.grants = k.r.chance(0.5) ? [] : [{ to: k.r.pick(roles), what: 'EXECUTE' }];
  },
  (m, k) => {
    const v = m.views[k.r.below(Math.max(1, m.views.length))];
    if (v !== undefined) v.where = v.where === undefined ? { column: v.columns[0]!, limit: k.r.below(9) } : undefined;
  },
  (m, k) => {
    const v = m.views[k.r.below(Math.max(1, m.views.length))];
    if (v !== undefined) v.columns = k.r.shuffled(k.r.some(available(m, v), 1 + k.r.below(4)));
  },
  (m, k) => {
    const v = m.views[k.r.below(Math.max(1, m.views.length))];
    if (v !== undefined) {
      v.comment = words(k);
      v.grants = k.r.chance(0.5) ? [] : [{ to: k.r.pick(roles), what: 'SELECT' }];
      v.barrier = k.r.chance(0.5);
    }
  },
];
const inOther =
  (run: (o: Model['others'][number], k: Maker) => void): Mutation =>
  (m, k) => {
    if (m.others.length > 0) run(k.r.pick(m.others), k);
  };
const other: Mutation[] = [
  addOther,
  addOther,
  (m, k) => drop(m.others, k),
  inOther((o, k) => {
    o.way = k.r.below(others[o.kind]!.ways.length);
  }),
  inOther((o) => {
    o.way = (o.way + 1) % others[o.kind]!.ways.length;
  }),
  inOther((o, k) => {
    o.comment = k.r.chance(0.3) ? undefined : words(k);
  }),
];
/** Whole objects come and go. */
const large: Mutation[] = [
  addTable,
  addTable,
  addView,
  addView,
  addEnum,
  addFunction,
  addSequence,
  addDomain,
  (m, k) => drop(m.tables, k),
  (m, k) => drop(m.views, k),
  (m, k) => drop(m.functions, k),
  (m, k) => drop(m.enums, k),
  (m, k) => drop(m.domains, k),
  (m, k) => drop(m.sequences, k),
  (m, k) => {
    const v = m.views[k.r.below(Math.max(1, m.views.length))];
    if (v !== undefined && bottomOf(m, v) !== undefined) v.materialized = !v.materialized;
  },
];

export function mutate(m: Model, k: Maker): void {
  if (m.tables.length === 0) addTable(m, k);
  const roll = k.r.below(24);
  (roll < 11 ? k.r.pick(small) : roll < 16 ? k.r.pick(other) : roll < 20 ? k.r.pick(large) : rename)(m, k);
  prune(m);
}
