// Owns whose the objects of a target are after a run.
import { keyOf, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { kindOf } from '../../kinds/registry.ts';
import { builtFrom } from '../../plan/chains/checkpoint.ts';
import { owners, ownersAfter } from '../../plan/chains/owners.ts';
import type { Session } from '../session/session.ts';
import type { Ran } from './capture.ts';
import { readLedger } from './ledger.ts';
import type { Recorded } from './recorded.ts';

/** The module that has an object; undefined where neither the record nor a plan says so. */
export type Owners = (o: CatalogObject, live: Catalog) => string | undefined;

/** By the record and what these plans say; where one was taken back, by all that stand. Throws LEDGER_DAMAGED. */
export async function ownersNow(session: Session, project: string, recorded: Recorded, ran: readonly Ran[]): Promise<Owners> {
  const was = (key: Key): string | undefined => recorded.objects.get(key)?.module;
  if (ran.some((p) => p.back === true)) {
    const { copiesOf } = await import('./copies.ts');
    const by = owners(builtFrom(await copiesOf(session, (await readLedger(session, project)).plans)));
    const find: Owners = (o, live) => by.get(keyOf(o.at)) ?? ofHome(o, live, find) ?? was(keyOf(o.at));
    return find;
  }
  // A copy that a server made of what a parent has goes with the table that it is in.
  const along = new Set([...recorded.objects].flatMap(([key, o]) => (isCopy(o) && was(keyOf(o.within!)) === o.module ? [key] : [])));
  const by = new Map([...recorded.objects].flatMap(([key, o]) => (o.module === undefined || along.has(key) ? [] : [[key, o.module] as const])));
  for (const plan of ran) ownersAfter(by, plan);
  const find: Owners = (o, live) => {
    const key = keyOf(o.at);
    return by.get(key) ?? (along.has(key) ? ofHome(o, live, find) : undefined) ?? was(key) ?? ofHome(o, live, find);
  };
  return find;
}

const isCopy = (o: CatalogObject): boolean => o.within !== undefined && kindOf(o.at.kind).original?.(o) !== undefined;

function ofHome(o: CatalogObject, live: Catalog, find: Owners): string | undefined {
  const home = o.within === undefined ? undefined : live.objects.get(keyOf(o.within));
  return home === undefined ? undefined : find(home, live);
}
