// A key of a partition whose index is a part of a plain index of the partitioned table: the server makes such an index a part
// when the parent's index is made, never lets go of it while both stand, and an index that is a part can become a key.
import { address, addressOf, keyOf, type Address } from '../../catalog/address.ts';
import { edgesTo, listed } from '../../catalog/listed.ts';
import { qualified } from '../../sql/quote.ts';
import { gone } from './adoptable.ts';
import { derivedIndexName } from '../names/derived-name.ts';
import { leavesParents } from './inheritance.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';
import { above, pointingAt, unlinked, whileOff } from '../keys/references.ts';
import { joinsHere } from './remade-parent.ts';
import { triggersAgain } from './trigger-clones.ts';
import { attach, detach, joined, left } from './leave-and-join.ts';
import { isTakenIn } from './taken-in.ts';

/** The parent's index that the key's index is a part of. */
export function wholeOf(o: CatalogObject): Address | undefined {
  return o.attrs['partOf'] == null ? undefined : address('index', o.attrs['partOf'] as readonly string[]);
}

/** The name of the part that the key can be made of, where the parent's index stands already. */
export function partToPromote(o: CatalogObject, ctx: Context): string | undefined {
  const whole = wholeOf(o);
  if (whole === undefined || ctx.madeHere(whole)) return undefined;
  if (ctx.madeHere(o.within!)) return derivedIndexName(o.within!.names[1]!, 'idx', (o.attrs['columns'] ?? []) as readonly string[]);
  return listed(ctx.current, byWhole, keyOf(whole)).find((c) => keyOf(c.within!) === keyOf(o.within!))?.at.names[1];
}

/** `step` between taking the partition of each key off its parent and putting it back, or when one that leaves or goes anyway has done so. */
export function whileDetached(keys: readonly CatalogObject[], step: Draft, ctx: Context): Draft[] {
  const homes = keys.map((k) => ctx.current.objects.get(keyOf(k.within!))!);
  const going = homes.filter((t) => ctx.brokenHere(t.at)).map((t) => t.at);
  const leaving = homes.filter((t) => leavesParents(t.at, ctx)).map((t) => left(t.at));
  const tables = homes.filter((t) => isOffForKey(t.at, ctx));
  const next = (t: CatalogObject): CatalogObject[] => keys.filter((k) => keyOf(k.within!) === keyOf(t.at)).flatMap((k) => successors(k, ctx));
  const off = tables.map((t) => ({
    sql: detach(t),
    what: 'its index is free meanwhile',
    takes: [...whileOff(t.at, ctx).leaves.takes!, ...above(t.at, ctx.current).map(unlinked)],
    // before, and not in commits of their own while it is off
    needs: next(t)
      .flatMap((k) => (k.attrs['columns'] as readonly string[]).map((c) => address('not null', [...t.at.names, c])))
      .filter((at) => ctx.madeHere(at)),
  }));
  const on = tables.map((t) => ({
    sql: attach(t),
    what: 'back in its place',
    frees: [backIn(t.at), joined(t.at), ...whileOff(t.at, ctx).joins.frees!],
    needs: next(t).map((k) => k.at),
  }));
  const waits = { needs: [...going, ...(step.needs ?? [])], takes: [...leaving, ...(step.takes ?? [])] };
  return [...off, { ...step, ...waits }, ...on, ...tables.flatMap((t) => triggersAgain(t.at, ctx))];
}

/** Foreign keys that hold on to the rows of a partition that is off for that key, or for those within that index; `of`: which changes make it another one. */
export function heldMeanwhile(o: CatalogObject, of: readonly string[], ctx: Context): Address[] {
  const was = ctx.current.objects.get(keyOf(o.at));
  const form = (c: CatalogObject | undefined): string => JSON.stringify(of.map((attr) => c?.attrs[attr] ?? null));
  if (was === undefined || (!ctx.brokenHere(o.at) && form(was) === form(ctx.desired.objects.get(keyOf(o.at))))) return [];
  const keys = wholeOf(was) === undefined ? keysWithin(was, ctx) : [was];
  return keys.flatMap((k) => (isOffForKey(k.within!, ctx) ? pointingAt(k.within!, ctx.current).map((f) => f.at) : []));
}

