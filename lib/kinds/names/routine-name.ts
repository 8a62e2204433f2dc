// Owns how attributes name a routine: schema and name, quoted where needed; its arguments follow from where it is used.

/** SQL text expression for a pg_proc oid (any oid-like expression); null for 0. */
export function routineName(oid: string): string {
  return `(SELECT pg_catalog.quote_ident(rn.nspname) || '.' || pg_catalog.quote_ident(r.proname)
    FROM pg_catalog.pg_proc r JOIN pg_catalog.pg_namespace rn ON rn.oid = r.pronamespace WHERE r.oid = ${oid}::pg_catalog.oid)`;
}
