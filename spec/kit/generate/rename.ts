// Owns how a part of a generated schema gets another name, with the marker that says so.
import pg from 'pg';
import type { Model } from './model.ts';
import { name, type Maker } from './mutate.ts';

const id = pg.escapeIdentifier;

/** Others that one statement makes, by a name that nothing else has. */
const single = new Set([
  'composite',
  'range',
  'collation',
  'procedure',
  'aggregate',
  'dictionary',
  'configuration',
  'statistics',
  'wrapper',
  'server',
  'foreign table',
  'publication',
  'rule',
  'child',
]);
/** Those that live in a schema, or in a table, and can go to another one. */
const movable = new Set(['composite', 'range', 'collation', 'procedure', 'aggregate', 'dictionary', 'configuration', 'foreign table', 'child']);

interface Part {
  id: number;
  name: string;
  was?: string | undefined;
}
type Placed = Part & { schema: string };

/** One part of what both sides have gets another name, or goes to another schema, or a schema or a label is renamed. */
export function rename(m: Model, k: Maker): void {
  const placed: Placed[] = [m.enums, m.domains, m.sequences, m.functions, m.tables, m.views, m.others.filter((o) => movable.has(o.kind))].flat();
  const fixed: Part[] = [
    ...m.tables.flatMap((t) => [t.columns, t.columns, t.constraints, t.indexes, t.triggers, t.policies, t.partitions?.children ?? []].flat()),
    ...m.others.filter((o) => single.has(o.kind) && !movable.has(o.kind)),
  ];
  const roll = k.r.below(10);
  if (roll === 0) return renameSchema(m, k);
  if (roll === 1) return renameLabel(m, k);
  const of = (list: readonly Part[]): Part[] => list.filter((p) => k.both(p.id) && p.was === undefined);
  const parts = of(roll < 6 ? placed : fixed);
  if (parts.length === 0) return;
  const part = k.r.pick(parts) as Placed;
  const others = m.schemas.filter((s) => s !== part.schema && m.schemasWere[s] === undefined);
  const children = m.tables.find((t) => t === part)?.partitions?.children ?? [];
  const moves = roll === 2 && others.length > 0 && m.schemasWere[part.schema] === undefined && children.every((c) => c.was === undefined);
  part.was = moves ? `${id(part.schema)}.${id(part.name)}` : id(part.name);
  // a partition stays where it is unless it is told to come along
  if (moves) for (const c of children) if (k.both(c.id)) c.was = `${id(part.schema)}.${id(c.name)}`;
  if (moves) part.schema = k.r.pick(others);
  if (!moves || k.r.chance(0.5)) part.name = name(k, 'n');
}

function renameSchema(m: Model, k: Maker): void {
  const old = m.schemas[1]!;
  const moved = [m.enums, m.domains, m.sequences, m.functions, m.tables, m.views, m.others].flat();
  if (m.schemasWere[old] !== undefined || moved.some((p) => p.was?.includes('"."') === true)) return;
  const now = name(k, 's');
  m.schemas[1] = now;
  m.schemasWere[now] = id(old);
  for (const p of moved) if (p.schema === old) p.schema = now;
}

/** Never the first: rows hold that one. */
function renameLabel(m: Model, k: Maker): void {
  const enums = m.enums.filter((e) => k.both(e.id) && e.labelsWere === undefined && e.labels.length > 1);
  if (enums.length === 0) return;
  const e = k.r.pick(enums);
  const at = 1 + k.r.below(e.labels.length - 1);
  // one that came in this mutation's B has no older name
  const old = e.labels[at]!;
  if (!k.both(Number(/\d+$/.exec(old)?.[0] ?? Number.NaN))) return;
  const now = name(k, 'l');
  e.labelsWere = { [now]: old };
  e.labels[at] = now;
}
