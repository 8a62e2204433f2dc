// An index or key of a partitioned table takes in those of its partitions that look like it, and never lets go of them.
import { keyOf, type Address } from '../catalog/address.ts';
import { parentsOf } from './inheritance.ts';
import type { CatalogObject, Context } from './kind.ts';
import { wholeOf } from './partition-key.ts';

/**
 * Those that go in this plan, and so have to be gone before it is made, and what holds those that stay: the server takes in none that
 * is a part already. A key takes in keys only; `like`: the kinds that this one takes in.
 */
export function adoptable(o: CatalogObject, ctx: Context, like: readonly string[]): Address[] {
  if (ctx.desired.objects.get(keyOf(o.within!))?.attrs['partitionBy'] == null || ctx.madeHere(o.within!)) return [];
  const columns = JSON.stringify(o.attrs['columns']);
  const goes = (at: Address): boolean => ctx.brokenHere(at) && !ctx.madeHere(at);
  return [...ctx.current.objects.values()]
    .filter((c) => like.includes(c.at.kind) && c.attrs['inherited'] == null && JSON.stringify(c.attrs['columns']) === columns)
    .filter((c) => !ctx.brokenHere(c.within!) && isBelow(c.within!, o.within!, ctx))
    .flatMap((c) => [c.at, wholeOf(c) ?? c.at])
    .filter(goes);
}

function isBelow(table: Address, top: Address, ctx: Context): boolean {
  return parentsOf(table, ctx.desired).some((p) => keyOf(p) === keyOf(top) || isBelow(p, top, ctx));
}
