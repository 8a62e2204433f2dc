// Generated from definition.schema.json by `npm run generate`. Edit the schema, not this file.
/**
 * One entity or one link, as entity() and link() write it down.
 */
export type DefinitionDocument = LinkDefinition | EntityDefinition;
/**
 * What a row gets that names no value.
 */
export type Default = string | number | boolean | null | unknown[] | {sql: string} | {json: unknown};
/**
 * A literal, or { "sql": "…" }; { "sql": "MINVALUE" } and MAXVALUE are bounds without end.
 */
export type BoundValue = string | number | boolean | null | {sql: string};

/**
 * A link between two entities.
 */
export interface LinkDefinition {
  /**
   * For editors.
   */
  $schema?: string;
  link: LinkBody;
}
/**
 * Two entities, usually of two modules, and the table between them.
 */
export interface LinkBody {
  left: LinkSide;
  right: LinkSide;
  /**
   * The link table. Default: <left table>_<right table>.
   */
  table?: string;
  /**
   * The schema. Default: that of the module, else public.
   */
  schema?: string;
  /**
   * Prefix of the ids that the application makes.
   */
  idPrefix?: string;
  /**
   * Further columns, by name.
   */
  extraColumns?: {
    [k: string]: ColumnDefinition;
  };
  /**
   * No table: the application reads along a column that exists.
   */
  readOnly?: boolean;
  /**
   * Foreign keys to both sides. Default true; false in the shape of Medusa.
   */
  foreignKeys?: boolean;
  /**
   * medusa: the table as Medusa makes it, with an id, soft deletion and the names of its indexes.
   */
  shape?: 'medusa';
  /**
   * COMMENT ON TABLE.
   */
  comment?: string;
  /**
   * The name its table had.
   */
  renamedFrom?: string;
}
/**
 * One side of a link.
 */
export interface LinkSide {
  /**
   * The entity.
   */
  entity: string;
  /**
   * Its module. Default: the module this link stands in.
   */
  module?: string;
  /**
   * The column or columns of the link table that hold its key. Default: <entity>_<key>.
   */
  column?: string | string[];
  /**
   * Its key. Default: its primary key.
   */
  references?: string | string[];
  /**
   * false: a row of the other side has at most one of it, and a unique constraint says so. Default: no such constraint.
   */
  list?: boolean;
  /**
   * Deleting it deletes the link rows. Default true; false: it cannot be deleted while link rows point to it.
   */
  cascade?: boolean;
}
/**
 * One column.
 */
