// Owns what the edges of the two catalogs say of the order: what leans on something is made after it and goes before it.
import { addressOf, keyOf, type Key } from '../../catalog/address.ts';
import type { Edge } from '../../catalog/catalog.ts';
import { collect, reaches } from '../../catalog/collect.ts';
import { edgesFrom, homeOf, leansOn } from '../../catalog/listed.ts';
import { kindOf } from '../../kinds/registry.ts';
import type { Ledgered } from '../context.ts';
import type { Expanded } from '../expand.ts';
import type { Node, Nodes, Wait } from './nodes.ts';
import { earlierThan, earlyFor, lateFor } from './precedence.ts';

interface Said {
  readonly ctx: Ledgered;
  readonly expanded: Expanded;
  readonly of: Nodes;
  readonly must: Wait;
  readonly rather: Wait;
  /** What changes the columns that what has that edge may have for its type. */
  readonly retyping: (e: Edge) => readonly Node[];
}

export function catalogEdges(ctx: Ledgered, expanded: Expanded, of: Nodes, must: Wait, rather: Wait): void {
  const said: Said = { ctx, expanded, of, must, rather, retyping: retypingOf(ctx, expanded, of) };
  const touched = new Set([...of.first.keys(), ...of.making.keys(), ...of.breaking.keys(), ...of.altering.keys()]);
  const near = ({ from, to }: Edge): boolean => touched.has(from) || touched.has(to);
  for (const e of ctx.desired.edges) if (near(e)) desired(e, said);
  for (const e of ctx.current.edges) if (near(e)) current(e, said);
}

function desired(e: Edge, { expanded, of: { making, first, altering }, must, rather, ...said }: Said): void {
  const { from: x, to: y, how } = e;
  const [ofX, ofY] = [altering.get(x) ?? [], altering.get(y) ?? []];
  for (const a of said.retyping(e)) rather(first.get(x), a);
  const weak = how === 'soft' || how === 'owned' ? rather : must;
  weak(first.get(x), making.get(y));
  weak(making.get(x), making.get(y));
  // What is off meanwhile changes before it is taken back, whatever that is by then.
  // Not where it is a statement of y's own that changes it.
  const early = earlierThan(y, ofX);
  const off = isOff(e, said.ctx, expanded);
  if (!off) for (const a of ofX) if (a.key !== y && !early.has(a)) weak(a, making.get(y));
  const settled = expanded.unsettled.has(y) || expanded.displaced.has(y) ? weak : rather;
  const late = lateFor(x, ofY);
  for (const a of ofY) {
    if (!isBeside(y, a, expanded) && !late.has(a)) settled(first.get(x), a);
    if (!off) for (const b of ofX) rather(b, a);
  }
}

function current(e: Edge, { ctx, expanded, of: { first, making, breaking, altering, ghosts }, must, rather, retyping }: Said): void {
  const { from: x, to: y, how } = e;
  if (how === 'soft' || expanded.became.has(y)) return;
  const [ofX, ofY] = [altering.get(x) ?? [], altering.get(y) ?? []];
  const kept = leansOn(ctx.desired, x, y);
  for (const a of retyping(e)) for (const n of [breaking.get(x), ...(kept ? [] : ofX)]) rather(a, n);
  // What lets go of something does so before that changes.
  const off = isOff(e, ctx, expanded);
  if (!kept && !off && ofX.length > 0 && ofY.length > 0 && !leansThrough(x, y, ctx, making)) for (const a of ofY) for (const b of ofX) rather(a, b);
  // Not where it says itself that it goes after: a child's after its parent's, with all that goes with the two.
  const goesAfter = how === 'auto' && breaking.get(x)?.step.needs.some((key) => breaking.get(key) === breaking.get(y));
  if (goesAfter !== true) must(breaking.get(y), breaking.get(x));
  // Made again while that is still as it was, it could lean on it again: a foreign key does, of two keys over its columns.
  if (expanded.replaced.has(x)) for (const n of [breaking.get(y), ...ofY]) if (n === undefined || !isBeside(y, n, expanded)) rather(first.get(x), n);
  const letting = leavingWith(e, ctx, altering) ?? ofX;
  const gives = earlyFor(breaking.get(y), letting);
  if (!off) for (const a of gives.size > 0 ? gives : letting) if (a.key !== y) must(breaking.get(y), a);
  // A column that leaves a type in this plan leaves it before the type is swapped.
  if (expanded.swapped.has(y) && expanded.altered.has(x) && !expanded.rebuilt.has(x) && !off) for (const a of ofY) for (const b of ofX) must(a, b);
  // A ghost's drop is part of some alter's own statements: a sequence that an identity takes over.
  if (ghosts.has(breaking.get(x)!) && (how === 'owned' || ofY.some((a) => a.step.breaks.includes(x)))) return;
  if (expanded.displaced.has(y)) {
    for (const a of ofY) if (!isBeside(y, a, expanded)) must(a, breaking.get(x));
  } else if (expanded.unsettled.has(y)) {
    const early = earlyFor(breaking.get(x), ofY);
    for (const a of ofY) if (!early.has(a)) must(a, breaking.get(x));
  } else for (const a of ofY) rather(a, breaking.get(x));
  // What has to be off meanwhile is off for the swap alone, not for the build before it.
  for (const swap of [...(expanded.displaced.has(y) ? ofY : []), breaking.get(y)]) for (const b of buildsBefore(swap)) rather(breaking.get(x), b);
}

