// Foreign keys that point at a partitioned table hold on to the rows of every partition: one that is off its parent for a moment
// needs them gone before, and they come back when all is in its place again.
import { address, keyOf, type Address, type Key } from '../../catalog/address.ts';
import { listed } from '../../catalog/listed.ts';
import type { Catalog, CatalogObject, Context, Draft } from '../kind.ts';
import { heirsOf, isInherited, isPartitioned, parentsOf } from '../partitions/inheritance.ts';
import { joined } from '../partitions/leave-and-join.ts';
import { leavesAndJoins } from '../partitions/remade-parent.ts';
import { rewritten } from '../sql-types/rewritten.ts';

/** Foreign keys, none of their copies, that point at one of the partitioned tables above. */
export function pointingAt(partition: Address, catalog: Catalog): CatalogObject[] {
  const over = new Set(above(partition, catalog));
  return [...catalog.objects.values()].filter(
    (c) => Array.isArray(c.attrs['references']) && !isInherited(c) && over.has(keyOf(address('table', c.attrs['references'] as string[]))),
  );
}

/** Is it the copy of a key by which a table, that is made again around it, refers to itself or to one above? No partition is off while that is there, so that this is gone by then. */
export function goesBeforeLeaving(o: CatalogObject, ctx: Context): boolean {
  if (!Array.isArray(o.attrs['references']) || !Array.isArray(o.attrs['inherited'])) return false;
  const of = address(o.at.kind, o.attrs['inherited'] as readonly string[]);
  const to = keyOf(address('table', o.attrs['references'] as readonly string[]));
  const table = address('table', of.names.slice(0, 2));
  return ctx.brokenHere(of) && [keyOf(table), ...above(table, ctx.current)].includes(to) && leavesAndJoins(o.within!, ctx);
}

/** Slot: of a table, a foreign key that points at it or that it has is gone, also with its table. */
export function unlinked(table: Key): string {
  return `unlinked ${table}`;
}

/** Of a partition that leaves its parent and joins it again, or goes: a new key would hold on to it. */
export function whileOff(partition: Address, ctx: Context): { goes: Pick<Draft, 'frees'>; leaves: Pick<Draft, 'takes'>; joins: Pick<Draft, 'frees'> } {
  return {
    goes: { frees: above(partition, ctx.current).map((key) => `is whole ${key}`) },
    leaves: { takes: above(partition, ctx.current).map((key) => `references ${key}`) },
    joins: { frees: above(partition, ctx.desired).map((key) => `is whole ${key}`) },
  };
}

export function pointer(o: CatalogObject, ctx: Context): { goes: Pick<Draft, 'frees'>; comes: Pick<Draft, 'takes'> } {
  const to = address('table', (o.attrs['references'] ?? []) as readonly string[]);
  const key = keyOf(to);
  const ends = [key, keyOf(o.within!)];
  return {
    goes: { frees: [...ends.map(unlinked), ...(isPartitioned(to, ctx.current) ? [`references ${key}`] : [])] },
    comes: { takes: [...ends.map((t) => `persists ${t}`), joined(to), ...(isPartitioned(to, ctx.desired) ? [`is whole ${key}`] : [])] },
  };
}

/** It points to a table that loses partitions in this plan: none may hold it by then. */
export function breaksUp(o: CatalogObject, ctx: Context): boolean {
  const losing = (at: Address): boolean => heirsOf(at, ctx.current).some((t) => t.attrs['partitionOf'] != null && (ctx.brokenHere(t.at) || losing(t.at)));
  return Array.isArray(o.attrs['references']) && losing(address('table', o.attrs['references'] as string[]));
}

/** A table that lasts points to none that does not: what becomes logged follows what it points to, what becomes unlogged what points to it. */
export function persistence(table: CatalogObject, alter: string, ctx: Context): Draft[] {
  const own = keyOf(table.at);
  const logged = table.attrs['unlogged'] !== true;
  const kept = linksOf(ctx.desired).filter((l) => ctx.current.objects.has(l.by) && l.from !== l.to && own === (logged ? l.from : l.to));
  const change = {
    sql: `${alter} SET ${logged ? 'LOGGED' : 'UNLOGGED'}`,
    what: 'persistence',
    frees: [`persists ${own}`],
    takes: [unlinked(own), ...new Set(kept.map((l) => `persists ${logged ? l.to : l.from}`))],
  };
  return rewritten(table.at, change, ctx);
}

/** Its foreign keys go with the table. */
export function unlinks(table: CatalogObject, ctx: Context): string[] {
  const own = keyOf(table.at);
  return linksOf(ctx.current).flatMap((l) => (l.from === own ? [unlinked(l.to)] : []));
}

interface Link {
  readonly by: Key;
  readonly from: Key;
  readonly to: Key;
}

const links = new WeakMap<Catalog, readonly Link[]>();

/** Every foreign key. */
function linksOf(catalog: Catalog): readonly Link[] {
  let known = links.get(catalog);
  if (known === undefined) {
    known = [...catalog.objects.values()].flatMap((c) =>
      Array.isArray(c.attrs['references']) ? [{ by: keyOf(c.at), from: keyOf(c.within!), to: keyOf(address('table', c.attrs['references'] as string[])) }] : [],
    );
    links.set(catalog, known);
  }
  return known;
}

/** Every key that a foreign key could lean on: over the same columns, whatever their order. The server takes the oldest. */
export function servedBy(o: CatalogObject, catalog: Catalog): readonly Address[] {
  const { references, referencedColumns } = o.attrs;
  if (!Array.isArray(references) || !Array.isArray(referencedColumns) || isInherited(o)) return [];
  return listed(catalog, uniqueOver, over(address('table', references as string[]), referencedColumns as string[])).map((key) => key.at);
}

const over = (table: Address, columns: readonly string[]): string => `${keyOf(table)} ${JSON.stringify([...columns].sort())}`;

function uniqueOver(o: CatalogObject): string | undefined {
  const { type, columns, keys, deferrable, unique, predicate } = o.attrs;
  if (o.within === undefined || !Array.isArray(columns) || deferrable === true || predicate != null) return undefined;
  const isKey = type === 'primary key' || type === 'unique';
  const own = isKey ? columns : unique === true ? columns.slice(0, (keys as readonly string[]).length) : [];
  return own.length === 0 || own.includes(null) ? undefined : over(o.within, own as string[]);
}

/** The partitioned tables that it is a part of, nearest first. */
export function above(partition: Address, catalog: Catalog): Key[] {
  const out: Key[] = [];
  for (let [p] = parentsOf(partition, catalog); p !== undefined; [p] = parentsOf(p, catalog)) out.push(keyOf(p));
  return out;
}
