// Owns transforms. The name is the type, the argument the language.
import { ident } from '../sql/quote.ts';
import { text } from './attributes/attr.ts';
import type { CatalogObject, Kind } from './kind.ts';

const name = (o: CatalogObject): string => `TRANSFORM FOR ${o.at.names[0]!} LANGUAGE ${ident(o.at.args[0]!)}`;

function create(o: CatalogObject): string {
  const parts: string[] = [];
  if (text(o, 'fromSql') !== undefined) parts.push(`FROM SQL WITH FUNCTION ${text(o, 'fromSql')!}`);
  if (text(o, 'toSql') !== undefined) parts.push(`TO SQL WITH FUNCTION ${text(o, 'toSql')!}`);
  return `CREATE ${name(o)} (${parts.join(', ')})`;
}

export const transform: Kind = {
  name: 'transform',
  class: 'pg_transform',
  rank: 76,
  query: () => `
    select t.oid::text as objid, 0 as objsubid, json_build_array(format_type(t.trftype, null)) as names, json_build_array(l.lanname) as args, null::json as within,
      null::int4 as ordinal, null::text as owner, null::json as acl,
      json_build_object('fromSql', case when t.trffromsql <> 0 then t.trffromsql::oid::regprocedure::text end,
        'toSql', case when t.trftosql <> 0 then t.trftosql::oid::regprocedure::text end) as attrs
    from pg_transform t join pg_language l on l.oid = t.trflang where t.oid >= 16384`,
  create: (o) => ({ sql: create(o) }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { fromSql: 'replace', toSql: 'replace' },
  replaceable: true,
  commentOn: name,
  portable: ['comment'],
};
