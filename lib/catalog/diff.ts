// Two catalogs in, changes out. Generic: it knows addresses and attributes, and no kind.
import { compareText, type Key } from './address.ts';
import type { Catalog, CatalogObject, Value } from './catalog.ts';
import { canonical } from './fingerprint.ts';

export interface Create {
  readonly is: 'create';
  readonly key: Key;
  readonly to: CatalogObject;
}
export interface Drop {
  readonly is: 'drop';
  readonly key: Key;
  readonly from: CatalogObject;
}
/** One object whose attributes differ; `attrs` names them, sorted. */
export interface Alter {
  readonly is: 'alter';
  readonly key: Key;
  readonly from: CatalogObject;
  readonly to: CatalogObject;
  readonly attrs: readonly string[];
}
/** Only produced from markers, never guessed. */
export interface Rename {
  readonly is: 'rename';
  readonly key: Key;
  readonly from: CatalogObject;
  readonly toKey: Key;
}
export type Change = Create | Drop | Alter;

/** The names of the attributes in which two objects differ, sorted. */
export function changedAttrs(from: CatalogObject, to: CatalogObject): string[] {
  const names = new Set([...Object.keys(from.attrs), ...Object.keys(to.attrs)]);
  return [...names].filter((n) => !sameValue(from.attrs[n], to.attrs[n])).sort(compareText);
}

function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** Every difference between two catalogs, in key order. */
export function diff(current: Catalog, desired: Catalog): Change[] {
  const changes: Change[] = [];
  for (const [key, from] of current.objects) {
    const to = desired.objects.get(key);
    if (to === undefined) changes.push({ is: 'drop', key, from });
    else {
      const attrs = changedAttrs(from, to);
      if (attrs.length > 0) changes.push({ is: 'alter', key, from, to, attrs });
    }
  }
  for (const [key, to] of desired.objects) {
    if (!current.objects.has(key)) changes.push({ is: 'create', key, to });
  }
  return changes.sort((a, b) => compareText(a.key, b.key));
}
