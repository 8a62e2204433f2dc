// Owns what a plan can have changed, where nobody looked before and after it: its run ended before it could record.
import { addressOf, keyOf, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { named } from './capture.ts';
import type { Recorded } from './recorded.ts';

/**
 * What a plan names, every part that comes and goes with it, and the parts of what leans on it: a column of a table that is made OF a type.
 */
export function touchedBy(plan: PlanFile, live: Catalog, recorded: Recorded): Set<Key> {
  const out = named([plan]);
  // A schema, an extension or a language changes no part of what leans on it.
  const leaning = new Set(live.edges.filter((e) => e.how === 'needs' && out.has(e.to) && addressOf(e.to).names.length > 1).map((e) => e.from));
  for (let grown = -1; grown !== out.size;) {
    grown = out.size;
    for (const o of [...live.objects.values(), ...recorded.objects.values()]) {
      const home = o.within && keyOf(o.within);
      if (home !== undefined && (out.has(home) || leaning.has(home))) out.add(keyOf(o.at));
    }
    // The sequence of a serial column goes to the owner of its table.
    for (const e of live.edges) if ((e.how === 'auto' || e.how === 'owned') && out.has(e.to)) out.add(e.from);
  }
  for (const key of wentAlong(named([plan]), live, recorded)) out.add(key);
  return out;
}

/**
 * Recorded and gone, of a kind that is named, in what leans on where that was: the index of a partition, which no edge shows any more, went
 * with the index of its parent.
 */
function wentAlong(keys: ReadonlySet<Key>, live: Catalog, recorded: Recorded): Key[] {
  const rootOf = (key: Key): Key => {
    const within = (live.objects.get(key) ?? recorded.objects.get(key))?.within;
    return within === undefined ? key : rootOf(keyOf(within));
  };
  const kinds = new Map<Key, Set<string>>();
  const add = (root: Key, more: Iterable<string>): boolean => {
    const known = kinds.get(root) ?? new Set();
    const before = known.size;
    for (const kind of more) known.add(kind);
    kinds.set(root, known);
    return known.size > before;
  };
  for (const key of keys) if (rootOf(key) !== key) add(rootOf(key), [addressOf(key).kind]);
  const down = live.edges.filter((e) => live.objects.get(e.from)?.within === undefined);
  for (let grown = true; grown;) {
    grown = false;
    for (const e of down) if (kinds.has(e.to) && e.from !== e.to && add(e.from, kinds.get(e.to)!)) grown = true;
  }
  return [...recorded.objects.keys()].filter((key) => !live.objects.has(key) && kinds.get(rootOf(key))?.has(addressOf(key).kind) === true);
}
