// What no column definition can say and an ALTER COLUMN must: storage, compression, statistics, options.
import { address, keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { parentColumns } from '../partitions/inheritance.ts';
import type { Address, CatalogObject, Context, Difference, Draft } from '../kind.ts';
import { optionChanges } from '../attributes/reloptions.ts';
import { underDomains } from '../sql-types/type-of-ours.ts';

/** Slot: new children that have this column from another parent too are made while all of these still store it alike, which the server demands. */
export function merged(column: Address): string {
  return `merged ${keyOf(column)}`;
}

/** Statements that bring a column from the extras of `from` (undefined: just created) to its own. */
export function columnExtras(to: CatalogObject, from: CatalogObject | undefined, only?: readonly string[]): Draft[] {
  const alter = alterOf(to.at);
  const differs = (attr: string): boolean => (only?.includes(attr) ?? true) && (from?.attrs[attr] ?? null) !== (to.attrs[attr] ?? null);
  const out: Draft[] = [];
  if (differs('storage')) {
    const storage = (to.attrs['storage'] ?? from?.aside?.['typeStorage'] ?? 'default') as string;
    out.push({ sql: `${alter} SET STORAGE ${storage.toUpperCase()}`, what: 'storage', takes: [merged(to.at)] });
  }
  if (differs('compression'))
    out.push({
      sql: `${alter} SET COMPRESSION ${(to.attrs['compression'] as string | undefined) ?? 'default'}`,
      what: 'compression',
      takes: [merged(to.at)],
    });
  if (differs('statistics')) out.push({ sql: `${alter} SET STATISTICS ${(to.attrs['statistics'] as number | undefined) ?? -1}`, what: 'statistics target' });
  if (only?.includes('options') ?? true)
    for (const change of optionChanges(from?.attrs['options'], to.attrs['options'])) out.push({ sql: `${alter} ${change}`, what: 'options' });
  return out;
}

// ONLY: a child says for itself what it has.
const alterOf = ({ names }: Address): string => `ALTER TABLE ONLY ${qualified(names.slice(0, 2))} ALTER COLUMN ${ident(names[2]!)}`;

/** What the server sets back when a column changes its type. */
export const ofItsType = ['storage', 'compression'] as const;

/** Does it, or a type below the domain that it is of? Then the change says these too. */
export function retypes({ attrs, from, to }: Difference, ctx: Context): boolean {
  const [was, is] = [underDomains(from.attrs['type'] as string, ctx.current), underDomains(to.attrs['type'] as string, ctx.desired)];
  return attrs.includes('type') || attrs.includes('collation') || was !== is;
}

/** A parent's storage and compression come with its column, if it has them by then. */
export function notPassedOn(column: CatalogObject, ctx: Context): Draft[] {
  const parents = [ctx.current, ctx.desired].flatMap((catalog) => parentColumns(column.at, catalog));
  return ['storage', 'compression'].flatMap((attr) => {
    const parent = column.attrs[attr] == null ? parents.find((p) => p.attrs[attr] != null) : undefined;
    return parent === undefined ? [] : columnExtras(column, parent, [attr]);
  });
}

/** A column that comes from a parent comes with that one's default, also where it is to have none; a new one with that of the table where it begins. */
export function noDefaultOfItsParent(column: CatalogObject, ctx: Context): Draft[] {
  const hasOne = (at: Address): boolean => ctx.desired.objects.has(keyOf(address('default value', at.names)));
  const above = (at: Address): boolean => parentColumns(at, ctx.desired).some((p) => hasOne(p.at) || (ctx.madeHere(p.at) && above(p.at)));
  if (hasOne(column.at) || !above(column.at)) return [];
  return [{ sql: `${alterOf(column.at)} DROP DEFAULT`, what: 'no default of its parent' }];
}

/** SQL: the word for a letter of attstorage. */
export function storageName(expression: string): string {
  return `case ${expression} when 'p' then 'plain' when 'm' then 'main' when 'e' then 'external' when 'x' then 'extended' end`;
}
