// Who leans on an object in the current catalog, for the few kinds that may replace themselves without the planner's help.
import type { Key } from '../catalog/address.ts';
import type { Catalog, Edge } from '../catalog/catalog.ts';

const known = new WeakMap<Catalog, Map<Key, Edge[]>>();

/** True when something other than what lives in it leans on it. */
export function leanedOn(key: Key, catalog: Catalog): boolean {
  let by = known.get(catalog);
  if (by === undefined) {
    by = new Map();
    for (const e of catalog.edges) {
      if (e.how === 'soft' || e.how === 'within') continue;
      const list = by.get(e.to);
      if (list === undefined) by.set(e.to, [e]);
      else list.push(e);
    }
    known.set(catalog, by);
  }
  return (by.get(key) ?? []).length > 0;
}
