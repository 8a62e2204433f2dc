// Owns whose statements carry a change that has none of its own: what takes it along, or what takes its table off a parent.
import { addressOf, keyOf, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject, Edge } from '../catalog/catalog.ts';
import { collect } from '../catalog/collect.ts';
import { edgesFrom } from '../catalog/listed.ts';
import type { Ledgered } from './context.ts';
import type { Node } from './graph.ts';

/** The statements that take what it lives in off a parent: with these it leaves the parent's like. */
export function leavesAlong(ctx: Ledgered, o: CatalogObject, altering: ReadonlyMap<Key, Node[]>): Node[] | undefined {
  const hasLike = (catalog: Catalog): boolean => edgesFrom(catalog, keyOf(o.at)).some((e) => e.how === 'auto' && addressOf(e.to).kind === o.at.kind);
  return o.within !== undefined && hasLike(ctx.current) && !hasLike(ctx.desired) ? altering.get(keyOf(o.within)) : undefined;
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
