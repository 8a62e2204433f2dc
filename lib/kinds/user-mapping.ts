// Owns user mappings. Names: server, user ("@runner" for the connected role, PUBLIC for everybody). Never a password.
import { ident } from '../sql/quote.ts';
import { roleSql } from './privileges/acl-statements.ts';
import { foreignOptionChanges, foreignOptions, secretsNote, withForeignOptions } from './attributes/foreign-options.ts';
import type { CatalogObject, Kind } from './kind.ts';

const name = (o: CatalogObject): string => {
  const user = o.at.names[1]!;
  return `USER MAPPING FOR ${user === 'PUBLIC' || user === '@runner' ? roleSql(user) : ident(user)} SERVER ${ident(o.at.names[0]!)}`;
};

export const userMapping: Kind = {
  name: 'user mapping',
  class: 'pg_user_mapping',
  among: ['pg_foreign_server'],
  rank: 74,
  query: () => `
    select m.umid::text as objid, 0 as objsubid,
      json_build_array(m.srvname, case when m.umuser = 0 then 'PUBLIC' when m.usename = current_user then '@runner' else m.usename::text end) as names,
      null::json as args, json_build_object('kind', 'server', 'names', json_build_array(m.srvname)) as within, null::int4 as ordinal, null::text as owner, null::json as acl,
      json_build_object(${foreignOptions('m.umoptions')}) as attrs
    from pg_user_mappings m`,
  create: (o) => ({ sql: `CREATE ${name(o)}${withForeignOptions(o)}`, ...secretsNote(o) }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { options: (d) => foreignOptionChanges(`ALTER ${name(d.to)}`, d.from, d.to) },
  // DROP SERVER is refused while a mapping leans on it.
  ridesOnDrop: false,
  replaceable: true,
  portable: ['options'],
};
