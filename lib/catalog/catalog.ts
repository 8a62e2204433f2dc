// Owns the shape of a whole schema state. It knows no kind: what an attribute means is the kind's business.
import type { Address, Key } from './address.ts';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** Server-normalised attributes. An absent attribute and `null` are the same; introspection leaves nulls out. */
export type Attrs = { readonly [name: string]: Value };

export interface CatalogObject {
  readonly at: Address;
  /** The object this one lives in and dies with (a column's table, a default's column). */
  readonly within?: Address | undefined;
  readonly attrs: Attrs;
  /**
   * How an inheritance child has it: only from a parent, or declared by both. Never compared: no statement changes it, and
   * the same definitions reach either on different ways.
   */
  readonly bond?: 'inherited' | 'merged' | undefined;
  /** What is told and never compared: that there are secrets, which no plan can carry. */
  readonly aside?: Attrs | undefined;
  /** Orders output; never part of a fingerprint. */
  readonly ordinal?: number | undefined;
  /** The module whose statement created it; known only in catalogs made from definitions or plans. */
  readonly module?: string | undefined;
  /** "classid/objid/objsubid" on the server that printed it. Never compared, never written to a file. */
  readonly id?: string | undefined;
}

/**
 * `from` leans on `to`. needs: pg_depend normal (a drop of `to` is refused while `from` exists);
 * auto: pg_depend auto (dropping `to` takes `from` along); owned: auto too, but `from` is made first and bound afterwards (a serial column's sequence); within: parent; soft: parsed from a body, orders and never blocks.
 */
export interface Edge {
  readonly from: Key;
  readonly to: Key;
  readonly how: 'needs' | 'auto' | 'owned' | 'within' | 'soft';
}

/** Which engine printed the texts in a catalog. Texts of two printers are never compared. */
export interface Printer {
  /** server_version_num, e.g. 180006 */
  readonly server: number;
  /** e.g. "18.6" */
  readonly version: string;
  readonly engine: 'PGlite' | 'PostgreSQL';
  /** Version of our own introspection. */
  readonly catalog: number;
}

export const CATALOG_VERSION = 1;

export interface Catalog {
  /** In the order of their keys, where a server was read. */
  readonly objects: ReadonlyMap<Key, CatalogObject>;
  readonly edges: readonly Edge[];
  readonly printer: Printer;
  /** What the server has and no kind models: listed on every plan, never skipped in silence. */
  readonly unmodelled: readonly Address[];
}

export function samePrinter(a: Printer, b: Printer): boolean {
  return a.server === b.server && a.catalog === b.catalog;
}
