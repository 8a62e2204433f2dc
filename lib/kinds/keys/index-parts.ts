// SQL and statements shared by indexes and by the constraints that have one.
import { keyOf, type Address } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { originalOf } from '../partitions/clone-name.ts';
import { isPartitioned } from '../partitions/inheritance.ts';
import type { CatalogObject, Context, Difference, Draft, Outcome } from '../kind.ts';
import { optionChanges } from '../attributes/reloptions.ts';
import { identified } from './row-identity.ts';

/** SQL: the ` WITH (...)` that pg_get_indexdef() prints for the options of relation `c`, or an empty text. */
export const printedOptions = `coalesce((
  select ' WITH (' || string_agg(quote_ident(split_part(o, '=', 1)) || '=' || case when quote_ident(v) = v then v else quote_literal(v) end, ', ' order by nr) || ')'
  from unnest(i.reloptions) with ordinality as u(o, nr), lateral (select substr(o, strpos(o, '=') + 1) as v) as value), '')`;

/** What an index (own or of a constraint) says beyond its definition, after it is made. */
export function indexExtras(o: CatalogObject, table: readonly string[], index: readonly string[]): Draft[] {
  const out: Draft[] = [];
  if (o.attrs['clustered'] === true) out.push(clusterOn(o, table));
  if (o.attrs['replicaIdentity'] === true) out.push(identifyBy(o, table));
  for (const [column, target] of Object.entries((o.attrs['statistics'] ?? {}) as { [n: string]: number })) out.push(statistics(index, column, target));
  return out;
}

/** The server alters no options of what stands for indexes of partitions (`ALTER action SET cannot be performed`): it is made again, and brings theirs. */
export function indexOptions(d: Difference, index: readonly string[], ctx: Context): Outcome {
  if (!isPartitioned(d.to.within!, ctx.desired)) return optionsFrom(d.from, d.to, index);
  return originalOf(d.to) === undefined ? 'replace' : null;
}

/** Options of its own, where it came with those of its original. */
export function cloneOptions(o: CatalogObject, index: readonly string[], ctx: Context): Draft[] {
  const original = originalOf(o);
  const from = original === undefined ? undefined : ctx.desired.objects.get(keyOf(original));
  return from === undefined || isPartitioned(o.within!, ctx.desired) ? [] : optionsFrom(from, o, index);
}

function optionsFrom(from: CatalogObject, to: CatalogObject, index: readonly string[]): Draft[] {
  return optionChanges(from.attrs['options'], to.attrs['options']).map((change) => ({ sql: `ALTER INDEX ${qualified(index)} ${change}`, what: 'options' }));
}

export function statisticsChanges(d: Difference, index: readonly string[]): Draft[] {
  const [was, is] = [d.from, d.to].map((o) => (o.attrs['statistics'] ?? {}) as { [n: string]: number });
  const columns = [...new Set([...Object.keys(was!), ...Object.keys(is!)])].sort((a, b) => Number(a) - Number(b));
  return columns.filter((c) => was![c] !== is![c]).map((c) => statistics(index, c, is![c] ?? -1));
}

export function someClustered(table: Address, ctx: Context): boolean {
  return ctx.children(table).some((o) => o.attrs['clustered'] === true);
}

/** The last index marked is the one; without any the mark is taken off by hand. */
export function clustering(d: Difference, table: readonly string[], othersClustered: boolean): Draft | null {
  if (d.to.attrs['clustered'] === true) return clusterOn(d.to, table);
  return othersClustered ? null : { sql: `ALTER TABLE ${qualified(table)} SET WITHOUT CLUSTER`, what: 'clustering' };
}

export function identifying(d: Difference, table: readonly string[]): Draft | null {
  return d.to.attrs['replicaIdentity'] === true ? identifyBy(d.to, table) : null;
}

function clusterOn(o: CatalogObject, table: readonly string[]): Draft {
  return { sql: `ALTER TABLE ${qualified(table)} CLUSTER ON ${ident(o.at.names.at(-1)!)}`, what: 'clustering' };
}

function identifyBy(o: CatalogObject, table: readonly string[]): Draft {
  return {
    sql: `ALTER TABLE ${qualified(table)} REPLICA IDENTITY USING INDEX ${ident(o.at.names.at(-1)!)}`,
    what: 'replica identity',
    frees: [identified(table)],
  };
}

function statistics(index: readonly string[], column: string, target: number): Draft {
  return { sql: `ALTER INDEX ${qualified(index)} ALTER COLUMN ${column} SET STATISTICS ${target}`, what: 'statistics target' };
}
