// A key of a partition that is a part of its parent's, which is one of the other kind: a primary key of a UNIQUE, or the other way.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { edgesTo } from '../../catalog/listed.ts';
import { hasIndex } from '../keys/constraint-parts.ts';
import type { CatalogObject, Context } from '../kind.ts';
import { leavesParents } from './inheritance.ts';
import { joined } from './leave-and-join.ts';

/** No statement on the parent brings it, but the server takes in one that is there when the parent's is made. */
export function isTakenIn(part: CatalogObject, ctx: Context): boolean {
  return takenIn(part, ctx.desired) !== undefined;
}

/** The parent's, where it takes such a part in or gives it up: it does neither while it stands. */
export function takerAgain(part: CatalogObject, ctx: Context): Address[] {
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => {
    const here = catalog.objects.get(keyOf(part.at));
    return here === undefined ? undefined : takenIn(here, catalog);
  });
  if (was !== undefined && is !== undefined && keyOf(was.at) === keyOf(is.at)) return [];
  const leaves = ctx.brokenHere(part.within!) || leavesParents(part.within!, ctx);
  return [...(was === undefined || leaves ? [] : [was.at]), ...(is === undefined ? [] : [is.at])];
}

/** Slots of the tables that bring such parts along when they join: it comes after them. */
export function joinBefore(whole: CatalogObject, ctx: Context): string[] {
  const parts = edgesTo(ctx.desired, keyOf(whole.at)).flatMap((e) => (e.how === 'auto' || e.how === 'owned' ? (ctx.desired.objects.get(e.from) ?? []) : []));
  return parts.filter(hasIndex).flatMap((part) => [...(isTakenIn(part, ctx) ? [joined(part.within!)] : []), ...joinBefore(part, ctx)]);
}

function takenIn(part: CatalogObject, catalog: Catalog): CatalogObject | undefined {
  const of = part.attrs['inherited'];
  const whole = Array.isArray(of) ? catalog.objects.get(keyOf(address(part.at.kind, of as readonly string[]))) : undefined;
  return whole?.attrs['type'] === part.attrs['type'] ? undefined : whole;
}
