// A partition's copies of its parent's triggers go when it leaves the parent and come back as new ones when it joins again.
import { address, keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { commentSql } from '../attributes/comment.ts';
import { isInherited, parentsOf } from './inheritance.ts';
import type { Address, CatalogObject, Context, Draft } from '../kind.ts';

/** ONLY: a partition says for itself how its copy fires. */
export function firing(o: CatalogObject): Draft {
  const words: { readonly [state: string]: string } = { disabled: 'DISABLE TRIGGER', replica: 'ENABLE REPLICA TRIGGER', always: 'ENABLE ALWAYS TRIGGER' };
  const only = o.within!.kind === 'table' ? 'ONLY ' : '';
  const [schema, table, name] = o.at.names as [string, string, string];
  return {
    sql: `ALTER TABLE ${only}${qualified([schema, table])} ${words[(o.attrs['enabled'] ?? '') as string] ?? 'ENABLE TRIGGER'} ${ident(name)}`,
    what: 'firing',
  };
}

/** What the copies in a partition that was off its parent, and in those below it, have and a new copy has not. */
export function triggersAgain(partition: Address, ctx: Context): Draft[] {
  return [...ctx.desired.objects.values()]
    .filter((o) => o.at.kind === 'trigger' && isInherited(o) && isAtOrBelow(o.within!, partition, ctx) && comesFromAbove(o, partition, ctx))
    .filter((o) => ctx.current.objects.has(keyOf(o.at)) && !ctx.madeHere(o.at))
    .flatMap((o): Draft[] => {
      const parent = ctx.desired.objects.get(keyOf(parentOf(o)));
      const comment = o.attrs['comment'];
      return [
        ...((o.attrs['enabled'] ?? null) === (parent?.attrs['enabled'] ?? null) ? [] : [firing(o)]),
        ...(comment == null ? [] : [{ sql: commentSql(`TRIGGER ${ident(o.at.names[2]!)} ON ${qualified(o.within!.names)}`, comment), what: 'comment' }]),
      ];
    });
}

/** Of a partition's copy: the trigger it is a copy of. */
export function parentOf(o: CatalogObject): Address {
  return address('trigger', o.attrs['inherited'] as readonly string[]);
}

function isAtOrBelow(table: Address, top: Address, ctx: Context): boolean {
  return keyOf(table) === keyOf(top) || parentsOf(table, ctx.desired).some((p) => isAtOrBelow(p, top, ctx));
}

/** Not the copy of a trigger that the partition itself, or one below it, has. */
function comesFromAbove(o: CatalogObject, partition: Address, ctx: Context): boolean {
  if (keyOf(o.within!) === keyOf(partition)) return true;
  const parent = ctx.desired.objects.get(keyOf(parentOf(o)));
  return parent !== undefined && isInherited(parent) && comesFromAbove(parent, partition, ctx);
}
