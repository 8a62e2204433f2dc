// What a partition or an inheritance child has from its parent: such objects are in the catalog, marked by the attribute
// `inherited`, so that what leans on them finds them; but a statement on the parent brings them, and none of theirs.
import { address, keyOf, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { listed } from '../../catalog/listed.ts';
import { isIndexed } from '../keys/constraint-parts.ts';
import type { Context, Draft } from '../kind.ts';
import { left } from './leave-and-join.ts';

/** The tables a table descends from directly: its partitioned parent, or its inheritance parents in order. */
export function parentsOf(table: Address, catalog: Catalog): Address[] {
  const found = catalog.objects.get(keyOf(table));
  return found === undefined ? [] : parentsIn(found);
}

function parentsIn({ attrs }: CatalogObject): Address[] {
  const partitionOf = attrs['partitionOf'] as readonly string[] | null | undefined;
  const inherits = (attrs['inherits'] ?? []) as readonly (readonly string[])[];
  return (partitionOf == null ? inherits : [partitionOf]).map((names) => address('table', names));
}

const parentKeys = (o: CatalogObject): Key[] => parentsIn(o).map(keyOf);

/** The tables, foreign ones too, that descend from a table directly. */
export function heirsOf(table: Address, catalog: Catalog): readonly CatalogObject[] {
  return listed(catalog, parentKeys, keyOf(table));
}

/** Slot: a child gets copies of the defaults that its parent has when it is made, so they are what they will be by then. */
export function defaultsOf(table: Address): string {
  return `defaults of ${keyOf(table)}`;
}

export function copiedDefaults(o: CatalogObject, ctx: Context): string[] {
  return parentsOf(o.at, ctx.desired)
    .filter((p) => !ctx.madeHere(p))
    .map(defaultsOf);
}

export function isPartition(table: Address, catalog: Catalog): boolean {
  return catalog.objects.get(keyOf(table))?.attrs['partitionOf'] != null;
}

export function isPartitioned(table: Address, catalog: Catalog): boolean {
  return catalog.objects.get(keyOf(table))?.attrs['partitionBy'] != null;
}

/**
 * An object that was its parent's and is to stay although the parent's goes: it is dropped along and has to be made again.
 * Not when the table leaves its parent: then it keeps what it has.
 */
export function isLeftBehind(from: CatalogObject, to: CatalogObject, ctx: Context): boolean {
  return isInherited(from) && (!isInherited(to) || changesHands(from, to, ctx)) && keptParents(tableOf(to), ctx).length > 0;
}

/** It was the clone of an object that goes, and is to be that of another one. */
function changesHands(from: CatalogObject, to: CatalogObject, ctx: Context): boolean {
  const [was, is] = [from.attrs['inherited'], to.attrs['inherited']];
  if (!Array.isArray(was) || !Array.isArray(is) || JSON.stringify(was) === JSON.stringify(is)) return false;
  return ctx.brokenHere(address(from.at.kind, was as readonly string[]));
}

/** True when the object is there because of its parent. */
export function isInherited(o: CatalogObject): boolean {
  return o.attrs['inherited'] != null || o.bond === 'inherited';
}

/**
 * Does a statement on the parent bring this object, so that nothing is to be run here?
 * Not when a table that exists is attached by this plan: then the object must be there before.
 */
export function comesFromParent(o: CatalogObject, ctx: Context): boolean {
  if (isInherited(o) && ctx.madeHere(tableOf(o))) return true;
  return (isInherited(o) || o.bond !== undefined) && !ctx.madeHere(tableOf(o)) && givers(o, ctx, ctx.desired).length > 0;
}

/**
 * The same for indexes, keys and triggers: the server makes them, or takes a like one in, even when a table that exists is
 * attached.
 */
export function clonedFromParent(o: CatalogObject, ctx: Context): boolean {
  return isInherited(o) && parentsOf(tableOf(o), ctx.desired).length > 0;
}

/** Does a statement on a parent, of before and after, change this too? Not in a table that joins its parent by this plan. */
export function changesWithParent(to: CatalogObject, ctx: Context): boolean {
  const had = new Set(givers(to, ctx, ctx.current).map(keyOf));
  return (isInherited(to) || to.bond !== undefined) && givers(to, ctx, ctx.desired).some((p) => had.has(keyOf(p)));
}

/** Does a statement on the parent take this inherited object away? Not when the table leaves its parents by this plan. */
export function goesWithParent(o: CatalogObject, ctx: Context): boolean {
  return isInherited(o) && (ctx.brokenHere(tableOf(o)) || givers(o, ctx, ctx.current).length > 0);
}

/** What a table had from a parent that it leaves by this plan can only be dropped after it has left, and before it joins another. */
export function afterLeaving(o: CatalogObject, drop: Draft, ctx: Context): Draft {
  const table = tableOf(o);
  const moving = movesOn(table, ctx);
  // One of its own too: of an index that is like its own the next parent makes that a part.
  const held = (moving && isIndexed(o)) || (o.attrs['partOf'] != null && leavesParents(table, ctx));
  if (!isInherited(o) && o.bond === undefined && !held) return drop;
  const takes = [left(table), ...(drop.takes ?? [])];
  return moving ? { ...drop, takes, frees: [leftOver(table), ...(drop.frees ?? [])] } : { ...drop, takes, needs: [table, ...(drop.needs ?? [])] };
}

/** It is no more, or not all the while, below a parent that it had. */
export function leavesParents(table: Address, ctx: Context): boolean {
  return parentsOf(table, ctx.current).length > 0 && keptParents(table, ctx).length === 0 && !ctx.brokenHere(table);
}

/** Slot: what a table that joins another parent still has of the former one. */
export function leftOver(table: Address): string {
  return `left over in ${keyOf(table)}`;
}

/** A partition or child of one table that becomes one of another. */
export function movesOn(table: Address, ctx: Context): boolean {
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => parentsOf(table, catalog).map(keyOf)) as [Key[], Key[]];
  return was.some((p) => !is.includes(p)) && is.some((p) => !was.includes(p)) && !ctx.brokenHere(table);
}

