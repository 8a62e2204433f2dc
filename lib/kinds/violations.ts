// Owns the questions asked before a constraint is added: which rows would refuse it. They run before the plan's first write,
// so they are only asked of columns that are there already.
import { address, keyOf, type Address } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import type { Check, Context } from './kind.ts';

export function allThere(table: Address, columns: readonly string[], ctx: Context): boolean {
  return ctx.existed(table) && columns.every((c) => ctx.current.objects.has(keyOf(address('table column', [...table.names, c]))));
}

/** Rows that share a key. `keys` are columns or expressions. */
export function duplicates(table: readonly string[], keys: readonly string[], options: { nullsEqual: boolean; where?: string | undefined }): Check {
  const conditions = [...(options.where === undefined ? [] : [options.where]), ...(options.nullsEqual ? [] : keys.map((k) => `${k} IS NOT NULL`))];
  const list = `SELECT ${keys.join(', ')}, pg_catalog.count(*) FROM ${qualified(table)}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''} GROUP BY ${keys.map((_, i) => i + 1).join(', ')} HAVING pg_catalog.count(*) > 1`;
  return {
    sql: `SELECT pg_catalog.count(*) FROM (${list}) AS duplicates`,
    message: `keys stand more than once in ${table.join('.')} (${keys.join(', ')})`,
    list,
  };
}

/** Rows that point at nothing. */
export function orphans(table: readonly string[], columns: readonly string[], to: readonly string[], toColumns: readonly string[]): Check {
  const set = columns.map((c) => `a.${ident(c)} IS NOT NULL`).join(' AND ');
  const match = columns.map((c, i) => `b.${ident(toColumns[i]!)} = a.${ident(c)}`).join(' AND ');
  const rest = `FROM ${qualified(table)} AS a WHERE ${set} AND NOT EXISTS (SELECT FROM ${qualified(to)} AS b WHERE ${match})`;
  return {
    sql: `SELECT pg_catalog.count(*) ${rest}`,
    message: `rows of ${table.join('.')} point at rows that ${to.join('.')} does not have`,
    list: `SELECT a.* ${rest}`,
  };
}

/** Rows for which an expression is false (unknown passes, as in a CHECK). */
export function failing(table: readonly string[], expression: string): Check {
  const rest = `FROM ${qualified(table)} WHERE NOT (${expression})`;
  return { sql: `SELECT pg_catalog.count(*) ${rest}`, message: `rows of ${table.join('.')} fail the check ${expression}`, list: `SELECT * ${rest}` };
}
