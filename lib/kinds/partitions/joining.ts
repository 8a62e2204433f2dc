// What has to be so before a table can join a parent, and when it only leaves it to join it again.
import { address, addressOf, keyOf, type Address, type Key } from '../../catalog/address.ts';
import { inside } from '../../catalog/listed.ts';
import { gone } from './adoptable.ts';
import { hasIndex, isIndexed } from '../keys/constraint-parts.ts';
import { comesFromParent, isInherited, keptBelow, leavesParents, parentsOf, tablesBelow } from './inheritance.ts';
import { joined, left } from './leave-and-join.ts';
import { isOffMeanwhile, joinsHere } from './remade-parent.ts';
import type { CatalogObject, Context } from '../kind.ts';
import { above } from '../keys/references.ts';

/** It leaves its parent only to join it within other bounds. */
export function isRebound(o: CatalogObject, ctx: Context): boolean {
  const was = ctx.current.objects.get(keyOf(o.at));
  const same = (attr: string): boolean => JSON.stringify(was?.attrs[attr]) === JSON.stringify(o.attrs[attr]);
  return was !== undefined && o.attrs['partitionOf'] != null && !ctx.madeHere(o.at) && !ctx.brokenHere(o.at) && same('partitionOf') && !same('bound');
}

/** Slots of the tables below that leave, or are off for a while: what one of them had of its parent then would stay its own. */
export function restBelow(table: Address, ctx: Context): string[] {
  const stay = tablesBelow(table, ctx.current).filter((at) => !ctx.brokenHere(at));
  return stay.map((at) => onceOff(at, ctx) ?? joined(at));
}

/** Slot of a table that leaves its parents, for good or for a while: it is off them. */
export function onceOff(table: Address, ctx: Context): string | undefined {
  return leavesParents(table, ctx) || isOffMeanwhile(table, ctx) ? left(table) : undefined;
}

/** Does one below it join something in this plan? Its rows are out of sight until then, so no commit may lie between. */
export function joinBelow(table: Address, ctx: Context): boolean {
  return tablesBelow(table, ctx.current).some((at) => isOffMeanwhile(at, ctx) || joinsHere(at, ctx));
}

/** Slot: it has no constraint that it is to have only for a while, and no table could join it without. */
export function stopgapGone(table: Key): string {
  return `without its stopgap ${table}`;
}

export function stopgapsGone(partition: Address, ctx: Context): string[] {
  return above(partition, ctx.desired).map(stopgapGone);
}

/**
 * What must be settled before a table can join a parent: what this plan makes in it and no statement on the parent brings,
 * what the parent loses, and the columns of both that change.
 */
export function arriving(o: CatalogObject, parent: readonly string[], ctx: Context): Address[] {
  const must = (c: CatalogObject): boolean => c.at.kind === 'table column' || c.at.kind === 'not null' || c.attrs['type'] === 'check';
  const within = ctx
    .children(o.at)
    .flatMap((c) => [c, ...ctx.children(c.at)])
    .filter((c) => must(c) && (isInherited(c) || c.bond !== undefined) && ctx.madeHere(c.at) && !comesFromParent(c, ctx));
  const over = new Set([parent, ...above(o.at, ctx.desired).map((table) => addressOf(table).names)].map((names) => JSON.stringify(names)));
  const lost = [...ctx.current.objects.values()].filter(
    (c) => must(c) && ctx.brokenHere(c.at) && !ctx.madeHere(c.at) && over.has(JSON.stringify(c.at.names.slice(0, 2))),
  );
  const settled = ctx
    .children(o.at)
    .flatMap((c) => [c.at, address(c.at.kind, [...parent, c.at.names[2]!])])
    .filter((at) => becomesAnother(at, ctx));
  return [...[...within, ...lost].map((c) => c.at), ...settled];
}

