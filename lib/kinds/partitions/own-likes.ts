// Indexes and keys that are a partition's own and look like one of its parents': the server takes the first that it finds for a part of that.
import { keyOf, type Address } from '../../catalog/address.ts';
import { inside } from '../../catalog/listed.ts';
import { hasIndex, isIndexed } from '../keys/constraint-parts.ts';
import { above } from '../keys/references.ts';
import type { CatalogObject, Context } from '../kind.ts';
import { gone } from './adoptable.ts';
import { isPartitioned, tablesBelow } from './inheritance.ts';
import { builtInParts } from './partition-key.ts';
import { joinsHere } from './remade-parent.ts';

const text = (o: CatalogObject, attrs: readonly string[]): string => JSON.stringify(attrs.map((a) => o.attrs[a] ?? null));
const compared = ['columns', 'unique', 'nullsNotDistinct', 'method', 'keys', 'predicate'];
const isOwn = (o: CatalogObject): boolean => isIndexed(o) && o.attrs['inherited'] == null && o.attrs['partOf'] == null;

/** As the server compares them, but for operator classes and collations. A key has only keys for its parts. */
function looksLike(whole: CatalogObject, own: CatalogObject): boolean {
  if (hasIndex(whole)) return hasIndex(own) && text(whole, ['columns', 'predicate']) === text(own, ['columns', 'predicate']);
  if (!hasIndex(own)) return text(whole, compared) === text(own, compared);
  return whole.attrs['unique'] === true && whole.attrs['predicate'] == null && text(whole, ['columns']) === text(own, ['columns']);
}

/** Those that are to stay a partition's own, where the parent's is made: they go before that, and come again after it. */
export function likesBelow(whole: CatalogObject, ctx: Context): Address[] {
  if (whole.attrs['inherited'] != null || whole.within?.kind !== 'table' || !isPartitioned(whole.within, ctx.desired) || builtInParts(whole, ctx)) return [];
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => catalog.objects.get(keyOf(whole.at)));
  if (is === undefined || (was !== undefined && text(was, compared) === text(is, compared))) return [];
  return tablesBelow(whole.within, ctx.desired).flatMap((table) =>
    inside(ctx.desired, keyOf(table)).flatMap((o) => (isOwn(o) && looksLike(is, o) && ctx.current.objects.has(keyOf(o.at)) ? [o.at] : [])),
  );
}

/** Could one of the table's parents take it in, as it was or as it is to be, in this plan? */
export function couldBeTakenIn(own: readonly CatalogObject[], ctx: Context): boolean {
  const table = own[0]!.within!;
  const joins = joinsHere(table, ctx);
  return wholesAbove(table, ctx).some((w) => (joins || ctx.madeHere(w.at)) && own.some((o) => looksLike(w, o)));
}

/** Slots of those that go, also to come again, before their table joins. */
export function goneBeforeJoining(table: CatalogObject, ctx: Context): string[] {
  const wholes = wholesAbove(table.at, ctx);
  return inside(ctx.current, keyOf(table.at)).flatMap((o) => (isOwn(o) && ctx.brokenHere(o.at) && wholes.some((w) => looksLike(w, o)) ? [gone(o)] : []));
}

function wholesAbove(table: Address, ctx: Context): CatalogObject[] {
  return above(table, ctx.desired).flatMap((t) => inside(ctx.desired, t).filter(isIndexed));
}
