// Owns operator families. Names: access method, schema, name.
import { compareText } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import type { CatalogObject, Draft, Kind } from './kind.ts';
import { memberName, members, membersSql } from './routines/operator-members.ts';
import { renamedTo } from './names/renamed-to.ts';

const name = (o: CatalogObject): string => `OPERATOR FAMILY ${qualified(o.at.names.slice(1))} USING ${ident(o.at.names[0]!)}`;

function change(o: CatalogObject, from: readonly string[], to: readonly string[]): Draft[] {
  const gone = from
    .filter((m) => !to.includes(m))
    .map(memberName)
    .sort(compareText);
  const come = to.filter((m) => !from.includes(m));
  return [
    ...(gone.length === 0 ? [] : [{ sql: `ALTER ${name(o)} DROP ${gone.join(', ')}`, what: 'members' }]),
    ...(come.length === 0 ? [] : [{ sql: `ALTER ${name(o)} ADD ${come.join(', ')}`, what: 'members' }]),
  ];
}

export const operatorFamily: Kind = {
  name: 'operator family',
  class: 'pg_opfamily',
  rank: 60,
  query: () => `
    select f.oid::text as objid, 0 as objsubid, json_build_array(m.amname, n.nspname, f.opfname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(f.opfowner)::text as owner, null::json as acl, json_build_object('members', ${membersSql('pg_opfamily', 'f.oid', 'f.oid')}) as attrs
    from pg_opfamily f join pg_am m on m.oid = f.opfmethod join pg_namespace n on n.oid = f.opfnamespace where {user_schemas:n}`,
  create: (o) => [{ sql: `CREATE ${name(o)}` }, ...change(o, [], members(o)).map((d) => ({ ...d, needs: [o.at] }))],
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { members: (d) => change(d.to, members(d.from), members(d.to)) },
  rename: (from, to) => ({
    sql: `ALTER ${name(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['comment'],
};
