// Takes plans back, newest first, from the text the ledger keeps: no files are needed.
import { TidemarkError } from '../../errors.ts';
import { readPlan } from '../../format/read.ts';
import { spelledOut } from '../../plan/touches.ts';
import { look } from '../introspect/look.ts';
import { handedBack } from '../ledger/capture.ts';
import { hasLedger, planBody, readLedger, type Ledger } from '../ledger/ledger.ts';
import { readRecorded } from '../ledger/recorded.ts';
import { connect } from '../target/connect.ts';
import { invoke, type InvocationOptions } from './invocation.ts';
import { moduleOf, unknownPlan } from './pending.ts';
import { assertAcknowledged, stepsIn, unacknowledged } from './ready/acknowledged.ts';
import { assertReady, type Ahead } from './ready/ready.ts';
import { assertRunnable } from './ready/runnable.ts';
import { recordRun, recordUncaptured } from './record.ts';
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
    const chosen = choose(stored, options);
    if (chosen.length === 0) return { outcome: 'nothing to do', plans: [], comesBack: false };
    assertRanHere(chosen);
    for (const s of chosen) assertRunnable(s.plan, i.target.server);
    assertAcknowledged(
      chosen.flatMap((s) => unacknowledged(s.plan, segmentsBack(s), options.allow ?? [])),
      'rollback',
    );
    let recorded = await readRecorded(session, options.project);
    const before = await look(session, recorded.runner);
    await assertReady(session, chosen.map(aheadBack), before, recorded);

    const r = await i.begin();
    if (i.ledger.plans.some((p) => !p.captured)) recorded = await recordUncaptured(r, before, recorded);
    const plans: TakenBack[] = [];
    try {
      for (const s of chosen) {
        stopped(r);
        plans.push(await takeBack(r, s, options.hold === true));
      }
    } catch (error) {
      // What cannot be recorded now the next run records.
      await recordRun(
        r,
        before,
        recorded,
        chosen.map((s) => handedBack(s.plan)),
      ).catch(() => undefined);
      throw error;
    }
    await recordRun(
      r,
      before,
      recorded,
      chosen.map((s) => handedBack(s.plan)),
    );
    return { outcome: 'rolled back', plans, comesBack: options.hold !== true };
  });
}

async function dryRun(options: RollbackOptions): Promise<RollbackResult> {
  const target = await connect(options.target, { signal: options.signal });
  try {
    const { session } = target;
    await session.rows(`SELECT pg_catalog.set_config('default_transaction_read_only', 'on', false)`);
    if (!(await hasLedger(session))) return { outcome: 'nothing to do', plans: [], comesBack: false };
    const chosen = choose(await load(session, await readLedger(session, options.project)), options);
    assertRanHere(chosen);
    for (const s of chosen) assertRunnable(s.plan, target.server);
    assertAcknowledged(
      chosen.flatMap((s) => unacknowledged(s.plan, segmentsBack(s), options.allow ?? [])),
      'rollback',
    );
    const recorded = await readRecorded(session, options.project);
    await assertReady(session, chosen.map(aheadBack), await look(session, recorded.runner), recorded);
    const plans = chosen.map((s) => ({ plan: s.row.name, module: s.row.module, steps: stepsIn(segmentsBack(s)).length, ms: 0 }));
    return { outcome: 'dry run', plans, comesBack: options.hold !== true };
  } finally {
    await target.close();
  }
}

/** What was there before tidemark came is not tidemark's to drop. Throws NOT_RUN_HERE. */
function assertRanHere(chosen: readonly Stored[]): void {
  const found = chosen.find((s) => s.row.how === 'baseline' || s.row.how === 'checkpoint');
  if (found === undefined) return;
  throw new TidemarkError(
    'NOT_RUN_HERE',
    `${found.row.name} was recorded here and never ran: taking it back would drop what was there before; nothing was changed`,
    {
      exit: 3,
      at: { object: found.row.name },
      next: `tidemark rollback --to ${found.row.name} takes back what came after it`,
    },
  );
}

async function load(session: Session, ledger: Ledger): Promise<Stored[]> {
  const out: Stored[] = [];
  for (const row of ledger.plans) {
    const text = await planBody(session, row.id);
    out.push({ row, text, plan: spelledOut(readPlan(text, `the ledger's copy of ${row.name}`)) });
  }
  return out;
}

/** What to take back, newest first. */
function choose(stored: readonly Stored[], options: RollbackOptions): Stored[] {
  const picked = new Set<Stored>();
  const only = options.modules ?? [];
  for (const module of only) {
    if (stored.some((s) => s.row.module === module)) continue;
    throw new TidemarkError('MODULE_UNKNOWN', `no plan of module ${JSON.stringify(module)} is applied here`, { exit: 64, next: 'tidemark status' });
  }
  if (options.to !== undefined) {
    const to = stored.find((s) => s.row.name === options.to);
    if (to === undefined) throw unknownPlan(options.to);
    for (const s of stored.filter((o) => o.row.module === to.row.module && Number(o.row.id) > Number(to.row.id))) picked.add(s);
  } else if (options.steps !== undefined) {
    const modules = only.length > 0 ? only : modulesOf(lastRun(stored));
    for (const module of modules) for (const s of stored.filter((o) => o.row.module === module).slice(-options.steps)) picked.add(s);
  } else {
    for (const s of lastRun(only.length > 0 ? stored.filter((o) => only.includes(o.row.module)) : stored)) picked.add(s);
  }
  withDependents(stored, picked, options.withDependents === true);
  return stored.filter((s) => picked.has(s)).reverse();
}

function modulesOf(stored: readonly Stored[]): string[] {
  return [...new Set(stored.map((s) => s.row.module))];
}

/** Plans of the newest run, and whatever is half applied. */
function lastRun(stored: readonly Stored[]): Stored[] {
  const newest = stored.reduce((n, s) => Math.max(n, Number(s.row.appliedRun ?? 0)), 0);
  return stored.filter((s) => s.row.state === 'partial' || Number(s.row.appliedRun ?? 0) === newest);
}

/** A plan that needs one that goes has to go first. */
function withDependents(stored: readonly Stored[], picked: Set<Stored>, take: boolean): void {
  for (let grown = true; grown;) {
    grown = false;
    const names = new Map([...picked].map((s) => [s.row.name, s]));
    for (const s of stored) {
      if (picked.has(s)) continue;
      const needed = [...s.plan.after.map((a) => a.split(' ')[0]!), ...(s.plan.parent === undefined ? [] : [s.plan.parent.plan])].find((n) => names.has(n));
      if (needed === undefined) continue;
      const own = moduleOf(needed) === s.row.module;
      if (!take && !own) {
        throw new TidemarkError('DEPENDENTS_APPLIED', `${s.row.name} needs ${needed} and is applied here; nothing was changed`, {
          exit: 3,
          at: { object: s.row.name },
          next: 'tidemark rollback --with-dependents, or roll that module back first',
        });
      }
      picked.add(s);
      grown = true;
    }
  }
}

function aheadBack(s: Stored): Ahead {
  return { plan: s.plan, segments: segmentsBack(s), half: s.row.state !== 'applied' };
}
