// A partitioned table holds no rows of its own: where it has to be made again, its partitions leave it before and join it after, with
// all that they hold.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { isInherited, movesOn, tableOf } from './inheritance.ts';
import type { Catalog, CatalogObject, Context } from '../kind.ts';

/** A partitioned table that is made again, and is one before and after. */
export function isMadeAroundPartitions(parent: Address, ctx: Context): boolean {
  const partitioned = (catalog: Catalog): boolean => catalog.objects.get(keyOf(parent))?.attrs['partitionBy'] != null;
  return isRemade(parent, ctx) && partitioned(ctx.current) && partitioned(ctx.desired);
}

/** The partitions that stay its partitions, and are not made again themselves. */
export function keptPartitions(parent: CatalogObject, ctx: Context): CatalogObject[] {
  if (!isRemade(parent.at, ctx)) return [];
  const kept = [...ctx.desired.objects.values()].filter((o) => partitionOf(o) === keyOf(parent.at) && staysBelow(o, ctx));
  return kept.sort(byKey);
}

function byKey(a: CatalogObject, b: CatalogObject): number {
  return keyOf(a.at) < keyOf(b.at) ? -1 : 1;
}

/**
 * Where the table has an identity: what is below its kept partitions, nearest first. A branch that joins a table takes its identity
 * without passing it on to what it holds, and one whose parts have none cannot leave again (17 and newer).
 */
export function offMeanwhile(parent: CatalogObject, ctx: Context): CatalogObject[] {
  const counted = (catalog: Catalog): boolean =>
    [...catalog.objects.values()].some((o) => o.attrs['identity'] != null && o.within !== undefined && keyOf(o.within) === keyOf(parent.at));
  if (!counted(ctx.current) && !counted(ctx.desired)) return [];
  const out: CatalogObject[] = [];
  const unchanged = (o: CatalogObject): boolean => staysBelow(o, ctx) && ctx.current.objects.get(keyOf(o.at))!.attrs['bound'] === o.attrs['bound'];
  const below = (at: Address): CatalogObject[] => [...ctx.desired.objects.values()].filter((o) => partitionOf(o) === keyOf(at) && unchanged(o)).sort(byKey);
  for (let level = keptPartitions(parent, ctx).flatMap((p) => below(p.at)); level.length > 0; level = level.flatMap((o) => below(o.at))) out.push(...level);
  return out;
}

/** Of a column that takes another type: its table, where its key is made of it. PostgreSQL changes no such column. */
export function keyedBy(column: CatalogObject, ctx: Context): Address[] {
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => catalog.objects.get(keyOf(column.at)));
  const form = (o: CatalogObject | undefined): string => JSON.stringify([o?.attrs['type'], o?.attrs['collation']]);
  if (was === undefined || is === undefined || form(was) === form(is)) return [];
  const [before, after] = [ctx.current, ctx.desired].map((catalog) => catalog.objects.get(keyOf(column.within!))?.attrs['partitionBy']);
  return typeof before === 'string' && after != null && wordsOfKey(before).includes(column.at.names[2]!) ? [column.within!] : [];
}

/** Is it such a partition, or what one has of its parent? Triggers go and come with the parent's. */
export function outlivesParent(o: CatalogObject, ctx: Context): boolean {
  const table = o.at.kind === 'table' ? o : ctx.desired.objects.get(keyOf(tableOf(o)));
  if (table === undefined || (table !== o && !ctx.desired.objects.has(keyOf(o.at)))) return false;
  return (o.at.kind === 'table' || isInherited(o)) && leavesAndJoins(table.at, ctx);
}

/** It is off its parent while that is made again. */
export function leavesAndJoins(partition: Address, ctx: Context): boolean {
  const o = ctx.desired.objects.get(keyOf(partition));
  const names = o?.attrs['partitionOf'] as readonly string[] | null | undefined;
  if (o === undefined || names == null) return false;
  const parent = address('table', names);
  return isRemade(parent, ctx) && staysBelow(o, ctx);
}

/** It is off every parent between two statements of this plan. Neither table shows its rows meanwhile, so no commit may lie there. */
export function isOffMeanwhile(table: Address, ctx: Context): boolean {
  return leavesAndJoins(table, ctx) || movesOn(table, ctx);
}

/** A statement of this plan attaches it: what comes with its parent's is not there before. */
export function joinsHere(table: Address, ctx: Context): boolean {
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => catalog.objects.get(keyOf(table)));
  const place = (o: CatalogObject): string => JSON.stringify([o.attrs['partitionOf'], o.attrs['bound']]);
  if (was === undefined || is === undefined || is.attrs['partitionOf'] == null || ctx.madeHere(table)) return false;
  return leavesAndJoins(table, ctx) || place(was) !== place(is);
}

function staysBelow(o: CatalogObject, ctx: Context): boolean {
  const was = ctx.current.objects.get(keyOf(o.at));
  return was !== undefined && partitionOf(was) === partitionOf(o) && !ctx.brokenHere(o.at);
}

function isRemade(parent: Address, ctx: Context): boolean {
  return ctx.brokenHere(parent) && ctx.madeHere(parent);
}

function partitionOf(o: CatalogObject): string | undefined {
  const names = o.attrs['partitionOf'] as readonly string[] | null | undefined;
  return names == null ? undefined : keyOf(address('table', names));
}

export function wordsOfKey(key: string): string[] {
  return [...key.matchAll(/"((?:[^"]|"")*)"|[^\s(),]+/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[0]);
}
