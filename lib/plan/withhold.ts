// Changes that wait: the state to plan for when some of them are left out, with what cannot go without them.
import { compareText, keyOf, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject, Edge } from '../catalog/catalog.ts';
import { diff, type Change } from '../catalog/diff.ts';
import { kindOf } from '../kinds/registry.ts';
import { childrenOf } from './context.ts';

export interface Withholding {
  readonly desired: Catalog;
  /** Every change left out: those asked for, and what hangs together with them. */
  readonly held: ReadonlySet<Key>;
  /** Objects that stay only because their drop waits. */
  readonly leaving: ReadonlySet<Key>;
}

/** `desired` without the changes of `roots`. What of them is no change is ignored. */
export function withhold(current: Catalog, desired: Catalog, roots: Iterable<Key>): Withholding {
  const changes = new Map(diff(current, desired).map((c) => [c.key, c]));
  const held = closure(current, desired, changes, roots);
  if (held.size === 0) return { desired, held, leaving: new Set() };
  const objects = new Map(desired.objects);
  const leaving = new Set<Key>();
  for (const key of held) {
    const change = changes.get(key)!;
    if (change.is === 'create') objects.delete(key);
    else objects.set(key, change.from);
    if (change.is === 'drop') leaving.add(key);
  }
  for (const key of letGo(current, desired, leaving)) objects.delete(key);
  const asBefore = (key: Key): boolean => held.has(key) && changes.get(key)!.is !== 'create';
  const both = (e: Edge): boolean => objects.has(e.from) && objects.has(e.to);
  const edges = [...desired.edges.filter((e) => both(e) && !asBefore(e.from)), ...current.edges.filter((e) => both(e) && asBefore(e.from))];
  return { desired: { ...desired, objects, edges }, held, leaving };
}

/** What waits along: contents, what goes with a thing that stays, and what leans on a thing that is not made yet. */
function closure(current: Catalog, desired: Catalog, changes: ReadonlyMap<Key, Change>, roots: Iterable<Key>): Set<Key> {
  const [leaners, later] = [byTarget(current.edges), byTarget(desired.edges)];
  const [needs, inside, insideLater] = [bySource(current.edges), childrenOf(current), childrenOf(desired)];
  const held = new Set<Key>();
  const queue: Key[] = [];
  const hold = (key: Key): void => {
    if (held.has(key) || !changes.has(key)) return;
    held.add(key);
    queue.push(key);
  };
  for (const key of roots) hold(key);
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const change = changes.get(key)!;
    if (change.is === 'create') {
      for (const o of insideLater.get(key) ?? []) hold(keyOf(o.at));
      for (const e of later.get(key) ?? []) hold(e.from);
      continue;
    }
    if (change.is === 'drop') {
      for (const o of inside.get(key) ?? []) hold(keyOf(o.at));
      for (const e of leaners.get(key) ?? []) if (e.how === 'auto' || e.how === 'owned') hold(e.from);
    }
    for (const e of needs.get(key) ?? []) if (changes.get(e.to)?.is === 'drop') hold(e.to);
    const parent = change.from.within;
    if (parent !== undefined && changes.get(keyOf(parent))?.is === 'drop') hold(keyOf(parent));
  }
  return held;
}

/** Rules that clients which know nothing of a leaving object would break: they go at once, where the kind says so. */
function letGo(current: Catalog, desired: Catalog, leaving: ReadonlySet<Key>): Key[] {
  const inside = childrenOf(current);
  const out: Key[] = [];
  for (const key of [...leaving].sort(compareText)) {
    const o = current.objects.get(key)!;
    const parent = o.within === undefined ? undefined : keyOf(o.within);
    if (parent === undefined || leaving.has(parent) || !desired.objects.has(parent)) continue;
    const beside: readonly CatalogObject[] = inside.get(parent) ?? [];
    out.push(...(kindOf(o.at.kind).whileLeaving?.(o, inside.get(key) ?? [], beside) ?? []).map(keyOf));
  }
  return out;
}

function byTarget(edges: readonly Edge[]): Map<Key, Edge[]> {
  return grouped(edges, (e) => e.to);
}

function bySource(edges: readonly Edge[]): Map<Key, Edge[]> {
  return grouped(edges, (e) => e.from);
}

function grouped(edges: readonly Edge[], by: (e: Edge) => Key): Map<Key, Edge[]> {
  const out = new Map<Key, Edge[]>();
  for (const e of edges) {
    if (e.how === 'soft') continue;
    const list = out.get(by(e));
    if (list === undefined) out.set(by(e), [e]);
    else list.push(e);
  }
  return out;
}
