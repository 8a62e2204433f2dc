// Owns NOT NULL. PostgreSQL 18 keeps it as a constraint with a name; before, it is a flag of the column. Here it is one kind.
import { keyOf, type Address, type Key } from '../catalog/address.ts';
import { listed } from '../catalog/listed.ts';
import { ident, qualified } from '../sql/quote.ts';
import {
  afterLeaving,
  afterParents,
  belowOf,
  comesFromParent,
  goesWithParent,
  isInherited,
  isLeftBehind,
  isPartition,
  keptBelow,
  leavesAlone,
  likesAbove,
  mergesBelow,
  merging,
  tableOf,
  unvalidatedBelow,
} from './partitions/inheritance.ts';
import { withoutIdentity } from './columns/identity.ts';
import { column, native, nulls, nullsNow, throughCheck } from './columns/online-not-null.ts';
import type { CatalogObject, Context, Difference, Draft, Kind, Outcome } from './kind.ts';
import {
  calledThere,
  constraintName,
  isTakenUp,
  keptNames,
  parentsNames,
  passing,
  passedOnNoMore,
  renamed,
  staysBehind,
  takenUpNames,
  validAgain,
} from './partitions/not-null-names.ts';
import { isOffMeanwhile, outlivesParent } from './partitions/remade-parent.ts';
import { afterIdentified } from './keys/row-identity.ts';
import { joinBelow } from './partitions/joining.ts';
import { inTypedColumn } from './columns/typed-table.ts';

const table = (at: Address): string => qualified(at.names.slice(0, 2));
const name = (at: Address): string => ident(at.names[2]!);
const only = (o: CatalogObject): string => `ALTER TABLE ONLY ${table(o.at)} ALTER COLUMN ${name(o.at)}`;
const tail = (o: CatalogObject): string => `${o.attrs['noInherit'] === true ? ' NO INHERIT' : ''}${o.attrs['validated'] === false ? ' NOT VALID' : ''}`;

const parents = (local: string): string => `(
  select json_agg(json_build_object('kind', 'not null', 'how', case when ${local} and not c.relispartition then 'soft' else 'auto' end, 'names', json_build_array(pn.nspname, p.relname, a.attname)))
  from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
    join pg_attribute pa on pa.attrelid = p.oid and pa.attname = a.attname and pa.attnotnull
  where i.inhrelid = c.oid)`;

/** By the name of the parent's nobody knows whether a child has it as its own too: that depends on the way here. */
const likeParents = `exists (select from pg_inherits i join pg_constraint pk on pk.conrelid = i.inhparent and pk.contype = 'n' and pk.conname = k.conname where i.inhrelid = c.oid)`;

