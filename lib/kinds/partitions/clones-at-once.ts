// Several indexes of a parent whose clones derive one name: which clone gets which number is for the server to say, by the order in
// which the parent's were once made there. So they are made by name, while the partition is off its parent.
import { keyOf, type Address } from '../../catalog/address.ts';
import { qualified } from '../../sql/quote.ts';
import { atOnce, namesAtOnce } from './clone-name.ts';
import type { Cloning } from './clonings.ts';
import { createIndex } from '../keys/index-statement.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';
import { attach, detach } from './leave-and-join.ts';

export function isMuddled(o: CatalogObject, ctx: Context, how: Cloning): boolean {
  const together = atOnce(o, ctx, how);
  return together.length > 1 && together.includes(o);
}

/** The names that `joins` waits for, of a table that exists. */
export function madeBefore(table: Address): string {
  return `indexes of ${keyOf(table)}`;
}

/** In a new partition, that is still empty: what came goes, each is made by its own name, and the parent takes them in. */
export function madeByName(o: CatalogObject, ctx: Context, how: Cloning): Draft[] {
  const table = ctx.desired.objects.get(keyOf(o.within!))!;
  const [first, ...others] = atOnce(o, ctx, how);
  const create = { sql: createIndex(o, '', o.at.names[1]!) };
  if (o !== first) return [{ ...create, needs: [[first!, ...others][others.indexOf(o)]!.at] }];
  const what = 'so that its indexes are made by name';
  const came = namesAtOnce(o, ctx, how).map((name) => qualified([o.at.names[0]!, name]));
  return [
    { sql: detach(table), what, needs: [table.at] },
    { sql: `DROP INDEX ${came.join(', ')}`, what, needs: [table.at] },
    create,
    {
      sql: attach(table),
      what: 'back in its place',
      needs: [o.at, ...others.map((c) => c.at)],
    },
  ];
}
