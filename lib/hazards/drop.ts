// Recognises DROP of anything.
import type { CatalogObject } from '../catalog/catalog.ts';
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { kindOf, namesOf, stringsOf, typeText } from '../sql/names.ts';
import { called, found, type Asked, type Found, type OperationId, type Recogniser } from './found.ts';
import type { Relation } from './relation.ts';
import { routineOf } from './routine.ts';

type One = (names: readonly string[], node: Ast, cascade: boolean, body: Ast, asked: Asked) => Found[];

const inner = new Set(['table column', 'index', 'table constraint', 'trigger', 'default value', 'not null', 'sequence', 'statistics object', 'policy', 'rule']);

/** What refuses a DROP ... RESTRICT, besides what goes with it and what the same statement drops. */
function refusing(leaning: readonly CatalogObject[], own: readonly string[], body: Ast): string[] {
  const dropped = new Set(((body.objects ?? []) as Ast[]).map((o) => stringsOf(o).at(-1)));
  return leaning
    .filter(
      (o) =>
        !(o.at.kind !== 'view' && inner.has(o.at.kind) && o.at.names[0] === own[0] && o.at.names[1] === own[1]) &&
        !dropped.has(o.at.names.at(o.at.kind === 'table constraint' ? 1 : -1)),
    )
    .filter((o) => o.within === undefined || !(o.within.names.join('.') === own.join('.')))
    .map((o) => `${o.at.kind} ${plainName(o.at.names)}`);
}

const table: One = (names, _node, cascade, body, asked) => {
  const { state } = asked;
  const rel = state.relation(names);
  const object = called(rel);
  const d = { target: rel, slots: { name: plainName([rel.names.at(-1)!]) } };
  if (cascade) return [found('drop-table-cascade', object, { ...d, others: state.referencing(rel.names).map((r) => r.relation) })];
  const dropped = new Set((body.objects as Ast[]).map((o) => state.resolve(stringsOf(o)).join('.')));
  const foreign = state
    .referencing(rel.names)
    .filter((r) => r.relation !== rel && !dropped.has(r.relation.names.join('.')) && r.relation.partitionOf !== JSON.stringify(rel.names));
  const children = rel.known ? [...rel.columns.keys()].flatMap((c) => state.dependents('table column', [...rel.names, c])) : [];
  // a sequence that a column owns goes along, unless a default elsewhere takes from it
  const hard = [...state.dependents('table', rel.names), ...children].flatMap((o) =>
    o.at.kind === 'sequence' ? state.dependents('sequence', o.at.names) : [o],
  );
  const leaning = refusing(hard, rel.names, body).filter((l) => !l.startsWith('table '));
  const because = [...foreign.map((f) => `the foreign key ${plainName([f.name])} of ${plainName(f.relation.names)}`), ...leaning];
  if (because.length > 0)
    return [
      found('drop-table-referenced', object, {
        ...d,
        fresh: false,
        slots: { ...d.slots, because: `${[...new Set(because)].slice(0, 3).join(', ')} lean${because.length === 1 ? 's' : ''} on it`, sqlstate: '2BP01' },
      }),
    ];
  if (rel.partitionOf !== undefined) {
    const parent = state.relation(JSON.parse(rel.partitionOf) as string[]);
    return [
      found('drop-table-partition', object, {
        ...d,
        others: [parent],
        slots: { ...d.slots, parent: plainName(parent.names), lockOn: plainName(parent.names) },
      }),
    ];
  }
  const fks = [...rel.constraints.values()]
    .filter((c) => c.type === 'foreign key' && c.references !== undefined)
    .map((c) => state.relation(c.references!))
    .filter((r) => r !== rel && !dropped.has(r.names.join('.')));
  if (fks.length > 0) return [found('drop-table-with-fk', object, { ...d, others: fks, slots: { ...d.slots, refLock: 'ACCESS EXCLUSIVE' } })];
  return [found('drop-table', object, d)];
};

const view: One = (names, _node, cascade, _body, asked) => {
  const rel = asked.state.relation(names);
  if (rel.kind === 'unknown') rel.kind = 'view';
  return [found(cascade ? 'drop-view-cascade' : 'drop-view', called(rel), { target: rel, slots: { name: plainName(rel.names) } })];
};

const matview: One = (names, _node, cascade, _body, asked) => {
  const rel = asked.state.relation(names);
  if (rel.kind === 'unknown') rel.kind = 'materialized view';
  return [found(cascade ? 'drop-view-cascade' : 'drop-matview', called(rel), { target: rel, slots: { name: plainName(rel.names) } })];
};

