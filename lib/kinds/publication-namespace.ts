// Owns a publication of all tables in a schema: names are publication, schema.
import { ident } from '../sql/quote.ts';
import type { CatalogObject, Kind } from './kind.ts';

const change = (o: CatalogObject, verb: string): string => `ALTER PUBLICATION ${ident(o.at.names[0]!)} ${verb} TABLES IN SCHEMA ${ident(o.at.names[1]!)}`;

export const publicationNamespace: Kind = {
  name: 'publication namespace',
  class: 'pg_publication_namespace',
  among: ['pg_publication'],
  rank: 630,
  query: (server) =>
    server < 150000
      ? `select null::text as objid, 0 as objsubid, null::json as names, null::json as args, null::json as within, null::int4 as ordinal, null::text as owner, null::json as acl, null::json as attrs where false`
      : `
    select r.oid::text as objid, 0 as objsubid, json_build_array(p.pubname, n.nspname) as names, null::json as args,
      json_build_object('kind', 'publication', 'names', json_build_array(p.pubname)) as within, null::int4 as ordinal, null::text as owner, null::json as acl, '{}'::json as attrs
    from pg_publication_namespace r join pg_publication p on p.oid = r.pnpubid join pg_namespace n on n.oid = r.pnnspid where {user_schemas:n}`,
  create: (o) => ({ sql: change(o, 'ADD') }),
  drop: (o) => ({ sql: change(o, 'DROP') }),
  alter: {},
  replaceable: true,
  needsServer: () => ({ major: 15, what: 'publications of whole schemas' }),
};
