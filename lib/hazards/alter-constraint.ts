// Recognises what is done to constraints of tables.
import { parenthesised, plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf, stringsOf } from '../sql/names.ts';
import type { Altering } from './altering.ts';
import { stronger } from './locks.ts';
import { found, type Found, type OperationId } from './found.ts';
import type { Constraint, Relation } from './relation.ts';

const suffix: Record<string, string> = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'fkey',
  CONSTR_UNIQUE: 'key',
  CONSTR_PRIMARY: 'pkey',
  CONSTR_EXCLUSION: 'excl',
  CONSTR_NOTNULL: 'not_null',
};

/** The name the server would give: enough for sentences. */
function nameOf(c: Ast, rel: Relation): string {
  if (typeof c.conname === 'string') return c.conname;
  const columns = stringsOf(c.fk_attrs ?? c.keys ?? []);
  return [rel.names.at(-1)!, ...(c.contype === 'CONSTR_PRIMARY' ? [] : columns), suffix[c.contype as string] ?? 'check'].join('_');
}

export function addConstraint(cmd: Ast, text: string, { rel, asked, all, only }: Altering): Found[] {
  const c = cmd.def.Constraint;
  const { state, floor } = asked;
  const name = nameOf(c, rel);
  const object = `constraint ${plainName([name])} on ${plainName(rel.names)}`;
  const columns = stringsOf(c.keys ?? []);
  const children = rel.partitioned === true ? state.children(rel.names) : [];
  const slots = {
    name: plainName([name]),
    columns: columns.map((n) => plainName([n])).join(', '),
    index: plainName([`${rel.names.at(-1)!}_${columns.join('_')}_idx`]),
    contype: c.contype === 'CONSTR_PRIMARY' ? 'PRIMARY KEY' : 'UNIQUE',
    action: `ALTER TABLE ${plainName(rel.names)} ${withName(text, name)}`,
    expression: parenthesised(text, 'check'),
  };
  const d = { target: rel, others: children, slots };
  const one = (op: OperationId, more: Parameters<typeof found>[2] = {}): Found[] => [found(op, object, { ...d, ...more, slots: { ...slots, ...more.slots } })];

  switch (c.contype as string) {
    case 'CONSTR_CHECK':
      if (c.is_enforced !== true) return one('add-check-not-enforced-18');
      return one(c.skip_validation === true ? 'add-check-not-valid' : 'add-check');
    case 'CONSTR_NOTNULL': {
      if (c.skip_validation === true) return one('add-not-null-not-valid-18');
      const column = columns[0] ?? '';
      const proved =
        [...rel.constraints].some(([n, k]) => k.type === 'check' && k.validated && k.enforced && k.proves.includes(column) && !all.drops.has(n)) ||
        rel.columns.get(column)?.notNull === true;
      return one(proved ? 'set-not-null-with-valid-check' : 'add-not-null-18', { slots: { column: plainName([column]) } });
    }
    case 'CONSTR_FOREIGN': {
      const ref = state.relation(namesOf(c.pktable));
      const referencing = stringsOf(c.fk_attrs);
      const fk = {
        others: [ref, ...children],
        note: hasIndexOn(rel, referencing) ? [] : (['PERF_FK_NO_INDEX'] as const),
        readBy: referencing,
        slots: { columns: referencing.map((n) => plainName([n])).join(', '), ref: plainName(ref.names) },
      };
      if (
        c.is_enforced === false ||
        (c.is_enforced === undefined && c.initially_valid === undefined && c.skip_validation === true && /not\s+enforced/i.test(text))
      )
        return one('add-fk-not-enforced-18', fk);
      if (rel.partitioned === true) {
        if (c.skip_validation !== true) return one('add-fk-partitioned', fk);
        if (floor < 18)
          return one('add-fk-partitioned-not-valid', {
            ...fk,
            plus: ['FAIL_CERTAIN'],
            verdict: 'unsafe',
            slots: { ...fk.slots, because: 'below PostgreSQL 18 a partitioned table takes no NOT VALID foreign key', sqlstate: '42809' },
          });
        return one('add-fk-partitioned-not-valid', fk);
      }
      return one(c.skip_validation === true ? 'add-fk-not-valid' : 'add-fk', fk);
    }
    case 'CONSTR_EXCLUSION':
      return one('add-exclusion');
    default: {
      const primary = c.contype === 'CONSTR_PRIMARY';
      // its index is empty until the partitions' are attached; a nullable column makes it fail
      const ready = !primary || columns.every((n) => rel.columns.get(n)?.notNull === true);
      if (c.indexname === undefined && only && rel.partitioned === true && ready) return one('add-key-only-partitioned', { others: [] });
      if (c.indexname === undefined && !only && rel.partitioned === true)
        return one(ready ? 'add-key-partitioned' : 'add-primary-key-partitioned-nullable', primary && ready ? { minus: ['COMPAT_CONSTRAINT'] } : {});
      if (c.indexname === undefined) return one(primary ? 'add-primary-key' : 'add-unique');
      const given = rel.indexes.get(c.indexname);
      if (given !== undefined && (!given.unique || given.partial || given.columns?.includes(null) === true)) {
        const because = `index ${plainName([c.indexname])} is not unique on columns for every row`;
        return one(primary ? 'add-primary-key-using-index' : 'add-unique-using-index', {
          fresh: false,
          plus: ['FAIL_CERTAIN'],
          slots: { because, sqlstate: '42809' },
        });
      }
      if (!primary) return one('add-unique-using-index');
      const keys = rel.indexes.get(c.indexname)?.columns ?? [];
      const nullable = keys.some((k) => k !== null && rel.columns.get(k)?.notNull === false && rel.known);
      const sure = keys.length > 0 && keys.every((k) => k !== null && rel.columns.get(k)?.notNull === true);
      if (nullable) return one('add-primary-key-using-index-nullable');
      return one('add-primary-key-using-index', sure ? {} : { note: ['LOCK_SCAN'] });
    }
  }
}

