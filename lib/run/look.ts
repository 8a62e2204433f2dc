// Owns asking a live database for its catalog in the middle of a run, under the settings that printing needs.
import { keyOf, parseAddress, show, type Key } from '../catalog/address.ts';
import type { Catalog, Value } from '../catalog/catalog.ts';
import { canonical } from '../catalog/fingerprint.ts';
import type { PlanFile, PlanSegment } from '../format/plan.generated.ts';
import { introspect } from './introspect.ts';
import type { Session } from './session.ts';

/** The catalog as this session sees it; inside a transaction its own changes count. */
export async function look(session: Session): Promise<Catalog> {
  return introspect(session);
}

/** The key of an address as plan files write it. */
export function keyOfText(text: string): Key {
  return keyOf(parseAddress(text));
}

/** What must and must not exist when these steps are done; the last step to name an address decides. */
export function outcome(segment: PlanSegment): Map<Key, boolean> {
  const out = new Map<Key, boolean>();
  for (const step of segment.steps) {
    for (const text of step.breaks ?? []) out.set(keyOfText(text), false);
    for (const text of step.makes ?? []) out.set(keyOfText(text), true);
  }
  return out;
}

export interface Mismatch {
  readonly address: string;
  readonly what: string;
}

export function mismatches(live: Catalog, must: ReadonlyMap<Key, boolean>): Mismatch[] {
  const out: Mismatch[] = [];
  for (const [key, there] of must) {
    if (live.objects.has(key) === there) continue;
    const [kind, names, args] = JSON.parse(key) as [string, string[], string[]];
    out.push({ address: show({ kind, names, args }), what: there ? 'is missing' : 'is still there' });
  }
  return out;
}

/** Where the live catalog is not what the plan says its up ends in. */
export function unexpected(live: Catalog, plan: PlanFile): Mismatch[] {
  const out: Mismatch[] = [];
  for (const [address, attrs] of Object.entries(plan.expect)) {
    const found = live.objects.get(keyOfText(address));
    if (found === undefined) {
      out.push({ address, what: 'is missing' });
      continue;
    }
    for (const [name, value] of Object.entries(attrs)) {
      const is = canonical(found.attrs[name]);
      const should = canonical(value as Value);
      if (is !== should) out.push({ address, what: `has ${name} ${is}, and the plan expects ${should}` });
    }
  }
  for (const address of plan.absent ?? []) {
    if (live.objects.has(keyOfText(address))) out.push({ address, what: 'is still there' });
  }
  return out;
}
