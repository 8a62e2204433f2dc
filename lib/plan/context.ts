// Owns what kinds may ask while they render: two catalogs and what this plan makes and breaks.
import { addressOf, keyOf, type Address, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import type { Context } from '../kinds/kind.ts';
import { kindOf } from '../kinds/registry.ts';

export interface Intent {
  readonly current: Catalog;
  readonly desired: Catalog;
  readonly floor: number;
  readonly online: boolean;
  readonly back?: boolean;
  /** Every change in a statement of its own, to be judged by itself. */
  readonly apart?: boolean;
  /** On a way back: what the way there makes. Absent where nobody knows: then anything may be. */
  readonly remade?: ReadonlySet<Key>;
  /** `using:` expressions by column key. */
  readonly using: ReadonlyMap<Key, string>;
}

/** A mutable view: expand fills `made`, `broken` and `off` before anything is rendered for good. */
export interface Ledgered extends Context {
  readonly made: Set<Key>;
  readonly broken: Set<Key>;
  readonly off: Set<Key>;
}

export function contextOf(intent: Intent): Ledgered {
  const made = new Set<Key>();
  const broken = new Set<Key>();
  const off = new Set<Key>();
  let children: Map<Key, CatalogObject[]> | undefined;
  let later: Address[] | undefined;
  return {
    current: intent.current,
    desired: intent.desired,
    floor: intent.floor,
    online: intent.online,
    back: intent.back ?? false,
    made,
    broken,
    off,
    existed: (at) => existing(intent.current, at) && !broken.has(keyOf(at)),
    madeHere: (at) => made.has(keyOf(at)),
    brokenHere: (at) => broken.has(keyOf(at)),
    offBefore: (at) => off.has(keyOf(at)),
    laterIn: (home, kind) => (later ??= madeLater(intent)).filter((at) => at.kind === kind && isInside(at, home)),
    children: (at) => (children ??= childrenOf(intent.desired)).get(keyOf(at)) ?? [],
    hint: (at: Address, name) => (name === 'using' ? intent.using.get(keyOf(at)) : undefined),
  };
}

function madeLater({ back, remade, current }: Intent): Address[] {
  return back === true ? [...(remade ?? [])].filter((key) => !current.objects.has(key)).map(addressOf) : [];
}

function isInside(at: Address, home: Address): boolean {
  return at.names.length > home.names.length && home.names.every((n, i) => n === at.names[i]);
}

/** It is there, and may hold rows. */
export function existing(catalog: Catalog, at: Address): boolean {
  return catalog.objects.has(keyOf(at)) && !rowless(catalog, at);
}

function rowless(catalog: Catalog, at: Address): boolean {
  if (kindOf(at.kind).rowless === true) return true;
  const parent = catalog.objects.get(keyOf(at))?.within;
  return parent !== undefined && rowless(catalog, parent);
}

/** Objects by the object they live in, ordered as a person would list them. */
export function childrenOf(catalog: Catalog): Map<Key, CatalogObject[]> {
  const by = new Map<Key, CatalogObject[]>();
  for (const o of catalog.objects.values()) {
    if (o.within === undefined) continue;
    const parent = keyOf(o.within);
    const list = by.get(parent);
    if (list === undefined) by.set(parent, [o]);
    else list.push(o);
  }
  for (const list of by.values()) list.sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0) || (keyOf(a.at) < keyOf(b.at) ? -1 : 1));
  return by;
}
