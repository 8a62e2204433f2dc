// Objects that belong together by their names: a column and its default, a table and what lives in it.
import { addressOf, keyOf, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { PlanStep } from '../../format/plan.generated.ts';
import type { Recorded } from './recorded.ts';
import { keyOfText } from '../introspect/look.ts';

export const namesOf = (key: Key): string => JSON.stringify(addressOf(key).names);

/** A part of what the run makes first: a column of a table that is not there yet. */
export function comesWith(key: Key, homes: ReadonlySet<string>): boolean {
  const { names } = addressOf(key);
  return names.some((_, n) => n > 0 && homes.has(JSON.stringify(names.slice(0, n))));
}

/** What carries the object a step makes or changes without being named: a column stands under its default and its NOT NULL. */
export function leanedOn(step: PlanStep, live: Catalog, recorded: Recorded): Key[] {
  const names = new Set(
    [...(step.makes ?? []), ...(step.alters ?? [])]
      .map(keyOfText)
      .filter((k) => addressOf(k).names.length > 2)
      .map(namesOf),
  );
  if (names.size === 0) return [];
  const carries = (o: CatalogObject): boolean => o.within !== undefined && o.within.names.length < o.at.names.length;
  return [...recorded.objects].filter(([key, o]) => names.has(namesOf(key)) && carries(o) && live.objects.has(key)).map(([key]) => key);
}

/** It lives in something that the plan removes: the index of a materialized view that is made again. */
export function goesAlong(key: Key, live: Catalog, broken: ReadonlySet<Key>): boolean {
  for (let o = live.objects.get(key); o?.within !== undefined; o = live.objects.get(keyOf(o.within))) if (broken.has(keyOf(o.within))) return true;
  return false;
}
