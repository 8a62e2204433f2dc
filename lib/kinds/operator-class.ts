// Owns operator classes. Names: access method, schema, name. The family is made first, so the class always names it.
import { ident, qualified } from '../sql/quote.ts';
import { flag, list, text } from './attributes/attr.ts';
import type { CatalogObject, Kind } from './kind.ts';
import { members, membersSql } from './routines/operator-members.ts';
import { renamedTo } from './names/renamed-to.ts';

const name = (o: CatalogObject): string => `OPERATOR CLASS ${qualified(o.at.names.slice(1))}`;
const using = (o: CatalogObject): string => `USING ${ident(o.at.names[0]!)}`;

function create(o: CatalogObject): string {
  const parts = [...members(o)];
  // A class of nothing but its storage type says so twice; every class needs one entry.
  if (text(o, 'storage') !== undefined || parts.length === 0) parts.push(`STORAGE ${text(o, 'storage') ?? text(o, 'type')!}`);
  return `CREATE ${name(o)}${flag(o, 'default') ? ' DEFAULT' : ''} FOR TYPE ${text(o, 'type')!} ${using(o)} FAMILY ${qualified(list(o, 'family'))} AS\n  ${parts.join(',\n  ')}`;
}

export const operatorClass: Kind = {
  name: 'operator class',
  class: 'pg_opclass',
  rank: 62,
  query: () => `
    select c.oid::text as objid, 0 as objsubid, json_build_array(m.amname, n.nspname, c.opcname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(c.opcowner)::text as owner, null::json as acl,
      json_build_object('type', format_type(c.opcintype, null), 'default', case when c.opcdefault then true end,
        'family', (select json_build_array(fn.nspname, f.opfname) from pg_opfamily f join pg_namespace fn on fn.oid = f.opfnamespace where f.oid = c.opcfamily),
        'storage', case when c.opckeytype <> 0 then format_type(c.opckeytype, null) end,
        'members', ${membersSql('pg_opclass', 'c.opcfamily', 'c.oid')}) as attrs
    from pg_opclass c join pg_am m on m.oid = c.opcmethod join pg_namespace n on n.oid = c.opcnamespace where {user_schemas:n}`,
  create: (o) => ({ sql: create(o) }),
  drop: (o) => ({ sql: `DROP ${name(o)} ${using(o)}` }),
  alter: { type: 'replace', default: 'replace', family: 'replace', storage: 'replace', members: 'replace' },
  rename: (from, to) => ({
    sql: `ALTER ${name(from)} ${using(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  commentOn: (o) => `${name(o)} ${using(o)}`,
  ownerOn: (o) => `${name(o)} ${using(o)}`,
  portable: ['default', 'comment'],
};
