// Owns asking a live database for its catalog in the middle of a run, under the settings that printing needs.
import { addressOf, keyOf, parseAddress, show, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject, Value } from '../../catalog/catalog.ts';
import { canonical } from '../../catalog/fingerprint.ts';
import type { PlanFile, PlanSegment } from '../../format/plan.generated.ts';
import { printerOf } from './about.ts';
import { beyond, glance, introspectAround } from './introspect.ts';
import type { Session } from '../session/session.ts';

/**
 * The catalog as this session sees it, "@runner" being the role of the first run, whoever looks now. `around`: of a large database these and
 * their neighbours are enough.
 */
export async function look(session: Session, runner: string | undefined, around?: Iterable<Key>): Promise<Catalog> {
  return (await introspectAround(session, { runner, around })).catalog;
}

/** The same, and by address alone what it left out: what stands by itself, and what no kind models. */
export async function lookFar(session: Session, runner: string | undefined, around: Iterable<Key> | undefined): Promise<Far> {
  const { catalog, scope } = await introspectAround(session, { runner, around });
  return { live: catalog, ...(scope === undefined ? { standing: [], unmodelled: [] } : await beyond(session, scope, runner)) };
}

export interface Far {
  readonly live: Catalog;
  /** With their owners and nothing else. */
  readonly standing: readonly CatalogObject[];
  readonly unmodelled: readonly Address[];
}

export type Objects = Catalog['objects'];

/** Only these objects: a check made while locks are held reads no more than it must. */
export async function lookAt(session: Session, keys: Iterable<Key>): Promise<Objects> {
  return glance(session, [...new Set(keys)].map(addressOf));
}

/** What a record has, as it is now: nothing else is read, so what somebody added beside it is not told. */
export async function lookAgain(session: Session, recorded: Objects, runner: string | undefined): Promise<Pick<Catalog, 'objects' | 'printer'>> {
  const objects = await glance(
    session,
    [...recorded.values()].map((o) => o.at),
    runner,
  );
  return { objects, printer: await printerOf(session) };
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
    // Replaced, and not yet all of it: a constraint that is there again, NOT VALID so far.
    for (const text of step.alters ?? []) if (out.get(keyOfText(text)) === false) out.delete(keyOfText(text));
    for (const text of step.makes ?? []) out.set(keyOfText(text), true);
  }
  return out;
}

export interface Mismatch {
  readonly address: string;
  readonly what: string;
}

export function mismatches(live: Objects, must: ReadonlyMap<Key, boolean>): Mismatch[] {
  const out: Mismatch[] = [];
  for (const [key, there] of must) {
    if (live.has(key) === there) continue;
    out.push({ address: show(addressOf(key)), what: there ? 'is missing' : 'is still there' });
  }
  return out;
}

/** Where the live catalog is not what the plan says its up ends in. */
export function unexpected(live: Objects, plan: PlanFile): Mismatch[] {
  const out: Mismatch[] = [];
  for (const [address, attrs] of Object.entries(plan.expect)) {
    const found = live.get(keyOfText(address));
    if (found === undefined) {
      out.push({ address, what: 'is missing' });
      continue;
    }
    for (const [name, value] of Object.entries(attrs)) {
      // What nobody stated here is told aside: the version of an extension.
      const is = canonical(found.attrs[name] ?? found.aside?.[name]);
      const should = canonical(value as Value);
      if (is !== should) out.push({ address, what: `has ${name} ${is}, and the plan expects ${should}` });
    }
  }
  for (const address of plan.absent ?? []) {
    if (live.has(keyOfText(address))) out.push({ address, what: 'is still there' });
  }
  return out;
}

/** Every address that `unexpected` asks about. */
export function expectedKeys(plan: PlanFile): Key[] {
  return [...Object.keys(plan.expect), ...(plan.absent ?? [])].map(keyOfText);
}