export interface ColumnDefinition {
  /**
   * The type, as PostgreSQL names it. "enum" takes `values`; "other" takes `sqlType` (a domain, a composite, an extension's type).
   */
  type:
    | 'text'
    | 'varchar'
    | 'char'
    | 'citext'
    | 'name'
    | 'smallint'
    | 'integer'
    | 'bigint'
    | 'smallserial'
    | 'serial'
    | 'bigserial'
    | 'numeric'
    | 'real'
    | 'double precision'
    | 'money'
    | 'boolean'
    | 'date'
    | 'time'
    | 'timetz'
    | 'timestamp'
    | 'timestamptz'
    | 'interval'
    | 'uuid'
    | 'json'
    | 'jsonb'
    | 'jsonpath'
    | 'bytea'
    | 'xml'
    | 'bit'
    | 'varbit'
    | 'inet'
    | 'cidr'
    | 'macaddr'
    | 'macaddr8'
    | 'point'
    | 'line'
    | 'lseg'
    | 'box'
    | 'path'
    | 'polygon'
    | 'circle'
    | 'tsvector'
    | 'tsquery'
    | 'int4range'
    | 'int8range'
    | 'numrange'
    | 'daterange'
    | 'tsrange'
    | 'tstzrange'
    | 'int4multirange'
    | 'int8multirange'
    | 'nummultirange'
    | 'datemultirange'
    | 'tsmultirange'
    | 'tstzmultirange'
    | 'oid'
    | 'regclass'
    | 'regtype'
    | 'regproc'
    | 'pg_lsn'
    | 'xid8'
    | 'hstore'
    | 'ltree'
    | 'lquery'
    | 'ltxtquery'
    | 'cube'
    | 'isbn'
    | 'geometry'
    | 'geography'
    | 'vector'
    | 'halfvec'
    | 'sparsevec'
    | 'enum'
    | 'other';
  /**
   * For varchar, char, bit, varbit: the length. For vector types: the number of dimensions.
   */
  length?: number;
  /**
   * For numeric: all digits. For time, timestamp and interval types: digits of the second.
   */
  precision?: number;
  /**
   * For numeric: digits after the point.
   */
  scale?: number;
  /**
   * For interval: what it may hold, e.g. "day to second".
   */
  fields?: string;
  /**
   * For geometry and geography: what is in the brackets, e.g. "Point,4326".
   */
  subtype?: string;
  /**
   * For "other": the type as SQL writes it, with its schema, e.g. public.amount.
   */
  sqlType?: string;
  /**
   * For "enum": the labels, in order.
   */
  values?: string[];
  /**
   * For "enum": the name of a native enum type. Without it the column is text with a check constraint.
   */
  enumName?: string;
  /**
   * true: a one-dimensional array of the type. A number: that many dimensions.
   */
  array?: boolean | number;
  /**
   * May it be null? Default false: NOT NULL.
   */
  nullable?: boolean;
  default?: Default;
  /**
   * GENERATED … AS IDENTITY.
   */
  identity?: ('always' | 'by default') | IdentityOptions;
  generated?: GeneratedExpression;
  /**
   * The collation, with its schema where it is not pg_catalog, e.g. und-x-icu.
   */
  collation?: string;
  /**
   * COMMENT ON COLUMN.
   */
  comment?: string;
  /**
   * This column alone is the primary key.
   */
  primaryKey?: boolean;
  /**
   * This column alone is unique; a text names the constraint.
   */
  unique?: boolean | string;
  /**
   * The name it had. Inert once the rename is applied.
   */
  renamedFrom?: string;
  /**
   * SQL that converts the old values when the type changes, e.g. "price::numeric / 100".
   */
  using?: string;
  /**
   * TOAST storage.
   */
  storage?: 'plain' | 'external' | 'extended' | 'main';
  /**
   * TOAST compression.
   */
  compression?: 'pglz' | 'lz4';
}
export interface IdentityOptions {
  /**
   * May an INSERT give its own value?
   */
  generated: 'always' | 'by default';
  /**
   * First value.
   */
  start?: number;
  /**
   * Step.
   */
  increment?: number;
  /**
   * Smallest value.
   */
  min?: number;
  /**
   * Largest value.
   */
  max?: number;
  /**
   * Values kept ready.
   */
  cache?: number;
  /**
   * Starts over at the end.
   */
  cycle?: boolean;
}
export interface GeneratedExpression {
  /**
   * The expression.
   */
  sql: string;
  /**
   * true (default): STORED. false: VIRTUAL (PostgreSQL 18).
   */
  stored?: boolean;
}
/**
 * One table, and what hangs on it.
 */
export interface EntityDefinition {
  /**
   * For editors.
   */
  $schema?: string;
  /**
   * Its name in links and relations.
   */
  entity: string;
  /**
   * The table. Default: the name of the entity in snake_case.
   */
  table?: string;
  /**
   * The schema. Default: that of the module, else public.
   */
  schema?: string;
  /**
   * The name its table had, with schema if that changed too.
   */
  renamedFrom?: string;
  /**
   * COMMENT ON TABLE.
   */
  comment?: string;
  /**
   * By column name, in order.
   */
  columns: {
    [k: string]: ColumnDefinition;
  };
  /**
   * Columns, or name and columns. Not with primaryKey on a column.
   */
  primaryKey?: string[] | PrimaryKeyDefinition;
  /**
   * Unique constraints.
   */
  uniques?: UniqueDefinition[];
  /**
   * Indexes.
   */
  indexes?: IndexDefinition[];
  /**
   * Check constraints.
   */
  checks?: CheckDefinition[];
  /**
   * Exclusion constraints.
   */
  exclusions?: ExclusionDefinition[];
  /**
   * By relation name.
   */
  relations?: {
    [k: string]: RelationDefinition;
  };
  /**
   * true: row-level security is on. "force": for the owner too.
   */
  rowSecurity?: true | false | 'force';
  /**
   * Row-level security policies.
   */
  policies?: PolicyDefinition[];
  partitionBy?: PartitionBy;
  /**
   * Its partitions.
   */
  partitions?: PartitionDefinition[];
  /**
   * Tables it inherits from (old style, without partitioning).
   */
  inherits?: string[];
  /**
   * Privileges. Managed only where stated.
   */
  grants?: GrantDefinition[];
  /**
   * The owner. Managed only where stated.
   */
  owner?: string;
  /**
   * The tablespace. Managed only where stated.
   */
  tablespace?: string;
  options?: StorageParameters;
  /**
   * UNLOGGED.
   */
  unlogged?: boolean;
  /**
   * Adds created_at and updated_at: timestamptz NOT NULL DEFAULT now().
   */
  timestamps?: boolean;
  /**
   * Adds deleted_at: timestamptz. Uniques and indexes without a predicate count only rows where it is null: a unique becomes a partial unique index, unless it is deferrable.
   */
  softDelete?: boolean;
}
export interface PrimaryKeyDefinition {
  /**
   * Default: made from the table.
   */
  name?: string;
  /**
   * In order.
   */
  columns: string[];
  /**
   * Columns carried along.
   */
  include?: string[];
  /**
   * true: DEFERRABLE. "initially deferred": checked at commit.
   */
  deferrable?: true | false | 'initially deferred';
  /**
   * COMMENT ON CONSTRAINT.
   */
  comment?: string;
  /**
   * The name it had.
   */
  renamedFrom?: string;
}
/**
 * One unique constraint.
 */
