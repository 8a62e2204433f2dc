// Takes plans back, newest first, from the text the ledger keeps: no files are needed.
import type { Catalog } from '../../catalog/catalog.ts';
import { spelledOut } from '../../plan/document/touches.ts';
import { takenBack, type Ran } from '../ledger/capture.ts';
import { copyOf } from '../ledger/copies.ts';
import { hasLedger, readLedger, type Ledger } from '../ledger/ledger.ts';
import { undoneBefore } from '../ledger/left-open.ts';
import { readRecorded, type Recorded } from '../ledger/recorded.ts';
import type { Target } from '../target/connect.ts';
import { withTarget } from '../target/with-target.ts';
import { assertRanHere, choose, type Choice } from './chosen.ts';
import { invoke, type InvocationOptions } from './invocation.ts';
import { readChains } from './pending.ts';
import { assertAcknowledged, stepsIn, unacknowledged } from './ready/acknowledged.ts';
import { assertReady } from './ready/ready.ts';
import { assertNothingLost } from './ready/rows-at-risk.ts';
import { assertRunnable } from './ready/runnable.ts';
import { foundBy, recordRun, recordUncaptured } from './record.ts';
import { stopped } from './step/runner.ts';
import { segmentsBack, takeBack, type Stored, type TakenBack } from './take-back.ts';
import type { Session } from '../session/session.ts';

export interface RollbackOptions extends InvocationOptions {
  /** Default: the modules of the last run. */
  readonly modules?: readonly string[] | undefined;
  /** Roll back what came after this plan of its module; the plan itself stays. */
  readonly to?: string | undefined;
  /** How many plans of each module. Default: those of the last run. */
  readonly steps?: number | undefined;
  /** Roll back, in every module, what came after the newest plan that the files and the target have in common. */
  readonly toCommon?: boolean | undefined;
  /** Read with `toCommon` alone: everything else needs no files. */
  readonly plansDir?: string | undefined;
  /** What the runs of one command applied, by the id of the first, and nothing else. */
  readonly onlyBatch?: string | undefined;
  /** Also roll back plans of other modules that need what is rolled back. */
  readonly withDependents?: boolean | undefined;
  /** Keep the next apply from running them again. */
  readonly hold?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface RollbackResult {
  readonly outcome: 'rolled back' | 'nothing to do' | 'dry run';
  /** Newest first. */
  readonly plans: readonly TakenBack[];
  /** The next apply runs them again. */
  readonly comesBack: boolean;
}

/** Throws DEPENDENTS_APPLIED, PLAN_UNKNOWN, MODULE_UNKNOWN, PLAN_NO_UNDO, and what apply throws. */
export async function rollback(options: RollbackOptions): Promise<RollbackResult> {
  if (options.dryRun === true) return dryRun(options);
  return invoke('rollback', options, async (i) => {
    const { session } = i.target;
    const stored = await load(session, i.ledger);
    const chosen = choose(stored, await choiceOf(session, options));
    if (chosen.length === 0 && !i.ledger.uncaptured) return { outcome: 'nothing to do', plans: [], comesBack: false };
    let recorded = await readRecorded(session, options.project);
    const {
      live: before,
      around,
      known,
    } = await foundBy(
      session,
      options.project,
      i.ledger,
      recorded,
      chosen.map((s) => s.plan),
    );
    await assertBack(i.target, chosen, before, known, options.allow ?? []);

    const r = await i.begin();
    if (i.ledger.uncaptured) recorded = await recordUncaptured(r, before, recorded);
    const plans: TakenBack[] = [];
    const begun: Ran[] = [];
    try {
      for (const s of chosen) {
        stopped(r);
        begun.push(takenBack(s.plan));
        plans.push(await takeBack(r, s, options.hold === true, options.allow ?? []));
      }
    } catch (error) {
      // What cannot be recorded now the next run records.
      await recordRun(r, before, around, recorded, begun).catch(() => undefined);
      throw error;
    }
    await recordRun(r, before, around, recorded, begun);
    return { outcome: plans.length === 0 ? 'nothing to do' : 'rolled back', plans, comesBack: options.hold !== true };
  });
}

async function dryRun(options: RollbackOptions): Promise<RollbackResult> {
  return withTarget(options.target, { signal: options.signal, readOnly: true }, async (target) => {
    const { session } = target;
    if (!(await hasLedger(session))) return { outcome: 'nothing to do', plans: [], comesBack: false };
    const ledger = await readLedger(session, options.project);
    const stored = await load(session, ledger);
    const chosen = choose(stored, await choiceOf(session, options));
    const recorded = await readRecorded(session, options.project);
    const { live, known } = await foundBy(
      session,
      options.project,
      ledger,
      recorded,
      chosen.map((s) => s.plan),
    );
    await assertBack(target, chosen, live, known, options.allow ?? []);
    const plans = chosen.map((s) => ({ plan: s.row.name, module: s.row.module, steps: stepsIn(segmentsBack(s)).length, ms: 0 }));
    return { outcome: 'dry run', plans, comesBack: options.hold !== true };
  });
}

async function choiceOf(session: Session, options: RollbackOptions): Promise<Choice> {
  const undone = (await hasLedger(session)) ? await undoneBefore(session, options.project) : [];
  return { ...options, undone, files: options.toCommon === true ? await readChains(options.plansDir ?? 'plans') : undefined };
}

async function load(session: Session, ledger: Ledger): Promise<Stored[]> {
  const out: Stored[] = [];
  for (const row of ledger.plans) {
    const { text, plan } = await copyOf(session, row);
    out.push({ row, text, plan: spelledOut(plan) });
  }
  return out;
}

/** Everything that can be known before the first write. */
async function assertBack(target: Target, chosen: readonly Stored[], live: Catalog, recorded: Recorded, allow: readonly string[]): Promise<void> {
  assertRanHere(chosen);
  for (const s of chosen) assertRunnable(s.plan, target.server);
  assertAcknowledged(
    chosen.flatMap((s) => unacknowledged(s.plan, segmentsBack(s), allow)),
    'rollback',
  );
  const ahead = chosen.map((s) => ({ plan: s.plan, segments: segmentsBack(s), half: s.row.state !== 'applied' }));
  await assertReady(target.session, ahead, live, recorded);
  for (const { plan, segments } of ahead) for (const step of stepsIn(segments)) await assertNothingLost(target.session, plan, step, allow, false);
}
