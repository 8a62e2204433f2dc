// Owns bringing the record of a target's catalog up to date around a run.
import type { Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { spelledOut } from '../../plan/document/touches.ts';
import { look } from '../introspect/look.ts';
import { splitPlanName } from '../../format/names.ts';
import { capture, changedBetween, takenBack, ours, type Ran } from '../ledger/capture.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { uncaptured } from '../ledger/marks.ts';
import { readRecorded, type Recorded } from '../ledger/recorded.ts';
import { touchedBy } from '../ledger/touched-by.ts';
import { ownersNow } from '../ledger/whose.ts';
import type { Session } from '../session/session.ts';
import { reach } from './reach.ts';
import type { Runner } from './step/runner.ts';

export async function recordedOf(session: Session, project: string, there: boolean, modules?: readonly string[]): Promise<Recorded> {
  return there ? readRecorded(session, project, modules) : { objects: new Map(), printers: new Map(), runner: undefined, exceptions: [] };
}

/** What ran in runs that ended before they could record it. */
async function left(session: Session, project: string): Promise<Ran[]> {
  const { readCopy } = await import('../ledger/copies.ts');
  const rows = await uncaptured(session, project);
  return rows.map((row) => {
    const plan = spelledOut(readCopy(row.body, row));
    return row.state === 'rolled back' ? takenBack(plan) : plan;
  });
}

export interface FoundThere {
  readonly live: Catalog;
  /** What it was read around; undefined: everything. */
  readonly around: readonly Key[] | undefined;
  /** The record, with what a dead run did as recordUncaptured will record it. */
  readonly known: Recorded;
}

/** A target as a run of these plans finds it. */
export async function foundBy(
  session: Session,
  project: string,
  ledger: Pick<Ledger, 'uncaptured'>,
  recorded: Recorded,
  plans: readonly PlanFile[],
): Promise<FoundThere> {
  // What a dead run did may be anywhere.
  const around = ledger.uncaptured ? undefined : reach(recorded.objects.keys(), plans);
  const live = await look(session, recorded.runner, around);
  return { live, around, known: ledger.uncaptured ? await asIfRecorded(session, project, live, recorded) : recorded };
}

/** The record as recordUncaptured will leave it, for what is checked before anything is written: what a dead run did is no drift. */
async function asIfRecorded(session: Session, project: string, live: Catalog, recorded: Recorded): Promise<Recorded> {
  const plans = await left(session, project);
  const whose = await ownersNow(session, project, recorded, plans);
  const objects = new Map(recorded.objects);
  for (const plan of plans) {
    for (const key of touchedBy(plan, live, recorded)) {
      const o = live.objects.get(key);
      if (o === undefined) objects.delete(key);
      else objects.set(key, { ...o, module: whose(o, live) ?? splitPlanName(plan.plan).module });
    }
  }
  return { ...recorded, objects };
}

/** A run ended between its plans and its record of them: what those plans name is recorded as it stands. */
export async function recordUncaptured(r: Runner, live: Catalog, recorded: Recorded): Promise<Recorded> {
  const plans = await left(r.session, r.project);
  const changed = new Set(plans.flatMap((p) => [...touchedBy(p, live, recorded)]));
  await capture(r.session, r.run, r.project, live, recorded, changed, plans, await ownersNow(r.session, r.project, recorded, plans));
  return readRecorded(r.session, r.project);
}

/** Records what changed since `before`, which was read around the same. On a connection that is gone there is nothing to do: the next run does it. */
export async function recordRun(r: Runner, before: Catalog, around: readonly Key[] | undefined, recorded: Recorded, plans: readonly Ran[]): Promise<void> {
  if (plans.length === 0 || r.session.lost() !== undefined) return;
  const after = await look(r.session, recorded.runner, around);
  await capture(
    r.session,
    r.run,
    r.project,
    after,
    recorded,
    ours(changedBetween(before, after), after, recorded, plans),
    plans,
    await ownersNow(r.session, r.project, recorded, plans),
  );
}
