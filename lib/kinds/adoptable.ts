// An index or key of a partitioned table takes in those of its partitions that look like it, and never lets go of them.
import { address, keyOf, type Address } from '../catalog/address.ts';
import { parentsOf } from './inheritance.ts';
import type { CatalogObject, Context } from './kind.ts';
import { wholeOf } from './partition-key.ts';

/** Slot: it is gone, whatever comes by its name. */
export function gone(o: CatalogObject): string {
  return `gone ${keyOf(o.at)}`;
}

/**
 * Those that go in this plan, and so have to be gone before it is made, and what holds those that stay: the server takes in none that
 * is a part already. A key takes in keys only; `like`: the kinds that this one takes in. A primary key suffers no other one below, either.
 */
export function afterAdoptable(o: CatalogObject, ctx: Context, like: readonly string[]): { needs: Address[]; takes: string[] } {
  if (ctx.desired.objects.get(keyOf(o.within!))?.attrs['partitionBy'] == null || ctx.madeHere(o.within!)) return { needs: [], takes: [] };
  const columns = JSON.stringify(o.attrs['columns']);
  const primary = (c: CatalogObject): boolean => c.attrs['type'] === 'primary key';
  const alike = (c: CatalogObject): boolean => JSON.stringify(c.attrs['columns']) === columns || (primary(c) && primary(o));
  const found = [...ctx.current.objects.values()]
    .filter((c) => like.includes(c.at.kind) && alike(c))
    .filter((c) => !ctx.brokenHere(c.within!) && isBelow(c.within!, o.within!, ctx));
  const goes = (at: Address): boolean => ctx.brokenHere(at) && !ctx.madeHere(at);
  const holding = (c: CatalogObject): Address => {
    const of = c.attrs['inherited'];
    return Array.isArray(of) ? address(c.at.kind, of as readonly string[]) : (wholeOf(c) ?? c.at);
  };
  return {
    needs: found.flatMap((c) => (c.attrs['inherited'] == null ? [c.at, holding(c)] : ctx.madeHere(c.at) ? [holding(c)] : [])).filter(goes),
    takes: found.filter((c) => c.attrs['inherited'] == null && ctx.brokenHere(c.at) && ctx.madeHere(c.at)).map(gone),
  };
}

function isBelow(table: Address, top: Address, ctx: Context): boolean {
  return parentsOf(table, ctx.desired).some((p) => keyOf(p) === keyOf(top) || isBelow(p, top, ctx));
}
