// Owns extended statistics. They live with their table and follow its columns' types.
import { qualified } from '../sql/quote.ts';
import { list, number, text } from './attributes/attr.ts';
import type { CatalogObject, Draft, Kind } from './kind.ts';
import { renamedTo } from './names/renamed-to.ts';

const name = (o: CatalogObject): string => `STATISTICS ${qualified(o.at.names)}`;

function create(o: CatalogObject): string {
  const kinds = list(o, 'kinds').length === 0 ? '' : ` (${list(o, 'kinds').join(', ')})`;
  return `CREATE ${name(o)}${kinds} ON ${text(o, 'columns')!} FROM ${qualified(o.within!.names)}`;
}

function target(o: CatalogObject): Draft {
  return { sql: `ALTER ${name(o)} SET STATISTICS ${number(o, 'target') ?? -1}`, what: 'statistics target' };
}

const printed = 'pg_get_statisticsobjdef_columns(s.oid)';
const plain = (order: string): string => `string_agg(quote_ident(a.attname), ', ' order by ${order})`;

/** The server keeps and prints plain columns by their place in the table, which is never compared, and then, from 14 on, expressions. */
const columns = (server: number): string => `(
        select ${server < 140000 ? plain('a.attname') : `coalesce(${plain('a.attname')} || substr(${printed}, length(${plain('k.n')}) + 1), ${printed})`}
        from unnest(s.stxkeys::int2[]) with ordinality k(attnum, n) join pg_attribute a on a.attrelid = s.stxrelid and a.attnum = k.attnum)`;

export const statistics: Kind = {
  name: 'statistics object',
  class: 'pg_statistic_ext',
  rank: 350,
  // Only expressions have no kinds to name.
  query: (server) => `
    select s.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, s.stxname) as names, null::json as args,
      json_build_object('kind', case c.relkind when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end, 'names', json_build_array(cn.nspname, c.relname)) as within,
      null::int4 as ordinal, pg_get_userbyid(s.stxowner)::text as owner, null::json as acl,
      json_build_object('columns', ${columns(server)},
        'kinds', (select json_agg(case k when 'd' then 'ndistinct' when 'f' then 'dependencies' else 'mcv' end order by k) from unnest(s.stxkind) k where k <> 'e'),
        'target', case when s.stxstattarget >= 0 then s.stxstattarget end) as attrs
    from pg_statistic_ext s join pg_class c on c.oid = s.stxrelid join pg_namespace cn on cn.oid = c.relnamespace join pg_namespace n on n.oid = s.stxnamespace
    where {user_schemas:n} and c.relpersistence <> 't'`,
  create: (o) => (number(o, 'target') === undefined ? { sql: create(o) } : [{ sql: create(o) }, { ...target(o), needs: [o.at] }]),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { columns: 'replace', kinds: 'replace', target: (d) => target(d.to) },
  rename: (from, to) => ({
    sql: `ALTER ${name(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  // The server makes it again, without its target, and some minor releases as the one who changes the type.
  ridesTypeChange: (o) => o.attrs['target'] == null && o.attrs['owner'] == null,
  commentOn: name,
  ownerOn: name,
  portable: ['kinds', 'target', 'comment'],
  needsServer: (o) => (text(o, 'columns')?.includes('(') === true ? { major: 14, what: 'statistics on expressions' } : undefined),
};
