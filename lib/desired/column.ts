// Owns the fluent column: immutable, every call gives a new one, and the data underneath is a column of a document.
import type { CheckDefinition, ColumnDefinition, Default, IdentityOptions, IndexDefinition, RelationDefinition } from '../format/definition.generated.ts';
import { textOf, type Expression, type Sql } from './expression.ts';

export type ForeignKeyAction = NonNullable<RelationDefinition['onDelete']>;

export interface ForeignKeyOptions {
  /** The column there. Default: its primary key. */
  readonly column?: string;
  readonly constraint?: string;
  readonly onDelete?: ForeignKeyAction;
  readonly onUpdate?: ForeignKeyAction;
  readonly match?: 'simple' | 'full';
  readonly deferrable?: boolean | 'initially deferred';
  readonly notValid?: boolean;
  /** An index on this column. Default true. */
  readonly index?: boolean;
}

/** What a column brings along that documents keep on the entity. */
export interface Attached {
  readonly checks: readonly CheckDefinition[];
  readonly indexes: readonly Omit<IndexDefinition, 'columns'>[];
  readonly unique?: {
    readonly name?: string;
    readonly nullsNotDistinct?: boolean;
    readonly deferrable?: boolean | 'initially deferred';
  };
  readonly references?: { readonly target: () => unknown; readonly options: ForeignKeyOptions };
}

const COLUMN = Symbol.for('tidemark.column');

/** `Value` is what a default may be. */
export interface Column<Value = unknown> {
  readonly [COLUMN]: { readonly definition: ColumnDefinition; readonly attached: Attached };
  /** Columns are NOT NULL unless they say this. */
  nullable(): Column<Value | null>;
  /** A value, or sql`` for an expression. */
  default(value: Value | Sql): Column<Value>;
  /** On several columns of an entity: one composite key. */
  primaryKey(): Column<Value>;
  unique(options?: { name?: string; nullsNotDistinct?: boolean; deferrable?: boolean | 'initially deferred' }): Column<Value>;
  index(options?: Omit<IndexDefinition, 'columns' | 'where'> & { where?: Expression }): Column<Value>;
  check(expression: Expression, options?: Omit<CheckDefinition, 'expression'>): Column<Value>;
  references(target: () => any, options?: ForeignKeyOptions): Column<Value>; // eslint-disable-line @typescript-eslint/no-explicit-any
  /** GENERATED … AS IDENTITY. */
  identity(generated?: 'always' | 'by default', options?: Omit<IdentityOptions, 'generated'>): Column<Value>;
  /** GENERATED ALWAYS AS (…) STORED; `stored: false` for VIRTUAL, which needs PostgreSQL 18. */
  generated(expression: Expression, options?: { stored?: boolean }): Column<Value>;
  array(): Column<Value[]>;
  /** More than one dimension. */
  array(dimensions: number): Column<unknown[]>;
  collation(name: string): Column<Value>;
  comment(text: string): Column<Value>;
  storage(storage: NonNullable<ColumnDefinition['storage']>): Column<Value>;
  compression(method: NonNullable<ColumnDefinition['compression']>): Column<Value>;
  renamedFrom(name: string): Column<Value>;
  /** SQL that converts the old values when the type changes. */
  using(expression: Expression): Column<Value>;
}

export function isColumn(value: unknown): value is Column {
  return typeof value === 'object' && value !== null && COLUMN in value;
}

export function columnData(column: Column): { readonly definition: ColumnDefinition; readonly attached: Attached } {
  return column[COLUMN];
}

export function column<Value>(definition: ColumnDefinition, attached: Attached = { checks: [], indexes: [] }): Column<Value> {
  const set = <V = Value>(more: Partial<ColumnDefinition>): Column<V> => column<V>({ ...definition, ...more }, attached);
  const attach = (more: Partial<Attached>): Column<Value> => column<Value>(definition, { ...attached, ...more });
  return Object.freeze({
    [COLUMN]: { definition, attached },
    nullable: () => set<Value | null>({ nullable: true }),
    default: (value: Value | Sql) => set({ default: defaultOf(value, definition) }),
    primaryKey: () => set({ primaryKey: true }),
    unique: (options = {}) => (Object.keys(options).every((k) => k === 'name') ? set({ unique: options.name ?? true }) : attach({ unique: options })),
    index: ({ where, ...options } = {}) => attach({ indexes: [...attached.indexes, { ...options, ...(where !== undefined && { where: textOf(where) }) }] }),
    check: (expression, options = {}) => attach({ checks: [...attached.checks, { ...options, expression: textOf(expression) }] }),
    references: (target, options = {}) => attach({ references: { target, options } }),
    identity: (generated = 'always', options) => set({ identity: options === undefined ? generated : { generated, ...options } }),
    generated: (expression, { stored = true } = {}) => set({ generated: { sql: textOf(expression), ...(!stored && { stored }) } }),
    array: (dimensions: number = 1) => set<any>({ array: dimensions === 1 ? true : dimensions }),
    collation: (collation) => set({ collation }),
    comment: (comment) => set({ comment }),
    storage: (storage) => set({ storage }),
    compression: (compression) => set({ compression }),
    renamedFrom: (renamedFrom) => set({ renamedFrom }),
    using: (expression) => set({ using: textOf(expression) }),
  } satisfies Column<Value>);
}

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'sql';
}

/** JSON has no bigint, Date, bytes, NaN: they become what PostgreSQL reads. */
function defaultOf(value: unknown, { type, array }: ColumnDefinition): Default {
  if (isSql(value)) return { sql: value.sql };
  if ((type === 'json' || type === 'jsonb') && array === undefined) return value === null ? null : { json: value };
  return plain(value) as Default;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return value;
}
