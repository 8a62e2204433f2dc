// Owns finding an object by the id that the server gave it, whatever it is called there by now.
import type { Key } from './address.ts';
import type { Catalog } from './catalog.ts';

/** What each id stands for in this look. */
export function keysById(catalog: Catalog): ReadonlyMap<string, Key> {
  let known = cache.get(catalog.objects);
  if (known === undefined) cache.set(catalog.objects, (known = new Map([...catalog.objects].flatMap(([key, o]) => (o.id === undefined ? [] : [[o.id, key]])))));
  return known;
}

const cache = new WeakMap<Catalog['objects'], ReadonlyMap<string, Key>>();
