// Owns composite types. The order of attributes counts; what ALTER TYPE cannot reach swaps the type under its columns.
import { TidemarkError } from '../errors.ts';
import { ident, qualified } from '../sql/quote.ts';
import { show, type Address } from '../catalog/address.ts';
import { map, records } from './attributes/attr.ts';
import { memberComments } from './attributes/comment.ts';
import { memberLabels, memberLabelsSql } from './attributes/label.ts';
import type { CatalogObject, Context, Difference, Draft, Kind, Outcome, Value } from './kind.ts';
import { cutsTo, keptUses, swap, usesOf, type Use } from './sql-types/retype.ts';
import { typeCommands } from './sql-types/type-commands.ts';
import { collationSql, typeQuery } from './sql-types/type-query.ts';
import { tablesOf, typesTables } from './columns/typed-table.ts';

type Attribute = { readonly [field: string]: Value };

const named = (a: Attribute): string => ident(String(a['name']));
const collated = (a: Attribute): string => (Array.isArray(a['collation']) ? ` COLLATE ${qualified(a['collation'] as string[])}` : '');
const definition = (a: Attribute): string => `${named(a)} ${String(a['type'])}${collated(a)}`;
const sameType = (a: Attribute, b: Attribute): boolean => String(a['type']) === String(b['type']) && collated(a) === collated(b);

function create(o: CatalogObject): string {
  return `CREATE TYPE ${qualified(o.at.names)} AS (${records(o, 'attributes').map(definition).join(', ')})`;
}

/** The alterations in place, or null when the wanted order is out of their reach. */
function alterations(d: Difference, ctx: Context): Draft[] | null {
  const [from, to] = [records(d.from, 'attributes'), records(d.to, 'attributes')];
  const find = (list: readonly Attribute[], a: Attribute): Attribute | undefined => list.find((b) => b['name'] === a['name']);
  const kept = from.filter((a) => find(to, a) !== undefined);
  const inReach = kept.every((a, i) => to[i]!['name'] === a['name']);
  if (!inReach) return null;
  const retyped = kept.filter((a) => !sameType(a, find(to, a)!));
  if (retyped.length > 0 && usesOf(d.from.at, ctx).length > 0) return null;
  const on = `ALTER TYPE ${qualified(d.to.at.names)}`;
  const too = typesTables(d.to.at, ctx) ? ' CASCADE' : '';
  return [
    ...from.filter((a) => find(to, a) === undefined).map((a) => ({ sql: `${on} DROP ATTRIBUTE ${named(a)}${too}`, what: `drops ${named(a)}` })),
    ...retyped.map((a) => ({
      sql: `${on} ALTER ATTRIBUTE ${named(a)} TYPE ${String(find(to, a)!['type'])}${collated(find(to, a)!)}${too}`,
      what: `type of ${named(a)}`,
    })),
    ...to.slice(kept.length).map((a) => ({ sql: `${on} ADD ATTRIBUTE ${definition(a)}${too}`, what: `adds ${named(a)}` })),
  ];
}

function change(d: Difference, ctx: Context): Outcome {
  const inPlace = alterations(d, ctx);
  if (inPlace !== null) return inPlace;
  const uses = usesOf(d.from.at, ctx);
  if (uses.length === 0) return 'replace';
  const drafts = swap(composite, d, create(d.to), keptUses(d.from.at, ctx), ctx, (use, to) => convert(d, use, to));
  const asBefore = { ...d.to, attrs: d.from.attrs };
  return [
    ...drafts,
    ...memberComments(d.to, map(d.from, 'attributeComments'), new Map(), attributeNames(d.to)),
    ...memberLabels(asBefore, undefined, attributeNames(d.to)),
  ];
}

