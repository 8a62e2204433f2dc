// Owns access methods.
import { ident } from '../sql/quote.ts';
import { text } from './attributes/attr.ts';
import type { CatalogObject, Kind } from './kind.ts';
import { routineName } from './names/routine-name.ts';

const name = (o: CatalogObject): string => `ACCESS METHOD ${ident(o.at.names[0]!)}`;

export const accessMethod: Kind = {
  name: 'access method',
  class: 'pg_am',
  rank: 56,
  query: () => `
    select m.oid::text as objid, 0 as objsubid, json_build_array(m.amname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      null::text as owner, null::json as acl,
      json_build_object('type', case m.amtype when 'i' then 'INDEX' else 'TABLE' end,
        'handler', ${routineName('m.amhandler')}) as attrs
    from pg_am m where m.oid >= 16384`,
  create: (o) => ({ sql: `CREATE ${name(o)} TYPE ${text(o, 'type')!} HANDLER ${text(o, 'handler')!}` }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { type: 'replace', handler: 'replace' },
  replaceable: true,
  commentOn: name,
  portable: ['type', 'comment'],
};
