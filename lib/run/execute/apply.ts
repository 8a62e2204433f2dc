// Runs the pending plans of modules on a target. Never boots the shadow: it needs the plan files and a connection.
import type { Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanSegment } from '../../format/plan.generated.ts';
import { spelledOut } from '../../plan/touches.ts';
import { capture, changedBetween, touchedBy } from '../ledger/capture.ts';
import { connect } from '../target/connect.ts';
import { compare } from './drift.ts';
import { stopped, type Course, type Runner } from './step/runner.ts';
import { invoke, noLedger, type Invocation, type InvocationOptions } from './invocation.ts';
import { hasLedger, readLedger, type Ledger } from '../ledger/ledger.ts';
import { moved } from '../ledger/identity.ts';
import { readRecorded, type Recorded } from '../ledger/recorded.ts';
import { releasePlans, uncaptured } from '../ledger/marks.ts';
import { keyOfText, look } from '../introspect/look.ts';
import { isApplied, moves, start } from '../ledger/moves.ts';
import { moduleOf, pending, readChains, type Chains, type Pending, type Todo } from './pending.ts';
import { assertAcknowledged, stepsIn, unacknowledged } from './ready/acknowledged.ts';
import { assertDataFits } from './ready/data.ts';
import { assertDependentsKnown } from './ready/dependents.ts';
import { assertRunnable } from './ready/runnable.ts';
import { assertUndrifted } from './ready/undrifted.ts';
import { assertRolesThere } from './ready/roles.ts';
import { runCourse } from './step/course.ts';
import { settle } from './step/settle.ts';
import type { Session } from '../session/session.ts';

export interface ApplyOptions extends InvocationOptions {
  readonly plansDir: string;
  /** Default: all. Plans of other modules that these need run too. */
  readonly modules?: readonly string[] | undefined;
  /** Run up to this plan and no further. */
  readonly to?: string | undefined;
  /** Look, and change nothing. */
  readonly dryRun?: boolean | undefined;
  /** Run plans again that were rolled back with `hold`. */
  readonly release?: boolean | undefined;
  /** Refuse a target that has plans the files lack. */
  readonly requireEqual?: boolean | undefined;
}

export interface AppliedPlan {
  readonly plan: string;
  readonly module: string;
  readonly steps: number;
  /** It had been left half applied. */
  readonly resumed: boolean;
  readonly ms: number;
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
  const extensions = options.extensions ?? extensionsIn(chains);
  if (options.dryRun === true) return dryRun(options, chains, extensions);
  return invoke('apply', { ...options, extensions }, async (i) => {
    const work = pending(chains, i.ledger, options);
    assertEqual(work, options);
    const unrecorded = i.ledger.plans.some((p) => !p.captured);
    if (work.todo.length === 0 && !unrecorded && !(options.release === true && i.ledger.held.length > 0)) return result('nothing to do', [], work, []);
    return run(i, options, work);
  });
}

async function run(i: Invocation, options: ApplyOptions, work: Pending): Promise<ApplyResult> {
  const { session } = i.target;
  assertAcknowledged(
    work.todo.flatMap((t) => unacknowledged(t.content(), ahead(t), options.allow ?? [])),
    'apply',
  );
  for (const t of work.todo) assertRunnable(t.content(), i.target.server);
  const there = await hasLedger(session);
  const warnings = there ? [await moved(session)].filter((w) => w !== undefined) : [];
  for (const message of warnings) i.on({ is: 'warning', message });
  let recorded = await recordedOf(session, options.project, there);
  const before = await look(session, recorded.runner);

  let runner: Runner | undefined;
  if (there && i.ledger.plans.some((p) => !p.captured)) {
    runner = await i.begin();
    recorded = await recordUncaptured(runner, before, recorded);
  }
  await assertReady(session, work.todo, before, recorded);
  // A plan that was left half-way differs from the record by its own doing.
  const beside = work.todo.some((t) => t.row !== undefined) ? undefined : driftBeside(before, recorded);
  if (beside !== undefined) {
    warnings.push(beside);
    i.on({ is: 'warning', message: beside });
  }

  runner ??= await i.begin();
  if (options.release === true) await releasePlans(session, options.project, [...new Set(i.ledger.held.map((p) => p.module))]);
  const done: AppliedPlan[] = [];
  const ran: PlanFile[] = [];
  try {
    for (const [n, t] of work.todo.entries()) {
      stopped(runner);
      if (t.row === undefined && n > 0) await assertDataFits(runner.session, t.content(), ahead(t));
      ran.push(t.content());
      done.push(await applyOne(runner, t));
    }
  } catch (error) {
    // Also after a failure: what earlier plans did is so, and is not drift. What cannot be recorded now the next run records.
    await recordRun(runner, before, recorded, ran).catch(() => undefined);
    throw error;
  }
  await recordRun(runner, before, recorded, ran);
  return result('applied', done, work, warnings);
}

