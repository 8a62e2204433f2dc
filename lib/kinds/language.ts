// Owns procedural languages that a user made by hand; those of extensions are the extensions'.
import { ident } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { flag, text } from './attributes/attr.ts';
import type { CatalogObject, Kind } from './kind.ts';
import { routineName } from './names/routine-name.ts';

const name = (o: CatalogObject): string => `LANGUAGE ${ident(o.at.names[0]!)}`;

function create(o: CatalogObject): string {
  const parts = [`CREATE ${flag(o, 'trusted') ? 'TRUSTED ' : ''}${name(o)} HANDLER ${text(o, 'handler')!}`];
  if (text(o, 'inline') !== undefined) parts.push(`INLINE ${text(o, 'inline')!}`);
  if (text(o, 'validator') !== undefined) parts.push(`VALIDATOR ${text(o, 'validator')!}`);
  return parts.join(' ');
}

export const language: Kind = {
  name: 'language',
  class: 'pg_language',
  rank: 38,
  query: () => `
    select l.oid::text as objid, 0 as objsubid, json_build_array(l.lanname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(l.lanowner)::text as owner, ${aclDelta('l.lanacl', 'l', 'l.lanowner')} as acl,
      json_build_object('trusted', case when l.lanpltrusted then true end, 'handler', ${routineName('l.lanplcallfoid')}, 'inline', ${routineName('l.laninline')}, 'validator', ${routineName('l.lanvalidator')}) as attrs
    from pg_language l where l.oid >= 16384 and l.lanispl`,
  create: (o) => ({ sql: create(o) }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { trusted: 'replace', handler: 'replace', inline: 'replace', validator: 'replace' },
  rename: (from, to) => ({ sql: `ALTER ${name(from)} RENAME TO ${ident(to.names[0]!)}` }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  grantOn: name,
  privileges: () => ['USAGE'],
  portable: ['trusted', 'comment'],
};
