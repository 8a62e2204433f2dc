// What may be said of an entity besides its columns: documents' words, with columns and sql`` in place of texts.
import type {
  CheckDefinition,
  EntityDefinition,
  ExclusionDefinition,
  ExclusionElement,
  GrantDefinition,
  IndexDefinition,
  PartitionBy,
  PartitionDefinition,
  PolicyDefinition,
  PrimaryKeyDefinition,
  UniqueDefinition,
} from '../format/definition.generated.ts';
import type { Column } from './column.ts';
import type { ColumnPart, Expression } from './expression.ts';
import type { Relation } from './relation.ts';

/** Columns and relations by name, in order. */
export type Shape = { readonly [name: string]: Column<any> | Relation }; // eslint-disable-line @typescript-eslint/no-explicit-any

/** `t.price` in the options: a part of an index, a name inside sql``. */
export interface ColumnRef extends ColumnPart {
  asc(): ColumnRef;
  desc(): ColumnRef;
  nullsFirst(): ColumnRef;
  nullsLast(): ColumnRef;
  /** Operator class, e.g. gin_trgm_ops. */
  op(opclass: string): ColumnRef;
  collate(collation: string): ColumnRef;
}
export type Named = string | ColumnPart;
export type Part =
  | string
  | ColumnPart
  | {
      readonly expression: Expression;
      readonly opclass?: string;
      readonly order?: 'asc' | 'desc';
      readonly nulls?: 'first' | 'last';
      readonly collation?: string;
    }
  | { readonly sql: string };
export type With<T, Replaced> = Omit<T, keyof Replaced> & Replaced;

export type EntityOptions = Omit<
  EntityDefinition,
  '$schema' | 'entity' | 'columns' | 'relations' | 'primaryKey' | 'uniques' | 'indexes' | 'checks' | 'exclusions' | 'policies' | 'partitionBy'
> & {
  /** Name and columns, or columns; for a single column `.primaryKey()` on the column reads better. */
  primaryKey?: readonly Named[] | With<PrimaryKeyDefinition, { columns: readonly Named[]; include?: readonly Named[] }>;
  uniques?: readonly (readonly Named[] | With<UniqueDefinition, { columns: readonly Named[]; include?: readonly Named[] }>)[];
  indexes?: readonly (readonly Part[] | With<IndexDefinition, { columns: readonly Part[]; include?: readonly Named[]; where?: Expression }>)[];
  /** Expressions, or by name: `{ price_positive: sql`price > 0` }`. */
  checks?: readonly (Expression | With<CheckDefinition, { expression: Expression }>)[] | { readonly [name: string]: Expression };
  exclusions?: readonly With<
    ExclusionDefinition,
    {
      elements: readonly (ExclusionElement | { readonly expression: Expression; readonly operator: string; readonly opclass?: string })[];
      where?: Expression;
    }
  >[];
  policies?: readonly With<PolicyDefinition, { using?: Expression; withCheck?: Expression }>[];
  partitionBy?: With<PartitionBy, { columns: readonly Part[] }>;
  partitions?: PartitionDefinition[];
  grants?: GrantDefinition[];
};
