// Owns what a publication publishes of one table: names are publication, schema, table.
import { ident, qualified } from '../sql/quote.ts';
import { list, text } from './attributes/attr.ts';
import type { CatalogObject, Kind } from './kind.ts';

const on = (o: CatalogObject): string => `ALTER PUBLICATION ${ident(o.at.names[0]!)}`;
// each table has its own row: without ONLY the server would take its children along
const table = (o: CatalogObject): string => `TABLE ONLY ${qualified(o.at.names.slice(1))}`;

function create(o: CatalogObject): string {
  const columns = list(o, 'columns').length === 0 ? '' : ` (${list(o, 'columns').map(ident).join(', ')})`;
  const where = text(o, 'where') === undefined ? '' : ` WHERE ${parenthesised(text(o, 'where')!)}`;
  return `${on(o)} ADD ${table(o)}${columns}${where}`;
}

function parenthesised(expression: string): string {
  return expression.startsWith('(') && expression.endsWith(')') ? expression : `(${expression})`;
}

export const publicationRelation: Kind = {
  name: 'publication relation',
  class: 'pg_publication_rel',
  among: ['pg_publication'],
  rank: 620,
  query: (server) => `
    select r.oid::text as objid, 0 as objsubid, json_build_array(p.pubname, n.nspname, c.relname) as names, null::json as args,
      json_build_object('kind', 'publication', 'names', json_build_array(p.pubname)) as within, null::int4 as ordinal, null::text as owner, null::json as acl,
      ${
        server >= 150000
          ? `json_build_object('where', pg_get_expr(r.prqual, r.prrelid), 'columns', (select json_agg(a.attname order by a.attname)
          from unnest(r.prattrs::int2[]) with ordinality k(attnum, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum))`
          : `'{}'::json`
      } as attrs
    from pg_publication_rel r join pg_publication p on p.oid = r.prpubid join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace
    where {user_schemas:n}`,
  create: (o) => ({ sql: create(o) }),
  drop: (o) => ({ sql: `${on(o)} DROP ${table(o)}` }),
  alter: { where: 'replace', columns: 'replace' },
  replaceable: true,
  portable: ['columns'],
  needsServer: (o) =>
    text(o, 'where') === undefined && list(o, 'columns').length === 0 ? undefined : { major: 15, what: 'row filters and column lists of publications' },
};
