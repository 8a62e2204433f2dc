// Runs the pending plans of modules on a target. Never boots the shadow: it needs the plan files and a connection.
import { existsSync } from 'node:fs';
import type { Catalog } from '../../catalog/catalog.ts';
import type { IgnoreRule } from '../../catalog/ignore.ts';
import { TidemarkError } from '../../errors.ts';
import type { Policy } from '../../hazards/policy.ts';
import { takenBack } from '../ledger/capture.ts';
import { moved } from '../ledger/identity.ts';
import { hasLedger, readLedger, type Ledger } from '../ledger/ledger.ts';
import { releasePlans } from '../ledger/marks.ts';
import type { Recorded } from '../ledger/recorded.ts';
import type { Target } from '../target/connect.ts';
import { withTarget } from '../target/with-target.ts';
import { compare } from './compare.ts';
import { aheadOf, segmentsAhead, type AppliedPlan } from './forth.ts';
import { chainsHere, type LedgerModules } from './here.ts';
import { invoke, noLedger, type Invocation, type InvocationOptions } from './invocation.ts';
import { moduleOf, pending, readChains, released, type Chains, type Pending, type Todo } from './pending.ts';
import { assertAcknowledged, stepsIn, unacknowledged } from './ready/acknowledged.ts';
import { assertReady, mayWrite } from './ready/ready.ts';
import { assertRunnable } from './ready/runnable.ts';
import { unsettled } from './ready/small.ts';
import { foundBy, recordedOf, recordRun, recordUncaptured } from './record.ts';
import { runAll, type Way } from './run-all.ts';
import { isTransactional } from './whole/one-transaction.ts';
import { assertUndoable, assertWhole } from './whole/undoable.ts';

export interface ApplyOptions extends InvocationOptions, LedgerModules {
  readonly plansDir: string;
  /** Default: all. Plans of other modules that these need run too. */
  readonly modules?: readonly string[] | undefined;
  /** Run up to this plan and no further. */
  readonly to?: string | undefined;
  /** Look, and change nothing. */
  readonly dryRun?: boolean | undefined;
  /** With dryRun: scripts would run first, so rows that do not fit now say nothing. */
  readonly scriptsFirst?: boolean | undefined;
  /** Run plans again that were rolled back with `hold`. */
  readonly release?: boolean | undefined;
  /** The project's verdicts: on tables smaller here than its `safeBelow`, a lock that lasts needs nobody's word. */
  readonly policy?: Policy | undefined;
  /** What the config leaves alone: its drift is not told. */
  readonly ignore?: readonly IgnoreRule[] | undefined;
  /** Refuse a target that has plans the files lack. */
  readonly requireEqual?: boolean | undefined;
  /** How many plans of modules that do not need each other run at a time, each on a connection of its own. Default 1. */
  readonly concurrency?: number | undefined;
  /** After a failure the target is as it was: one transaction where that can be, else what this run did is undone. */
  readonly allOrNothing?: boolean | undefined;
}

export interface ApplyResult {
  readonly outcome: 'applied' | 'nothing to do' | 'dry run';
  /** Applied by this run, in order; with `dryRun` what would be. */
  readonly plans: readonly AppliedPlan[];
  /** On the target and not in the files. */
  readonly ahead: readonly string[];
  /** Rolled back with `hold`, and what needs them. */
  readonly held: readonly string[];
  readonly warnings: readonly string[];
}

/** Throws what connect, readPlans, pending and the preflight throw, STEP_FAILED, NOT_AS_PLANNED, LOCK_TIMEOUT, LOCK_BUDGET, INTERRUPTED. */
export async function apply(options: ApplyOptions): Promise<ApplyResult> {
  const chains = await readChains(options.plansDir);
  const extensions = options.extensions ?? extensionsIn(chains, options.fresh);
  if (options.dryRun === true) return dryRun(options, chains, extensions);
  return invoke('apply', { ...options, extensions }, async (i) => {
    const work = pending(await chainsHere(i.target.session, chains, i.ledger, options), i.ledger, options);
    assertEqual(work, options);
    const unrecorded = i.ledger.uncaptured;
    if (work.todo.length === 0 && !unrecorded && released(i.ledger.held, work, options).length === 0) return result('nothing to do', [], work, []);
    return run(i, options, work);
  });
}

async function run(i: Invocation, options: ApplyOptions, work: Pending): Promise<ApplyResult> {
  const { session } = i.target;
  const warnings = await assertAllowed(work, options, i.target);
  for (const message of warnings) i.on({ is: 'warning', message });
  const there = await hasLedger(session);
  let recorded = await recordedOf(session, options.project, there);
  const {
    live: before,
    around,
    known,
  } = await foundBy(
    session,
    options.project,
    i.ledger,
    recorded,
    toRun(work).map((t) => t.content()),
  );
  await assertReady(session, toRun(work).map(aheadOf), before, known);
  // A plan that was left half-way differs from the record by its own doing.
  const beside = work.todo.some((t) => t.row !== undefined) ? undefined : driftBeside(before, known, options.ignore);
  if (beside !== undefined) {
    warnings.push(beside);
    i.on({ is: 'warning', message: beside });
  }

  const runner = await i.begin();
  if (there && i.ledger.uncaptured) recorded = await recordUncaptured(runner, before, recorded);
  await releasePlans(session, released(i.ledger.held, work, options));
  const way: Way = { allow: options.allow ?? [], concurrency: options.concurrency ?? 1, whole: options.allOrNothing === true, ignore: options.ignore ?? [] };
  const ran = await runAll(runner, work.todo, way);
  // Also after a failure: what earlier plans did is so, and is not drift. What cannot be recorded now the next run records.
  const recording = recordRun(runner, before, around, recorded, [...ran.begun, ...ran.gone.map(takenBack)]);
  if (ran.failure !== undefined) {
    await recording.catch(() => undefined);
    throw ran.failure.error;
  }
  await recording;
  return result('applied', ran.done, work, warnings);
}

