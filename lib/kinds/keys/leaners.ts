// Who leans on an object in the current catalog, for the few kinds that may replace themselves without the planner's help.
import type { Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { canonical } from '../../catalog/fingerprint.ts';
import { edgesFrom, edgesTo } from '../../catalog/listed.ts';
import type { Context } from '../kind.ts';

/** True when something other than what lives in it leans on it. */
export function leanedOn(key: Key, catalog: Catalog): boolean {
  return edgesTo(catalog, key).some((e) => e.how !== 'soft' && e.how !== 'within');
}

/** True when something it leans on takes another type in this plan: its old text may mean nothing then. */
export function onRetyped(key: Key, ctx: Context): boolean {
  return edgesFrom(ctx.current, key).some((e) => {
    if (e.how === 'soft') return false;
    const [was, is] = [ctx.current.objects.get(e.to)?.attrs['type'], ctx.desired.objects.get(e.to)?.attrs['type']];
    return was !== undefined && is !== undefined && canonical(was) !== canonical(is);
  });
}