export const notNull: Kind = {
  name: 'not null',
  class: 'pg_constraint',
  among: ['pg_class r', 'pg_class p', 'pg_class f'],
  rank: 230,
  replaceable: true,
  outlives: outlivesParent,
  ridesTypeChange: (o, ctx) => !declaredBelow(o, ctx),

  query: (server) => {
    const native = server >= 180000;
    // Before 18 nothing says where the flag came from: on a column that is not local, it came from the parent that has it.
    // A partition's is never its own while its parent has one, whatever conislocal says of the way here.
    const inherited = native ? 'c.relispartition and k.coninhcount > 0' : 'c.relispartition and not a.attislocal and p.found is not null';
    const [local, from] = native ? ['k.conislocal', 'k.coninhcount > 0'] : ['a.attislocal', 'p.found is not null'];
    const bond = `case when not c.relispartition and ${from} then case when ${local} then 'merged' else 'inherited' end end`;
    return `
    select ${native ? 'k.oid::text' : `c.oid::text || '.' || a.attnum::text`} as objid, 0 as objsubid,
      json_build_array(n.nspname, c.relname, a.attname) as names, null::json as args,
      json_build_object('kind', 'table column', 'names', json_build_array(n.nspname, c.relname, a.attname)) as within,
      a.attnum::int4 as ordinal, null::text as owner, null::json as acl,
      case when ${bond} is not null or ${inherited} then p.found end as leans,
      ${bond} as bond,
      json_build_object(
        '~foreign', case when c.relkind = 'f' then true end,
        -- a name that ends as the server's own do is taken for one: which of them it is depends on the way here
        '~constraint', ${native ? 'k.conname' : 'null'},
        '~own', ${native ? 'case when c.relispartition and k.conislocal then true end' : 'null'},
        '~parents', case when ${bond} is not null then (select json_agg(f -> 'names') from json_array_elements(p.found) as f) end,
        'name', ${native ? `case when (k.conislocal or k.coninhcount = 0) and k.conname !~ '_not_null[0-9]*$' and (k.coninhcount = 0 or not ${likeParents}) then k.conname end` : 'null'},
        'validated', ${native ? 'case when not k.convalidated then false end' : 'null'},
        'noInherit', ${native ? 'case when k.connoinherit then true end' : 'null'},
        'inherited', case when ${inherited} then true end
      ) as attrs
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}
    ${native ? `join pg_constraint k on k.conrelid = c.oid and k.contype = 'n' and k.conkey[1] = a.attnum` : ''}
    left join lateral (select ${parents(local!)} as found) p on exists (select from pg_inherits i where i.inhrelid = c.oid)
    where a.attnum > 0 and not a.attisdropped${native ? '' : ' and a.attnotnull'}`;
  },

  clause(o, ctx) {
    if (comesFromParent(o, ctx) && !(o.aside?.['own'] === true && ctx.madeHere(tableOf(o)))) return o.attrs['validated'] === false ? null : '';
    if (o.attrs['validated'] === false || inTypedColumn(o, ctx)) return null;
    const column = ctx.desired.objects.get(keyOf(o.within!));
    if (column !== undefined && comesFromParent(column, ctx) && (!isPartition(column.within!, ctx.desired) || !ctx.madeHere(column.within!))) return null;
    const named = ctx.floor >= 18 && o.attrs['name'] != null ? `CONSTRAINT ${ident(constraintName(o))} ` : '';
    return `${named}NOT NULL${ctx.floor >= 18 && o.attrs['noInherit'] === true ? ' NO INHERIT' : ''}`;
  },

  create(o, ctx) {
    if (comesFromParent(o, ctx)) return validInside(o, ctx);
    // Where it was its own all the while, it still is.
    const was = ctx.current.objects.get(keyOf(o.at));
    const said = ctx.floor >= 18 && (o.attrs['name'] != null || tail(o) !== '');
    const kept = was !== undefined && (isLeftBehind(was, o, ctx) || declaredBelow(was, ctx));
    if (kept && !said) return { sql: `${column(o)} SET NOT NULL`, what: 'its own' };
    const online = ctx.online && !kept && ctx.existed(o.within!) && o.attrs['validated'] !== false && !isOffMeanwhile(tableOf(o), ctx);
    if (online && ctx.floor >= 18) return [...takenUpNames(o, ctx), ...native(o, ctx)];
    if (online && !joinBelow(tableOf(o), ctx)) return throughCheck(o, ctx);
    if (said) {
      const needs = unvalidatedBelow(o, ctx);
      const add = { sql: `ALTER TABLE ${table(o.at)} ADD CONSTRAINT ${ident(constraintName(o))} NOT NULL ${name(o.at)}${tail(o)}` };
      return [...takenUpNames(o, ctx), checked(o, ctx, { ...add, needs, takes: mergesBelow(o, ctx) }), ...validAgain(o, ctx)];
    }
    return checked(o, ctx, { sql: `${column(o)} SET NOT NULL` });
  },

  drop(o, ctx) {
    const stays = [...stillInParents(o, ctx), ...madeItsOwn(o, ctx)];
    if (goesWithParent(o, ctx) && !leavesAlone(o, ctx) && stays.length === 0) return null;
    // What cannot be without NOT NULL goes first: the column's identity.
    const of = ctx.current.objects.get(keyOf(o.within!));
    const identity = of?.attrs['identity'] != null;
    const passed = identity && isInherited(of);
    const needs = [...stays, ...(passed ? [o.within!] : [])];
    const drop = {
      sql: `${keptBelow(o, ctx) ? only(o) : column(o)} DROP NOT NULL`,
      frees: [merging(o.at), passedOnNoMore(keyOf(o.at))],
      ...(identity && !passed ? { takes: [withoutIdentity(o.within!)] } : {}),
      ...(needs.length > 0 ? { needs } : {}),
    };
    return [afterParents(o, afterIdentified(o, afterLeaving(o, drop, ctx), ctx), ctx), ...keptNames(o, ctx)];
  },

  alter: {
    name: (d, ctx) => (d.attrs.includes('noInherit') || isTakenUp(d.from, ctx) || staysBehind(d, ctx) ? null : renamed(d)),
    validated: (d, ctx) => validity(d, ctx),
    noInherit: (d) => passing(d),
    inherited: (d, ctx) => (isLeftBehind(d.from, d.to, ctx) ? 'replace' : null),
  },

  commentOn: (o) => (o.attrs['name'] == null && o.attrs['comment'] == null ? undefined : `CONSTRAINT ${ident(constraintName(o))} ON ${table(o.at)}`),
  readPast: { name: 18 },
  needsServer(o) {
    if (o.attrs['validated'] === false || o.attrs['noInherit'] === true) return { major: 18, what: 'NOT NULL that is not valid or not inherited' };
    return o.attrs['comment'] == null ? undefined : { major: 18, what: 'a comment on NOT NULL' };
  },
};