export interface UniqueDefinition {
  /**
   * Default: made from table and columns.
   */
  name?: string;
  /**
   * In order.
   */
  columns: string[];
  /**
   * Columns carried along.
   */
  include?: string[];
  /**
   * Nulls count as equal (PostgreSQL 15).
   */
  nullsNotDistinct?: boolean;
  /**
   * true: DEFERRABLE. "initially deferred": checked at commit.
   */
  deferrable?: true | false | 'initially deferred';
  /**
   * COMMENT ON CONSTRAINT.
   */
  comment?: string;
  /**
   * The name it had.
   */
  renamedFrom?: string;
}
/**
 * One index.
 */
export interface IndexDefinition {
  /**
   * Default: made from table and columns.
   */
  name?: string;
  /**
   * Column names, or parts with an expression, operator class or order.
   */
  columns: (string | IndexPart)[];
  /**
   * btree (default), gin, gist, brin, hash, spgist, hnsw, ivfflat, …
   */
  method?: string;
  /**
   * UNIQUE.
   */
  unique?: boolean;
  /**
   * Predicate of a partial index, in SQL.
   */
  where?: string;
  /**
   * Columns carried along without being searched.
   */
  include?: string[];
  /**
   * Nulls count as equal (PostgreSQL 15).
   */
  nullsNotDistinct?: boolean;
  with?: StorageParameters;
  /**
   * The tablespace.
   */
  tablespace?: string;
  /**
   * COMMENT ON INDEX.
   */
  comment?: string;
  /**
   * The name it had.
   */
  renamedFrom?: string;
}
/**
 * One part of an index, when a column name is not enough.
 */
export interface IndexPart {
  /**
   * A column.
   */
  column?: string;
  /**
   * An SQL expression, e.g. lower(email).
   */
  expression?: string;
  /**
   * Operator class, e.g. gin_trgm_ops.
   */
  opclass?: string;
  /**
   * Sort order.
   */
  order?: 'asc' | 'desc';
  /**
   * Where nulls sort.
   */
  nulls?: 'first' | 'last';
  /**
   * Collation of this part.
   */
  collation?: string;
}
/**
 * Name to value.
 */
export interface StorageParameters {
  [k: string]: string | number | boolean;
}
/**
 * One check constraint.
 */
export interface CheckDefinition {
  /**
   * Default: made from the table and the expression.
   */
  name?: string;
  /**
   * SQL that must not be false.
   */
  expression: string;
  /**
   * NO INHERIT.
   */
  noInherit?: boolean;
  /**
   * Rows that exist are not checked.
   */
  notValid?: boolean;
  /**
   * COMMENT ON CONSTRAINT.
   */
  comment?: string;
  /**
   * The name it had.
   */
  renamedFrom?: string;
}
/**
 * One exclusion constraint.
 */
export interface ExclusionDefinition {
  /**
   * Default: made from the table.
   */
  name?: string;
  /**
   * gist (default) or another index method.
   */
  method?: string;
  /**
   * What is compared, and how.
   */
  elements: ExclusionElement[];
  /**
   * Predicate, in SQL.
   */
  where?: string;
  /**
   * true: DEFERRABLE. "initially deferred": checked at commit.
   */
  deferrable?: true | false | 'initially deferred';
  /**
   * COMMENT ON CONSTRAINT.
   */
  comment?: string;
  /**
   * The name it had.
   */
  renamedFrom?: string;
}
export interface ExclusionElement {
  /**
   * A column.
   */
  column?: string;
  /**
   * An SQL expression.
   */
  expression?: string;
  /**
   * Operator class.
   */
  opclass?: string;
  /**
   * No two rows may both compare true, e.g. && or =.
   */
  operator: string;
}
/**
 * How this entity relates to another. Exactly one of belongsTo, hasOne, hasMany, manyToMany.
 */
