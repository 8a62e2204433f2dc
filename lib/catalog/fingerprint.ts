// Owns hashing. Ordinals, OIDs and modules stay out: they differ between equal states.
import { createHash } from 'node:crypto';
import { compareText, keyOf, type Key } from './address.ts';
import type { CatalogObject, Value } from './catalog.ts';

export function sha256(text: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** JSON with sorted keys and without nulls in objects, so equal values have equal text. */
export function canonical(value: Value | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const record = value as { readonly [name: string]: Value };
  const names = Object.keys(record)
    .filter((n) => record[n] !== null && record[n] !== undefined)
    .sort(compareText);
  return `{${names.map((n) => `${JSON.stringify(n)}:${canonical(record[n])}`).join(',')}}`;
}

export function fingerprintObject(o: CatalogObject): string {
  return sha256(`${keyOf(o.at)}${canonical(o.attrs)}`);
}

/** Of a whole catalog: "sha256:<hex>" over keys and attributes. */
export function fingerprint(objects: ReadonlyMap<Key, CatalogObject>): string {
  const keys = [...objects.keys()].sort(compareText);
  return sha256(keys.map((k) => `${k}${canonical(objects.get(k)!.attrs)}`).join('\n'));
}
