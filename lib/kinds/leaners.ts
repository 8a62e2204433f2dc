// Who leans on an object in the current catalog, for the few kinds that may replace themselves without the planner's help.
import type { Key } from '../catalog/address.ts';
import type { Catalog, Edge } from '../catalog/catalog.ts';
import { canonical } from '../catalog/fingerprint.ts';
import type { Context } from './kind.ts';

const known = new WeakMap<Catalog, Map<Key, Edge[]>>();

/** True when something other than what lives in it leans on it. */
export function leanedOn(key: Key, catalog: Catalog): boolean {
  let by = known.get(catalog);
  if (by === undefined) {
    by = new Map();
    for (const e of catalog.edges) {
      if (e.how === 'soft' || e.how === 'within') continue;
      const list = by.get(e.to);
      if (list === undefined) by.set(e.to, [e]);
      else list.push(e);
    }
    known.set(catalog, by);
  }
  return (by.get(key) ?? []).length > 0;
}

/** True when something it leans on takes another type in this plan: its old text may mean nothing then. */
export function onRetyped(key: Key, ctx: Context): boolean {
  return ctx.current.edges.some((e) => {
    if (e.from !== key || e.how === 'soft') return false;
    const [was, is] = [ctx.current.objects.get(e.to)?.attrs['type'], ctx.desired.objects.get(e.to)?.attrs['type']];
    return was !== undefined && is !== undefined && canonical(was) !== canonical(is);
  });
}
