// A column that a child has from two parents changes its type only together with both: PostgreSQL refuses it to either. For the time
// of the change all the parents get one above them, which passes it on.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { derivedName } from '../names/derived-name.ts';
import { heirsOf, parentColumns, tablesBelow } from './inheritance.ts';
import { left } from './leave-and-join.ts';
import type { Catalog, CatalogObject, Check, Context, Draft } from '../kind.ts';
import { asked } from '../keys/violations.ts';

/** The topmost columns that share a child with this one, itself included, in the order of their names; one alone where it shares none. */
export function sharing(column: CatalogObject, ctx: Context): Address[] {
  if (heirsOf(address('table', column.at.names.slice(0, 2)), ctx.desired).length === 0) return [column.at];
  const group = new Map([[keyOf(column.at), column.at]]);
  const children = [...ctx.desired.objects.values()]
    .filter((o) => o.at.kind === column.at.kind && o.at.names[2] === column.at.names[2] && parentColumns(o.at, ctx.desired).length > 0)
    .map((o) => topmost(o.at, ctx.desired).filter((at) => topmost(o.at, ctx.current).some((was) => keyOf(was) === keyOf(at))));
  for (let before = 0; before < group.size;) {
    before = group.size;
    for (const roots of children) if (roots.some((at) => group.has(keyOf(at)))) for (const at of roots) group.set(keyOf(at), at);
  }
  return [...group].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, at]) => at);
}

/** Slots of the tables below that leave another parent of the column: until then neither may change it. */
export function onceApart(column: CatalogObject, ctx: Context): string[] {
  const passing = (table: Address, catalog: Catalog): string[] =>
    parentColumns(address(column.at.kind, [...table.names, column.at.names[2]!]), catalog).map((c) => keyOf(c.at));
  const stay = tablesBelow(column.within!, ctx.current).filter((table) => !ctx.brokenHere(table));
  return stay.filter((table) => passing(table, ctx.current).some((key) => !passing(table, ctx.desired).includes(key))).map(left);
}

/** `change`: the statement for the table whose name it is given. The first of the columns says it for all, with what their rows are asked. */
export function together(
  columns: readonly Address[],
  from: CatalogObject,
  change: (table: string) => Draft,
  check: (column: Address) => Check | undefined,
): Draft[] {
  const [schema, table, name] = columns[0]!.names as [string, string, string];
  const above = qualified([schema, derivedName(table, name, 'tidemark')]);
  const what = 'a parent above all that pass it on';
  const collation = from.attrs['collation'] == null ? '' : ` COLLATE ${qualified(from.attrs['collation'] as string[])}`;
  const each = (verb: string): (Draft & { of: Address })[] =>
    columns.map((of) => ({ of, sql: `ALTER TABLE ${qualified(of.names.slice(0, 2))} ${verb} ${above}`, what, alters: [of] }));
  return [
    { sql: `CREATE TABLE ${above} (${ident(name)} ${from.attrs['type'] as string}${collation})`, what },
    ...each('INHERIT').map(({ of, ...join }) => ({ ...join, ...asked(check(of)) })),
    { ...change(above), alters: columns },
    ...each('NO INHERIT'),
    { sql: `DROP TABLE ${above}`, what },
  ];
}

function topmost(column: Address, catalog: Catalog): Address[] {
  const parents = parentColumns(column, catalog);
  const roots = parents.length === 0 ? [column] : parents.flatMap((p) => topmost(p.at, catalog));
  return [...new Map(roots.map((at) => [keyOf(at), at])).values()];
}
