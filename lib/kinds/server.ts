// Owns foreign servers.
import { ident, literal } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { text } from './attributes/attr.ts';
import { foreignOptionChanges, foreignOptions, withForeignOptions } from './attributes/foreign-options.ts';
import type { CatalogObject, Kind } from './kind.ts';

const name = (o: CatalogObject): string => `SERVER ${ident(o.at.names[0]!)}`;
const word = (o: CatalogObject, attr: string): string => (text(o, attr) === undefined ? '' : ` ${attr.toUpperCase()} ${literal(text(o, attr)!).trim()}`);

export const server: Kind = {
  name: 'server',
  class: 'pg_foreign_server',
  rank: 72,
  query: () => `
    select s.oid::text as objid, 0 as objsubid, json_build_array(s.srvname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(s.srvowner)::text as owner, ${aclDelta('s.srvacl', 'S', 's.srvowner')} as acl,
      json_build_object('wrapper', w.fdwname, 'type', s.srvtype, 'version', s.srvversion, ${foreignOptions('s.srvoptions')}) as attrs
    from pg_foreign_server s join pg_foreign_data_wrapper w on w.oid = s.srvfdw`,
  create: (o) => ({
    sql: `CREATE ${name(o)}${word(o, 'type')}${word(o, 'version')} FOREIGN DATA WRAPPER ${ident(text(o, 'wrapper')!)}${withForeignOptions(o)}`,
  }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: {
    wrapper: 'replace',
    type: 'replace',
    version: (d) => ({
      sql: `ALTER ${name(d.to)} VERSION ${text(d.to, 'version') === undefined ? 'NULL' : literal(text(d.to, 'version')!).trim()}`,
      what: 'version',
    }),
    options: (d) => foreignOptionChanges(`ALTER ${name(d.to)}`, d.from, d.to),
  },
  rename: (from, to) => ({ sql: `ALTER ${name(from)} RENAME TO ${ident(to.names[0]!)}` }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  grantOn: (o) => `FOREIGN ${name(o)}`,
  privileges: () => ['USAGE'],
  portable: ['wrapper', 'type', 'version', 'options', 'comment'],
};
