// Owns what goes from one thing to another that can only come when the first is gone: both have one name.
import { keyOf, type Key } from '../catalog/address.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Alter } from '../catalog/diff.ts';
import { edgesFrom } from '../catalog/listed.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Ledgered } from './context.ts';
import { slotsOf } from './order/precedence.ts';

/** Those of `altered` that can be of neither for a while (`Kind.meanwhile`). `swapped` are made again by their own statements, what is in `goes` is dropped, in `comes` made. */
export function crossing(
  ctx: Ledgered,
  altered: ReadonlyMap<Key, Alter>,
  swapped: ReadonlySet<Key>,
  goes: (key: Key) => boolean,
  comes: (key: Key) => boolean,
): Key[] {
  const names = (key: Key, catalog: Catalog, moves: (key: Key) => boolean): Set<string> =>
    new Set(below(key, catalog, moves, swapped).flatMap((k) => slotsOf(catalog.objects.get(k)!)));
  const crosses = ({ key, attrs, from }: Alter): boolean => {
    const kind = kindOf(from.at.kind);
    if (kind.meanwhile === undefined || goes(key) || !attrs.some((a) => kind.unsettles?.includes(a))) return false;
    const was = names(key, ctx.current, goes);
    return was.size > 0 && [...names(key, ctx.desired, comes)].some((slot) => was.has(slot)) && kind.meanwhile(from, ctx) !== undefined;
  };
  return [...altered.values()].filter(crosses).map((a) => keyOf(a.from.at));
}

/** What it leans on and moves in this plan, itself or through what moves. */
function below(key: Key, catalog: Catalog, moves: (key: Key) => boolean, swapped: ReadonlySet<Key>): Key[] {
  const found = new Set([key]);
  for (const k of found) {
    for (const { to, how } of edgesFrom(catalog, k)) if (how === 'needs' && (moves(to) || swapped.has(to)) && catalog.objects.has(to)) found.add(to);
  }
  return [...found].slice(1);
}