/** An inheritance child declares it too: 18 makes that again under the child's name beside the parent's, and refuses to have two. */
function declaredBelow(o: CatalogObject, ctx: Context): boolean {
  return belowOf(o, ctx).some(({ like }) => like?.bond === 'merged');
}

/** A child made later than its parent's unvalidated NOT NULL has a valid one, and so has a partition that had its own before. */
function validInside(o: CatalogObject, ctx: Context): Draft | null {
  const open = [...parentsNames(o), ...(isPartition(tableOf(o), ctx.desired) ? likesAbove(o, ctx.desired).map(keyOf) : [])]
    .flatMap((key) => ctx.desired.objects.get(key) ?? [])
    .filter((p) => p.attrs['validated'] === false);
  if (open.length === 0 || o.attrs['validated'] === false || ctx.madeHere(tableOf(o))) return null;
  return { sql: `ALTER TABLE ${table(o.at)} VALIDATE CONSTRAINT ${ident(calledThere(o))}`, what: 'validate', needs: open.map((p) => p.at), check: nulls(o) };
}

/** Parents keep theirs and pass it on no more: it stays here until it is dropped. */
function stillInParents(o: CatalogObject, ctx: Context): Address[] {
  return likesAbove(o, ctx.desired).filter(
    (at) => ctx.desired.objects.get(keyOf(at))?.attrs['noInherit'] === true && ctx.current.objects.has(keyOf(at)) && !ctx.brokenHere(at),
  );
}

/** A primary key of a partition alone, which may be a part of its parent's since, made its parent's NOT NULL its own too (18): that stays when both have gone, which this waits for. */
function madeItsOwn(o: CatalogObject, ctx: Context): Address[] {
  const table = tableOf(o);
  if (!isPartition(table, ctx.current) || ctx.brokenHere(table) || !goesWithParent(o, ctx)) return [];
  // Made again, the parent's finds it here.
  const is = ctx.desired.objects.get(keyOf(o.at));
  if (is !== undefined && comesFromParent(is, ctx)) return [];
  const keys = listed(ctx.current, ownPrimaryKey, keyOf(table)).filter((k) => (k.attrs['columns'] as readonly string[]).includes(o.at.names[2]!));
  return keys.length === 0 && o.aside?.['own'] !== true && ctx.laterIn(table, 'table constraint').length === 0
    ? []
    : [...keys.map((k) => k.at), ...likesAbove(o, ctx.current).filter((at) => ctx.brokenHere(at))];
}

const ownPrimaryKey = (o: CatalogObject): Key | undefined => (o.attrs['type'] === 'primary key' && !isInherited(o) ? keyOf(o.within!) : undefined);

/** VALIDATE on a parent goes on to its children. */
function validity(d: Difference, ctx: Context): Outcome {
  const parents = parentsNames(d.to).filter((key) => ctx.current.objects.get(key)?.attrs['validated'] !== ctx.desired.objects.get(key)?.attrs['validated']);
  if (parents.length > 0 && d.from.bond !== undefined) return d.to.attrs['validated'] === false && d.to.bond === 'merged' ? 'replace' : null;
  if (d.to.attrs['validated'] === false) return 'replace';
  return { sql: `ALTER TABLE ${table(d.to.at)} VALIDATE CONSTRAINT ${ident(calledThere(d.to))}`, what: 'validate', timeout: 'build', check: nulls(d.to) };
}

function checked(o: CatalogObject, ctx: Context, draft: Draft): Draft {
  const column = ctx.current.objects.get(keyOf(o.within!));
  return column !== undefined && ctx.existed(column.within!) ? { ...draft, ...nullsNow(o, ctx) } : draft;
}
