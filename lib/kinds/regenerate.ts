// Owns what a column is generated from: in place where the server can, else the column is made anew.
import { ident, qualified } from '../sql/quote.ts';
import { changesWithParent, isInherited } from './inheritance.ts';
import type { CatalogObject, Context, Difference, Outcome } from './kind.ts';

interface Generated {
  readonly as: 'stored' | 'virtual';
  readonly expression: string;
}

/** The server does not give a virtual column another expression where a check or a publication may read it. It holds nothing that a new one lacks. */
function guarded({ within }: CatalogObject, ctx: Context): boolean {
  const [schema, table] = within!.names;
  return [...ctx.current.objects.values(), ...ctx.desired.objects.values()].some(
    (o) =>
      (o.at.kind === 'table constraint' && o.attrs['type'] === 'check' && o.at.names[0] === schema && o.at.names[1] === table) ||
      o.attrs['allTables'] === true ||
      (o.at.kind === 'publication relation' && o.at.names[1] === schema && o.at.names[2] === table) ||
      (o.at.kind === 'publication namespace' && o.at.names[1] === schema),
  );
}

export function regenerate(d: Difference, ctx: Context): Outcome {
  const [was, is] = [d.from.attrs['generated'], d.to.attrs['generated']] as unknown as (Generated | null | undefined)[];
  if (isInherited(d.to) && changesWithParent(d.to, ctx)) return null;
  const alter = `ALTER TABLE ${qualified(d.to.at.names.slice(0, 2))} ALTER COLUMN ${ident(d.to.at.names[2]!)}`;
  if (is == null) return was!.as === 'stored' ? { sql: `${alter} DROP EXPRESSION`, what: 'plain column' } : 'replace';
  if (was == null || was.as !== is.as || ctx.floor < 17 || (is.as === 'virtual' && guarded(d.from, ctx))) return 'replace';
  return { sql: `${alter} SET EXPRESSION AS (${is.expression})`, what: 'expression' };
}