/** Without the checkpoints that are only written down. */
function toRun(work: Pending): readonly Todo[] {
  return work.todo.filter((t) => !t.recorded);
}

/** What the files and flags refuse, but for what the sizes of the tables here settle: that is returned, to be told. */
async function assertAllowed(work: Pending, options: ApplyOptions, target: Target): Promise<string[]> {
  const open = toRun(work).flatMap((t) => unacknowledged(t.content(), segmentsAhead(t), options.allow ?? []));
  const left = await unsettled(open, toRun(work).map(aheadOf), target.session, options.policy);
  assertAcknowledged(left, 'apply');
  for (const t of toRun(work)) assertRunnable(t.content(), target.server);
  if (options.allOrNothing === true) {
    assertWhole(work.todo);
    if (!isTransactional(work.todo)) assertUndoable(work.todo, options.allow ?? [], (options.concurrency ?? 1) === 1);
  }
  return open.filter((o) => !left.includes(o)).map((o) => `${o.plan}: ${o.code} of "${o.step}" is settled by the size of its table here (safeBelow)`);
}

/** What drifted and does not stand in the way: told, once. */
function driftBeside(live: Catalog, recorded: Recorded, ignore: ApplyOptions['ignore']): string | undefined {
  const { drifted } = compare(live, recorded, { ignore });
  if (drifted.length === 0) return undefined;
  const [first] = drifted;
  return `the target drifted where these plans change nothing: ${first!.address}${drifted.length === 1 ? '' : ` and ${drifted.length - 1} more`} (tidemark drift shows it)`;
}

function assertEqual(work: Pending, options: ApplyOptions): void {
  if (options.requireEqual !== true || work.ahead.length === 0) return;
  throw new TidemarkError('LEDGER_AHEAD', `the target has ${work.ahead.length === 1 ? 'a plan' : 'plans'} that the files lack: ${work.ahead.join(', ')}`, {
    exit: 3,
    details: work.ahead,
    next: 'deploy the newer files',
  });
}

function result(outcome: ApplyResult['outcome'], plans: readonly AppliedPlan[], work: Pending, warnings: readonly string[]): ApplyResult {
  return { outcome, plans, ahead: work.ahead, held: work.held, warnings };
}

/** A PGlite directory that apply would make: there is nothing to look at. */
function onNothing(options: ApplyOptions, chains: Chains, dir: string): ApplyResult {
  const work = pending(chains, noLedger, options);
  assertAcknowledged(
    work.todo.flatMap((t) => unacknowledged(t.content(), segmentsAhead(t), options.allow ?? [])),
    'apply',
  );
  return result('dry run', work.todo.map(planned), work, [`there is no PGlite directory ${dir}: apply makes it`]);
}

const planned = (t: Todo): AppliedPlan => ({
  plan: t.plan,
  module: moduleOf(t.plan),
  steps: stepsIn(segmentsAhead(t)).length,
  resumed: t.row !== undefined,
  recorded: t.recorded,
  ms: 0,
});

async function dryRun(options: ApplyOptions, chains: Chains, extensions: readonly string[]): Promise<ApplyResult> {
  const { target: setting } = options;
  if (setting.is === 'pglite' && !existsSync(setting.dir)) return onNothing(options, chains, setting.dir);
  return withTarget(options.target, { signal: options.signal, extensions, readOnly: true }, async (target) => {
    const { session } = target;
    const there = await hasLedger(session);
    const ledger: Ledger = there ? await readLedger(session, options.project) : noLedger;
    const work = pending(await chainsHere(session, chains, ledger, options), ledger, options);
    assertEqual(work, options);
    const settled = await assertAllowed(work, options, target);
    const recorded = await recordedOf(session, options.project, there);
    const { live, known } = await foundBy(
      session,
      options.project,
      ledger,
      recorded,
      toRun(work).map((t) => t.content()),
    );
    await assertReady(session, toRun(work).map(aheadOf), live, known, { rows: options.scriptsFirst !== true });
    const copy = there ? await moved(session) : undefined;
    const barred = target.readOnly ?? ((await mayWrite(session)) ? undefined : 'this role may not write the ledger');
    return result('dry run', work.todo.map(planned), work, [
      ...settled,
      ...(barred === undefined ? [] : [`apply would be refused here: ${barred}`]),
      ...(copy === undefined ? [] : [`${copy}: apply wants --accept-copy there`]),
    ]);
  });
}

/** Extensions that plans make: a PGlite directory has to be opened with them. */
export function extensionsIn(chains: Chains, fresh: readonly string[] = []): string[] {
  const texts = [...[...chains.values()].flat().map((p) => p.text), ...fresh];
  const found = texts.flatMap((text) => [...text.matchAll(/\bCREATE EXTENSION (?:IF NOT EXISTS )?"?([A-Za-z0-9_-]+)/gi)].map((m) => m[1]!));
  return [...new Set(found)].sort();
}
