// Foreign keys that point at a partitioned table hold on to the rows of every partition: one that is off its parent for a moment
// needs them gone before, and they come back when all is in its place again.
import { address, keyOf, type Address, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject, Context, Draft } from './kind.ts';
import { isInherited, isPartitioned, parentsOf } from './inheritance.ts';

/** Foreign keys, none of their copies, that point at one of the partitioned tables above. */
export function pointingAt(partition: Address, catalog: Catalog): CatalogObject[] {
  const over = new Set(above(partition, catalog));
  return [...catalog.objects.values()].filter(
    (c) => Array.isArray(c.attrs['references']) && !isInherited(c) && over.has(keyOf(address('table', c.attrs['references'] as string[]))),
  );
}

/** Of a partition that leaves its parent and joins it again. */
export function whileOff(partition: Address, ctx: Context): { leaves: Pick<Draft, 'takes'>; joins: Pick<Draft, 'frees'> } {
  return {
    leaves: { takes: above(partition, ctx.current).map((key) => `references ${key}`) },
    joins: { frees: above(partition, ctx.desired).map((key) => `is whole ${key}`) },
  };
}

export function pointer(o: CatalogObject, ctx: Context): { goes: Pick<Draft, 'frees'>; comes: Pick<Draft, 'takes'> } {
  const to = address('table', (o.attrs['references'] ?? []) as readonly string[]);
  const key = keyOf(to);
  return {
    goes: isPartitioned(to, ctx.current) ? { frees: [`references ${key}`] } : {},
    comes: isPartitioned(to, ctx.desired) ? { takes: [`is whole ${key}`] } : {},
  };
}

/** The partitioned tables that it is a part of, nearest first. */
export function above(partition: Address, catalog: Catalog): Key[] {
  const out: Key[] = [];
  for (let [p] = parentsOf(partition, catalog); p !== undefined; [p] = parentsOf(p, catalog)) out.push(keyOf(p));
  return out;
}
