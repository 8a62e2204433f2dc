// Owns how a column's type and default are written in SQL.
import type { ColumnDefinition, Default } from '../format/definition.generated.ts';
import { ident, literal, qualified } from '../sql/quote.ts';

const WORDS: { readonly [type: string]: string } = {
  char: 'character',
  varchar: 'character varying',
  varbit: 'bit varying',
  timetz: 'time',
  timestamptz: 'timestamp',
};
const WITH_ZONE = new Set(['timetz', 'timestamptz']);

/** Extensions that own types and operator classes; definitions that use one create it. */
export const EXTENSION_OF: { readonly [name: string]: string } = {
  citext: 'citext',
  hstore: 'hstore',
  ltree: 'ltree',
  lquery: 'ltree',
  ltxtquery: 'ltree',
  cube: 'cube',
  isbn: 'isn',
  geometry: 'postgis',
  geography: 'postgis',
  vector: 'vector',
  halfvec: 'vector',
  sparsevec: 'vector',
  gin_trgm_ops: 'pg_trgm',
  gist_trgm_ops: 'pg_trgm',
};

/** `numeric(10,2)[]`; native enums with the schema of the table. */
export function typeText(column: ColumnDefinition, schema: string): string {
  return `${elementType(column, schema)}${'[]'.repeat(dimensions(column))}`;
}

export function dimensions({ array }: ColumnDefinition): number {
  return array === true ? 1 : typeof array === 'number' ? array : 0;
}

function elementType(column: ColumnDefinition, schema: string): string {
  const { type, length, precision, scale, fields, subtype, enumName } = column;
  if (type === 'other') return column.sqlType!;
  if (type === 'enum') return enumName === undefined ? 'text' : qualified([schema, enumName]);
  const word = WORDS[type] ?? type;
  if (type === 'interval') return `interval${fields === undefined ? '' : ` ${fields}`}${precision === undefined ? '' : `(${precision})`}`;
  const inside = length ?? subtype ?? (precision === undefined ? undefined : scale === undefined ? precision : `${precision},${scale}`);
  // `name` alone is a type; every other word here is one too, so nothing needs quotes.
  return `${word}${inside === undefined ? '' : `(${inside})`}${WITH_ZONE.has(type) ? ' with time zone' : ''}`;
}

export function defaultText(value: Default, column: ColumnDefinition, schema: string): string {
  if (value === null) return 'NULL';
  if (typeof value === 'object' && !Array.isArray(value)) return 'sql' in value ? value.sql : literal(JSON.stringify(value.json)).trim();
  const json = column.type === 'json' || column.type === 'jsonb';
  if (json && dimensions(column) === 0 && typeof value !== 'string') return literal(JSON.stringify(value)).trim();
  if (Array.isArray(value)) return value.length === 0 ? `'{}'` : `${arrayText(value)}::${typeText(column, schema)}`;
  return scalarText(value);
}

function arrayText(values: readonly unknown[]): string {
  return `ARRAY[${values.map((v) => (Array.isArray(v) ? arrayText(v) : v === null ? 'NULL' : typeof v === 'object' ? literal(JSON.stringify(v)).trim() : scalarText(v as string | number | boolean))).join(', ')}]`;
}

export function scalarText(value: string | number | boolean): string {
  return typeof value === 'string' ? literal(value).trim() : String(value);
}

export function collationText(collation: string): string {
  return collation.split('.').map(ident).join('.');
}
