// Owns the columns every kind of pg_type answers with.
import { aclDelta } from '../privileges/acl.ts';

/** `attrs` are further pairs for json_build_object over alias t; `also` a join, `where` the condition. */
export function typeQuery(attrs: string, where: string, also = ''): string {
  return `
    SELECT t.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(n.nspname, t.typname) AS names, NULL::pg_catalog.json AS args,
      NULL::pg_catalog.json AS within, NULL::pg_catalog.int4 AS ordinal, pg_catalog.pg_get_userbyid(t.typowner)::pg_catalog.text AS owner,
      ${aclDelta('t.typacl', 'T', 't.typowner')} AS acl,
      pg_catalog.json_build_object(${attrs}) AS attrs
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace ${also}
    WHERE ${where} AND {user_schemas:n}`;
}

/** A collation that differs from the type's own, as [schema, name]. */
export function collationSql(collation: string, typeCollation: string): string {
  return `(SELECT pg_catalog.json_build_array(cn.nspname, co.collname) FROM pg_catalog.pg_collation co
    JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = ${collation} AND ${collation} <> ${typeCollation})`;
}