const index: One = (names, _node, _cascade, body, asked) => {
  const known = asked.state.index(names);
  const object = `index ${plainName(names)}`;
  const rel = known === undefined ? undefined : asked.state.relation(JSON.parse(known.table) as string[]);
  const d = {
    target: rel,
    fresh: known?.made === true || rel?.made === true,
    slots: {
      name: plainName(names),
      table: rel === undefined ? undefined : plainName(rel.names),
      lockOn: rel === undefined ? `the table of ${object}` : plainName(rel.names),
    },
  };
  if (known?.constraint !== undefined)
    return [
      found('drop-index-constraint-owned', object, {
        ...d,
        fresh: false,
        slots: { ...d.slots, name: plainName([known.constraint]), because: `the constraint ${plainName([known.constraint])} owns it`, sqlstate: '2BP01' },
      }),
    ];
  if (body.concurrent === true) {
    if (rel?.partitioned === true)
      return [
        found('drop-index-concurrently', object, {
          ...d,
          fresh: false,
          plus: ['FAIL_CERTAIN'],
          verdict: 'unsafe',
          slots: { ...d.slots, because: 'an index of a partitioned table is not dropped concurrently', sqlstate: '0A000' },
        }),
      ];
    return [found(known?.unique === true && known.valid && !covered(known, rel) ? 'drop-unique-index-concurrently' : 'drop-index-concurrently', object, d)];
  }
  if (rel?.partitioned === true) return [found('drop-index-partitioned', object, { ...d, others: asked.state.children(rel.names) })];
  return [found(known?.unique === true && !covered(known, rel) ? 'drop-unique-index' : 'drop-index', object, d)];
};

type Known = NonNullable<ReturnType<Asked['state']['index']>>;

/** Another valid unique index on the same columns stays: no query and no ON CONFLICT misses this one. */
function covered(known: Known, rel: ReturnType<Asked['state']['relation']> | undefined): boolean {
  return [...(rel?.indexes.values() ?? [])].some(
    (i) => i !== known && i.unique && i.valid && !i.partial && !known.partial && i.columns !== undefined && i.columns.join() === known.columns?.join(),
  );
}

/** The tables that lose something when what leans on an object goes with it. */
function tablesOf(leaning: readonly CatalogObject[], { state }: Asked): Relation[] {
  const names = leaning
    .map((o) => (o.at.kind === 'index' ? o.within?.names : o.at.names.length > 2 ? o.at.names.slice(0, 2) : o.within?.names))
    .filter((n) => n !== undefined);
  return [...new Set(names.map((n) => JSON.stringify(n)))].map((n) => state.relation(JSON.parse(n) as string[]));
}

const sequence: One = (names, _node, cascade, _body, asked) => {
  const rel = asked.state.relation(names);
  if (rel.kind === 'unknown') rel.kind = 'sequence';
  return [
    found(cascade ? 'drop-sequence-cascade' : 'drop-sequence', called(rel), {
      target: rel,
      others: cascade ? tablesOf(asked.state.dependents('sequence', rel.names), asked) : [],
      slots: { name: plainName(rel.names) },
    }),
  ];
};

const schema: One = (names, _node, cascade, _body, asked) => {
  const name = names[0]!;
  const d = { fresh: asked.state.made('schema', names), slots: { name: plainName(names) } };
  const empty = asked.state.schemaIsEmpty(name);
  if (cascade && empty !== true) return [found('drop-schema-cascade', `schema ${plainName(names)}`, { ...d, lock: 'ACCESS EXCLUSIVE' })];
  return [
    found('drop-schema', `schema ${plainName(names)}`, {
      ...d,
      ...(empty === false ? { plus: ['FAIL_CERTAIN'] as const, slots: { ...d.slots, because: 'it is not empty', sqlstate: '2BP01' } } : {}),
    }),
  ];
};

const type: One = (names, node, cascade, body, asked) => {
  const { state } = asked;
  const isDomain = body.removeType === 'OBJECT_DOMAIN' || state.domain(names) !== undefined;
  const kind = isDomain ? 'domain' : (state.typeKind(names) ?? 'type');
  const full = state.resolve(names, 'type');
  const object = `${isDomain ? 'domain' : 'type'} ${plainName(full)}`;
  void node;
  const fresh = [kind, 'type', 'enum', 'composite', 'range', 'domain'].some((k) => state.made(k, names));
  const uses = ['enum', 'composite', 'range', 'domain', 'type', `${kind} type`].flatMap((k) => state.dependents(k, full));
  const columns = uses.filter((o) => o.at.kind === 'table column');
  const d = {
    fresh,
    slots: {
      name: plainName(full),
      because: `${uses
        .slice(0, 3)
        .map((o) => `${o.at.kind} ${plainName(o.at.names)}`)
        .join(', ')} use${uses.length === 1 ? 's' : ''} it`,
      sqlstate: '2BP01',
    },
    others: columns.map((o) => state.relation(o.at.names.slice(0, 2))),
  };
  if (cascade && (uses.length > 0 || !state.hasCatalog)) return [found(isDomain ? 'drop-domain-cascade' : 'drop-type-cascade', object, d)];
  if (uses.length > 0 && !fresh) return [found('drop-type-used', object, { ...d, others: [] })];
  return [found('drop-type-unused', object, { ...d, others: [] })];
};

