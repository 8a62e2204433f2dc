// A drop and an add that look like a rename. Nothing is guessed: without a marker they are planned as they stand, and the
// step that loses something names the candidate and how to say that it is one.
import { keyOf, show, type Address, type Key } from '../../catalog/address.ts';
import { collect } from '../../catalog/collect.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { canonical } from '../../catalog/fingerprint.ts';
import { kindOf } from '../../kinds/registry.ts';
import { childrenOf } from '../context.ts';
import type { Segment, Step } from '../step.ts';

export interface Lookalike {
  readonly dropped: Address;
  readonly added: Address;
  /** The command that says so: `tidemark plan --rename "public.product.bio:website"`. */
  readonly marker: string;
}

/** By the key that is dropped. A candidate is named once: the first of several alike, in build order. */
export function lookalikes(current: Catalog, desired: Catalog): Map<Key, Lookalike> {
  const added = new Map<string, CatalogObject[]>();
  const [before, after] = [childrenOf(current), childrenOf(desired)];
  for (const [key, o] of desired.objects) {
    if (current.objects.has(key) || !mayBe(o) || isNew(current, o)) continue;
    const text = likeness(o, after);
    collect(added, text, o);
  }
  const out = new Map<Key, Lookalike>();
  if (added.size === 0) return out;
  for (const [key, o] of current.objects) {
    if (desired.objects.has(key) || !mayBe(o) || isNew(desired, o)) continue;
    const candidate = added.get(likeness(o, before))?.sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0))[0];
    if (candidate === undefined) continue;
    const marker = `tidemark plan --rename "${words(o.at)}:${candidate.at.names.at(-1)!}"`;
    out.set(key, { dropped: o.at, added: candidate.at, marker });
  }
  return out;
}

function mayBe(o: CatalogObject): boolean {
  return kindOf(o.at.kind).rename !== undefined;
}

/** Its parent is not in the other catalog: then the parent is what was renamed, or nothing is. */
function isNew(other: Catalog, o: CatalogObject): boolean {
  return o.within !== undefined && !other.objects.has(keyOf(o.within));
}

/** Equal for objects of one kind in one place that differ in nothing but the last name, and in names derived from it. */
function likeness(o: CatalogObject, children: ReadonlyMap<Key, readonly CatalogObject[]>): string {
  const depth = o.at.names.length;
  const own = o.at.names.at(-1)!;
  const inner = (of: CatalogObject): string[] =>
    (children.get(keyOf(of.at)) ?? [])
      .map((c) => JSON.stringify([c.at.kind, c.at.names.slice(depth), canonical(c.attrs), inner(c)]).replaceAll(own, '*'))
      .sort();
  return JSON.stringify([o.at.kind, o.at.names.slice(0, -1), o.at.args, canonical(o.attrs), inner(o)]);
}

/** As --rename reads it, in a shell's quotes. */
function words(at: Address): string {
  return show({ ...at, args: [] })
    .replace(/\(\)$/, '')
    .replaceAll('"', '\\"');
}

/** The unsafe drops among the steps name their candidates. */
export function withCandidates(segments: readonly Segment[], alike: ReadonlyMap<Key, Lookalike>): Segment[] {
  return segments.map((s) => ({
    ...s,
    steps: s.steps.map((step) =>
      named(
        step,
        step.breaks.map((k) => alike.get(k)).find((l) => l !== undefined),
      ),
    ),
  }));
}

function named(step: Step, l: Lookalike | undefined): Step {
  if (l === undefined || step.verdict !== 'unsafe' || step.does !== `- ${show(l.dropped)}`) return step;
  const at = Math.max(
    0,
    (step.hazards ?? []).findIndex((h) => h.unsafe !== false),
  );
  const hint = `-- if it goes on as ${show(l.added)}, say so, and it is renamed with all it holds: ${l.marker}`;
  return {
    ...step,
    hazards: (step.hazards ?? []).map((h, i) => (i === at ? { ...h, remedy: h.remedy === undefined ? hint : `${hint}\n${h.remedy}` } : h)),
  };
}