/** What a parent declares too can only be dropped after the parent's. */
export function afterParents(o: CatalogObject, drop: Draft, ctx: Context): Draft {
  const gone =
    o.bond === undefined
      ? []
      : givers(o, ctx, ctx.current)
          .map((p) => likeOf(o, p))
          .filter((at) => ctx.brokenHere(at));
  return gone.length === 0 ? drop : { ...drop, needs: [...gone, ...(drop.needs ?? [])] };
}

/**
 * An inheritance child keeps the like of it, or has declared it too: what goes here must go from here ONLY, and from the other children
 * by itself. The way here may have left a declared one that is only the parent's, which then still goes.
 */
export function keptBelow(o: CatalogObject, ctx: Context): boolean {
  return belowOf(o, ctx).some(({ at, like }) => !ctx.brokenHere(at) && like?.bond !== undefined && (like.bond === 'merged' || !ctx.brokenHere(like.at)));
}

/** The likes that inheritance children, and theirs, keep. */
export function keptLikes(o: CatalogObject, ctx: Context): CatalogObject[] {
  return belowOf(o, ctx).flatMap(({ like }) => (like?.bond !== undefined && !ctx.brokenHere(like.at) ? [like] : []));
}

/** Tables made by this plan that have it unvalidated too: one that comes later than the parent's has a valid one. */
export function unvalidatedBelow(o: CatalogObject, ctx: Context): Address[] {
  if (o.attrs['validated'] !== false) return [];
  const from = (c: CatalogObject): boolean =>
    parentsOf(tableOf(c), ctx.desired).some((p) => {
      const like = ctx.desired.objects.get(keyOf(likeOf(c, p)));
      return like !== undefined && (like === o || from(like));
    });
  const open = [...ctx.desired.objects.values()].filter((c) => c.at.kind === o.at.kind && c !== o && c.attrs['validated'] === false);
  return open.filter((c) => ctx.madeHere(tableOf(c)) && from(c)).map(tableOf);
}

