// Owns what ALTER DEFAULT PRIVILEGES does to objects that a plan creates: their delta starts from it, not from nothing.
import { list } from '../attributes/attr.ts';
import type { CatalogObject, Context } from '../kind.ts';

const classes: readonly (readonly [RegExp, string])[] = [
  [/^TABLE /, 'TABLES'],
  [/^SEQUENCE /, 'SEQUENCES'],
  [/^(FUNCTION|PROCEDURE|ROUTINE) /, 'FUNCTIONS'],
  [/^(TYPE|DOMAIN) /, 'TYPES'],
  [/^SCHEMA /, 'SCHEMAS'],
];

/** The delta a new object has because of default privileges that exist before the plan, of the role that owns it when it is made. */
export function defaultsInForce(target: string, o: CatalogObject, ctx: Context, maker = '@runner'): readonly string[] {
  const objects = classes.find(([prefix]) => prefix.test(target))?.[1];
  const entries = new Set<string>();
  for (const d of ctx.current.objects.values()) {
    if (d.at.kind !== 'default acl' || d.at.names[0] !== maker || d.at.args[0] !== objects) continue;
    if (d.at.names.length > 1 && d.at.names[1] !== o.at.names[0]) continue;
    for (const e of list(d, 'privileges')) entries.add(e);
  }
  return [...entries];
}
