// A column that comes from a parent has that parent's name for it: PostgreSQL renames it there alone, or once the table has left.
import { keyOf } from '../../catalog/address.ts';
import { qualified } from '../../sql/quote.ts';
import { parentColumns } from './inheritance.ts';
import type { Address, CatalogObject, Context, Draft } from '../kind.ts';

/** The columns of its parents, each with the statement by which its table leaves that parent. */
export function tiesToParents(column: CatalogObject, ctx: Context): { readonly to: Address; readonly off: Draft }[] {
  const table = qualified(column.within!.names);
  const partition = ctx.current.objects.get(keyOf(column.within!))?.attrs['partitionOf'] != null;
  return parentColumns(column.at, ctx.current).map(({ at }) => {
    const parent = qualified(at.names.slice(0, 2));
    return {
      to: at,
      off: { sql: partition ? `ALTER TABLE ${parent} DETACH PARTITION ${table}` : `ALTER TABLE ${table} NO INHERIT ${parent}`, what: 'leaves its parent' },
    };
  });
}
