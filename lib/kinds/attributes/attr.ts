// Owns reading attributes: a value of the expected shape, or nothing.
import type { CatalogObject, Value } from '../kind.ts';

export function text(o: CatalogObject, name: string): string | undefined {
  const v = o.attrs[name];
  return typeof v === 'string' ? v : undefined;
}

export function flag(o: CatalogObject, name: string): boolean {
  return o.attrs[name] === true;
}

export function number(o: CatalogObject, name: string): number | undefined {
  const v = o.attrs[name];
  return typeof v === 'number' ? v : undefined;
}

export function list(o: CatalogObject, name: string): readonly string[] {
  const v = o.attrs[name];
  return Array.isArray(v) ? v.map(String) : [];
}

export function records(o: CatalogObject, name: string): readonly { readonly [field: string]: Value }[] {
  const v = o.attrs[name];
  return Array.isArray(v) ? (v as readonly { readonly [field: string]: Value }[]) : [];
}

/** Names to texts, e.g. storage options or comments by column; absent means empty. */
export function map(o: CatalogObject, name: string): ReadonlyMap<string, string> {
  const v = o.attrs[name];
  if (v === null || v === undefined || typeof v !== 'object' || Array.isArray(v)) return new Map();
  return new Map(Object.entries(v as { [k: string]: Value }).map(([k, x]) => [k, String(x)]));
}
