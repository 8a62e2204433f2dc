// Owns what a column is generated from: in place where the server can, else the column is made anew.
import { keyOf } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import { changesWithParent, isInherited, parentColumns } from './inheritance.ts';
import type { CatalogObject, Context, Difference, Draft, Outcome } from './kind.ts';

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

/** Of a column that came from its parent with the parent's expression. */
export function ofItsOwn(o: CatalogObject): Draft {
  const { expression } = o.attrs['generated'] as unknown as Generated;
  return { sql: `${alterOf(o)} SET EXPRESSION AS (${expression})`, what: 'expression' };
}

const alterOf = (o: CatalogObject): string => `ALTER TABLE ${qualified(o.at.names.slice(0, 2))} ALTER COLUMN ${ident(o.at.names[2]!)}`;

export function regenerate(d: Difference, ctx: Context): Outcome {
  const [was, is] = [d.from.attrs['generated'], d.to.attrs['generated']] as unknown as (Generated | null | undefined)[];
  const parents = isInherited(d.to) && changesWithParent(d.to, ctx) ? parentColumns(d.to.at, ctx.desired) : [];
  const alike = parents.filter((p) => JSON.stringify(p.attrs['generated'] ?? null) === JSON.stringify(is ?? null));
  const turns = (p: CatalogObject): boolean =>
    ctx.madeHere(p.at) || JSON.stringify(ctx.current.objects.get(keyOf(p.at))?.attrs['generated']) !== JSON.stringify(p.attrs['generated']);
  if (is == null ? parents.length > 0 : alike.some(turns)) return null;
  const alter = alterOf(d.to);
  if (is == null) return was!.as === 'stored' ? { sql: `${alter} DROP EXPRESSION`, what: 'plain column' } : 'replace';
  if (was == null || was.as !== is.as || ctx.floor < 17 || (is.as === 'virtual' && guarded(d.from, ctx))) return 'replace';
  return { ...ofItsOwn(d.to), ...(parents.length === 0 ? {} : { needs: parents.map((p) => p.at) }) };
}
