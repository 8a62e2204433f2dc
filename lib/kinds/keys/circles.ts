// Finds tables that cannot be dropped one after the other, because foreign keys lead from each to the other.
import { address, keyOf, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { reaches } from '../../catalog/collect.ts';
import { isPartition, isPartitioned, parentsOf } from '../partitions/inheritance.ts';
import type { CatalogObject, Context } from '../kind.ts';
import { above } from './references.ts';

const known = new WeakMap<Catalog, Map<Key, Set<Key>>>();

/** True when a way of foreign keys and parents leads from `from` to `to`. */
export function leadsTo(from: Address, to: Address, catalog: Catalog): boolean {
  let ways = known.get(catalog);
  if (ways === undefined) known.set(catalog, (ways = waysOf(catalog)));
  const next = ways;
  return reaches(keyOf(from), keyOf(to), (key) => next.get(key) ?? []);
}

function waysOf(catalog: Catalog): Map<Key, Set<Key>> {
  const ways = new Map<Key, Set<Key>>();
  const put = (from: Key, to: Key): void => {
    if (from !== to) ways.set(from, (ways.get(from) ?? new Set()).add(to));
  };
  const parts = new Map<Key, Key[]>();
  for (const o of catalog.objects.values()) {
    if (o.at.kind !== 'table') continue;
    for (const p of parentsOf(o.at, catalog)) {
      put(keyOf(o.at), keyOf(p));
      if (isPartition(o.at, catalog)) parts.set(keyOf(p), [...(parts.get(keyOf(p)) ?? []), keyOf(o.at)]);
    }
  }
  for (const o of catalog.objects.values()) {
    const to = o.attrs['references'];
    if (o.within === undefined || !Array.isArray(to)) continue;
    // A key that points at a partitioned table points at every partition.
    const targets = [keyOf(address('table', to as string[]))];
    for (let t = targets.pop(); t !== undefined; t = targets.pop()) {
      put(keyOf(o.within), t);
      targets.push(...(parts.get(t) ?? []));
    }
  }
  return ways;
}

/** A foreign key of tables that go and point at each other, or of a partitioned one that goes and points at itself. */
export function inCircle(o: CatalogObject, ctx: Context): boolean {
  const parent =
    o.attrs['inherited'] == null ? undefined : ctx.current.objects.get(keyOf(address('table constraint', o.attrs['inherited'] as readonly string[])));
  if (parent !== undefined && ctx.brokenHere(parent.at) && inCircle(parent, ctx)) return true;
  const to = address('table', o.attrs['references'] as readonly string[]);
  if (!ctx.brokenHere(to)) return false;
  const partitioned = isPartitioned(to, ctx.current);
  if (keyOf(to) === keyOf(o.within!)) return partitioned;
  return (partitioned && above(o.within!, ctx.current).includes(keyOf(to))) || leadsTo(to, o.within!, ctx.current);
}
