// A partitioned table holds no rows of its own: where it has to be made again, its partitions leave it before and join it after, with
// all that they hold.
import { address, keyOf, type Address } from '../catalog/address.ts';
import { isInherited, tableOf } from './inheritance.ts';
import type { CatalogObject, Context } from './kind.ts';

/** Has it nothing that would start anew with it: no sequence of its own? */
export function canBeRemade(parent: Address, ctx: Context): boolean {
  const key = keyOf(parent);
  const within = (o: CatalogObject | undefined): boolean => o?.within !== undefined && keyOf(o.within) === key;
  for (const o of ctx.current.objects.values()) if (within(o) && o.attrs['identity'] != null) return false;
  return !ctx.current.edges.some((e) => e.how === 'owned' && (e.to === key || within(ctx.current.objects.get(e.to))));
}

/** The partitions that stay its partitions, and are not made again themselves. */
export function keptPartitions(parent: CatalogObject, ctx: Context): CatalogObject[] {
  if (!isRemade(parent.at, ctx) || !canBeRemade(parent.at, ctx)) return [];
  const kept = [...ctx.desired.objects.values()].filter((o) => partitionOf(o) === keyOf(parent.at) && staysBelow(o, ctx));
  return kept.sort((a, b) => (keyOf(a.at) < keyOf(b.at) ? -1 : 1));
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
  return isRemade(parent, ctx) && canBeRemade(parent, ctx) && staysBelow(o, ctx);
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
