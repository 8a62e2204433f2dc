// Owns the question which rows a constraint would refuse.
import { address } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { type } from './constraint-parts.ts';
import type { CatalogObject, Check, Context } from '../kind.ts';
import { allThere, duplicates, failing, getsRows, losesRows, orphans, ownRows } from './violations.ts';

/** The rows that would refuse it, where that can be asked before the plan's first write. */
export function violations(o: CatalogObject, ctx: Context): Check | undefined {
  // nobody asks the rows that are there
  if (o.attrs['enforced'] === false) return undefined;
  const columns = (o.attrs['columns'] ?? []) as readonly string[];
  const text = o.attrs['definition'] as string;
  const table = o.within!;
  if (!allThere(table, columns, ctx) || losesRows(table, ctx)) return undefined;
  if (type(o) === 'check') {
    const alone = text.endsWith(' NO INHERIT');
    const expression = text.replace(/ NO INHERIT$/, '').replace(/^CHECK \(([\s\S]*)\)$/, '$1');
    return failing(table, alone ? ownRows(table, ctx) : qualified(table.names), expression);
  }
  if (type(o) === 'foreign key' && !/, PERIOD |MATCH FULL/.test(text)) {
    const [to, toColumns] = [address('table', o.attrs['references'] as readonly string[]), o.attrs['referencedColumns'] as readonly string[]];
    return allThere(to, toColumns, ctx) && !getsRows(to, ctx) ? orphans(table, columns, to, toColumns, ctx) : undefined;
  }
  if ((type(o) === 'unique' || type(o) === 'primary key') && !/ WITHOUT OVERLAPS\)/.test(text)) {
    return duplicates(table, columns.map(ident), { nullsEqual: text.startsWith('UNIQUE NULLS NOT DISTINCT') }, ctx);
  }
  return undefined;
}