/** NOT NULL that the tables above lose and a new one has by itself: below 18 the end of theirs reaches all that is below by then. */
export function outgoingNotNull(o: CatalogObject, ctx: Context): Address[] {
  const own = ctx
    .children(o.at)
    .flatMap((c) => (c.at.kind === 'table column' ? ctx.children(c.at) : []))
    .filter((c) => c.at.kind === 'not null' && !isInherited(c));
  const likes = own.length === 0 ? [] : allAbove(o.at, ctx).flatMap((p) => own.map((c) => address(c.at.kind, [...p.names, c.at.names[2]!])));
  return likes.filter((at) => ctx.brokenHere(at) && !ctx.madeHere(at));
}

/** CHECK and NOT NULL that go from an inheritance parent ONLY, since children keep theirs: a new child would have come with them, and keep them too. */
export function outgoingAlone(o: CatalogObject, ctx: Context): Address[] {
  if (o.attrs['inherits'] == null) return [];
  const had = allAbove(o.at, ctx).flatMap((table) => inside(ctx.current, keyOf(table)).flatMap((c) => [c, ...inside(ctx.current, keyOf(c.at))]));
  const ends = had.filter((c) => c.at.kind === 'not null' || c.attrs['type'] === 'check');
  return ends.flatMap((c) => (ctx.brokenHere(c.at) && !ctx.madeHere(c.at) && keptBelow(c, ctx) ? [c.at] : []));
}

/**
 * Slots of the indexes and keys that go, also to come again, above a partition that joins or comes: the server would take in what it has
 * that looks like them, and a key never leaves that index again, or make copies, under names that others are to have. And a key that goes
 * would ask of a partitioned table that its own be among the columns.
 */
export function goneAbove(o: CatalogObject, ctx: Context): string[] {
  const tables = o.attrs['partitionOf'] == null ? [] : above(o.at, ctx.desired);
  return tables.flatMap((table) => inside(ctx.current, table).flatMap((c) => (isIndexed(c) && ctx.brokenHere(c.at) ? [gone(c)] : [])));
}

/** Keys that the parent of a new child had as a partition, and that go: the server looks for them in children. */
export function outgoingIndexes(o: CatalogObject, ctx: Context): Address[] {
  return o.attrs['partitionOf'] == null ? goingAbove(o, ctx).flatMap((c) => (hasIndex(c) && isInherited(c) ? [c.at] : [])) : [];
}

function allAbove(table: Address, ctx: Context): Address[] {
  return parentsOf(table, ctx.desired).flatMap((p) => [p, ...allAbove(p, ctx)]);
}

function goingAbove(o: CatalogObject, ctx: Context): CatalogObject[] {
  return allAbove(o.at, ctx).flatMap((table) => inside(ctx.current, keyOf(table)).filter((c) => ctx.brokenHere(c.at) && !ctx.madeHere(c.at)));
}

/** A column that is of another type, or generated otherwise, than before, or has lost its identity. */
function becomesAnother(at: Address, ctx: Context): boolean {
  const [was, is] = [ctx.current.objects.get(keyOf(at)), ctx.desired.objects.get(keyOf(at))];
  const form = (c: CatalogObject): string => JSON.stringify([c.attrs['type'], c.attrs['collation'], c.attrs['generated']]);
  if (at.kind !== 'table column' || was === undefined || is === undefined) return false;
  return form(was) !== form(is) || (was.attrs['identity'] != null && is.attrs['identity'] == null);
}

/** A branch that is made again: what its parent loses is gone by then, as it is from what joins the branch. */
export function lostAbove(o: CatalogObject, ctx: Context): Address[] {
  const parent = o.attrs['partitionOf'] as readonly string[] | null | undefined;
  if (parent == null || !ctx.brokenHere(o.at)) return [];
  const goes = (c: CatalogObject): boolean => c.at.kind === 'table column' && ctx.brokenHere(c.at) && !ctx.madeHere(c.at);
  return inside(ctx.current, keyOf(address('table', parent))).flatMap((c) => (goes(c) ? [c.at] : []));
}

/** Of a table that goes, for good or to be made again. */
export function branchesOff(o: CatalogObject, ctx: Context): string[] {
  return parentsOf(o.at, ctx.current).map(branchOff);
}

/** What a table gives up when its partitions and children go: a column comes and goes in it when those that leave, or leave for a while, are off with all that they hold. */
export function branchOff(table: Address): string {
  return `branches of ${keyOf(table)}`;
}