/** Whether rows are found by these columns without reading the table. */
export function hasIndexOn(rel: Relation, columns: readonly string[]): boolean {
  if (!rel.known) return true;
  return [...rel.indexes.values()].some(
    (i) => !i.partial && columns.every((f, n) => i.columns === undefined || i.columns[n] === f || i.columns.slice(0, columns.length).includes(f)),
  );
}

/** `ADD CHECK (...)` as `ADD CONSTRAINT name CHECK (...)`, so that a second statement can name it. */
function withName(text: string, name: string): string {
  return /^add\s+constraint\b/i.test(text) ? text : text.replace(/^add\s+/i, `ADD CONSTRAINT ${plainName([name])} `);
}

/** By the name alone, when there is nothing else to ask: the endings that the server gives, and habits. */
function guess(name: string): Constraint['type'] | undefined {
  if (/_pkey\d*$|^pk_/i.test(name)) return 'primary key';
  if (/_fkey\d*$|^fk_|_fk$/i.test(name)) return 'foreign key';
  if (/_key\d*$|^uq_|_uq$|_unique$|^uniq/i.test(name)) return 'unique';
  if (/_check\d*$|^ck_|^chk_|_ck$|_chk$/i.test(name)) return 'check';
  if (/_excl\d*$/i.test(name)) return 'exclusion';
  if (/_not_null\d*$/i.test(name)) return 'not null';
  return undefined;
}

