// Owns constraints that come with a parent's, and keys of partitioned tables that are made part by part and attached.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { qualified } from '../../sql/quote.ts';
import { hasIndex, indexOf, tableOf, type } from '../keys/constraint-parts.ts';
import { clonedFromParent, comesFromParent, isPartitioned } from './inheritance.ts';
import { concurrentIndex, extras } from '../keys/key-index.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';
import { keyInParts, waitsFor, wholeIn, wholeOf } from './partition-key.ts';
import { joined } from './leave-and-join.ts';
import { isTakenIn } from './taken-in.ts';

/** The server makes it with the parent's, and under the parent's is where it is made. */
export const comes = (o: CatalogObject, ctx: Context): boolean =>
  (type(o) === 'check' ? comesFromParent : clonedFromParent)(o, ctx) && wanting(o, ctx) === undefined && !isTakenIn(o, ctx) && !partOfParts(o, ctx);

/** The parent's constraint, when its parts have to be made and attached one by one. */
function wanting(o: CatalogObject, ctx: Context): CatalogObject | undefined {
  const parent =
    o.attrs['inherited'] == null || !hasIndex(o)
      ? undefined
      : ctx.desired.objects.get(keyOf(address('table constraint', o.attrs['inherited'] as readonly string[])));
  return parent !== undefined && waitsFor(o, parent, ctx) ? parent : undefined;
}

/** A key that is built partition by partition; of a partition, a part of one. */
export function inParts(o: CatalogObject, ctx: Context): boolean {
  const plain = (k: CatalogObject): boolean =>
    k.attrs['valid'] !== false && concurrentIndex(k, indexOf(k.at)) !== undefined && extras(k).length === 0 && (type(k) !== 'primary key' || neverNull(k, ctx));
  return ctx.online && hasIndex(o) && isPartitioned(o.within!, ctx.desired) && keyInParts(o, plain, ctx);
}

/** A partition's primary key makes NOT NULL its own: what this plan makes so would not leave with the parent's on the way back. */
function neverNull(o: CatalogObject, ctx: Context): boolean {
  return (o.attrs['columns'] as readonly string[]).every((c) => {
    const at = address('not null', [...tableOf(o.at), c]);
    return ctx.current.objects.has(keyOf(at)) && !ctx.madeHere(at) && !ctx.brokenHere(at);
  });
}

function partOfParts(o: CatalogObject, ctx: Context): boolean {
  const whole = hasIndex(o) ? wholeIn(o, ctx) : undefined;
  return whole !== undefined && inParts(whole, ctx);
}

export function attach(o: CatalogObject, ctx: Context): Draft[] {
  const parent = wanting(o, ctx);
  if (parent !== undefined) return [joins(o, parent.at, indexOf(parent.at))];
  const whole = wholeOf(o) === undefined ? undefined : ctx.desired.objects.get(keyOf(wholeOf(o)!));
  return whole !== undefined && waitsFor(o, whole, ctx) ? [joins(o, whole.at, whole.at.names)] : [];
}

function joins(o: CatalogObject, whole: Address, index: readonly string[]): Draft {
  return {
    sql: `ALTER INDEX ${qualified(index)} ATTACH PARTITION ${qualified(indexOf(o.at))}`,
    what: 'part of the index of its parent',
    needs: [whole],
    takes: [joined(o.within!)],
  };
}