function isOffForKey(table: Address, ctx: Context): boolean {
  return !ctx.brokenHere(table) && !leavesParents(table, ctx);
}

/** Keys whose indexes take the place of this one's below the same index: without one the partition would get a copy when it is back. */
function successors(key: CatalogObject, ctx: Context): CatalogObject[] {
  const whole = wholeOf(key);
  const found = whole === undefined || ctx.madeHere(whole) ? [] : listed(ctx.desired, byIndexOfParent, keyOf(whole));
  return found.filter((c) => ctx.madeHere(c.at) && keyOf(c.within!) === keyOf(key.within!));
}

/** Slots of the keys whose place it takes so: it is made while its table is off, and no commit may lie there. */
export function succeeds(key: CatalogObject, ctx: Context): string[] {
  const before = listed(ctx.current, byIndexOfParent, keyOf(wholeOf(key) ?? key.at));
  return before.filter((c) => ctx.brokenHere(c.at) && successors(c, ctx).includes(key)).map(gone);
}

/** Slot: a partition that was off for one of its keys is back, within the bounds that it had. */
export function backIn(table: Address): string {
  return `back in its place ${keyOf(table)}`;
}

/** The keys whose indexes are parts of this index. */
export function keysWithin(index: CatalogObject, ctx: Context): CatalogObject[] {
  if (index.within?.kind !== 'table' || ctx.current.objects.get(keyOf(index.within))?.attrs['partitionBy'] == null) return [];
  return [...listed(ctx.current, byIndexOfParent, keyOf(index.at))];
}

/** Made for the partitioned table ONLY: its parts are made one by one and attached, but for those that come with a new partition. */
export function waitsFor(part: CatalogObject, parent: CatalogObject, ctx: Context): boolean {
  if (ctx.madeHere(part.within!) && !ctx.madeHere(parent.at)) return false;
  return parent.attrs['valid'] === false || (!ctx.madeHere(parent.at) && ctx.current.objects.get(keyOf(parent.at))?.attrs['valid'] === false);
}

const byWhole = (o: CatalogObject): string | undefined =>
  Array.isArray(o.attrs['inherited']) ? keyOf(address(o.at.kind, o.attrs['inherited'] as readonly string[])) : undefined;
const byIndexOfParent = (o: CatalogObject): string | undefined => (o.attrs['partOf'] == null ? undefined : keyOf(wholeOf(o)!));
const keyedBy = (o: CatalogObject): string | undefined => (o.attrs['partOf'] == null ? undefined : keyOf(o.within!));
const byParent = (o: CatalogObject): string | undefined =>
  o.attrs['partitionOf'] == null ? undefined : keyOf(address(o.at.kind, o.attrs['partitionOf'] as readonly string[]));

/** Indexes that are parts of this one in the desired state. */
export function partsOf(index: CatalogObject, ctx: Context): readonly CatalogObject[] {
  return listed(ctx.desired, byWhole, keyOf(index.at));
}

/**
 * A new index of a partitioned table with rows (or a key with one: see keyInParts) is made for ONLY that table, its parts are built
 * concurrently and attached. Not where a partition comes, goes or is off meanwhile in the same plan, nor where an index in a
 * partition is a key, nor where a new foreign key needs it: there the server does it in one.
 */
