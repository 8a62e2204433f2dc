// Owns the statements that add a constraint to a table.
import { address, keyOf } from '../../catalog/address.ts';
import { qualified } from '../../sql/quote.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';
import { afterAdoptable, afterLeavers, copiesBeside } from '../partitions/adoptable.ts';
import { clonesBefore } from '../partitions/clone-name.ts';
import { keyCloning as cloning } from '../partitions/clonings.ts';
import { isPartitioned, mergesBelow, unvalidatedBelow } from '../partitions/inheritance.ts';
import { joinBelow, restBelow } from '../partitions/joining.ts';
import { inParts } from '../partitions/key-parts.ts';

import { afterThoseWithout, keysToTakeIn, succeeds } from '../partitions/partition-key.ts';
import { isOffMeanwhile } from '../partitions/remade-parent.ts';
import { definition, hasIndex, indexOf, name, on, tableOf, type } from './constraint-parts.ts';
import { violations } from './constraint-rows.ts';
import { takenOver } from './index-turned-key.ts';
import { overIndex } from './key-beside.ts';
import { concurrentIndex, usingIndex } from './key-index.ts';
import { pointer } from './references.ts';

/** While others go on working with a table that has rows: for new rows first, or over an index that is built beside. */
export function add(o: CatalogObject, ctx: Context): Draft[] {
  const plain = `${on(o)} ADD CONSTRAINT ${name(o)} ${definition(o)}`;
  const none = { needs: [], takes: [] };
  const [without, adoptable, keys] = hasIndex(o) ? [afterThoseWithout(o, ctx), afterAdoptable(o, ctx, [o.at.kind]), keysToTakeIn(o, ctx)] : [none, none, none];
  const ofKey = (): string[] => [...without.takes, ...adoptable.takes, ...succeeds(o, ctx), ...keys.takes];
  const ofCheck = (): string[] => [...mergesBelow(o, ctx), ...restBelow(o.within!, ctx)];
  const takes = type(o) === 'foreign key' ? pointer(o, ctx).comes : { takes: type(o) === 'check' ? ofCheck() : ofKey() };
  if (o.attrs['validated'] === false) return [{ sql: `${plain} NOT VALID`, ...takes, ...(type(o) === 'check' ? { needs: unvalidatedBelow(o, ctx) } : {}) }];
  const check = violations(o, ctx);
  const first = [...(hasIndex(o) ? copiesBeside(o, ctx) : []), ...keys.needs, ...clonesBefore(o, ctx, cloning), ...adoptable.needs, ...without.needs];
  const asked = {
    ...takes,
    ...(hasIndex(o) ? { awaits: afterLeavers(o.within!, ctx) } : {}),
    ...(check === undefined ? {} : { check }),
    ...(first.length === 0 ? {} : { needs: first }),
  };
  const off = isOffMeanwhile(o.within!, ctx) || (type(o) === 'check' && joinBelow(o.within!, ctx)) || succeeds(o, ctx).length > 0 || goesWithNotNull(o, ctx);
  if (!ctx.online || !ctx.existed(o.within!) || o.attrs['enforced'] === false || off) return [{ sql: plain, ...asked }];
  const partitioned = isPartitioned(o.within!, ctx.desired);
  if (type(o) === 'check' || (type(o) === 'foreign key' && (!partitioned || ctx.floor >= 18))) {
    return [
      { sql: `${plain} NOT VALID`, what: 'for new rows', commit: 'boundary', ...asked },
      { sql: `${on(o)} VALIDATE CONSTRAINT ${name(o)}`, what: 'validate', commit: 'boundary', timeout: 'build' },
    ];
  }
  if (inParts(o, ctx)) return [{ sql: `ALTER TABLE ONLY ${qualified(tableOf(o.at))} ADD CONSTRAINT ${name(o)} ${definition(o)}`, ...asked }];
  const before = takenOver(o, ctx);
  if (before !== undefined) return overIndex(o, before, asked, ctx);
  const index = partitioned ? undefined : concurrentIndex(o, indexOf(o.at));
  if (index === undefined) return [{ sql: plain, ...asked }];
  // an index of this name goes by itself, and two may not speak of one address
  const { makes = [], ...unnamed } = index;
  const known = makes.some((at) => ctx.current.objects.has(keyOf(at)));
  return [
    { ...(known ? unnamed : index), ...asked },
    { sql: usingIndex(o, o.at.names[2]!), ...(known ? {} : { breaks: [...makes] }) },
  ];
}

/** A primary key that is away only while its columns are without NOT NULL: no commit lies in between. */
function goesWithNotNull(o: CatalogObject, ctx: Context): boolean {
  const without = (column: string): boolean => ctx.brokenHere(address('not null', [...tableOf(o.at), column]));
  return type(o) === 'primary key' && ctx.brokenHere(o.at) && (o.attrs['columns'] as readonly string[]).some(without);
}

export function validate(o: CatalogObject, ctx: Context): Draft {
  const check = violations(o, ctx);
  return { sql: `${on(o)} VALIDATE CONSTRAINT ${name(o)}`, what: 'validate', commit: 'boundary', timeout: 'build', ...(check === undefined ? {} : { check }) };
}
