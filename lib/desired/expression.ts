// Owns the sql`` tag: text for the server, with names and values put in safely.
import { ident, literal } from '../sql/quote.ts';
import { TidemarkError } from '../errors.ts';

/** An SQL expression; plain data, as documents hold it. */
export interface Sql {
  readonly sql: string;
}

/** A column in an options callback: `t.price`, `t.price.desc()`. As data it is a part of an index. */
export interface ColumnPart {
  readonly column: string;
  readonly opclass?: string;
  readonly order?: 'asc' | 'desc';
  readonly nulls?: 'first' | 'last';
  readonly collation?: string;
}

export type Interpolated = Sql | ColumnPart | string | number | bigint | boolean | null;

/** sql`price >= ${0}`: strings become literals, columns become quoted names, other sql`` is put in as it is. */
export function sql(strings: TemplateStringsArray, ...values: readonly Interpolated[]): Sql {
  return {
    sql: strings
      .map((text, n) => text + (n < values.length ? interpolated(values[n]!) : ''))
      .join('')
      .trim(),
  };
}

function interpolated(value: Interpolated): string {
  if (typeof value === 'string') return literal(value).trim();
  if (value === null) return 'NULL';
  if (typeof value === 'object') return 'sql' in value ? value.sql : ident(value.column);
  if (typeof value === 'number' && !Number.isFinite(value)) return `'${value}'`;
  if (value === undefined) throw new TidemarkError('SQL_UNDEFINED', 'sql`` was given undefined', { next: 'check the name you put in' });
  return String(value);
}

export type Expression = string | Sql;

export function textOf(expression: Expression): string {
  return typeof expression === 'string' ? expression : expression.sql;
}
