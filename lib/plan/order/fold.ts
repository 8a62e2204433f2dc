// A child's create becomes a clause of its parent's, and a child's drop rides on its parent's. Never makes a plan wrong:
// what would close a cycle is taken out again and stands alone.
import { compareText, keyOf, type Key } from '../../catalog/address.ts';
import { collect } from '../../catalog/collect.ts';
import type { CatalogObject } from '../../catalog/catalog.ts';
import type { Context } from '../../kinds/kind.ts';
import { kindOf } from '../../kinds/registry.ts';

export interface Folds {
  /** The key itself and every key whose create is a clause of it. */
  members(key: Key): Key[];
  /** The key itself and every key that its drop takes along. */
  riders(key: Key): Key[];
  /** Clauses of the children folded into `key`, in order. */
  clauses(key: Key): string[];
  isFolded(key: Key): boolean;
  isRiding(key: Key): boolean;
}

export function fold(ctx: Context, making: ReadonlySet<Key>, breaking: ReadonlySet<Key>, apart: ReadonlySet<Key>): Folds {
  const into = new Map<Key, Key[]>();
  const folded = new Set<Key>();
  const clauseOf = new Map<Key, string>();
  const clauses = (key: Key): string[] => (into.get(key) ?? []).map((k) => clauseOf.get(k)!);

  // Deepest first, so that a column's clause already holds its default's.
  const byDepth = [...making]
    .map((key) => ({ key, o: ctx.desired.objects.get(key)! }))
    .map((one) => ({ ...one, depth: depth(ctx.desired.objects, one.o), rank: kindOf(one.o.at.kind).rank }))
    .sort((a, b) => b.depth - a.depth || a.rank - b.rank || (a.o.ordinal ?? 0) - (b.o.ordinal ?? 0) || compareText(a.key, b.key));
  for (const { key, o } of byDepth) {
    if (o.within === undefined || apart.has(key)) continue;
    const parent = keyOf(o.within);
    if (!making.has(parent) || (!ctx.back && isForeign(o, ctx.desired.objects.get(parent)))) continue;
    const clause = kindOf(o.at.kind).clause?.(o, ctx, clauses(key)) ?? null;
    if (clause === null) continue;
    folded.add(key);
    clauseOf.set(key, clause);
    collect(into, parent, key);
  }

  const riding = new Set<Key>();
  const carried = new Map<Key, Key[]>();
  for (const key of breaking) {
    const o = ctx.current.objects.get(key)!;
    if (o.within === undefined || apart.has(key) || !breaking.has(keyOf(o.within))) continue;
    const rides = kindOf(o.at.kind).ridesOnDrop ?? true;
    if (typeof rides === 'function' ? !rides(o, ctx) : !rides) continue;
    riding.add(key);
    const parent = keyOf(o.within);
    collect(carried, parent, key);
  }
  return {
    members: (key) => closure(key, into),
    riders: (key) => closure(key, carried),
    clauses,
    isFolded: (key) => folded.has(key),
    isRiding: (key) => riding.has(key),
  };
}

function closure(key: Key, down: ReadonlyMap<Key, readonly Key[]>): Key[] {
  const all = [key];
  for (let i = 0; i < all.length; i++) all.push(...(down.get(all[i]!) ?? []));
  return all;
}

function depth(objects: ReadonlyMap<Key, CatalogObject>, o: CatalogObject): number {
  let n = 0;
  for (let at = o.within; at !== undefined; at = objects.get(keyOf(at))?.within) n++;
  return n;
}

/** It stands in the plan of the module that says it. */
function isForeign(o: CatalogObject, home: CatalogObject | undefined): boolean {
  return o.module !== undefined && home?.module !== undefined && o.module !== home.module;
}
