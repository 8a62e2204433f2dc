// What recognisers may ask of the schema as the next statement will meet it: the catalog before the script, changed by what the script
// did so far. Without a catalog, whatever is asked for exists, is large, and has unknown contents.
import type { Key } from '../catalog/address.ts';
import type { CatalogObject } from '../catalog/catalog.ts';
import type { Column, Constraint, Domain, Index, Relation, Routine } from './relation.ts';
import type { Uses } from './uses.ts';

export interface State {
  readonly hasCatalog: boolean;
  searchPath: readonly string[];
  /** The session's TimeZone is known to be UTC. */
  utc: boolean;
  /** Full names of what `names` means: the first schema on the search path that has it, else the first one. */
  resolve(names: readonly string[], space?: 'relation' | 'type' | 'function'): readonly string[];
  relation(names: readonly string[]): Relation;
  /** undefined when nothing of that name is known. */
  find(names: readonly string[]): Relation | undefined;
  put(r: Relation): void;
  remove(names: readonly string[]): void;
  rename(from: readonly string[], to: readonly string[]): void;
  renameColumn(r: Relation, from: string, to: string): void;
  /** What is neither a relation nor a column goes by another full name. */
  renameObject(kind: string, from: readonly string[], to: readonly string[]): void;
  children(names: readonly string[]): Relation[];
  /** Tables made OF a row type, by its full name. */
  typed(names: readonly string[]): Relation[];
  index(names: readonly string[]): Index | undefined;
  /** Every known relation with a foreign key to `names`. */
  referencing(names: readonly string[]): { relation: Relation; name: string; constraint: Constraint }[];
  routines(names: readonly string[]): Routine[];
  domain(names: readonly string[]): Domain | undefined;
  /** What the domain that a column is of is made of: one that was there before keeps that, whatever has its name by now. */
  domainUnder(column: Column): string | undefined;
  /** Tables that were there before, and of which the script gave a column this type. */
  retypedTo(names: readonly string[]): Relation[];
  putDomain(names: readonly string[], d: Domain): void;
  putRoutine(r: Routine): void;
  /** Those with so many arguments, or all, go by another name. */
  renameRoutines(from: readonly string[], to: readonly string[], args?: number): void;
  /** Objects that lean on the one at `kind` and `names`, by catalog edges, without what is gone by now. */
  dependents(kind: string, names: readonly string[], args?: readonly string[], hard?: 'hard'): CatalogObject[];
  /** Other objects (types, schemas, ...) by kind. */
  made(kind: string, names: readonly string[]): boolean;
  make(kind: string, names: readonly string[]): void;
  /** By names as they are written, or by full names alone. */
  object(kind: string, names: readonly string[], how?: 'exactly'): CatalogObject | undefined;
  /** What lives in an object, by the catalog. */
  inside(kind: string, names: readonly string[]): CatalogObject[];
  /** Something that is not a relation is dropped. */
  forget(kind: string, names: readonly string[]): void;
  /** A column, or only its default, is no longer what the catalog says: what it leaned on is free of it. In partitions too. */
  release(kinds: readonly ('table column' | 'default value')[], table: readonly string[], column: string): void;
  /** An object is defined anew: of what it leaned on by the catalog, it leans on what the new definition uses. */
  redefine(kind: string, names: readonly string[], uses: Uses): void;
  redefineRoutine(key: Key, uses: Uses): void;
  /** The kind of a type at these names, when the catalog or the script says so. */
  typeKind(names: readonly string[]): 'enum' | 'composite' | 'range' | 'domain' | undefined;
  /** The object of this name, with what lives in it, is in another schema by now. */
  moveAway(names: readonly string[]): void;
  schemaIsEmpty(name: string): boolean | undefined;
  /** The script ran something that may have made objects unseen. */
  blind: boolean;
  /** The script made something whose name the server chose. */
  unnamed: boolean;
  /** Last names that objects which are no relations have got or left by RENAME or SET SCHEMA. */
  readonly renamed: Set<string>;
  /** Something of this last name may be there although it is not found: in a schema that is not on the path, or in an extension. */
  elsewhere(names: readonly string[]): boolean;
  /** An extension is there that is none of these. */
  extended(known: ReadonlySet<string>): boolean;
}
