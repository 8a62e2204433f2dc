// Owns the questions asked before a constraint is added: which rows would refuse it. They run before the plan's first write,
// so they are only asked of columns that are there already.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { isPartitioned, tablesBelow } from '../partitions/inheritance.ts';
import type { CatalogObject, Check, Context, Draft } from '../kind.ts';

export function allThere(table: Address, columns: readonly string[], ctx: Context): boolean {
  return ctx.existed(table) && columns.every((c) => ctx.current.objects.has(keyOf(address('table column', [...table.names, c]))));
}

/** Rows leave it before the plan is done: with a partition or child, or a branch of such, that goes. What is counted before may be no more by then. */
export function losesRows(table: Address, ctx: Context): boolean {
  const stay = new Set(tablesBelow(table, ctx.desired).map(keyOf));
  return tablesBelow(table, ctx.current).some((at) => !stay.has(keyOf(at)));
}

/** Rows come to it with a table that is there already. */
export function getsRows(table: Address, ctx: Context): boolean {
  const had = new Set(tablesBelow(table, ctx.current).map(keyOf));
  return tablesBelow(table, ctx.desired).some((at) => !had.has(keyOf(at)) && ctx.existed(at));
}

/** The rows that a key, a foreign key or a constraint with NO INHERIT speaks of: those of inheritance children are not among them. */
export function ownRows(table: Address, ctx: Context): string {
  return isPartitioned(table, ctx.current) ? qualified(table.names) : `ONLY ${qualified(table.names)}`;
}

/** Rows that share a key. `keys` are columns or expressions. */
export function duplicates(table: Address, keys: readonly string[], options: { nullsEqual: boolean; where?: string | undefined }, ctx: Context): Check {
  const conditions = [...(options.where === undefined ? [] : [options.where]), ...(options.nullsEqual ? [] : keys.map((k) => `${k} IS NOT NULL`))];
  const list = `SELECT ${keys.join(', ')}, pg_catalog.count(*) FROM ${ownRows(table, ctx)}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''} GROUP BY ${keys.map((_, i) => i + 1).join(', ')} HAVING pg_catalog.count(*) > 1`;
  return {
    sql: `SELECT pg_catalog.count(*) FROM (${list}) AS duplicates`,
    message: `keys stand more than once in ${table.names.join('.')} (${keys.join(', ')})`,
    list,
  };
}

/** Rows that point at nothing. */
export function orphans(table: Address, columns: readonly string[], to: Address, toColumns: readonly string[], ctx: Context): Check {
  const set = columns.map((c) => `a.${ident(c)} IS NOT NULL`).join(' AND ');
  const match = columns.map((c, i) => `b.${ident(toColumns[i]!)} = a.${ident(c)}`).join(' AND ');
  const rest = `FROM ${ownRows(table, ctx)} AS a WHERE ${set} AND NOT EXISTS (SELECT FROM ${ownRows(to, ctx)} AS b WHERE ${match})`;
  return {
    sql: `SELECT pg_catalog.count(*) ${rest}`,
    message: `rows of ${table.names.join('.')} point at rows that ${to.names.join('.')} does not have`,
    list: `SELECT a.* ${rest}`,
  };
}

/** Rows for which an expression is false (unknown passes, as in a CHECK). `rows`: as in FROM. */
export function failing(table: Address, rows: string, expression: string): Check {
  const rest = `FROM ${rows} WHERE NOT (${expression})`;
  return { sql: `SELECT pg_catalog.count(*) ${rest}`, message: `rows of ${table.names.join('.')} fail the check ${expression}`, list: `SELECT * ${rest}` };
}

const ranges: { readonly [type: string]: readonly [string, string] } = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};
const wholes = new Set(['smallint', 'integer', 'bigint']);

/** Values that a narrower type refuses, for types whose assignment casts refuse by length or range; undefined for all others. */
export function tooWide(table: readonly string[], column: string, from: string, to: string): Check | undefined {
  const value = ident(column);
  const [was, is] = [from, to].map((t) => /^([a-z ]+?)(?:\((\d+)(?:,(\d+))?\))?$/.exec(t));
  if (was == null || is == null) return undefined;
  const [base, target, a, b] = [was[1]!, is[1]!, is[2], is[3] ?? '0'];
  const text = /^(text|character|character varying)$/;
  let wrong: string | undefined;
  // what is cut off may be spaces
  if (text.test(base) && text.test(target) && a !== undefined) wrong = `pg_catalog.char_length(pg_catalog.rtrim(${value}::pg_catalog.text, ' ')) > ${a}`;
  else if ((wholes.has(base) || base === 'numeric') && ranges[target] !== undefined) {
    const [least, most] = ranges[target];
    wrong = `${base === 'numeric' ? `pg_catalog.round(${value})` : value} NOT BETWEEN ${least} AND ${most}`;
  } else if ((wholes.has(base) || base === 'numeric') && target === 'numeric' && a !== undefined)
    wrong = `${value}::pg_catalog.numeric <> 'NaN' AND pg_catalog.abs(pg_catalog.round(${value}::pg_catalog.numeric, ${b})) >= 1${'0'.repeat(Math.max(0, Number(a) - Number(b)))}`;
  if (wrong === undefined || narrower(base, was, target, is) === false) return undefined;
  const rest = `FROM ${qualified(table)} WHERE ${wrong}`;
  return { sql: `SELECT pg_catalog.count(*) ${rest}`, message: `values of ${[...table, column].join('.')} do not fit ${to}`, list: `SELECT * ${rest}` };
}

/** False where every value fits. */
function narrower(base: string, was: RegExpExecArray, target: string, is: RegExpExecArray): boolean {
  const order = ['smallint', 'integer', 'bigint'];
  if (wholes.has(base) && wholes.has(target)) return order.indexOf(target) < order.indexOf(base);
  if (base === 'numeric' && target === 'numeric' && was[2] !== undefined)
    return Number(is[2]) - Number(is[3] ?? 0) < Number(was[2]) - Number(was[3] ?? 0) || Number(is[3] ?? 0) < Number(was[3] ?? 0);
  return was[2] === undefined || is[2] === undefined || base === 'numeric' || target === 'numeric' || Number(is[2]) < Number(was[2]);
}

export const asked = (check: Check | undefined): Pick<Draft, 'check'> => (check === undefined ? {} : { check });

/** Of an index: duplicates that would refuse a unique index, where that can be asked before the plan's first write. */
export function duplicatesIn(o: CatalogObject, ctx: Context): Check | undefined {
  if (o.attrs['unique'] !== true || o.within!.kind !== 'table') return undefined;
  const columns = ((o.attrs['columns'] ?? []) as readonly (string | null)[]).filter((c) => c !== null);
  if (!allThere(o.within!, columns, ctx) || losesRows(o.within!, ctx) || columns.length < ((o.attrs['columns'] ?? []) as readonly unknown[]).length)
    return undefined;
  const options = { nullsEqual: o.attrs['nullsNotDistinct'] === true, where: o.attrs['predicate'] as string | undefined };
  return duplicates(o.within!, o.attrs['keys'] as readonly string[], options, ctx);
}
