// Owns what definitions become before PostgreSQL has normalised them: statements with a place, and markers.
import type { Address } from '../catalog/address.ts';

/** One statement of somebody's definitions, in the order it should be tried. */
export interface Authored {
  readonly module: string;
  readonly file: string;
  /** 1-based line in `file`; for entities the line is 1 and `pointer` says where. */
  readonly line: number;
  readonly pointer?: string | undefined;
  readonly sql: string;
  /** What SET said earlier in its file, by parameter: in force for this statement only. Values as SET takes them, e.g. `app, public`. */
  readonly settings?: { readonly [parameter: string]: string } | undefined;
}

/** "The object at `at` was called `from`": stateless, inert once applied. */
export interface RenameMarker {
  readonly module: string;
  readonly file: string;
  readonly line: number;
  /** The address it has now. */
  readonly at: Address;
  /** The address it had. Same kind; differs in one name (or, for a schema move, in the schema). */
  readonly from: Address;
  /** Nobody said so: the name is made of one that somebody marked. Where it does not hold, nothing is said. */
  readonly follows?: true;
}

/** A hint that no catalog can hold: how to convert a column whose type changes. */
export interface UsingHint {
  readonly module: string;
  readonly file: string;
  readonly line: number;
  readonly at: Address;
  readonly using: string;
}

/** The table of a link, and what it links: the link is the same one whatever its table is called. */
export interface LinkTable {
  readonly module: string;
  readonly file: string;
  readonly line: number;
  readonly at: Address;
  /** Both sides: "product.Product - sales_channel.SalesChannel". */
  readonly between: string;
  /** How Medusa's own ledger tells the link. */
  readonly tracked?: Tracked;
}

/** A migration of Medusa. */
export interface Migration {
  readonly name: string;
  /** As messages show it. */
  readonly file: string;
  /** What it does to rows, e.g. "UPDATE refund_reason". */
  readonly rows: readonly string[];
}

/** Services and aliases of both sides, as in `link_descriptor` of Medusa's link_module_migrations. */
export interface Tracked {
  readonly fromModule: string;
  readonly fromModel: string;
  readonly toModule: string;
  readonly toModel: string;
}

export interface Definitions {
  readonly modules: readonly string[];
  readonly statements: readonly Authored[];
  readonly renames: readonly RenameMarker[];
  readonly using: readonly UsingHint[];
  readonly links?: readonly LinkTable[];
  /** The migrations that Medusa's modules bring, by module: what ran of them, a database that is taken over says. */
  readonly migrations?: { readonly [module: string]: readonly Migration[] };
  /** Extensions and roles that statements name: the shadow loads or stubs them before anything runs. */
  readonly extensions: readonly string[];
  readonly roles: readonly string[];
}
