// What a table OF a composite type has from it: its columns come, go and change with the type's attributes, by CASCADE.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { qualified } from '../../sql/quote.ts';
import type { CatalogObject, Context, Difference, Draft } from '../kind.ts';

/** Does the type bring the column, take it away, or change it? Only in a table that is typed by it before and after. */
export function comesFromType(column: CatalogObject, ctx: Context): boolean {
  return staysTyped(column.within!, ctx);
}

/** The same for what lives in such a column: it cannot be a clause of what nobody writes. */
export function inTypedColumn(o: CatalogObject, ctx: Context): boolean {
  const column = ctx.desired.objects.get(keyOf(o.within!));
  return column !== undefined && ctx.madeHere(column.at) && comesFromType(column, ctx);
}

/** Tables made of this type, before the plan. */
export function tablesOf(type: Address, ctx: Context): CatalogObject[] {
  const names = JSON.stringify(type.names);
  return [...ctx.current.objects.values()].filter((t) => JSON.stringify(t.attrs['ofType']) === names);
}

/** Is a table made of this type, and stays so? */
export function typesTables(type: Address, ctx: Context): boolean {
  return tablesOf(type, ctx).some((t) => staysTyped(t.at, ctx));
}

/** Its columns change while no type holds them, and have to be the new type's when it comes. */
export function retyping(d: Difference, ctx: Context): Draft[] {
  const isColumn = (c: CatalogObject): boolean => c.at.kind === 'table column' && c.within !== undefined && keyOf(c.within) === keyOf(d.to.at);
  const going = [...ctx.current.objects.values()].filter((c) => isColumn(c) && ctx.brokenHere(c.at)).map((c) => c.at);
  const out: Draft[] = [];
  if (d.from.attrs['ofType'] != null) out.push({ sql: `ALTER TABLE ${qualified(d.to.at.names)} NOT OF`, what: 'row type', frees: [untyped(d.to.at)] });
  if (d.to.attrs['ofType'] != null) {
    const columns = ctx.children(d.to.at).filter(isColumn);
    out.push({
      sql: `ALTER TABLE ${qualified(d.to.at.names)} OF ${qualified(d.to.attrs['ofType'] as readonly string[])}`,
      what: 'row type',
      needs: [...columns.map((c) => c.at), ...going],
    });
  }
  return out;
}

/** A column of a typed table can only be dropped once the table has no type. */
export function afterType(column: CatalogObject, drop: Draft, ctx: Context): Draft {
  const table = column.within!;
  if (ctx.brokenHere(table) || ctx.current.objects.get(keyOf(table))?.attrs['ofType'] == null) return drop;
  return { ...drop, needs: [table, ...(drop.needs ?? [])], takes: [untyped(table), ...(drop.takes ?? [])] };
}

function untyped(table: Address): string {
  return `untyped ${keyOf(table)}`;
}

function staysTyped(table: Address, ctx: Context): boolean {
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => catalog.objects.get(keyOf(table))?.attrs['ofType'] as readonly string[] | undefined);
  if (was == null || is == null || JSON.stringify(was) !== JSON.stringify(is) || ctx.madeHere(table)) return false;
  return !ctx.madeHere(address('composite type', is));
}
