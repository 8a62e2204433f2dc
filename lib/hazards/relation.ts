// Owns what is known of one relation, routine or domain while a script is read.
import type { Key } from '../catalog/address.ts';

export interface Column {
  type?: string | undefined;
  /** By this script. */
  retyped?: boolean | undefined;
  /** null: that of its type. Undefined: not known. */
  collation?: string | null | undefined;
  /** undefined: not known. */
  notNull?: boolean | undefined;
  /** False while the not-null constraint is NOT VALID (18). */
  notNullValid?: boolean | undefined;
  notNullName?: string | undefined;
  hasDefault?: boolean | undefined;
  generated?: 'stored' | 'virtual' | undefined;
  identity?: boolean | undefined;
}

export interface Constraint {
  readonly type: 'check' | 'foreign key' | 'unique' | 'primary key' | 'exclusion' | 'not null';
  readonly columns: readonly string[];
  validated: boolean;
  enforced: boolean;
  /** Columns that hold no NULL where it holds. */
  readonly proves: readonly string[];
  /** The referenced table. */
  readonly references?: readonly string[] | undefined;
  readonly referencedColumns?: readonly string[] | undefined;
  readonly onDelete?: string | undefined;
  /** Of a partition: the parent's constraint that it goes with, [schema, table, name]. */
  readonly inherited?: readonly string[] | undefined;
}

export interface Index {
  names: readonly string[];
  table: string;
  readonly unique: boolean;
  /** null: an expression. Undefined as a whole: not known. */
  readonly columns?: readonly (string | null)[] | undefined;
  readonly partial: boolean;
  /** The constraint that owns it. */
  readonly constraint?: string | undefined;
  /** Rows are told apart by it in replication. */
  identity?: boolean | undefined;
  valid: boolean;
  made: boolean;
}

export const relationKinds: readonly string[] = ['table', 'view', 'materialized view', 'sequence', 'foreign table'];

export interface Relation {
  names: readonly string[];
  kind: string;
  /** By this script. */
  made: boolean;
  /** What is not listed here is not there. */
  readonly known: boolean;
  readonly columns: Map<string, Column>;
  readonly constraints: Map<string, Constraint>;
  /** Name -> permissive. */
  readonly policies: Map<string, boolean>;
  readonly indexes: Map<string, Index>;
  rowSecurity?: boolean | undefined;
  partitioned?: boolean | undefined;
  partitionOf?: string | undefined;
  isDefaultPartition?: boolean | undefined;
  /** Tables that may hold rows have become its children, and take part in what is done to it. */
  passesOn?: boolean | undefined;
  /** A foreign table without children: no rows of it are here. */
  rowless?: boolean | undefined;
  /** The row type that the table is made OF. */
  ofType?: string | undefined;
  readonly options: Map<string, string>;
  /** Of a view, in order. */
  outputs?: readonly { readonly name: string; readonly type?: string | undefined }[] | undefined;
  sequenceType?: string | undefined;
  accessMethod?: string | undefined;
  unlogged?: boolean | undefined;
}

export interface Routine {
  readonly names: readonly string[];
  readonly args: readonly string[];
  readonly key?: Key | undefined;
  made: boolean;
  volatility: 'IMMUTABLE' | 'STABLE' | 'VOLATILE';
  strict: boolean;
  securityDefiner: boolean;
  settings: readonly string[];
  readonly result?: string | undefined;
  readonly argumentNames?: readonly string[] | undefined;
  readonly defaults?: number | undefined;
}

export interface Domain {
  readonly type: string;
  notNull: boolean;
  readonly constraints: Map<string, boolean>;
}

export function emptyRelation(names: readonly string[], kind: string, known: boolean, made: boolean): Relation {
  return { names, kind, made, known, columns: new Map(), constraints: new Map(), policies: new Map(), indexes: new Map(), options: new Map() };
}
