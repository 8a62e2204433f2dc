// Owns collations. Nothing but name and owner of one can be altered: under its columns another one takes its place.
import { ident, literal, qualified } from '../sql/quote.ts';
import { keyOf, show } from '../catalog/address.ts';
import { edgesFrom } from '../catalog/listed.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { flag, text } from './attributes/attr.ts';
import { derivedName } from './names/derived-name.ts';
import type { CatalogObject, Context, Difference, Kind, Outcome } from './kind.ts';
import { inOneStatement } from './columns/alter-column.ts';
import { renamedTo } from './names/renamed-to.ts';
import { changed, genericDrafts, ownStorage, roots, usesWhere, type Use } from './sql-types/retype.ts';

const name = (o: CatalogObject): string => `COLLATION ${qualified(o.at.names)}`;

function create(o: CatalogObject): string {
  const options: string[] = [];
  const quoted: readonly (readonly [string, string])[] = [
    ['locale', 'LOCALE'],
    ['lcCollate', 'LC_COLLATE'],
    ['lcCtype', 'LC_CTYPE'],
    ['rules', 'RULES'],
  ];
  options.push(`PROVIDER = ${text(o, 'provider')!}`);
  for (const [attr, option] of quoted) if (text(o, attr) !== undefined) options.push(`${option} = ${literal(text(o, attr)!).trim()}`);
  if (flag(o, 'nondeterministic')) options.push('DETERMINISTIC = false');
  return `CREATE ${name(o)} (${options.join(', ')})`;
}

/** Where the locale stands differs by major; a locale for both categories reads the same on all of them. */
function localeSql(server: number): string {
  const own = server >= 170000 ? 'o.colllocale' : server >= 150000 ? 'o.colliculocale' : `case when o.collprovider = 'i' then o.collcollate end`;
  return `coalesce(${own}, case when o.collcollate = o.collctype then o.collcollate end)`;
}

const defined = ['provider', 'locale', 'lcCollate', 'lcCtype', 'rules', 'nondeterministic'];

/** Table columns that have it before the plan and after. */
function uses(d: Difference, ctx: Context): Use[] {
  const has = (o: CatalogObject | undefined): boolean => JSON.stringify(o?.attrs['collation'] ?? null) === JSON.stringify(d.to.at.names);
  return usesWhere(ctx, (c) => has(c) && has(ctx.desired.objects.get(keyOf(c.at))));
}

/** Those that are not made again themselves. */
function kept(d: Difference, ctx: Context): Use[] {
  return uses(d, ctx).filter((u) => !ctx.brokenHere(u.column.at));
}

/** Throws COLLATION_IN_KEY (exit 3): a column of a table that is partitioned by it cannot get the new one while the table is, nor the table be made before that. */
function refuseUnderKey(o: CatalogObject, columns: readonly Use[], ctx: Context): void {
  const leans = (table: string): boolean => [ctx.current, ctx.desired].every((c) => edgesFrom(c, table).some((e) => e.to === keyOf(o.at)));
  const held = columns.find((u) => leans(keyOf(u.column.within!)))?.column;
  if (held === undefined) return;
  const [table, its, called] = [held.within!, show(held.at), o.at.names.join('.')];
  throw new TidemarkError('COLLATION_IN_KEY', `${show(o.at)} cannot change${ctx.back ? ' back' : ''}: ${show(table)} is partitioned by it, and ${its} has it`, {
    at: { object: show(table) },
    next: `give the changed collation another name, and ${table.names.join('.')} its key and columns with that one, and take ${called} out of the definitions`,
    exit: EXIT.decide,
  });
}

function rebuild(d: Difference, ctx: Context): Outcome {
  if (uses(d, ctx).length === 0) return 'replace';
  refuseUnderKey(d.to, kept(d, ctx), ctx);
  const aside = derivedName(d.to.at.names[1]!, 'tidemark', 'old');
  return [
    { sql: `ALTER ${name(d.to)} RENAME TO ${ident(aside)}`, what: 'steps aside' },
    { sql: create(d.to), what: 'made anew' },
    ...genericDrafts(collation, d.from, ctx),
    ...inOneStatement(
      roots(kept(d, ctx), ctx).map((u) => ({
        ...changed(u, `TYPE ${text(ctx.desired.objects.get(keyOf(u.column.at))!, 'type')!} COLLATE ${qualified(d.to.at.names)}`),
        what: `for ${u.table}.${u.name}`,
        timeout: 'build' as const,
      })),
    ),
    ...ownStorage(
      kept(d, ctx).map((u) => u.column),
      ctx,
    ),
    { sql: `DROP COLLATION ${qualified([d.to.at.names[0]!, aside])}`, what: 'old form' },
  ];
}

export const collation: Kind = {
  name: 'collation',
  class: 'pg_collation',
  rank: 30,
  query: (server) => `
    select o.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, o.collname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(o.collowner)::text as owner, null::json as acl,
      json_build_object('provider', case o.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end, 'locale', ${localeSql(server)},
        'lcCollate', case when o.collcollate <> o.collctype then o.collcollate end, 'lcCtype', case when o.collcollate <> o.collctype then o.collctype end,
        'rules', ${server >= 160000 ? 'o.collicurules' : 'null'}, 'nondeterministic', case when not o.collisdeterministic then true end) as attrs
    from pg_collation o join pg_namespace n on n.oid = o.collnamespace
    where o.collencoding in (-1, (select encoding from pg_database where datname = current_database())) and {user_schemas:n}`,
  create: (o) => ({ sql: create(o) }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  together: [defined],
  alter: { provider: rebuild },
  retypes: (d, ctx) => (d.attrs.some((a) => defined.includes(a)) && uses(d, ctx).length > 0 ? kept(d, ctx).map((u) => u.column.at) : undefined),
  rename: (from, to) => ({
    sql: `ALTER ${name(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['provider', 'locale', 'nondeterministic', 'rules', 'comment'],
  needsServer: (o) =>
    text(o, 'provider') === 'builtin'
      ? { major: 17, what: 'the builtin collation provider' }
      : text(o, 'rules') !== undefined
        ? { major: 16, what: 'collation rules' }
        : undefined,
};
