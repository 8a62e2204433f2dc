// Owns what ALTER DEFAULT PRIVILEGES does to objects that a plan creates: their delta starts from it, not from nothing.
import type { CatalogObject, Context } from './kind.ts';

const classes: readonly (readonly [RegExp, string])[] = [
  [/^TABLE /, 'TABLES'],
  [/^SEQUENCE /, 'SEQUENCES'],
  [/^(FUNCTION|PROCEDURE|ROUTINE) /, 'FUNCTIONS'],
  [/^(TYPE|DOMAIN) /, 'TYPES'],
  [/^SCHEMA /, 'SCHEMAS'],
];

/** The delta a new object has because of default privileges of the connected role that exist before the plan. */
export function defaultsInForce(target: string, o: CatalogObject, ctx: Context): readonly string[] {
  const objects = classes.find(([prefix]) => prefix.test(target))?.[1];
  const entries = new Set<string>();
  for (const d of ctx.current.objects.values()) {
    if (d.at.kind !== 'default acl' || d.attrs.role !== '@runner' || d.attrs.objects !== objects) continue;
    if (d.attrs.schema !== undefined && d.attrs.schema !== null && d.attrs.schema !== o.at.names[0]) continue;
    if (Array.isArray(d.attrs.acl)) for (const e of d.attrs.acl) entries.add(String(e));
  }
  return [...entries];
}
