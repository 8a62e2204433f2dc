// Owns the checks of domains.
import { ident, literal, qualified } from '../sql/quote.ts';
import { address, keyOf, type Address } from '../catalog/address.ts';
import { flag, text } from './attributes/attr.ts';
import { heldInside } from './sql-types/held-inside.ts';
import type { CatalogObject, Check, Context, Difference, Kind, Outcome } from './kind.ts';
import { roots, usesOf } from './sql-types/retype.ts';

const on = (o: CatalogObject): string => `ALTER DOMAIN ${qualified(o.at.names.slice(0, 2))}`;
const clause = (o: CatalogObject): string => `CONSTRAINT ${ident(o.at.names[2]!)} ${text(o, 'definition')!}${flag(o, 'notValid') ? ' NOT VALID' : ''}`;

const domainOf = (o: CatalogObject): Address => address('domain', o.at.names.slice(0, 2));

/** The condition with `value` in the place of VALUE, which the server prints bare and in capitals. */
function conditionOn(definition: string, value: string): string {
  const inner = definition.replace(/^CHECK /, '');
  return inner.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\bVALUE\b/g, (token) => (token === 'VALUE' ? value : token));
}

function violations(o: CatalogObject, ctx: Context): { check?: Check } {
  const uses = usesOf(domainOf(o), ctx);
  if (uses.length === 0) return {};
  const definition = text(o, 'definition')!;
  const rows = (u: (typeof uses)[number]): string =>
    u.array
      ? `${u.table}, unnest(${u.name}) AS element(value) WHERE NOT ${conditionOn(definition, 'element.value')}`
      : `${u.table} WHERE NOT ${conditionOn(definition, u.name)}`;
  return {
    check: {
      sql: `SELECT ${roots(uses, ctx)
        .map((u) => `(SELECT count(*) FROM ${rows(u)})`)
        .join(' + ')}`,
      message: `rows violate ${o.at.names[2]!} of the domain`,
      list: roots(uses, ctx)
        .map((u) => `SELECT ${literal(`${u.table}.${u.name}`).trim()} AS "column", count(*) FROM ${rows(u)}`)
        .join(' UNION ALL '),
    },
  };
}

function revalidate(d: Difference, ctx: Context): Outcome {
  if (flag(d.to, 'notValid')) return 'replace';
  return {
    sql: `${on(d.to)} VALIDATE CONSTRAINT ${ident(d.to.at.names[2]!)}`,
    what: 'validated',
    ...violations(d.to, ctx),
  };
}

/** Is it one that the server would look at rows for, and was not there before? */
function isNews(o: CatalogObject, ctx: Context): boolean {
  const was = ctx.current.objects.get(keyOf(o.at));
  if (!ctx.desired.objects.has(keyOf(o.at)) || flag(o, 'notValid')) return false;
  return was === undefined || flag(was, 'notValid') || text(was, 'definition') !== text(o, 'definition');
}

export const domainConstraint: Kind = {
  name: 'domain constraint',
  class: 'pg_constraint',
  among: ['pg_type d'],
  rank: 48,
  query: () => `
    SELECT k.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(n.nspname, t.typname, k.conname) AS names, NULL::pg_catalog.json AS args,
      pg_catalog.json_build_object('kind', 'domain', 'names', pg_catalog.json_build_array(n.nspname, t.typname)) AS within,
      NULL::pg_catalog.int4 AS ordinal, NULL::pg_catalog.text AS owner, NULL::pg_catalog.json AS acl,
      pg_catalog.json_build_object('definition', pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID$', ''),
        'notValid', CASE WHEN NOT k.convalidated THEN true END) AS attrs
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_type t ON t.oid = k.contypid JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE k.contype = 'c' AND {user_schemas:n}`,
  create(o, ctx) {
    return { sql: `${on(o)} ADD ${clause(o)}`, ...(flag(o, 'notValid') ? {} : violations(o, ctx)) };
  },
  drop: (o) => ({ sql: `${on(o)} DROP CONSTRAINT ${ident(o.at.names[2]!)}` }),
  remakes: (o, ctx) => (isNews(o, ctx) && heldInside(domainOf(o), ctx) ? [domainOf(o)] : []),
  alter: { definition: 'replace', notValid: revalidate },
  rename: (from, to) => ({
    sql: `${on(from)} RENAME CONSTRAINT ${ident(from.at.names[2]!)} TO ${ident(to.names[2]!)}`,
  }),
  clause: (o) => (flag(o, 'notValid') ? null : clause(o)),
  replaceable: true,
  settles: true,
  commentOn: (o) => `CONSTRAINT ${ident(o.at.names[2]!)} ON DOMAIN ${qualified(o.at.names.slice(0, 2))}`,
  portable: ['notValid', 'comment'],
};
