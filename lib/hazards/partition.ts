// Recognises what is done to partitions.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf } from '../sql/names.ts';
import type { Altering } from './altering.ts';
import { called, found, type Asked, type Found } from './found.ts';
import type { Relation } from './relation.ts';

function boundText(sql: string): string {
  const m = /\b(for\s+values\b[\s\S]*|default\s*$)/i.exec(sql);
  return m === null ? 'FOR VALUES ...' : m[0].trim();
}

export function attachPartition(cmd: Ast, { rel, asked }: Altering): Found[] {
  const { state } = asked;
  const def = cmd.def.PartitionCmd;
  const partition = state.relation(namesOf(def.name));
  const object = called(partition);
  const siblings = state.children(rel.names);
  const standing = siblings.find((s) => s.isDefaultPartition === true);
  const slots = {
    partition: plainName(partition.names),
    parent: plainName(rel.names),
    bound: boundText(asked.sql),
    check: plainName([`${partition.names.at(-1)!}_bound`]),
    name: 'the bound of the partition',
  };
  // the foreign keys of the parent come with it: their tables are locked as well
  const foreign = [...rel.constraints.values()].filter((c) => c.type === 'foreign key' && c.references !== undefined);
  const referenced = foreign.map((f) => state.relation(f.references!));
  const note = referenced.length > 0 ? (['LOCK_REFERENCED'] as const) : [];
  const d = {
    target: rel,
    others: [partition, ...referenced],
    slots: { ...slots, ref: referenced[0] === undefined ? undefined : plainName(referenced[0].names) },
    fresh: false,
    note,
  };
  if (rel.made) return [found('attach-partition-with-check', object, { ...d, fresh: true })];
  const out: Found[] = [];
  if (standing !== undefined && !standing.made)
    out.push(found('attach-partition-with-default-sibling', object, { ...d, others: [partition, standing, ...referenced] }));
  if (!partition.made) {
    const unmatched = foreign.filter(
      (f) => ![...partition.constraints.values()].some((p) => p.type === 'foreign key' && p.validated && p.columns.join() === f.columns.join()),
    );
    if (unmatched.length > 0) out.push(found('attach-partition-fk-on-parent', object, d));
    const missing = [...rel.indexes.values()].filter(
      (i) => i.columns !== undefined && ![...partition.indexes.values()].some((p) => p.unique === i.unique && p.columns?.join() === i.columns!.join()),
    );
    if (missing.length > 0 && partition.known) out.push(found('attach-partition-missing-index', object, d));
    // that the check says the bound is for the server to find out: a validated check on the partition is taken for it
    const proved = [...partition.constraints.values()].some((c) => c.type === 'check' && c.validated && c.enforced);
    if (!proved) out.push(found('attach-partition', object, d));
  }
  if (out.length === 0) out.push(found('attach-partition-with-check', object, d));
  return out;
}

export function detachPartition(cmd: Ast, { rel, asked }: Altering): Found[] {
  const def = cmd.def.PartitionCmd;
  const partition = asked.state.relation(namesOf(def.name));
  const slots = { partition: plainName(partition.names), parent: plainName(rel.names), lockOn: plainName(rel.names) };
  const referenced = [...rel.constraints.values()]
    .filter((c) => c.type === 'foreign key' && c.references !== undefined)
    .map((c) => asked.state.relation(c.references!));
  const d = {
    target: rel,
    others: [partition, ...referenced],
    slots: { ...slots, ref: referenced[0] === undefined ? undefined : plainName(referenced[0].names) },
    fresh: rel.made,
    note: referenced.length > 0 ? (['LOCK_REFERENCED'] as const) : [],
  };
  if (def.concurrent !== true) return [found('detach-partition', called(partition), d)];
  const standing = asked.state.children(rel.names).some((s) => s.isDefaultPartition === true);
  if (standing)
    return [
      found('detach-partition-concurrently', called(partition), {
        ...d,
        plus: ['FAIL_CERTAIN'],
        slots: { ...slots, because: 'it is not possible beside a default partition', sqlstate: '55000' },
      }),
    ];
  return [found('detach-partition-concurrently', called(partition), { ...d, others: referenced })];
}

/** CREATE TABLE ... PARTITION OF. */
export function createPartition(body: Ast, table: Relation, asked: Asked): Found[] {
  const parent = asked.state.relation(namesOf(body.inhRelations[0].RangeVar));
  const standing = asked.state.children(parent.names).find((s) => s.isDefaultPartition === true);
  const slots = { table: plainName(table.names), parent: plainName(parent.names), bound: boundText(asked.sql) };
  const referenced = [...parent.constraints.values()]
    .filter((c) => c.type === 'foreign key' && c.references !== undefined)
    .map((c) => asked.state.relation(c.references!));
  const inherited = referenced.some((r) => !r.made) ? [found('create-table-fk-inline', called(table), { fresh: true, others: referenced })] : [];
  if (standing !== undefined && !standing.made && body.partbound?.is_default !== true)
    return [found('create-partition-of-with-default', called(table), { target: parent, others: [standing], slots, fresh: parent.made }), ...inherited];
  return [found('create-partition-of', called(table), { target: parent, slots, fresh: parent.made }), ...inherited];
}
