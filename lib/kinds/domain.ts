// Owns domains. Their checks are objects of their own ("domain constraint"); another base type swaps the domain under its columns.
import { literal, qualified } from '../sql/quote.ts';
import { flag, list, text } from './attributes/attr.ts';
import { heldInside } from './sql-types/held-inside.ts';
import type { CatalogObject, Check, Context, Difference, Draft, Kind, Outcome } from './kind.ts';
import { movesAlong } from './sql-types/moved-types.ts';
import { cutsTo, keptUses, swap, roots, usesOf, type Use } from './sql-types/retype.ts';
import { typeCommands } from './sql-types/type-commands.ts';
import { collationSql, typeQuery } from './sql-types/type-query.ts';

const on = (o: CatalogObject): string => `ALTER DOMAIN ${qualified(o.at.names)}`;

function create(o: CatalogObject, folded: readonly string[]): string {
  const parts = [`CREATE DOMAIN ${qualified(o.at.names)} AS ${text(o, 'type')!}`];
  if (list(o, 'collation').length > 0) parts.push(`COLLATE ${qualified(list(o, 'collation'))}`);
  if (text(o, 'default') !== undefined) parts.push(`DEFAULT ${text(o, 'default')!}`);
  if (flag(o, 'notNull')) parts.push('NOT NULL');
  return [...parts, ...folded].join(' ');
}

const rebuilds = (d: Difference, ctx: Context): boolean =>
  d.attrs.includes('collation') || (d.attrs.includes('type') && !movesAlong(text(d.from, 'type')!, text(d.to, 'type')!, ctx));

function change(d: Difference, ctx: Context): Outcome {
  const rows = flag(d.to, 'notNull') && (rebuilds(d, ctx) || d.attrs.includes('notNull'));
  if (rows && heldInside(d.to.at, ctx)) return 'replace';
  if (rebuilds(d, ctx)) return rebase(d, ctx);
  const drafts: Draft[] = [];
  const value = text(d.to, 'default');
  if (d.attrs.includes('default'))
    drafts.push({
      sql: `${on(d.to)} ${value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`,
      what: 'default',
    });
  if (d.attrs.includes('notNull'))
    drafts.push(
      flag(d.to, 'notNull')
        ? { sql: `${on(d.to)} SET NOT NULL`, what: 'not null', ...nullRows(d, ctx) }
        : { sql: `${on(d.to)} DROP NOT NULL`, what: 'not null' },
    );
  return drafts;
}

/** Its checks lean on it: they are dropped before and made again after. */
function rebase(d: Difference, ctx: Context): Outcome {
  if (usesOf(d.from.at, ctx).length === 0 || (isChecked(d.to, ctx) && heldInside(d.to.at, ctx))) return 'replace';
  const base = text(d.to, 'type')!;
  const convert = ({ name, array }: Use, to: string): string => (array ? `${name}::${base}[]::${to}[]` : `${name}::${base}::${to}`);
  const drafts = swap(domain, d, create(d.to, []), keptUses(d.from.at, ctx), ctx, convert, cutsTo(base) ? base : undefined);
  return flag(d.to, 'notNull') && !flag(d.from, 'notNull') ? [{ ...drafts[0]!, ...nullRows(d, ctx) }, ...drafts.slice(1)] : drafts;
}

const isChecked = (o: CatalogObject, ctx: Context): boolean => ctx.children(o.at).some((c) => c.at.kind === 'domain constraint');

function nullRows(d: Difference, ctx: Context): { check?: Check } {
  const uses = usesOf(d.from.at, ctx);
  if (uses.length === 0) return {};
  const none = (u: (typeof uses)[number]): string => (u.array ? `array_position(${u.name}, NULL) IS NOT NULL` : `${u.name} IS NULL`);
  return {
    check: {
      sql: `SELECT ${roots(uses, ctx)
        .map((u) => `(SELECT count(*) FROM ${u.table} WHERE ${none(u)})`)
        .join(' + ')}`,
      message: 'rows hold NULL where the domain forbids it',
      list: roots(uses, ctx)
        .map((u) => `SELECT ${literal(`${u.table}.${u.name}`).trim()} AS "column", count(*) FROM ${u.table} WHERE ${none(u)}`)
        .join(' UNION ALL '),
    },
  };
}

export const domain: Kind = {
  ...typeCommands,
  among: ['pg_type d'],
  name: 'domain',
  rank: 46,
  query: () =>
    typeQuery(
      `'type', pg_catalog.format_type(t.typbasetype, t.typtypmod), 'notNull', CASE WHEN t.typnotnull THEN true END,
       'default', pg_catalog.pg_get_expr(t.typdefaultbin, 0), 'collation', ${collationSql('t.typcollation', 'b.typcollation')}`,
      `t.typtype = 'd'`,
      'JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype',
    ),
  create: (o, _ctx, folded) => ({ sql: create(o, folded) }),
  drop: (o) => ({ sql: `DROP DOMAIN ${qualified(o.at.names)}` }),
  together: [['type', 'collation', 'default', 'notNull']],
  alter: { type: change },
  retypes: (d, ctx) => (rebuilds(d, ctx) && usesOf(d.from.at, ctx).length > 0 ? keptUses(d.from.at, ctx).map((u) => u.column.at) : undefined),
  commentOn: (o) => `DOMAIN ${qualified(o.at.names)}`,
  portable: ['notNull', 'comment'],
};
