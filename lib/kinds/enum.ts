// Owns enums. New labels are added in place; losing or reordering labels swaps the type under its columns (retype.ts).
import { keyOf, type Address } from '../catalog/address.ts';
import { literal, qualified } from '../sql/quote.ts';
import { list } from './attributes/attr.ts';
import type { CatalogObject, Context, Difference, Draft, Kind, Outcome } from './kind.ts';
import { keptUses, swap, roots, usesOf, type Use } from './sql-types/retype.ts';
import { wordsOfKey } from './partitions/remade-parent.ts';
import { typeCommands } from './sql-types/type-commands.ts';
import { typeQuery } from './sql-types/type-query.ts';

const quoted = (label: string): string => literal(label).trim();

function create(o: CatalogObject): string {
  return `CREATE TYPE ${qualified(o.at.names)} AS ENUM (${list(o, 'labels').map(quoted).join(', ')})`;
}

/** True when every old label is still there, in the same order. */
function grows(d: Difference): boolean {
  const [from, to] = [list(d.from, 'labels'), list(d.to, 'labels')];
  const kept = to.filter((label) => from.includes(label));
  return kept.length === from.length && kept.every((label, i) => label === from[i]);
}

/** One statement per new label, each next to a neighbour that exists when it runs. */
function additions(d: Difference): Draft[] {
  const [from, to] = [list(d.from, 'labels'), list(d.to, 'labels')];
  const there = new Set(from);
  const last = to.reduce((at, label, i) => (there.has(label) ? i : at), -1);
  return to.flatMap((label, i): Draft[] => {
    if (there.has(label)) return [];
    const before = to.slice(i + 1).find((l) => there.has(l));
    const place = i > last ? '' : i > 0 && there.has(to[i - 1]!) ? ` AFTER ${quoted(to[i - 1]!)}` : ` BEFORE ${quoted(before!)}`;
    there.add(label);
    return [
      {
        sql: `ALTER TYPE ${qualified(d.to.at.names)} ADD VALUE ${quoted(label)}${place}`,
        what: `label ${label}`,
        commit: 'boundary',
      },
    ];
  });
}

function removal(d: Difference, ctx: Context): Outcome {
  const uses = keptUses(d.from.at, ctx);
  if (uses.length === 0) return usesOf(d.from.at, ctx).length === 0 ? 'replace' : swap(enumType, d, create(d.to), [], ctx, cast);
  const removed = list(d.from, 'labels').filter((label) => !list(d.to, 'labels').includes(label));
  const drafts = swap(enumType, d, create(d.to), uses, ctx, cast);
  return removed.length === 0 ? drafts : [{ ...drafts[0]!, check: check(removed, uses, ctx) }, ...drafts.slice(1)];
}

/** Partitioned tables whose key it is in: they are made again around their partitions, where that loses nothing. */
function keyedBy(o: CatalogObject, ctx: Context): Address[] {
  const was = ctx.current.objects.get(keyOf(o.at));
  if (was === undefined || grows({ from: was, to: o, attrs: ['labels'] })) return [];
  return usesOf(o.at, ctx)
    .filter((u) => inKey(u, ctx) && ctx.desired.objects.get(keyOf(u.column.within!))?.attrs['partitionBy'] != null)
    .map((u) => u.column.within!);
}

function inKey(u: Use, ctx: Context): boolean {
  const key = ctx.current.objects.get(keyOf(u.column.within!))?.attrs['partitionBy'];
  return typeof key === 'string' && wordsOfKey(key).includes(u.column.at.names[2]!);
}

function cast({ name, array }: Use, to: string): string {
  return array ? `${name}::text[]::${to}[]` : `${name}::text::${to}`;
}

function check(removed: readonly string[], uses: readonly Use[], ctx: Context): { sql: string; message: string; list: string } {
  const labels = `ARRAY[${removed.map(quoted).join(', ')}]::text[]`;
  const holds = ({ name, array }: Use): string => (array ? `${name}::text[] && ${labels}` : `${name}::text = ANY (${labels})`);
  return {
    sql: `SELECT ${roots(uses, ctx)
      .map((u) => `(SELECT count(*) FROM ${u.table} WHERE ${holds(u)})`)
      .join(' + ')}`,
    message: `rows still hold a label that goes away (${removed.join(', ')})`,
    list: roots(uses, ctx)
      .map((u) => `SELECT ${quoted(`${u.table}.${u.name}`)} AS "column", ${u.name}::text AS value, count(*) FROM ${u.table} WHERE ${holds(u)} GROUP BY 2`)
      .join(' UNION ALL '),
  };
}

export const enumType: Kind = {
  ...typeCommands,
  among: ['pg_type e'],
  name: 'enum',
  rank: 40,
  query: () =>
    typeQuery(
      `'labels', COALESCE((SELECT pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid), '[]')`,
      `t.typtype = 'e'`,
    ),
  create: (o) => ({ sql: create(o) }),
  alter: { labels: (d, ctx) => (grows(d) ? additions(d) : removal(d, ctx)) },
  remakes: keyedBy,
  retypes: (d, ctx) =>
    !d.attrs.includes('labels') || grows(d) || usesOf(d.from.at, ctx).length === 0 ? undefined : keptUses(d.from.at, ctx).map((u) => u.column.at),
  members: {
    name: 'enum label',
    has: (o, label) => list(o, 'labels').includes(label),
    rename: (o, from, to) => ({ sql: `ALTER TYPE ${qualified(o.at.names)} RENAME VALUE ${quoted(from)} TO ${quoted(to)}` }),
  },
  portable: ['labels', 'comment'],
};