export function dropConstraint(cmd: Ast, { rel, asked, all }: Altering): Found[] {
  const name = cmd.name as string;
  const { state } = asked;
  const object = `constraint ${plainName([name])} on ${plainName(rel.names)}`;
  const constraint = rel.constraints.get(name);
  const d = { target: rel, slots: { name: plainName([name]) } };
  const ownNotNull = [...rel.columns.values()].some((c) => c.notNullName === name);
  const type = constraint?.type ?? (ownNotNull ? 'not null' : rel.known ? undefined : guess(name));
  if (type === undefined && rel.known) return [found(cmd.missing_ok === true ? 'alter-if-exists-absent' : 'drop-constraint-unknown', object, d)];
  if (cmd.behavior === 'DROP_CASCADE') return [found('drop-constraint-cascade', object, { ...d, others: state.referencing(rel.names).map((r) => r.relation) })];
  switch (type) {
    case 'check':
      return [found('drop-check', object, { ...d, slots: { name: `the check ${plainName([name])}` } })];
    case 'not null':
      return [found('drop-not-null-constraint', object, d)];
    case 'foreign key':
      return [
        found('drop-fk', object, {
          ...d,
          others: constraint?.references === undefined ? [] : [state.relation(constraint.references)],
          slots: { name: `the foreign key ${plainName([name])}`, refLock: 'ACCESS EXCLUSIVE' },
        }),
      ];
    case 'exclusion':
      return [found('drop-exclusion', object, d)];
    case 'unique':
    case 'primary key': {
      // put back in the same statement from an index on the same columns: nothing is ever missing
      const contype = type === 'unique' ? 'CONSTR_UNIQUE' : 'CONSTR_PRIMARY';
      const again = all.usingIndex.find((u) => u.contype === contype);
      const columns = again === undefined ? undefined : rel.indexes.get(again.index)?.columns;
      if (columns !== undefined && constraint !== undefined && [...columns].sort().join() === [...constraint.columns].sort().join())
        return [found('add-unique-using-index', object, d)];
      const referenced = state
        .referencing(rel.names)
        .filter(
          (r) =>
            r.constraint.referencedColumns !== undefined &&
            constraint !== undefined &&
            [...r.constraint.referencedColumns].sort().join() === [...constraint.columns].sort().join(),
        );
      const more =
        referenced.length === 0
          ? {}
          : {
              plus: ['FAIL_CERTAIN'] as const,
              slots: { ...d.slots, because: `the foreign key ${plainName([referenced[0]!.name])} needs it`, sqlstate: '2BP01' },
            };
      const identity = type === 'unique' && rel.indexes.get(name)?.identity === true ? { plus: ['CORRECT_REPL_IDENTITY'] as const } : {};
      return [found(type === 'unique' ? 'drop-unique' : 'drop-primary-key', object, { ...d, ...identity, ...more })];
    }
    default:
      return [found('drop-constraint-unknown', object, d)];
  }
}

export function validateConstraint(cmd: Ast, { rel, asked, all }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `constraint ${plainName([name])} on ${plainName(rel.names)}`;
  const constraint = rel.constraints.get(name);
  const held = asked.tx.held.get(plainName(rel.names));
  const d = {
    target: rel,
    slots: {
      name: plainName([name]),
      held: plainName(rel.names),
      heldLock: held?.mode ?? 'ACCESS EXCLUSIVE',
      heldLine: held === undefined ? undefined : String(held.line),
    },
  };
  if (all.notValid.has(name) || (held !== undefined && stronger(held.mode, 'SHARE UPDATE EXCLUSIVE')))
    return [found('add-check-not-valid-and-validate-same-tx', object, d)];
  if (constraint?.type === 'check') return [found('validate-check', object, d)];
  if (constraint?.type === 'foreign key') return [found('validate-fk', object, { ...d, others: [asked.state.relation(constraint.references ?? [])] })];
  if (constraint?.type === 'not null' || [...rel.columns.values()].some((c) => c.notNullName === name)) return [found('validate-not-null-18', object, d)];
  return [found('validate-unknown', object, d)];
}

export function alterConstraint(cmd: Ast, { rel, asked }: Altering): Found[] {
  const def = cmd.def.ATAlterConstraint ?? cmd.def.Constraint ?? {};
  const name = (def.conname ?? cmd.name) as string;
  const object = `constraint ${plainName([name])} on ${plainName(rel.names)}`;
  const constraint = rel.constraints.get(name);
  const d = {
    target: rel,
    others: constraint?.references === undefined ? [] : [asked.state.relation(constraint.references)],
    slots: { name: plainName([name]) },
  };
  if (def.alterEnforceability === true) return [found(def.is_enforced === true ? 'alter-fk-enforced-18' : 'alter-fk-not-enforced-18', object, d)];
  if (def.alterInheritability === true) return [found('alter-constraint-inherit', object, { ...d, others: [] })];
  return [found('alter-fk-deferrable', object, { ...d, others: [] })];
}
