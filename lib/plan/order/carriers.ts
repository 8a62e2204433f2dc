// Owns whose statements carry a change that has none of its own: what takes it along, or what takes its table off a parent or below one.
import { addressOf, keyOf, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject, Edge } from '../../catalog/catalog.ts';
import { collect, reaches } from '../../catalog/collect.ts';
import { edgesFrom, homeOf } from '../../catalog/listed.ts';
import type { Ledgered } from '../context.ts';
import type { Node } from './nodes.ts';
import { lateFor } from './precedence.ts';

/** The statements that take what it lives in off a parent, or below one: with these it leaves the parent's like, or becomes one. */
export function goesAlong(ctx: Ledgered, o: CatalogObject, altering: ReadonlyMap<Key, Node[]>): Node[] | undefined {
  const like = (catalog: Catalog): Key | undefined => edgesFrom(catalog, keyOf(o.at)).find((e) => e.how === 'auto' && addressOf(e.to).kind === o.at.kind)?.to;
  const [was, is] = [like(ctx.current), like(ctx.desired)];
  const own = o.within === undefined || (was === undefined) === (is === undefined) ? undefined : altering.get(homeOf(ctx.desired, keyOf(o.at)));
  if (own === undefined || is === undefined) return own;
  const joining = lateFor(homeOf(ctx.desired, is), own);
  return joining.size > 0 ? [...joining] : own;
}

/**
 * What comes with something else, an index of a partition with its parent's, and which this plan drops before or changes after: the
 * statement that brings it says so. A target would be held to have it from the start.
 */
export function broughtAlong(
  ctx: Ledgered,
  nodes: readonly Node[],
  making: ReadonlyMap<Key, Node>,
  breaking: ReadonlyMap<Key, Node>,
  altering: ReadonlyMap<Key, readonly Node[]>,
): void {
  const spoken = new Set(nodes.flatMap((n) => [...n.step.breaks, ...n.step.alters]));
  const silent = [...making].filter(([key, node]) => spoken.has(key) && !node.step.makes.includes(key));
  if (silent.length === 0) return;
  const takes = takers(ctx.desired.edges);
  // In a partition of a partition too it comes with an index of the parent's, not with the column.
  const likes = likesOf(ctx.desired.edges);
  const maker = (k: Key): Node | undefined => (making.get(k)?.step.makes.includes(k) === true ? making.get(k) : undefined);
  for (const [key] of silent) {
    const home = ctx.desired.objects.get(key)?.within;
    const gone = breaking.get(key);
    // Not what comes before the old one is gone: then the statement that takes the table below its parent brings it.
    const afterwards = (n: Node): boolean => gone === undefined || reaches(n, gone, (p) => p.before);
    const own = home === undefined ? [] : (altering.get(keyOf(home)) ?? []);
    const first = follow(key, likes, maker) ?? follow(key, takes, maker) ?? follow(key, takes, (k) => altering.get(k)?.[0]);
    const by = first === undefined || afterwards(first) ? first : (own.find(afterwards) ?? first);
    if (by === undefined) continue;
    by.step = { ...by.step, makes: [...by.step.makes, key] };
    // There again, and not yet all of it: NOT VALID so far.
    for (const n of by.before) if (n.key === by.key && n.step.alters.includes(by.key)) n.step = { ...n.step, alters: [...n.step.alters, key] };
  }
}

/** What takes an object along when it is dropped, by object. */
export function takers(edges: readonly Edge[]): Map<Key, Key[]> {
  const by = new Map<Key, Key[]>();
  for (const e of edges) if (e.how === 'auto' || e.how === 'owned') collect(by, e.from, e.to);
  // Its like first: a partition's foreign key goes with its parent's, before it goes with a column.
  const kind = (key: Key): string => addressOf(key).kind;
  for (const [from, to] of by) by.set(from, [...to.filter((k) => kind(k) === kind(from)), ...to.filter((k) => kind(k) !== kind(from))]);
  return by;
}

/** The parent's that an object is like, also of what an inheritance child declares as well. */
export function likesOf(edges: readonly Edge[]): Map<Key, Key[]> {
  const by = new Map<Key, Key[]>();
  for (const e of edges) if (e.how !== 'needs' && e.how !== 'within' && addressOf(e.from).kind === addressOf(e.to).kind) collect(by, e.from, e.to);
  return by;
}

export function follow<T>(key: Key, taken: ReadonlyMap<Key, readonly Key[]>, find: (key: Key) => T | undefined): T | undefined {
  const seen = new Set<Key>([key]);
  const queue = [...(taken.get(key) ?? [])];
  for (let k = queue.shift(); k !== undefined; k = queue.shift()) {
    if (seen.has(k)) continue;
    seen.add(k);
    const found = find(k);
    if (found !== undefined) return found;
    queue.push(...(taken.get(k) ?? []));
  }
  return undefined;
}
