// `plan A`: does desired(A) over current(the rest) hold together? If not, the module to add is named.
import { addressOf, keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { diff } from '../../catalog/diff.ts';
import type { RenameMarker } from '../../desired/authored.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import { overlay, transfers } from './owners.ts';

/** The catalog to plan for. Throws SUBSET_INCOMPLETE naming what else must be planned with these modules. */
export function subset(current: Catalog, desired: Catalog, selected: ReadonlySet<string>, markers: readonly RenameMarker[]): Catalog {
  const live = markers.filter((m) => current.objects.has(keyOf(m.from)) && !current.objects.has(keyOf(m.at)));
  for (const t of transfers(
    current,
    desired,
    live.map((m) => ({ from: m.from, to: m.at })),
  )) {
    const other = [t.from, t.to].filter((m) => !selected.has(m));
    if (other.length === 1) throw incomplete(selected, other[0]!, `${show(addressOf(t.key))} moves from module ${t.from} to ${t.to}`);
  }
  const target = overlay(current, desired, selected);
  // Something of the rest, as it stands, leans on what the selected modules no longer have.
  for (const e of current.edges) {
    if (e.how === 'soft' || !isFrom(target, current, e.from) || target.objects.has(e.to)) continue;
    throw incomplete(selected, ownerOf(current, e.from), `${show(addressOf(e.from))}, as the plans build it, leans on ${show(addressOf(e.to))}`);
  }
  // Something selected leans on what the rest has only in the definitions.
  for (const e of desired.edges) {
    if (e.how === 'soft' || !isFrom(target, desired, e.from) || target.objects.has(e.to)) continue;
    throw incomplete(selected, ownerOf(desired, e.to), `${show(addressOf(e.from))} needs ${show(addressOf(e.to))}, which is not planned yet`);
  }
  return target;
}

/** The selected modules' statements failed on the shadow, or cannot be ordered: is there a module that would help? */
export function subsetFailure(error: unknown, current: Catalog, desired: Catalog, selected: ReadonlySet<string>): unknown {
  if (!(error instanceof TidemarkError) || !['PLAN_UNPROVED', 'PLAN_BLOCKED', 'PLAN_CYCLE'].includes(error.id)) return error;
  const changed = diff(current, desired);
  const touched = new Set(changed.map((c) => c.key));
  const module = (key: Key): string | undefined => (desired.objects.get(key) ?? current.objects.get(key))?.module;
  const others = new Map<string, Key>();
  for (const e of [...current.edges, ...desired.edges]) {
    for (const [mine, theirs] of [
      [e.from, e.to],
      [e.to, e.from],
    ] as const) {
      const [a, b] = [module(mine), module(theirs)];
      if (a === undefined || b === undefined || !selected.has(a) || selected.has(b) || !touched.has(theirs)) continue;
      if (!others.has(b)) others.set(b, theirs);
    }
  }
  const [first] = others;
  if (first === undefined) return error;
  return incomplete(selected, first[0], `the change of ${show(addressOf(first[1]))} is left out, and without it: ${error.message}`, error);
}

/** Does the target have it as that catalog does? */
function isFrom(target: Catalog, source: Catalog, key: Key): boolean {
  return target.objects.has(key) && target.objects.get(key) === source.objects.get(key);
}

function ownerOf(catalog: Catalog, key: Key): string | undefined {
  for (
    let o: CatalogObject | undefined = catalog.objects.get(key);
    o !== undefined;
    o = o.within === undefined ? undefined : catalog.objects.get(keyOf(o.within))
  ) {
    if (o.module !== undefined) return o.module;
  }
  return undefined;
}

function incomplete(selected: ReadonlySet<string>, other: string | undefined, why: string, cause?: unknown): TidemarkError {
  const names = [...selected].sort();
  return new TidemarkError('SUBSET_INCOMPLETE', `${names.join(' and ')} cannot be planned ${other === undefined ? 'alone' : `without ${other}`}: ${why}`, {
    next: `tidemark plan${other === undefined ? '' : ` ${[...names, other].sort().join(' ')}`}`,
    exit: EXIT.decide,
    ...(cause === undefined ? {} : { cause }),
  });
}
