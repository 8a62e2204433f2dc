// Owns looking a catalog's objects up by something other than their address, in one pass however often it is asked.
import { keyOf, type Key } from './address.ts';
import type { Catalog, CatalogObject, Edge } from './catalog.ts';
import { collect } from './collect.ts';

type By = (o: CatalogObject) => string | readonly string[] | undefined;

const lists = new WeakMap<Catalog, Map<By, Map<string, CatalogObject[]>>>();

/** The objects for which `by` says `as`, in the catalog's order. `by`: a function that stays, since it names the list; it may say several, and undefined leaves out. */
export function listed(catalog: Catalog, by: By, as: string): readonly CatalogObject[] {
  let own = lists.get(catalog);
  if (own === undefined) lists.set(catalog, (own = new Map()));
  let list = own.get(by);
  if (list === undefined) {
    own.set(by, (list = new Map()));
    for (const o of catalog.objects.values()) {
      const found = by(o) ?? [];
      for (const each of typeof found === 'string' ? [found] : found) collect(list, each, o);
    }
  }
  return list.get(as) ?? [];
}

const home = (o: CatalogObject): Key | undefined => (o.within === undefined ? undefined : keyOf(o.within));

/** What lives in an object directly, in the catalog's order. */
export function inside(catalog: Catalog, key: Key): readonly CatalogObject[] {
  return listed(catalog, home, key);
}

const edges = { from: new WeakMap<Catalog, Map<Key, Edge[]>>(), to: new WeakMap<Catalog, Map<Key, Edge[]>>() };

function edgesAt(side: 'from' | 'to', catalog: Catalog, key: Key): readonly Edge[] {
  let own = edges[side].get(catalog);
  if (own === undefined) {
    edges[side].set(catalog, (own = new Map()));
    for (const e of catalog.edges) collect(own, e[side], e);
  }
  return own.get(key) ?? [];
}

/** What an object leans on. */
export function edgesFrom(catalog: Catalog, key: Key): readonly Edge[] {
  return edgesAt('from', catalog, key);
}

/** Whether one leans on the other. */
export function leansOn(catalog: Catalog, from: Key, to: Key): boolean {
  return edgesFrom(catalog, from).some((e) => e.to === to);
}

/** What leans on an object. */
export function edgesTo(catalog: Catalog, key: Key): readonly Edge[] {
  return edgesAt('to', catalog, key);
}

/** The outermost of what it lives in: a column's table. */
export function homeOf(catalog: Catalog, key: Key): Key {
  const within = catalog.objects.get(key)?.within;
  return within === undefined ? key : homeOf(catalog, keyOf(within));
}
