// Privileges on columns of views and materialized views, whose columns are no objects of their own.
import { ident, qualified } from '../sql/quote.ts';
import { aclDelta, aclStatements, columnEntries } from './acl.ts';
import { records, text } from './attr.ts';
import type { CatalogObject, Draft } from './kind.ts';

/** {column: delta} of relation alias c, or null. */
export const columnPrivilegesSql = `(SELECT pg_catalog.json_object_agg(x.name, x.delta) FROM (
  SELECT a.attname AS name, ${aclDelta('a.attacl', 'c', 'c.relowner')} AS delta
  FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attacl IS NOT NULL) x WHERE x.delta IS NOT NULL)`;

export function columnPrivileges(to: CatalogObject, from?: CatalogObject): Draft[] {
  const owner = text(to, 'owner') ?? '@runner';
  const names = records(to, 'columns').map((c) => String(c['name']));
  return names.flatMap((c) =>
    aclStatements(from === undefined ? [] : columnEntries(from, c), columnEntries(to, c), {
      on: `ON TABLE ${qualified(to.at.names)} `,
      owner,
      column: ident(c),
    }).map((sql) => ({ sql, what: `privileges on ${c}` })),
  );
}
