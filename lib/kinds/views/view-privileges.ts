// Privileges on columns of views and materialized views, whose columns are no objects of their own.
import { ident, qualified } from '../../sql/quote.ts';
import { aclDelta, columnEntries, grantDrafts } from '../privileges/acl.ts';
import { aclStatements } from '../privileges/acl-statements.ts';
import { records, text } from '../attributes/attr.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';

/** {column: delta} of relation alias c, or null. */
export const columnPrivilegesSql = `(SELECT pg_catalog.json_object_agg(x.name, x.delta) FROM (
  SELECT a.attname AS name, ${aclDelta('a.attacl', 'c', 'c.relowner')} AS delta
  FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attacl IS NOT NULL) x WHERE x.delta IS NOT NULL)`;

export function columnPrivileges(to: CatalogObject, from: CatalogObject | undefined, ctx: Context): Draft[] {
  const owner = text(to, 'owner') ?? '@runner';
  return records(to, 'columns').flatMap(({ name }) => {
    const column = String(name);
    const place = { on: `ON TABLE ${qualified(to.at.names)} `, owner, column: ident(column) };
    const statements = aclStatements(from === undefined ? [] : columnEntries(from, column), columnEntries(to, column), place);
    return grantDrafts(statements, to, place, ctx).map((d) => ({ ...d, what: `privileges on ${column}` }));
  });
}