export interface RelationDefinition {
  /**
   * The entity this one points to: a column and a foreign key here.
   */
  belongsTo?: string;
  /**
   * The entity that points here, at most one row of it.
   */
  hasOne?: string;
  /**
   * The entity whose rows point here.
   */
  hasMany?: string;
  /**
   * The entity on the other side of a pivot table.
   */
  manyToMany?: string;
  /**
   * The module of that entity, where it is another one.
   */
  module?: string;
  /**
   * belongsTo: the column or columns here. Default: <relation>_<key>.
   */
  column?: string | string[];
  /**
   * belongsTo: the column or columns there. Default: its primary key.
   */
  references?: string | string[];
  /**
   * hasOne, hasMany: the relation on the other entity that points here.
   */
  mappedBy?: string;
  /**
   * manyToMany: the pivot table. Default: both table names, in order, joined.
   */
  through?: string;
  /**
   * manyToMany: the pivot column or columns that hold the other side.
   */
  inverseColumn?: string | string[];
  /**
   * Name of the foreign key. Default: made from table and columns.
   */
  constraint?: string;
  /**
   * false: no foreign key, the column only. Default true.
   */
  foreignKey?: boolean;
  /**
   * When the row there is deleted.
   */
  onDelete?: 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';
  /**
   * When its key changes.
   */
  onUpdate?: 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';
  /**
   * How keys of several columns with nulls are matched.
   */
  match?: 'simple' | 'full';
  /**
   * May it point nowhere? Default false.
   */
  nullable?: boolean;
  /**
   * true: DEFERRABLE. "initially deferred": checked at commit.
   */
  deferrable?: true | false | 'initially deferred';
  /**
   * Rows that exist are not checked.
   */
  notValid?: boolean;
  /**
   * At most one row here for a row there.
   */
  unique?: boolean;
  /**
   * An index on the column. Default true for belongsTo.
   */
  index?: boolean;
  /**
   * The column is part of the primary key.
   */
  primaryKey?: boolean;
  /**
   * COMMENT ON COLUMN of the column.
   */
  comment?: string;
  /**
   * The name its column had.
   */
  renamedFrom?: string;
}
/**
 * One row-level security policy.
 */
export interface PolicyDefinition {
  /**
   * Unique in the table.
   */
  name: string;
  /**
   * What it is about. Default all.
   */
  command?: 'all' | 'select' | 'insert' | 'update' | 'delete';
  /**
   * false: RESTRICTIVE. Default true.
   */
  permissive?: boolean;
  /**
   * Roles. Default public.
   */
  to?: string[];
  /**
   * SQL: which rows are seen.
   */
  using?: string;
  /**
   * SQL: which rows may be written.
   */
  withCheck?: string;
  /**
   * COMMENT ON POLICY.
   */
  comment?: string;
  /**
   * The name it had.
   */
  renamedFrom?: string;
}
/**
 * Makes the table partitioned.
 */
export interface PartitionBy {
  /**
   * How rows are spread.
   */
  strategy: 'range' | 'list' | 'hash';
  /**
   * The partition key: columns or expressions.
   */
  columns: (string | IndexPart)[];
}
/**
 * One partition.
 */
export interface PartitionDefinition {
  /**
   * Its table name.
   */
  name: string;
  /**
   * Its schema. Default: that of the table.
   */
  schema?: string;
  values: PartitionBound;
  partitionBy?: PartitionBy;
  /**
   * Its own partitions.
   */
  partitions?: PartitionDefinition[];
  options?: StorageParameters;
  /**
   * The tablespace.
   */
  tablespace?: string;
  /**
   * The name it had.
   */
  renamedFrom?: string;
}
/**
 * Which rows a partition holds.
 */
export interface PartitionBound {
  /**
   * range: lower bound, inclusive; one value for each key column.
   */
  from?: BoundValue[];
  /**
   * range: upper bound, exclusive.
   */
  to?: BoundValue[];
  /**
   * list: the values.
   */
  in?: BoundValue[];
  /**
   * hash: number of partitions.
   */
  modulus?: number;
  /**
   * hash: which of them.
   */
  remainder?: number;
  /**
   * Takes what fits nowhere else.
   */
  default?: true;
}
/**
 * Privileges of one role.
 */
export interface GrantDefinition {
  /**
   * A role, or public.
   */
  to: string;
  /**
   * "all", or privileges as SQL names them.
   */
  privileges:
    'all' | ('select' | 'insert' | 'update' | 'delete' | 'truncate' | 'references' | 'trigger' | 'maintain')[];
  /**
   * Only on these columns.
   */
  columns?: string[];
  /**
   * The role may pass it on.
   */
  withGrantOption?: boolean;
}
