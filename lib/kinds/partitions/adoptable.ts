// An index or key of a partitioned table takes in those of its partitions that look like it, and never lets go of them.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { hasIndex } from '../keys/constraint-parts.ts';
import { heirsOf, isInherited, isPartitioned, parentsOf } from './inheritance.ts';
import { placeForGood } from './leave-and-join.ts';
import type { CatalogObject, Context } from '../kind.ts';
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
  if (!isPartitioned(o.within!, ctx.desired) || ctx.madeHere(o.within!)) return { needs: [], takes: [] };
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

/** Slots of partitions that leave or go: a key need not fit how they are divided, and no index is built for them. */
export function afterLeavers(table: Address, ctx: Context): string[] {
  if (!isPartitioned(table, ctx.desired) || ctx.madeHere(table)) return [];
  return [placeForGood(table.names), ...heirsOf(table, ctx.desired).flatMap((t) => afterLeavers(t.at, ctx))];
}

/**
 * Copies of a parent's indexes and keys that stand beside a key of the partition's own over their columns, and the originals: they come
 * first, or the server would take the key for one of them.
 */
export function copiesBeside(key: CatalogObject, ctx: Context): Address[] {
  if (isInherited(key)) return [];
  const like = (c: CatalogObject): boolean =>
    (hasIndex(c) || c.attrs['unique'] === true) && JSON.stringify(c.attrs['columns']) === JSON.stringify(key.attrs['columns']);
  const whole = keyOf(wholeOf(key) ?? key.at);
  return ctx.children(key.within!).flatMap((c) => {
    const of = Array.isArray(c.attrs['inherited']) ? address(c.at.kind, c.attrs['inherited'] as readonly string[]) : undefined;
    return of !== undefined && keyOf(of) !== whole && like(c) && ctx.madeHere(c.at) && ctx.madeHere(of) ? [of, c.at] : [];
  });
}
