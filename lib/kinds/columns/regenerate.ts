// Owns what a column is generated from: in place where the server can, else the column is made anew.
import { address, keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { changesWithParent, heirsOf, isInherited, parentColumns } from '../partitions/inheritance.ts';
import { onceOff } from '../partitions/joining.ts';
import type { Catalog, CatalogObject, Context, Difference, Draft, Outcome } from '../kind.ts';

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

/** A partition's or child's column is generated as its parent's is, by an expression of its own. */
export function differsFromParent(o: CatalogObject, ctx: Context): boolean {
  const made = JSON.stringify(o.attrs['generated'] ?? null);
  return (
    (isInherited(o) || o.bond !== undefined) && made !== 'null' && !parentColumns(o.at, ctx.desired).some((p) => JSON.stringify(p.attrs['generated']) === made)
  );
}

/** Slot: a child's own has gone before the parent's comes, and what it generates by an expression of its own is there, which that leaves as it is. */
export function mergesWith(o: CatalogObject): string {
  return `own below ${keyOf(o.at)}`;
}

export function columnsAbove(o: CatalogObject, catalog: Catalog): string[] {
  return parentColumns(o.at, catalog).flatMap((p) => [mergesWith(p), ...columnsAbove(p, catalog)]);
}

/** Of a column that came from its parent with the parent's expression. */
export function ofItsOwn(o: CatalogObject): Draft {
  return setFor(o, '');
}

function setFor(o: CatalogObject, only: 'ONLY ' | ''): Draft {
  const { expression } = o.attrs['generated'] as unknown as Generated;
  return { sql: `${alterOf(o, only)} SET EXPRESSION AS (${expression})`, what: 'expression', ...(only === '' ? {} : { alters: [o.at] }) };
}

const alterOf = (o: CatalogObject, only = ''): string => `ALTER TABLE ${only}${qualified(o.at.names.slice(0, 2))} ALTER COLUMN ${ident(o.at.names[2]!)}`;

export function regenerate(d: Difference, ctx: Context): Outcome {
  const [was, is] = [d.from.attrs['generated'], d.to.attrs['generated']] as unknown as (Generated | null | undefined)[];
  const parents = changesWithParent(d.to, ctx) ? parentColumns(d.to.at, ctx.desired) : [];
  const alike = parents.filter((p) => JSON.stringify(p.attrs['generated'] ?? null) === JSON.stringify(is ?? null));
  const turns = (p: CatalogObject): boolean =>
    ctx.madeHere(p.at) || JSON.stringify(ctx.current.objects.get(keyOf(p.at))?.attrs['generated']) !== JSON.stringify(p.attrs['generated']);
  const anew = is == null ? was!.as !== 'stored' : was == null || was.as !== is.as || ctx.floor < 17 || (is.as === 'virtual' && guarded(d.from, ctx));
  // One that its table declares too stays when the parent's goes.
  if (is == null ? parents.length > 0 : alike.some(turns)) return anew && d.from.bond === 'merged' ? 'replace' : null;
  if (anew) return 'replace';
  if (is == null) {
    // What it had from a parent is its own to change once it is off that.
    const off = isInherited(d.from) ? onceOff(d.to.within!, ctx) : undefined;
    return { sql: `${alterOf(d.to)} DROP EXPRESSION`, what: 'plain column', takes: off === undefined ? [] : [off] };
  }
  const { alike: follow, apart } = below(d.to, ctx);
  const first = { ...(apart ? setFor(d.to, 'ONLY ') : ofItsOwn(d.to)), ...(parents.length === 0 ? {} : { needs: parents.map((p) => p.at) }) };
  return apart ? [first, ...follow.map((c) => setFor(c, 'ONLY '))] : first;
}

/** The columns below that go on being generated as this one, down to such as have an expression of their own. */
function below(o: CatalogObject, ctx: Context): { alike: CatalogObject[]; apart: boolean } {
  const kept = heirsOf(o.within!, ctx.desired).flatMap((t) => ctx.desired.objects.get(keyOf(address(o.at.kind, [...t.at.names, o.at.names[2]!]))) ?? []);
  const columns = kept.filter((c) => !ctx.madeHere(c.at) && changesWithParent(c, ctx));
  const alike = columns.filter((c) => JSON.stringify(c.attrs['generated'] ?? null) === JSON.stringify(o.attrs['generated']));
  const further = alike.map((c) => below(c, ctx));
  return { alike: alike.flatMap((c, i) => [c, ...further[i]!.alike]), apart: alike.length < columns.length || further.some((f) => f.apart) };
}
