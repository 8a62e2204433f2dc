// Owns bringing the recorded catalog up to date with what a run did, and with nothing else: drift that was there before stays drift.
import { keyOf, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { samePrinter } from '../../catalog/catalog.ts';
import { changedAttrs } from '../../catalog/diff.ts';
import type { PlanFile, PlanSegment } from '../../format/plan.generated.ts';
import { hasHand } from '../../plan/document/hand.ts';
import { fence, type Run } from './runs.ts';
import { markCaptured } from './marks.ts';
import type { Owners } from './whose.ts';
import { writeRecorded, type Recorded } from './recorded.ts';
import { keyOfText } from '../introspect/look.ts';
import type { Session } from '../session/session.ts';

/** The schema of the ledger is tidemark's own and never part of a project's state. */
export function isLedger(o: CatalogObject): boolean {
  return o.at.names[0] === 'tidemark';
}

/** What differs between two looks at one database. */
export function changedBetween(before: Catalog, after: Catalog): Set<Key> {
  const out = new Set<Key>();
  for (const [key, o] of after.objects) {
    const was = before.objects.get(key);
    if (was === undefined || changedAttrs(was, o).length > 0) out.add(key);
  }
  for (const key of before.objects.keys()) if (!after.objects.has(key)) out.add(key);
  return out;
}

/** What plans name, each step spelled out, in their ups, ways back and undos. */
export function named(plans: readonly PlanFile[], lists: readonly ('makes' | 'alters' | 'breaks' | 'needs')[] = ['makes', 'alters', 'breaks']): Set<Key> {
  const out = new Set<Key>();
  const walk = (segments: readonly PlanSegment[]): void => {
    for (const s of segments) {
      for (const step of s.steps) for (const list of lists) for (const text of step[list] ?? []) out.add(keyOfText(text));
      walk(s.undo ?? []);
    }
  };
  for (const plan of plans) {
    walk(plan.up);
    walk(plan.down);
  }
  return out;
}

/**
 * What of it these plans can have brought about: what stands by itself must be recorded or named by them, with all that lives in it. The
 * table that somebody else makes during a long run is not ours. Hand-written steps need not name what they make.
 */
export function ours(changed: ReadonlySet<Key>, live: Catalog, recorded: Recorded, plans: readonly PlanFile[]): ReadonlySet<Key> {
  if (plans.some((p) => hasHand([...p.up, ...p.down]))) return changed;
  const known = named(plans);
  const isOurs = (key: Key): boolean => {
    if (known.has(key) || recorded.objects.has(key)) return true;
    const within = live.objects.get(key)?.within;
    return within !== undefined && isOurs(keyOf(within));
  };
  return new Set([...changed].filter(isOurs));
}

/** A plan as a run left it: applied, or taken back. */
export type Ran = PlanFile & { readonly back?: true };

export function takenBack(plan: PlanFile): Ran {
  return { ...plan, back: true };
}

/** Records the changed objects as they are now, in one transaction that also says that the plans so far are recorded. */
export async function capture(
  session: Session,
  run: Run,
  project: string,
  live: Catalog,
  recorded: Recorded,
  changed: ReadonlySet<Key>,
  plans: readonly Ran[],
  owners: Owners,
): Promise<void> {
  const last = plans.at(-1)?.plan;
  const fallback = last === undefined ? undefined : last.slice(0, last.indexOf('/'));
  const ownerOf = (o: CatalogObject): string | undefined => owners(o, live) ?? fallback;
  // A server of another version prints other texts: everything managed is recorded anew, as it stands.
  const reprinted = [...recorded.printers.values()].some((p) => !samePrinter(p, live.printer));
  const handed = [...recorded.objects].flatMap(([key, o]) => (live.objects.has(key) && ownerOf(o) !== o.module ? [key] : []));
  const keys = new Set([...changed, ...handed, ...(reprinted ? recorded.objects.keys() : [])]);
  const put: CatalogObject[] = [];
  const gone: CatalogObject[] = [];
  for (const key of keys) {
    const o = live.objects.get(key);
    const was = recorded.objects.get(key);
    if (o === undefined) {
      if (was !== undefined) gone.push(was);
    } else if (!isLedger(o)) {
      const module = ownerOf(o);
      if (module !== undefined) put.push({ ...o, module });
    }
  }
  const modules = [
    ...new Set([...put.map((o) => o.module!), ...(fallback === undefined ? [] : [fallback]), ...(reprinted ? recorded.printers.keys() : [])]),
  ].sort();
  await session.run('BEGIN');
  try {
    await fence(session, run);
    await writeRecorded(session, run, project, live.printer, { put, gone, modules, runner: recorded.runner });
    await markCaptured(session, project);
    await session.run('COMMIT');
  } catch (error) {
    await session.run('ROLLBACK').catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}
