// Owns schemas. Stock `public` shows nothing: its owner, comment and privileges are the server's, and differ by major.
import { ident } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import type { Kind } from './kind.ts';

/** Before 15 everybody may create in public; from 15 on it belongs to pg_database_owner. */
function publicBase(server: number): string {
  const everybody = server >= 150000 ? 'U' : 'UC';
  return `pg_catalog.acldefault('n', n.nspowner) || CASE WHEN n.nspname = 'public'
      THEN ARRAY[('=${everybody}/' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(n.nspowner)))::pg_catalog.aclitem] ELSE '{}'::pg_catalog.aclitem[] END`;
}

export const schema: Kind = {
  name: 'schema',
  class: 'pg_namespace',
  rank: 10,
  query: (server) => `
    SELECT n.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(n.nspname) AS names, NULL::pg_catalog.json AS args,
      NULL::pg_catalog.json AS within, NULL::pg_catalog.int4 AS ordinal,
      CASE WHEN n.nspname = 'public' AND ${server >= 150000 ? `pg_catalog.pg_get_userbyid(n.nspowner) = 'pg_database_owner'` : 'n.nspowner = 10'}
        THEN NULL ELSE pg_catalog.pg_get_userbyid(n.nspowner)::pg_catalog.text END AS owner,
      ${aclDelta('n.nspacl', 'n', 'n.nspowner', publicBase(server))} AS acl,
      pg_catalog.json_build_object('comment', NULLIF(pg_catalog.obj_description(n.oid, 'pg_namespace'),
        CASE WHEN n.nspname = 'public' THEN 'standard public schema' END)) AS attrs
    FROM pg_catalog.pg_namespace n WHERE {user_schemas:n}`,
  create: (o) => ({ sql: `CREATE SCHEMA ${ident(o.at.names[0]!)}` }),
  drop: (o) => ({ sql: `DROP SCHEMA ${ident(o.at.names[0]!)}` }),
  alter: {},
  rename: (from, to) => ({ sql: `ALTER SCHEMA ${ident(from.at.names[0]!)} RENAME TO ${ident(to.names[0]!)}` }),
  replaceable: false,
  commentOn: (o) => `SCHEMA ${ident(o.at.names[0]!)}`,
  stockOwner: 'pg_database_owner',
  ownerOn: (o) => `SCHEMA ${ident(o.at.names[0]!)}`,
  grantOn: (o) => `SCHEMA ${ident(o.at.names[0]!)}`,
  privileges: () => ['USAGE', 'CREATE'],
  portable: ['comment'],
};