/** The inheritance children and partitions of a table, and theirs, nearest first. */
export function tablesBelow(table: Address, catalog: Catalog): Address[] {
  const out = new Map<Key, Address>();
  for (let level = [table]; level.length > 0;) {
    const below = new Map(level.flatMap((at) => heirsOf(at, catalog).map((t) => [keyOf(t.at), t.at])));
    level = [...below].flatMap(([key, at]) => (out.has(key) ? [] : [at]));
    for (const [key, at] of below) if (!out.has(key)) out.set(key, at);
  }
  return [...out.values()];
}

/** Those below its table, with the like that each has of it. */
export function belowOf(o: CatalogObject, ctx: Context): { at: Address; like: CatalogObject | undefined }[] {
  return tablesBelow(tableOf(o), ctx.current).map((at) => ({ at, like: ctx.current.objects.get(keyOf(likeOf(o, at))) }));
}

/** Slot: what a child declares as well as its parent has to be gone before the parent passes another one of that name on. */
export function merging(like: Address): string {
  return `merges into ${keyOf(like)}`;
}

/** The slots of the likes that go from the children, and theirs, of the table that it comes to. */
export function mergesBelow(o: CatalogObject, ctx: Context): string[] {
  return belowOf(o, ctx).flatMap(({ like }) => (like !== undefined && ctx.brokenHere(like.at) ? [merging(like.at)] : []));
}

/** Does a parent's go from the parent ONLY, so that this one has to follow by itself? */
export function leavesAlone(o: CatalogObject, ctx: Context): boolean {
  return parentsOf(tableOf(o), ctx.current).some((p) => {
    const parent = ctx.current.objects.get(keyOf(likeOf(o, p)));
    return parent !== undefined && keptBelow(parent, ctx);
  });
}

/** Parents before and after that have the like of it (any, for what has no name in common with its parent's). */
function givers(o: CatalogObject, ctx: Context, catalog: Catalog): Address[] {
  const parents = keptParents(tableOf(o), ctx);
  return o.at.names.length < 3 || Array.isArray(o.attrs['inherited']) ? parents : parents.filter((p) => catalog.objects.has(keyOf(likeOf(o, p))));
}

/** Where the tables directly above it have the like of it, if they have. */
export function likesAbove(o: CatalogObject, catalog: Catalog): Address[] {
  return parentsOf(tableOf(o), catalog).map((p) => likeOf(o, p));
}

function likeOf(o: CatalogObject, parent: Address): Address {
  return { ...o.at, names: [...parent.names, o.at.names[2]!] };
}

/** The table of what lives in it, or in one of its columns. */
export function tableOf(o: CatalogObject): Address {
  return o.within?.kind === 'table column' ? address(o.aside?.['foreign'] === true ? 'foreign table' : 'table', o.within.names.slice(0, 2)) : o.within!;
}

function keptParents(table: Address, ctx: Context): Address[] {
  const before = new Set(parentsOf(table, ctx.current).map(keyOf));
  // One that is made again is another one.
  return parentsOf(table, ctx.desired).filter((p) => before.has(keyOf(p)) && !ctx.brokenHere(p));
}

/** The columns of the parents that a child's column of this name comes from. */
export function parentColumns(column: Address, catalog: Catalog): CatalogObject[] {
  const [schema, table, name] = column.names as [string, string, string];
  const parents = ['table', 'foreign table'].flatMap((kind) => parentsOf(address(kind, [schema, table]), catalog));
  return parents.flatMap((p) => catalog.objects.get(keyOf(address('table column', [...p.names, name]))) ?? []);
}
