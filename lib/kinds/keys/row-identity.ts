// The index by which a table's rows are known to replicas: while one goes before another is named, or none, UPDATE and DELETE of published rows fail.
import { keyOf, type Key } from '../../catalog/address.ts';
import { edgesTo } from '../../catalog/listed.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';

/** Slot: the table says how its rows are known from now on. */
export function identified(table: readonly string[]): string {
  return `identified ${JSON.stringify(table)}`;
}

/** The drop of such an index or key, or of what one leans on (its parent's, a NOT NULL, which the server refuses), after its table has said so. */
export function afterIdentified(o: CatalogObject, drop: Draft, ctx: Context): Draft {
  const awaits = leaningOn(o, ctx).flatMap((c) => (c.attrs['replicaIdentity'] === true ? [identified(c.within!.names)] : []));
  return awaits.length === 0 ? drop : { ...drop, awaits };
}

/** With itself. */
function leaningOn(o: CatalogObject, ctx: Context): CatalogObject[] {
  const found = new Map<Key, CatalogObject>([[keyOf(o.at), o]]);
  for (const key of found.keys())
    for (const { from } of edgesTo(ctx.current, key)) if (ctx.current.objects.has(from)) found.set(from, ctx.current.objects.get(from)!);
  return [...found.values()];
}