/** Everything that can be known before the first write. */
async function assertReady(session: Session, todo: readonly Todo[], live: Catalog, recorded: Recorded): Promise<void> {
  const handled = new Set<Key>();
  await assertRolesThere(
    session,
    todo.flatMap((t) => ahead(t)),
  );
  for (const [n, t] of todo.entries()) {
    const plan = t.content();
    if (t.row === undefined) {
      assertUndrifted(plan, ahead(t), live, recorded, handled);
      await assertDependentsKnown(session, plan, ahead(t), live, recorded);
      // Later plans' checks may ask about what the earlier ones make: those run just before their plan.
      if (n === 0) await assertDataFits(session, plan, ahead(t));
    }
    for (const step of stepsIn(plan.up))
      for (const text of [...(step.makes ?? []), ...(step.alters ?? []), ...(step.breaks ?? [])]) handled.add(keyOfText(text));
  }
}

async function applyOne(r: Runner, t: Todo): Promise<AppliedPlan> {
  const plan = t.content();
  const from = Date.now();
  const at = t.row === undefined ? start : await settle(r, t.row, plan, 'up');
  const route = moves(plan, at, 'applied');
  const steps = route.reduce((n, m) => n + m.segment.steps.length, 0);
  const course: Course = { plan, text: t.text, id: t.row?.id, goal: 'applied', hold: false, n: 0, of: steps };
  r.on({ is: 'plan', plan: plan.plan, way: 'up', resumed: t.row !== undefined, steps });
  await runCourse(r, course, at, route);
  const ms = Date.now() - from;
  r.on({ is: 'plan done', plan: plan.plan, way: 'up', ms });
  return { plan: plan.plan, module: moduleOf(plan.plan), steps, resumed: t.row !== undefined, ms };
}

/** The segments that are still to run. */
function ahead(t: Todo): readonly PlanSegment[] {
  const plan = t.content();
  const at = t.row?.at ?? start;
  return isApplied(plan, at) ? [] : moves(plan, at, 'applied').map((m) => m.segment);
}

/** What drifted and does not stand in the way: told, once. */
function driftBeside(live: Catalog, recorded: Recorded): string | undefined {
  const { drifted } = compare(live, recorded, undefined, []);
  if (drifted.length === 0) return undefined;
  const [first] = drifted;
  return `the target drifted where these plans change nothing: ${first!.address}${drifted.length === 1 ? '' : ` and ${drifted.length - 1} more`} (tidemark drift shows it)`;
}

export async function recordedOf(session: Session, project: string, there: boolean): Promise<Recorded> {
  return there ? readRecorded(session, project) : { objects: new Map(), printers: new Map(), runner: undefined };
}

/** A run ended between its plans and its record of them: what those plans name is recorded as it stands. */
export async function recordUncaptured(r: Runner, live: Catalog, recorded: Recorded): Promise<Recorded> {
  const { readPlan } = await import('../../format/read.ts');
  const plans = (await uncaptured(r.session, r.project)).map((row) => spelledOut(readPlan(row.body, 'the ledger')));
  const changed = new Set(plans.flatMap((p) => [...touchedBy(p, live, recorded)]));
  await capture(r.session, r.run, r.project, live, recorded, changed, plans);
  return readRecorded(r.session, r.project);
}

/** Records what changed since `before`. On a connection that is gone there is nothing to do: the next run does it. */
export async function recordRun(r: Runner, before: Catalog, recorded: Recorded, plans: readonly PlanFile[]): Promise<void> {
  if (plans.length === 0 || r.session.lost() !== undefined) return;
  const after = await look(r.session, recorded.runner);
  await capture(r.session, r.run, r.project, after, recorded, changedBetween(before, after), plans);
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

async function dryRun(options: ApplyOptions, chains: Chains, extensions: readonly string[]): Promise<ApplyResult> {
  const target = await connect(options.target, { signal: options.signal, extensions });
  try {
    const { session } = target;
    await session.rows(`SELECT pg_catalog.set_config('default_transaction_read_only', 'on', false)`);
    const there = await hasLedger(session);
    const ledger: Ledger = there ? await readLedger(session, options.project) : noLedger;
    const work = pending(chains, ledger, options);
    assertEqual(work, options);
    assertAcknowledged(
      work.todo.flatMap((t) => unacknowledged(t.content(), ahead(t), options.allow ?? [])),
      'apply',
    );
    for (const t of work.todo) assertRunnable(t.content(), target.server);
    const recorded = await recordedOf(session, options.project, there);
    await assertReady(session, work.todo, await look(session, recorded.runner), recorded);
    const plans = work.todo.map((t) => ({ plan: t.plan, module: moduleOf(t.plan), steps: stepsIn(ahead(t)).length, resumed: t.row !== undefined, ms: 0 }));
    return result('dry run', plans, work, []);
  } finally {
    await target.close();
  }
}

/** Extensions that plans make: a PGlite directory has to be opened with them. */
export function extensionsIn(chains: Chains): string[] {
  const found = [...chains.values()]
    .flat()
    .flatMap((p) => [...p.text.matchAll(/\bCREATE EXTENSION (?:IF NOT EXISTS )?"?([A-Za-z0-9_-]+)/gi)].map((m) => m[1]!));
  return [...new Set(found)].sort();
}
