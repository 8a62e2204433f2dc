// Owns what somebody granted on, or said of, the sequence behind an identity column: names are schema, table, column. All else of that
// sequence is the column's; one of which nothing is said is no object.
import { address, keyOf } from '../catalog/address.ts';
import { qualified } from '../sql/quote.ts';
import { aclDelta } from './acl.ts';
import { aclStatements } from './acl-statements.ts';
import { list, text } from './attr.ts';
import { called } from './identity.ts';
import type { CatalogObject, Context, Draft, Kind } from './kind.ts';

const named = (o: CatalogObject): string => `SEQUENCE ${qualified(o.attrs['sequence'] as readonly string[])}`;

/** Nothing is said any more; the sequence itself goes with the column, or its identity. */
function unsaid(o: CatalogObject, ctx: Context): Draft[] | null {
  const column = address('table column', o.at.names);
  const stays = ctx.desired.objects.get(keyOf(column));
  if (stays?.attrs['identity'] == null || ctx.brokenHere(column) || ctx.brokenHere(address('table', o.at.names.slice(0, 2)))) return null;
  const place = { on: `ON ${named(o)} `, owner: text(o, 'owner') ?? '@runner', floor: ctx.floor };
  const all = [
    ...aclStatements(list(o, 'acl'), [], place).map(({ sql }) => sql),
    ...(o.attrs['comment'] === undefined ? [] : [`COMMENT ON ${named(o)} IS NULL`]),
  ];
  return all.map((sql) => ({ sql, frees: [called(column)] }));
}

export const identitySequence: Kind = {
  name: 'identity sequence',
  class: 'pg_class',
  among: ['pg_class S'],
  rank: 215,
  query: () => `
    select * from (
      select c.oid::text as objid, 0 as objsubid, json_build_array(tn.nspname, t.relname, a.attname) as names, null::json as args,
      json_build_object('kind', 'table column', 'names', json_build_array(tn.nspname, t.relname, a.attname)) as within, null::int4 as ordinal,
      pg_get_userbyid(c.relowner)::text as owner, ${aclDelta('c.relacl', 's', 'c.relowner')} as acl,
      json_build_object('sequence', json_build_array(n.nspname, c.relname)) as attrs, obj_description(c.oid, 'pg_class') as remark
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype = 'i'
    join pg_class t on t.oid = d.refobjid and t.relpersistence <> 't' join pg_namespace tn on tn.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
    where c.relkind = 'S') of where of.acl is not null or of.remark is not null`,
  create: () => null,
  drop: unsaid,
  alter: { sequence: () => null },
  replaceable: true,
  ridesTypeChange: true,
  commentOn: named,
  grantOn: named,
  privileges: () => ['SELECT', 'UPDATE', 'USAGE'],
  portable: [],
};
