// Owns publications. What they publish are objects of their own, since each leans on its table or schema.
import { ident, literal } from '../sql/quote.ts';
import { flag, list, text } from './attributes/attr.ts';
import type { CatalogObject, Kind } from './kind.ts';

const name = (o: CatalogObject): string => `PUBLICATION ${ident(o.at.names[0]!)}`;

const settings: { readonly [attr: string]: (o: CatalogObject) => string } = {
  publish: (o) => `publish = ${literal(list(o, 'publish').join(', ')).trim()}`,
  viaRoot: (o) => `publish_via_partition_root = ${flag(o, 'viaRoot')}`,
  generatedColumns: (o) => `publish_generated_columns = ${text(o, 'generatedColumns') ?? 'none'}`,
};

function create(o: CatalogObject): string {
  const options = Object.keys(settings)
    .filter((attr) => attr === 'publish' || o.attrs[attr] != null)
    .map((attr) => settings[attr]!(o));
  return `CREATE ${name(o)}${flag(o, 'allTables') ? ' FOR ALL TABLES' : ''} WITH (${options.join(', ')})`;
}

const set =
  (attr: string): ((d: { to: CatalogObject }) => { sql: string; what: string }) =>
  (d) => ({ sql: `ALTER ${name(d.to)} SET (${settings[attr]!(d.to)})`, what: attr });

export const publication: Kind = {
  name: 'publication',
  class: 'pg_publication',
  rank: 610,
  query: (server) => `
    select p.oid::text as objid, 0 as objsubid, json_build_array(p.pubname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(p.pubowner)::text as owner, null::json as acl,
      json_build_object('allTables', case when p.puballtables then true end, 'viaRoot', case when p.pubviaroot then true end,
        'publish', array_to_json(array_remove(array[case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
          case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end], null)),
        'generatedColumns', ${server >= 180000 ? `case when p.pubgencols = 's' then 'stored' end` : 'null'}) as attrs
    from pg_publication p`,
  create: (o) => ({ sql: create(o) }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: {
    allTables: 'replace',
    publish: set('publish'),
    viaRoot: set('viaRoot'),
    generatedColumns: set('generatedColumns'),
  },
  rename: (from, to) => ({ sql: `ALTER ${name(from)} RENAME TO ${ident(to.names[0]!)}` }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['allTables', 'publish', 'viaRoot', 'comment'],
  needsServer: (o) => (text(o, 'generatedColumns') === undefined ? undefined : { major: 18, what: 'publishing generated columns' }),
};
