// Recognises DROP TABLE: what goes along, and what refuses it.
import type { CatalogObject } from '../catalog/catalog.ts';
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { stringsOf } from '../sql/names.ts';
import { called, found, type Asked, type Found } from './found.ts';

/** One object of a DROP. */
export type One = (names: readonly string[], node: Ast, cascade: boolean, body: Ast, asked: Asked) => Found[];

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

export const dropTable: One = (names, _node, cascade, body, asked) => {
  const { state } = asked;
  const rel = state.relation(names);
  const object = called(rel);
  const d = { target: rel, slots: { name: plainName([rel.names.at(-1)!]) } };
  if (cascade) return [found('drop-table-cascade', object, { ...d, others: state.referencing(rel.names).map((r) => r.relation) })];
  const dropped = new Set((body.objects as Ast[]).map((o) => state.resolve(stringsOf(o)).join('.')));
  const foreign = state
    .referencing(rel.names)
    .filter((r) => r.relation !== rel && !dropped.has(r.relation.names.join('.')) && r.relation.partitionOf !== JSON.stringify(rel.names));
  const children = rel.known ? [...rel.columns.keys()].flatMap((c) => state.dependents('table column', [...rel.names, c], [], 'hard')) : [];
  // a sequence that a column owns goes along, unless a default elsewhere takes from it
  const hard = [...state.dependents('table', rel.names, [], 'hard'), ...children].flatMap((o) =>
    o.at.kind === 'sequence' ? state.dependents('sequence', o.at.names) : [o],
  );
  const leaning = refusing(hard, state.object('table', rel.names)?.at.names ?? rel.names, body).filter((l) => !/^table (?!column )/.test(l));
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
  // Its rows are its partitions': they have left it before.
  if (rel.known && rel.partitioned === true && state.children(rel.names).length === 0)
    return [found('drop-table-without-partitions', object, { ...d, others: fks, note: fks.length > 0 ? ['LOCK_REFERENCED'] : [] })];
  if (fks.length > 0) return [found('drop-table-with-fk', object, { ...d, others: fks, slots: { ...d.slots, refLock: 'ACCESS EXCLUSIVE' } })];
  return [found('drop-table', object, d)];
};
