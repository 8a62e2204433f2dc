// A key of a partition that is a part of what its parent has of another kind: of a UNIQUE where it is a primary key, or the other way, or
// of a plain index.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { CatalogObject, Context } from '../kind.ts';
import { leavesParents } from './inheritance.ts';
import { wholeOf } from './partition-key.ts';
import { joinsHere } from './remade-parent.ts';

/** No statement on the parent brings it, but the server takes in one that is there when the parent's is made. */
export function isTakenIn(part: CatalogObject, ctx: Context): boolean {
  return takenIn(part, ctx.desired) !== undefined;
}

/** The parent's, where it takes such a part in or gives it up: it does neither while it stands. */
export function takersAgain(part: CatalogObject, ctx: Context): Address[] {
  return [...keyAgain(part, ctx), ...indexAgain(part, ctx)];
}

function keyAgain(part: CatalogObject, ctx: Context): Address[] {
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => {
    const here = catalog.objects.get(keyOf(part.at));
    return here === undefined ? undefined : takenIn(here, catalog);
  });
  if (was !== undefined && is !== undefined && keyOf(was.at) === keyOf(is.at)) return [];
  const leaves = ctx.brokenHere(part.within!) || leavesParents(part.within!, ctx);
  return [...(was === undefined || leaves ? [] : [was.at]), ...(is === undefined ? [] : [is.at])];
}

/** Of a plain index. A key that goes or comes by itself does so while its table is off, or of the part that it finds there. */
function indexAgain(key: CatalogObject, ctx: Context): Address[] {
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => catalog.objects.get(keyOf(key.at)));
  const [before, after] = [was, is].map((o) => (o === undefined ? undefined : wholeOf(o)));
  if (is === undefined || JSON.stringify(before) === JSON.stringify(after)) return [];
  if (was === undefined) return joinsHere(key.within!, ctx) ? [after!] : [];
  if (after !== undefined) return [...(before === undefined ? [] : [before]), after];
  // It would be taken in again.
  return leavesParents(key.within!, ctx) ? [] : [before!, key.at];
}

function takenIn(part: CatalogObject, catalog: Catalog): CatalogObject | undefined {
  const of = part.attrs['inherited'];
  const whole = Array.isArray(of) ? catalog.objects.get(keyOf(address(part.at.kind, of as readonly string[]))) : undefined;
  return whole?.attrs['type'] === part.attrs['type'] ? undefined : whole;
}
