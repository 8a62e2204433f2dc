// Owns extensions. Their members are the extension's business; their version is the server's, unless a definition states one.
import { ident } from '../sql/quote.ts';
import { text } from './attr.ts';
import type { Kind } from './kind.ts';

export const extension: Kind = {
  name: 'extension',
  class: 'pg_extension',
  rank: 20,
  // The comment of the control file is nobody's wish: only another one counts. plpgsql is there from the start.
  query: () => `
    SELECT e.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(e.extname) AS names, NULL::pg_catalog.json AS args,
      NULL::pg_catalog.json AS within, NULL::pg_catalog.int4 AS ordinal, NULL::pg_catalog.text AS owner, NULL::pg_catalog.json AS acl,
      pg_catalog.json_build_object('schema', n.nspname,
        'comment', NULLIF(pg_catalog.obj_description(e.oid, 'pg_extension'),
          COALESCE((SELECT a.comment FROM pg_catalog.pg_available_extensions() a WHERE a.name = e.extname), ''))) AS attrs
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname <> 'plpgsql'`,
  create: (o) => {
    const schema = text(o, 'schema');
    return {
      sql: `CREATE EXTENSION ${ident(o.at.names[0]!)}${schema === undefined || schema === 'pg_catalog' ? '' : ` SCHEMA ${ident(schema)}`}`,
    };
  },
  drop: (o) => ({ sql: `DROP EXTENSION ${ident(o.at.names[0]!)}` }),
  alter: {
    schema: (d) => ({
      sql: `ALTER EXTENSION ${ident(d.to.at.names[0]!)} SET SCHEMA ${ident(text(d.to, 'schema')!)}`,
      what: 'schema',
    }),
  },
  replaceable: false,
  commentOn: (o) => `EXTENSION ${ident(o.at.names[0]!)}`,
  portable: ['schema'],
};
