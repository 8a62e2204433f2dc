// Owns the states between steps that run one by one: told from the two ends, where every difference between them is one step's. Pure.
import type { Key } from '../../catalog/address.ts';
import type { Catalog, Edge } from '../../catalog/catalog.ts';
import { diff } from '../../catalog/diff.ts';
import { edgesFrom } from '../../catalog/listed.ts';
import { fingerprint } from '../../catalog/fingerprint.ts';
import { collect } from '../../catalog/collect.ts';
import type { Segment } from '../step.ts';

/**
 * Segments that follow each other and hold one statement each, as [first, past the last]. The last segment of all stands alone:
 * what lies before it is where a plan that stopped there is taken back from. `apart`: so many first ones stand alone too.
 */
export function spans(segments: readonly Segment[], apart = 0): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < segments.length;) {
    let end = i + 1;
    while (i >= apart && isSingle(segments[i]!) && end < segments.length - 1 && isSingle(segments[end]!)) end += 1;
    out.push([i, end]);
    i = end;
  }
  return out;
}

function isSingle(s: Segment): boolean {
  return s.steps.length === 1;
}

/**
 * The state after each segment, the last being `end`. Undefined where it cannot be told: a difference that no step speaks of
 * or more than one does, or what did not change leans on something else, or has of its parent what it had not, or has by itself.
 */
export function statesBetween(start: Catalog, end: Catalog, segments: readonly Segment[]): Catalog[] | undefined {
  const claims = new Map<Key, number[]>();
  for (const [n, s] of segments.entries())
    for (const key of new Set(s.steps.flatMap((step) => [...step.makes, ...step.alters, ...step.breaks]))) collect(claims, key, n);
  const changed: Key[][] = segments.map(() => []);
  for (const { key } of diff(start, end)) {
    const by = claims.get(key) ?? [];
    if (by.length !== 1) return undefined;
    changed[by[0]!]!.push(key);
  }
  const all = new Set(changed.flat());
  for (const [key, o] of end.objects)
    if (!all.has(key) && (start.objects.get(key)?.bond !== o.bond || said(edgesFrom(start, key)) !== said(edgesFrom(end, key)))) return undefined;

  const states: Catalog[] = [];
  let [objects, edges] = [start.objects, start.edges];
  for (const keys of changed.slice(0, -1)) {
    const touched = new Set(keys);
    const next = new Map(objects);
    for (const key of keys) {
      const o = end.objects.get(key);
      if (o === undefined) next.delete(key);
      else next.set(key, o);
    }
    objects = next;
    edges = [...edges.filter((e) => !touched.has(e.from)), ...keys.flatMap((key) => edgesFrom(end, key))];
    states.push(stateOf(end, objects, edges));
  }
  return [...states, end];
}

/** Few ask for a fingerprint of a state in between, and it is long to make. */
function stateOf(like: Catalog, objects: Catalog['objects'], edges: readonly Edge[]): Catalog {
  let known: string | undefined;
  return {
    ...like,
    objects,
    edges,
    get fingerprint() {
      return (known ??= fingerprint(objects));
    },
  };
}

function said(edges: readonly Edge[]): string {
  return edges.map((e) => `${e.to} ${e.how}`).join('\n');
}
