// Copies that a server made of one original are one, whatever their names: two in one table that share a derived name may have it
// the other way round in two databases, by the order in which the originals were made. They change names; none is taken for another.
import { address, keyOf, type Address, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import { derivedName } from '../kinds/names/derived-name.ts';
import { kindOf } from '../kinds/registry.ts';
import { contextOf, type Intent } from './context.ts';
import type { Prelude } from './renames/prelude.ts';
import { renameDrafts } from './renames/renames.ts';

interface Move {
  readonly from: Address;
  readonly to: Address;
}

/** The intent with the copies under the names they are to have, and the statements that bring that about. */
export function renamedClones(intent: Intent): { readonly intent: Intent; readonly prelude: readonly Prelude[] } {
  const misplaced = misnamed(intent);
  if (misplaced.length === 0) return { intent, prelude: [] };
  const moves = inTurn(misplaced, intent);
  const prelude: Prelude[] = [];
  let current = intent.current;
  for (const move of moves) {
    const o = current.objects.get(keyOf(move.from))!;
    const drafts = kindOf(o.at.kind).rename!(o, move.to, contextOf({ ...intent, current }));
    const effect = { makes: [keyOf(move.to)], alters: [], breaks: [keyOf(move.from)] };
    prelude.push(...renameDrafts({ ...move, module: o.module ?? '' }, drafts, effect));
    current = under(current, o, move.to);
  }
  return { intent: { ...intent, current }, prelude };
}

/** Where the name that one wants is another's, before or after. One that is free is taken when the kind makes the copy. */
function misnamed({ current, desired }: Intent): Move[] {
  const wanted = copies(desired);
  if (wanted.size === 0) return [];
  const differing = [...copies(current)].flatMap(([copy, at]): Move[] => {
    const to = wanted.get(copy);
    return to === undefined || keyOf(to) === keyOf(at) ? [] : [{ from: at, to }];
  });
  return differing.filter((m) => current.objects.has(keyOf(m.to)) || desired.objects.has(keyOf(m.from)));
}

/** By table and original. */
function copies(catalog: Catalog): Map<string, Address> {
  const originalOf = (o: CatalogObject): Address | undefined => kindOf(o.at.kind).original?.(o);
  const out = new Map<string, Address>();
  for (const o of catalog.objects.values()) {
    let original = originalOf(o);
    if (original === undefined || o.within === undefined) continue;
    // a copy of a copy, in a partition of a partition
    for (let up: Address | undefined = original; up !== undefined;) {
      original = up;
      const of = catalog.objects.get(keyOf(up));
      up = of === undefined ? undefined : originalOf(of);
    }
    out.set(`${keyOf(o.within)} ${keyOf(original)}`, o.at);
  }
  return out;
}

/** A name is left before it is taken; who has one that never gets free so goes aside. */
function inTurn(moves: readonly Move[], { current, desired }: Intent): Move[] {
  const out: Move[] = [];
  const standing = new Set(current.objects.keys());
  let left = [...moves];
  const go = (move: Move): void => {
    standing.delete(keyOf(move.from));
    standing.add(keyOf(move.to));
    out.push(move);
  };
  while (left.length > 0) {
    const free = left.find((m) => !standing.has(keyOf(m.to)));
    if (free !== undefined) {
      go(free);
      left = left.filter((m) => m !== free);
      continue;
    }
    const { to: taken } = left[0]!;
    const aside = { from: taken, to: unused(taken, [current, desired], standing) };
    go(aside);
    left = left.map((m) => (keyOf(m.from) === keyOf(taken) ? { ...m, from: aside.to } : m));
  }
  return out;
}

/** A name near this one that nothing in its schema has, before or after. */
function unused(at: Address, catalogs: readonly Catalog[], standing: ReadonlySet<Key>): Address {
  const own = at.names.at(-1)!;
  const taken = new Set(catalogs.flatMap((c) => [...c.objects.values()].filter((o) => o.at.names[0] === at.names[0]).map((o) => o.at.names.at(-1)!)));
  for (let n = 1; ; n += 1) {
    const name = derivedName(own, '', `was${n}`);
    const to = address(at.kind, [...at.names.slice(0, -1), name], at.args);
    if (!taken.has(name) && !standing.has(keyOf(to))) return to;
  }
}

/** The catalog with an object under another address, which all that speaks of it follows. */
function under(catalog: Catalog, of: CatalogObject, to: Address): Catalog {
  const [was, is] = [keyOf(of.at), keyOf(to)];
  const moved = (key: Key): Key => (key === was ? is : key);
  const names = JSON.stringify(of.at.names);
  const follow = (o: CatalogObject): CatalogObject => {
    if (o === of) return { ...o, at: to };
    const original = kindOf(o.at.kind).original?.(o);
    const within = o.within !== undefined && keyOf(o.within) === was ? { within: to } : {};
    if (original === undefined || keyOf(original) !== was) return Object.keys(within).length === 0 ? o : { ...o, ...within };
    const attrs = Object.fromEntries(Object.entries(o.attrs).map(([k, v]) => [k, JSON.stringify(v) === names ? to.names : v]));
    return { ...o, ...within, attrs };
  };
  return {
    ...catalog,
    objects: new Map([...catalog.objects].map(([key, o]) => [moved(key), follow(o)])),
    edges: catalog.edges.map((e) => ({ ...e, from: moved(e.from), to: moved(e.to) })),
  };
}