export function builtInParts(index: CatalogObject, ctx: Context): boolean {
  const table = index.within!;
  const whole = wholeIn(index, ctx);
  if (index.attrs['inherited'] != null && (whole === undefined || !builtInParts(whole, ctx))) return false;
  if (!ctx.online || ctx.brokenHere(index.at) || !ctx.madeHere(index.at) || !isPartitionedTable(table, ctx)) return false;
  return (
    stays(table, ctx) &&
    partitionsOf(table, ctx).length > 0 &&
    partsStay(table, ctx) &&
    !isReferenced(index, ctx) &&
    listed(ctx.desired, byIndexOfParent, keyOf(index.at)).length === 0
  );
}

/** It becomes valid when this plan attaches its last part by a statement for that; one that comes with its table does not count. */
export function isCompleted(whole: CatalogObject, ctx: Context): boolean {
  const isNew = (p: CatalogObject): boolean => ctx.madeHere(p.at) || byWhole(ctx.current.objects.get(keyOf(p.at))!) !== keyOf(whole.at);
  return whole.attrs['valid'] !== false && partsOf(whole, ctx).some((p) => isNew(p) && !ctx.madeHere(p.within!) && !joinsHere(p.within!, ctx));
}

/** Keys that are to be parts of it, or of its parts, and come in this plan too, and the tables that join with some: the server takes them in when it is made. */
export function keysToTakeIn(whole: CatalogObject, ctx: Context): Required<Pick<Draft, 'needs' | 'takes'>> {
  const keys = takenInBy(whole, ctx);
  return { needs: keys.flatMap((k) => (ctx.madeHere(k.at) ? [k.at] : [])), takes: keys.map((k) => joined(k.within!)) };
}

function takenInBy(whole: CatalogObject, ctx: Context): CatalogObject[] {
  const parts = partsOf(whole, ctx);
  const own = [...listed(ctx.desired, byIndexOfParent, keyOf(whole.at)), ...parts.filter((p) => isTakenIn(p, ctx))];
  return [...own, ...parts.flatMap((p) => takenInBy(p, ctx))];
}

/** What it is a part of in the desired state. */
export function wholeIn(o: CatalogObject, ctx: Context): CatalogObject | undefined {
  return o.attrs['inherited'] == null ? undefined : ctx.desired.objects.get(keyOf(address(o.at.kind, o.attrs['inherited'] as readonly string[])));
}

/**
 * A new key of a partitioned table, likewise: for ONLY the table, then a key of each partition from an index that was built
 * concurrently. Not where something new leans on it (a foreign key), which would come before its last part.
 */
export function keyInParts(key: CatalogObject, plain: (o: CatalogObject) => boolean, ctx: Context): boolean {
  const whole = wholeIn(key, ctx);
  if (whole !== undefined) return keyInParts(whole, plain, ctx);
  if (key.attrs['inherited'] != null || !builtInParts(key, ctx)) return false;
  if (edgesTo(ctx.desired, keyOf(key.at)).some((e) => e.how === 'needs' && ctx.madeHere(addressOf(e.from)))) return false;
  return [key, ...allParts(key, ctx)].every((o) => ctx.madeHere(o.at) && !ctx.brokenHere(o.at) && plain(o));
}

function allParts(whole: CatalogObject, ctx: Context): CatalogObject[] {
  return partsOf(whole, ctx).flatMap((p) => [p, ...allParts(p, ctx)]);
}

/** All at the end, so that the whole takes up its work in one transaction. `indexOf`: the index of a key, or the index itself. */
export function attachments(whole: CatalogObject, indexOf: (at: Address) => readonly string[], ctx: Context): Draft[] {
  const parts = partsOf(whole, ctx);
  return parts.map((p) => ({
    sql: `ALTER INDEX ${qualified(indexOf(whole.at))} ATTACH PARTITION ${qualified(indexOf(p.at))}`,
    what: `its part ${p.at.names.at(-1)!}`,
    needs: parts.map((each) => each.at),
  }));
}

/** A foreign key that this plan makes leans on it: that takes a whole index, and nothing short of it. */
function isReferenced(index: CatalogObject, ctx: Context): boolean {
  const refers = (from: string): boolean => ctx.desired.objects.get(from)?.attrs['references'] != null && ctx.madeHere(addressOf(from));
  return edgesTo(ctx.desired, keyOf(index.at)).some((e) => e.how === 'needs' && refers(e.from));
}

