// Owns range types. Nothing of a range can be altered: its columns go through text while it is made anew.
import { address, keyOf, show, type Address } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';
import { qualified } from '../sql/quote.ts';
import { list, text } from './attributes/attr.ts';
import { commentSql } from './attributes/comment.ts';
import type { CatalogObject, Context, Difference, Draft, Kind, Outcome } from './kind.ts';
import { renamedTo } from './names/renamed-to.ts';
import { convertColumn, genericDrafts, keptUses, ownStorage, rewriting, roots, usesOf, type Use } from './sql-types/retype.ts';
import { multirangeOf } from './sql-types/type-of-ours.ts';
import { typeCommands } from './sql-types/type-commands.ts';
import { collationSql, typeQuery } from './sql-types/type-query.ts';

function create(o: CatalogObject): string {
  const options = [`SUBTYPE = ${text(o, 'subtype')!}`];
  const named: readonly (readonly [string, string])[] = [
    ['opclass', 'SUBTYPE_OPCLASS'],
    ['collation', 'COLLATION'],
    ['canonical', 'CANONICAL'],
    ['difference', 'SUBTYPE_DIFF'],
  ];
  for (const [attr, option] of named) if (list(o, attr).length > 0) options.push(`${option} = ${qualified(list(o, attr))}`);
  if (list(o, 'multirange').length > 0) options.push(`MULTIRANGE_TYPE_NAME = ${qualified(list(o, 'multirange'))}`);
  return `CREATE TYPE ${qualified(o.at.names)} AS RANGE (${options.join(', ')})`;
}

function multirangeComment(o: CatalogObject): Draft[] {
  return text(o, 'multirangeComment') === undefined ? [] : [commentOnMultirange(o)];
}

function commentOnMultirange(o: CatalogObject): Draft {
  return { sql: commentSql(`TYPE ${qualified(multirangeOf(o))}`, text(o, 'multirangeComment')), what: 'comment on its multirange' };
}

/** The range itself, and the multirange that comes with it. */
function both(o: CatalogObject): readonly Address[] {
  return [o.at, address(o.at.kind, multirangeOf(o))];
}

const used = (d: Difference, ctx: Context): boolean => both(d.from).some((at) => usesOf(at, ctx).length > 0);

function kept(d: Difference, ctx: Context): (Use & { readonly type: string })[] {
  return both(d.from).flatMap((at) => keptUses(at, ctx).map((u) => ({ ...u, type: qualified(at.names) })));
}

/** A renamed range keeps its constructor functions under the old name, so the old form cannot step aside: two conversions. */
function rebuild(d: Difference, ctx: Context): Outcome {
  if (!used(d, ctx)) return 'replace';
  const [was, is] = [both(d.from)[1]!, both(d.to)[1]!];
  const [held] = qualified(was.names) === qualified(is.names) ? [] : usesOf(was, ctx).filter((u) => !ctx.brokenHere(u.column.at));
  if (held !== undefined) {
    throw new TidemarkError('TYPE_IN_ARRAY', `${show(d.from.at)} cannot get another multirange name while ${held.column.at.names.join('.')} has that type`, {
      at: { object: show(held.column.at) },
      next: `change the type of ${held.column.at.names.join('.')} in a plan of its own first`,
      exit: 3,
    });
  }
  const all = kept(d, ctx);
  const own = new Set(roots(all, ctx).map((u) => u.column));
  const columns = all.filter((u) => own.has(u.column));
  const array = (u: Use): string => (u.array ? '[]' : '');
  return [
    ...rewriting(columns, ctx, (u) => ({ ...convertColumn(u, 'text', `${u.name}::text${array(u)}`), what: `keeps ${u.table}.${u.name} as text` })),
    { sql: `DROP TYPE ${qualified(d.to.at.names)}`, what: 'old form' },
    { sql: create(d.to), what: 'made anew' },
    ...genericDrafts(range, d.from, ctx),
    ...multirangeComment(d.to),
    ...rewriting(columns, ctx, (u) => convertColumn(u, u.type, `${u.name}::${u.type}${array(u)}`)),
    ...ownStorage(
      all.map((u) => u.column),
      ctx,
    ),
  ];
}

