// Owns casts. The name is the source type, the argument the target type.
import { text } from './attributes/attr.ts';
import { usedUp } from './columns/known-casts.ts';
import type { CatalogObject, Kind } from './kind.ts';

const name = (o: CatalogObject): string => `CAST (${o.at.names[0]!} AS ${o.at.args[0]!})`;

function create(o: CatalogObject): string {
  const how = text(o, 'function') !== undefined ? `WITH FUNCTION ${text(o, 'function')!}` : o.attrs['inout'] === true ? 'WITH INOUT' : 'WITHOUT FUNCTION';
  const context = text(o, 'context') === undefined ? '' : ` AS ${text(o, 'context')!}`;
  return `CREATE ${name(o)} ${how}${context}`;
}

export const cast: Kind = {
  name: 'cast',
  class: 'pg_cast',
  rank: 58,
  // A range brings its own cast to its multirange.
  query: () => `
    select c.oid::text as objid, 0 as objsubid, json_build_array(format_type(c.castsource, null)) as names, json_build_array(format_type(c.casttarget, null)) as args,
      null::json as within, null::int4 as ordinal, null::text as owner, null::json as acl,
      json_build_object('function', case when c.castfunc <> 0 then c.castfunc::regprocedure::text end, 'inout', case when c.castmethod = 'i' then true end,
        'context', case c.castcontext when 'a' then 'ASSIGNMENT' when 'i' then 'IMPLICIT' end) as attrs
    from pg_cast c where c.oid >= 16384
      and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = c.oid and d.deptype = 'i')`,
  create: (o) => ({ sql: create(o) }),
  drop: (o) => ({ sql: `DROP ${name(o)}`, takes: [usedUp(o.at)] }),
  alter: { function: 'replace', inout: 'replace', context: 'replace' },
  replaceable: true,
  commentOn: name,
  portable: ['inout', 'context', 'comment'],
};