/** What is built and dropped outside of transactions stands beside the one that counts. */
function isBeside(y: Key, a: Node, expanded: Expanded): boolean {
  return expanded.displaced.has(y) && a.step.commit === 'alone';
}

/** What a partition has of its parent leaves that with its table, whatever else changes in it, and before that joins another one. */
function leavingWith({ from: x, to: y, how }: Edge, ctx: Ledgered, altering: Nodes['altering']): Node[] | undefined {
  const [home, left] = [homeOf(ctx.current, x), homeOf(ctx.current, y)];
  if (how !== 'auto' || addressOf(x).kind !== addressOf(y).kind || !leansOn(ctx.current, home, left) || leansOn(ctx.desired, home, left)) return undefined;
  const own = altering.get(home) ?? [];
  const joining = edgesFrom(ctx.desired, home).flatMap(({ to }) => (leansOn(ctx.current, home, to) ? [] : [...lateFor(to, own)]));
  const leaving = own.filter((a) => !joining.includes(a));
  return leaving.length > 0 ? leaving : undefined;
}

function isOff({ from: x, to: y, how }: Edge, ctx: Ledgered, expanded: Expanded): boolean {
  if (expanded.parked.has(x) && (ctx.off.has(x) || expanded.replaced.has(y) || expanded.dropped.has(y) || expanded.created.has(y))) return true;
  const o = how === 'auto' && expanded.replaced.has(y) ? ctx.current.objects.get(x) : undefined;
  return o !== undefined && kindOf(o.at.kind).outlives?.(o, ctx) === true;
}

/** Does it lean on that afterwards by way of what this plan makes? */
function leansThrough(x: Key, y: Key, ctx: Ledgered, making: Nodes['making']): boolean {
  return reaches(x, y, (key) => edgesFrom(ctx.desired, key).flatMap(({ to }) => (to === y || making.has(to) ? [to] : [])));
}

/** A column has a table for its type: no column of that can change its own meanwhile. */
function retypingOf(ctx: Ledgered, expanded: Expanded, { altering }: Nodes): (e: Edge) => readonly Node[] {
  const typing = new Map<Key, Node[]>();
  for (const key of expanded.unsettled) {
    const home = ctx.current.objects.get(key)?.within;
    if (home !== undefined) for (const a of altering.get(key) ?? []) collect(typing, `${addressOf(key).kind} ${keyOf(home)}`, a);
  }
  return ({ from, to, how }) => (how === 'within' || typing.size === 0 ? [] : (typing.get(`${addressOf(from).kind} ${to}`) ?? []));
}

/** What the object's own statements build outside of a transaction before this one. */
function buildsBefore(n: Node | undefined): Node[] {
  const own = n === undefined ? [] : [...n.before].filter((p) => p.key === n.key);
  return own.flatMap((p) => [...(p.step.commit === 'alone' ? [p] : []), ...buildsBefore(p)]);
}
