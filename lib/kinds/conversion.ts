// Owns conversions between encodings.
import { literal, qualified } from '../sql/quote.ts';
import { flag, text } from './attributes/attr.ts';
import type { CatalogObject, Kind } from './kind.ts';
import { renamedTo } from './names/renamed-to.ts';
import { routineName } from './names/routine-name.ts';

const name = (o: CatalogObject): string => `CONVERSION ${qualified(o.at.names)}`;
const encoding = (o: CatalogObject, attr: string): string => literal(text(o, attr)!).trim();

export const conversion: Kind = {
  name: 'conversion',
  class: 'pg_conversion',
  rank: 78,
  query: () => `
    select o.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, o.conname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(o.conowner)::text as owner, null::json as acl,
      json_build_object('for', pg_encoding_to_char(o.conforencoding), 'to', pg_encoding_to_char(o.contoencoding), 'default', case when o.condefault then true end,
        'function', ${routineName('o.conproc')}) as attrs
    from pg_conversion o join pg_namespace n on n.oid = o.connamespace where {user_schemas:n}`,
  create: (o) => ({
    sql: `CREATE ${flag(o, 'default') ? 'DEFAULT ' : ''}${name(o)} FOR ${encoding(o, 'for')} TO ${encoding(o, 'to')} FROM ${text(o, 'function')!}`,
  }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { for: 'replace', to: 'replace', default: 'replace', function: 'replace' },
  rename: (from, to) => ({
    sql: `ALTER ${name(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['for', 'to', 'default', 'comment'],
};