/** With its constructor functions and its multirange where those go by its name: a server renames and moves the type alone. */
function rename(from: CatalogObject, to: Address, ctx: Context): Draft[] {
  const change = renamedTo(from.at.names, to.names);
  const constructors = (names: readonly string[], args: readonly string[], change: string): Draft[] =>
    args.map((a) => ({ sql: `ALTER FUNCTION ${qualified(names)}(${a}) ${change}`, what: 'its constructor' }));
  // a type of the definitions may be renamed in the same breath, and before
  const wanted = ctx.desired.objects.get(keyOf(to)) ?? from;
  const own = text(/\./.test(text(from, 'subtype')!) ? wanted : from, 'subtype')!;
  const drafts: Draft[] = [
    { sql: `ALTER TYPE ${qualified(from.at.names)} ${change}` },
    ...constructors(from.at.names, [`${own}, ${own}`, `${own}, ${own}, text`], change),
  ];
  if (list(from, 'multirange').length > 0 || ctx.floor < 14) return drafts;
  const [was, is] = [multirangeOf(from), multirangeOf({ ...from, at: to })];
  const follows = renamedTo(was, is);
  const ranges = qualified(to.names);
  return [
    ...drafts,
    { sql: `ALTER TYPE ${qualified(was)} ${follows}`, what: 'its multirange' },
    ...constructors(was, ['', ranges, `VARIADIC ${ranges}[]`], follows),
  ];
}

const routine = (oid: string): string =>
  `(SELECT pg_catalog.json_build_array(pn.nspname, p.proname) FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = ${oid})`;

export const range: Kind = {
  ...typeCommands,
  among: ['pg_type r'],
  name: 'range type',
  rank: 44,
  query: (server) =>
    typeQuery(
      `'subtype', pg_catalog.format_type(r.rngsubtype, NULL),
       'opclass', (SELECT pg_catalog.json_build_array(on_.nspname, oc.opcname) FROM pg_catalog.pg_opclass oc JOIN pg_catalog.pg_namespace on_ ON on_.oid = oc.opcnamespace
          WHERE oc.oid = r.rngsubopc AND NOT oc.opcdefault),
       'collation', ${collationSql('r.rngcollation', '(SELECT y.typcollation FROM pg_catalog.pg_type y WHERE y.oid = r.rngsubtype)')},
       'canonical', ${routine('r.rngcanonical')}, 'difference', ${routine('r.rngsubdiff')}
       ${
         server >= 140000
           ? `, 'multirangeComment', pg_catalog.obj_description(r.rngmultitypid, 'pg_type'), 'multirange', (SELECT pg_catalog.json_build_array(mn.nspname, m.typname) FROM pg_catalog.pg_type m
          JOIN pg_catalog.pg_namespace mn ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid
          AND NOT (mn.oid = t.typnamespace AND m.typname = CASE WHEN pg_catalog.strpos(t.typname, 'range') > 0
            THEN pg_catalog.regexp_replace(t.typname, 'range', 'multirange') ELSE t.typname || '_multirange' END))`
           : ''
       }`,
      `t.typtype = 'r'`,
      'JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid',
    ),
  create: (o) => [{ sql: create(o) }, ...multirangeComment(o)],
  rename,
  together: [['subtype', 'opclass', 'collation', 'canonical', 'difference', 'multirange']],
  alter: { subtype: rebuild, multirangeComment: (d, ctx) => (remade(d) && used(d, ctx) ? null : commentOnMultirange(d.to)) },
  retypes: (d, ctx) => (remade(d) && used(d, ctx) ? kept(d, ctx).map((u) => u.column.at) : undefined),
  retypesThrough: true,
  portable: ['comment'],
  needsServer: (o) => (list(o, 'multirange').length > 0 ? { major: 14, what: 'a multirange name' } : undefined),
};

const made = { subtype: 0, opclass: 0, collation: 0, canonical: 0, difference: 0, multirange: 0 };
const remade = (d: Difference): boolean => d.attrs.some((a) => a in made);
