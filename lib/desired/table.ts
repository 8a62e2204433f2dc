// Owns the resolved table: documents say what points where by name, here every name has become a column with a type.
import { address, type Address } from '../catalog/address.ts';
import type {
  ColumnDefinition,
  EntityDefinition,
  IndexDefinition,
  PrimaryKeyDefinition,
  RelationDefinition,
  UniqueDefinition,
} from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';
import { nearest } from '../format/nearest.ts';
import { checkName } from './names.ts';
import { below, type Source } from './placed.ts';

export interface ForeignKey {
  readonly relation: string;
  readonly columns: readonly string[];
  readonly target: Table;
  readonly references: readonly string[];
  readonly rule: RelationDefinition;
}

export interface Table {
  readonly source: Source;
  readonly document: EntityDefinition;
  readonly entity: string;
  readonly schema: string;
  readonly name: string;
  /** Schema and name before a rename, where the document states one. */
  readonly was: readonly [string, string] | undefined;
  /** Filled by resolve(): own columns, those of relations, those of mixins; in order. */
  readonly columns: Map<string, ColumnDefinition>;
  readonly foreignKeys: ForeignKey[];
  primaryKey: PrimaryKeyDefinition | undefined;
  readonly uniques: { readonly unique: UniqueDefinition; readonly path: readonly (string | number)[] }[];
  readonly indexes: { readonly index: IndexDefinition; readonly path: readonly (string | number)[] }[];
}

/** productVariant, ProductVariant -> product_variant */
export function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

export function tableOf(source: Source, document: EntityDefinition, defaultSchema: string): Table {
  checkName(document.entity, 'entity name', below(source, 'entity'));
  const schema = document.schema ?? defaultSchema;
  const name = document.table ?? snakeIfCamel(document.entity);
  checkName(schema, 'schema name', below(source, 'schema'));
  checkName(name, 'table name', below(source, document.table === undefined ? 'entity' : 'table'));
  return {
    source,
    document,
    entity: document.entity,
    schema,
    name,
    was: formerName(document.renamedFrom, schema),
    columns: new Map(),
    foreignKeys: [],
    primaryKey: undefined,
    uniques: [],
    indexes: [],
  };
}

/** Only names in camel or Pascal case are rewritten: one with spaces, dots or in another script stands as it is. */
function snakeIfCamel(entity: string): string {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(entity) ? snake(entity) : entity;
}

export function formerName(renamedFrom: string | undefined, schema: string): readonly [string, string] | undefined {
  if (renamedFrom === undefined) return undefined;
  const dot = renamedFrom.indexOf('.');
  return dot === -1 ? [schema, renamedFrom] : [renamedFrom.slice(0, dot), renamedFrom.slice(dot + 1)];
}

export function tableAddress(table: Table): Address {
  return address('table', [table.schema, table.name]);
}

export function list(names: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof names === 'string' ? [names] : names;
}

/** Throws COLUMN_UNKNOWN with the nearest name. */
export function requireColumn(table: Table, column: string, ...path: readonly (string | number)[]): ColumnDefinition {
  const found = table.columns.get(column);
  if (found !== undefined) return found;
  const near = nearest(column, table.columns.keys());
  throw new TidemarkError('COLUMN_UNKNOWN', `${table.entity} has no column ${JSON.stringify(column)}`, {
    at: below(table.source, ...path),
    next: near === undefined ? `its columns are ${[...table.columns.keys()].join(', ')}` : `did you mean ${JSON.stringify(near)}?`,
  });
}
