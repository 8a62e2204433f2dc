// Owns the question which rows a constraint would refuse.
import { address } from '../catalog/address.ts';
import { ident } from '../sql/quote.ts';
import { tableOf, type } from './constraint-parts.ts';
import type { CatalogObject, Check, Context } from './kind.ts';
import { allThere, duplicates, failing, orphans } from './violations.ts';

/** The rows that would refuse it, where that can be asked before the plan's first write. */
export function violations(o: CatalogObject, ctx: Context): Check | undefined {
  const columns = (o.attrs['columns'] ?? []) as readonly string[];
  const text = o.attrs['definition'] as string;
  const table = tableOf(o.at);
  if (!allThere(o.within!, columns, ctx)) return undefined;
  if (type(o) === 'check') return failing(table, text.replace(/ NO INHERIT$/, '').replace(/^CHECK \(([\s\S]*)\)$/, '$1'));
  if (type(o) === 'foreign key' && !/, PERIOD |MATCH FULL/.test(text)) {
    const [to, toColumns] = [o.attrs['references'] as readonly string[], o.attrs['referencedColumns'] as readonly string[]];
    return allThere(address('table', to), toColumns, ctx) ? orphans(table, columns, to, toColumns) : undefined;
  }
  if ((type(o) === 'unique' || type(o) === 'primary key') && !/ WITHOUT OVERLAPS\)/.test(text)) {
    return duplicates(table, columns.map(ident), { nullsEqual: text.startsWith('UNIQUE NULLS NOT DISTINCT') });
  }
  return undefined;
}