/** Attribute by attribute, by name; an array can only go through its text, where places must match. */
function convert(d: Difference, { name, array, table }: Use, to: string): string {
  const [from, is] = [records(d.from, 'attributes'), records(d.to, 'attributes')];
  const narrowed = is.some((a) => cutsTo(String(a['type'])) && !from.some((b) => b['name'] === a['name'] && sameType(a, b)));
  if (!array && narrowed) {
    // Through its text: what does not fit is refused, and not cut as an explicit cast would.
    const values = is.map((a) => (from.some((b) => b['name'] === a['name']) ? `(${name}).${named(a)}` : 'NULL'));
    return `CASE WHEN ${name} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(${values.join(', ')})::text::${to} END`;
  }
  if (!array) {
    const values = is.map((a) => (from.some((b) => b['name'] === a['name']) ? `(${name}).${named(a)}::${String(a['type'])}` : `NULL::${String(a['type'])}`));
    return `CASE WHEN ${name} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(${values.join(', ')})::${to} END`;
  }
  if (from.length === is.length && from.every((a, i) => a['name'] === is[i]!['name'])) return `${name}::text[]::${to}[]`;
  throw new TidemarkError('TYPE_IN_ARRAY', `${show(d.from.at)} cannot lose, move or gain attributes in this way while an array column holds it`, {
    at: { object: `${table}.${name}` },
    next: 'add a column of the new form, move the rows, and drop the old column',
    exit: 3,
  });
}

const attributeNames = (o: CatalogObject): string[] => records(o, 'attributes').map((a) => String(a['name']));
const comments = (o: CatalogObject): Draft[] => [
  ...memberComments(o, map(o, 'attributeComments'), new Map()),
  ...memberLabels(o, undefined, attributeNames(o)),
];

const recomment = (d: Difference): Draft[] => [
  ...memberComments(d.to, map(d.to, 'attributeComments'), map(d.from, 'attributeComments'), attributeNames(d.to)),
  ...memberLabels(d.to, d.from, attributeNames(d.to)),
];

/** What it is called in the current catalog, where it may be renamed in the same breath. */
const inCurrent = (o: CatalogObject, ctx: Context): Address => [...ctx.current.objects.values()].find((c) => c.id !== undefined && c.id === o.id)?.at ?? o.at;

export const composite: Kind = {
  ...typeCommands,
  among: ['pg_class c'],
  name: 'composite type',
  rank: 42,
  query: () =>
    typeQuery(
      `'attributes', COALESCE((SELECT pg_catalog.json_agg(pg_catalog.json_build_object('name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
          'collation', ${collationSql('a.attcollation', 'y.typcollation')}) ORDER BY a.attnum)
          FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]'),
       'attributeComments', (SELECT pg_catalog.json_object_agg(a.attname, m.description) FROM pg_catalog.pg_description m
          JOIN pg_catalog.pg_attribute a ON a.attrelid = m.objoid AND a.attnum = m.objsubid
          WHERE m.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND m.objoid = c.oid AND m.objsubid > 0),
       'memberLabels', ${memberLabelsSql}`,
      `t.typtype = 'c'`,
      `JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'`,
    ),
  create: (o) => [{ sql: create(o) }, ...comments(o).map((d) => ({ ...d, needs: [o.at] }))],
  together: [['attributes', 'attributeComments', 'memberLabels']],
  alter: {
    attributes: (d, ctx) => {
      const changed = d.attrs.includes('attributes') ? change(d, ctx) : [];
      return changed === 'replace' || changed === null
        ? changed
        : [...(Array.isArray(changed) ? (changed as readonly Draft[]) : [changed as Draft]), ...recomment(d)];
    },
  },
  retypes: (d, ctx) =>
    d.attrs.includes('attributes') && alterations(d, ctx) === null && usesOf(d.from.at, ctx).length > 0
      ? keptUses(d.from.at, ctx).map((u) => u.column.at)
      : undefined,
  members: {
    name: 'attribute',
    has: (o, attribute) => attributeNames(o).includes(attribute),
    rename: (o, from, to, ctx) => ({
      sql: `ALTER TYPE ${qualified(o.at.names)} RENAME ATTRIBUTE ${ident(from)} TO ${ident(to)}${tablesOf(inCurrent(o, ctx), ctx).length > 0 ? ' CASCADE' : ''}`,
    }),
  },
  // Its attributes are those of a relation.
  slots: (o) => [`pg_class:${JSON.stringify([o.at.names, []])}`],
  portable: ['comment'],
};