const routine: One = (names, node, cascade, _body, asked) => {
  const o = node.ObjectWithArgs;
  const args = o.args_unspecified === true ? undefined : ((o.objargs ?? []) as Ast[]).map((a) => (a.TypeName === undefined ? '' : typeText(a.TypeName)));
  const existing = routineOf(names, args, asked);
  const text = `${plainName(names)}${args === undefined ? '' : `(${args.join(', ')})`}`;
  return [
    found(cascade ? 'drop-function-cascade' : 'drop-function', `function ${text}`, {
      fresh: existing?.made === true,
      others:
        cascade && existing !== undefined
          ? tablesOf(
              ['function', 'procedure'].flatMap((k) => asked.state.dependents(k, existing.names, existing.args)),
              asked,
            )
          : [],
      slots: { name: text },
    }),
  ];
};

const onTable =
  (op: OperationId, kind: string): One =>
  (names, _node, _cascade, _body, asked) => {
    const rel = asked.state.relation(names.slice(0, -1));
    return [found(op, `${kind} ${plainName(names.slice(-1))} on ${plainName(rel.names)}`, { target: rel, slots: { name: plainName(names.slice(-1)) } })];
  };

const other: One = (names, node, cascade, body, asked) => {
  const kind = kindOf(body.removeType);
  const shown = names.length > 0 ? plainName(names) : stringsOf(node).join(' ');
  const fresh = asked.state.made(kind, names);
  return [found(cascade ? 'drop-other-cascade' : 'drop-other', `${kind} ${shown}`, { fresh, slots: { name: shown } })];
};

const drops: Record<string, One> = {
  OBJECT_TABLE: table,
  OBJECT_VIEW: view,
  OBJECT_MATVIEW: matview,
  OBJECT_INDEX: index,
  OBJECT_SEQUENCE: sequence,
  OBJECT_SCHEMA: schema,
  OBJECT_TYPE: type,
  OBJECT_DOMAIN: type,
  OBJECT_FUNCTION: routine,
  OBJECT_PROCEDURE: routine,
  OBJECT_ROUTINE: routine,
  OBJECT_AGGREGATE: routine,
  OBJECT_TRIGGER: onTable('drop-trigger', 'trigger'),
  OBJECT_RULE: onTable('drop-rule', 'rule'),
  OBJECT_POLICY: onTable('drop-policy', 'policy'),
  OBJECT_EXTENSION: (names, _n, cascade, _b, { state }) => [
    found(cascade ? 'drop-extension-cascade' : 'drop-extension', `extension ${plainName(names)}`, {
      fresh: state.made('extension', names),
      slots: { name: plainName(names) },
    }),
  ],
  OBJECT_PUBLICATION: (names) => [found('alter-publication-drop-table', `publication ${plainName(names)}`, { lock: 'SHARE UPDATE EXCLUSIVE' })],
  OBJECT_STATISTIC_EXT: (names, _n, _c, _b, { state }) => {
    const on = state.object('statistics object', state.resolve(names))?.within;
    return [found('drop-statistics', `statistics object ${plainName(names)}`, { target: on === undefined ? undefined : state.relation(on.names) })];
  },
  OBJECT_FOREIGN_TABLE: (names, _n, _c, _b, { state }) => [found('drop-foreign-table', `foreign table ${plainName(names)}`, { target: state.relation(names) })],
  OBJECT_EVENT_TRIGGER: (names) => [found('alter-event-trigger', `event trigger ${plainName(names)}`)],
};

const relationTags = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE']);

export const drop: Recogniser = (body, asked) => {
  const one = drops[body.removeType as string] ?? other;
  return (body.objects as Ast[]).flatMap((node) => {
    const names = stringsOf(node);
    // IF EXISTS over nothing: nothing happens
    if (body.missing_ok === true && asked.state.hasCatalog && relationTags.has(body.removeType as string) && asked.state.find(names) === undefined)
      return [found('alter-if-exists-absent', `${kindOf(body.removeType)} ${plainName(names)}`)];
    return one(names, node, body.behavior === 'DROP_CASCADE', body, asked);
  });
};

export const truncate: Recogniser = (body, asked) => {
  const rels = (body.relations as Ast[]).map((r) => asked.state.relation(namesOf(r.RangeVar)));
  return rels.map((rel) =>
    found(body.behavior === 'DROP_CASCADE' ? 'truncate-cascade' : 'truncate', called(rel), {
      target: rel,
      others: body.behavior === 'DROP_CASCADE' ? asked.state.referencing(rel.names).map((r) => r.relation) : [],
    }),
  );
};