function partsStay(table: Address, ctx: Context): boolean {
  return partitionsOf(table, ctx).every((p) => stays(p.at, ctx) && (!isPartitionedTable(p.at, ctx) || partsStay(p.at, ctx)));
}

/** There before with possible rows, and never off its parent meanwhile: when it comes back, the server makes the indexes it lacks. */
function stays(table: Address, ctx: Context): boolean {
  const [was, is] = [ctx.current.objects.get(keyOf(table)), ctx.desired.objects.get(keyOf(table))];
  const place = (o: CatalogObject | undefined): string => JSON.stringify([o?.attrs['partitionOf'], o?.attrs['bound']]);
  return ctx.existed(table) && was !== undefined && place(was) === place(is) && !freesKey(table, ctx);
}

/** A key of it goes, or the whole that the key's index is a part of: it is detached for that. */
function freesKey(table: Address, ctx: Context): boolean {
  return listed(ctx.current, keyedBy, keyOf(table)).some((o) => ctx.brokenHere(o.at) || ctx.brokenHere(wholeOf(o)!));
}

function isPartitionedTable(table: Address, ctx: Context): boolean {
  return ctx.desired.objects.get(keyOf(table))?.attrs['partitionBy'] != null;
}

function partitionsOf(table: Address, ctx: Context): readonly CatalogObject[] {
  return listed(ctx.desired, byParent, keyOf(table));
}

/** Of a part that goes while its whole and its table stay: the topmost whole, which never lets go of a part. */
export function wholeThatHolds(part: CatalogObject, ctx: Context): Address[] {
  if (part.attrs['inherited'] == null || !ctx.brokenHere(part.at) || ctx.madeHere(part.at) || !stays(part.within!, ctx)) return [];
  let whole = address(part.at.kind, part.attrs['inherited'] as readonly string[]);
  for (let o = ctx.current.objects.get(keyOf(whole)); o?.attrs['inherited'] != null; o = ctx.current.objects.get(keyOf(whole)))
    whole = address(o.at.kind, o.attrs['inherited'] as readonly string[]);
  return ctx.brokenHere(whole) ? [] : [whole];
}

/** Indexes for ONLY the parent of a partition that comes, or comes back, that are to have no part in it, although it would come with one. */
export function wholesWithout(partition: CatalogObject, ctx: Context): Address[] {
  if (partition.attrs['partitionOf'] == null || stays(partition.at, ctx)) return [];
  const parent = keyOf(address('table', partition.attrs['partitionOf'] as readonly string[]));
  return [...ctx.desired.objects.values()]
    .filter((o) => o.attrs['valid'] === false && keyOf(o.within!) === parent && ctx.current.objects.has(keyOf(o.at)) && o.attrs['inherited'] == null)
    .filter((o) => isWithout(o, partition, ctx))
    .map((o) => o.at);
}

/** An index for ONLY its table comes after the partitions that are to have no part of it. */
export function afterThoseWithout(whole: CatalogObject, ctx: Context): Required<Pick<Draft, 'needs' | 'takes'>> {
  if (whole.attrs['valid'] !== false) return { needs: [], takes: [] };
  const without = partitionsOf(whole.within!, ctx).filter((p) => isWithout(whole, p, ctx));
  return { needs: without.map((p) => p.at).filter((at) => ctx.madeHere(at)), takes: without.map((p) => joined(p.at)) };
}

function isWithout(whole: CatalogObject, partition: CatalogObject, ctx: Context): boolean {
  const parts = [...partsOf(whole, ctx), ...listed(ctx.desired, byIndexOfParent, keyOf(whole.at))];
  return !parts.some((p) => keyOf(p.within!) === keyOf(partition.at));
}
