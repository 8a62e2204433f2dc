// Owns running one commit boundary of a plan: steps and their ledger rows commit together, or a written intent and a probe decide.
import { setTimeout as sleep } from 'node:timers/promises';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../format/plan.generated.ts';
import type { Target } from '../target/connect.ts';
import type { Listener } from '../ledger/events.ts';
import { boundary } from '../ledger/fault.ts';
import { fence, insertPlan, movePlan, stepsOf, undoneSteps, writeSteps, type PlanRow, type Run } from '../ledger/ledger.ts';
import type { Lock } from '../ledger/lock.ts';
import { expectedKeys, lookAt, mismatches, outcome, unexpected, type Mismatch } from '../introspect/look.ts';
import type { Move } from '../ledger/moves.ts';
import { probe } from './probe.ts';
import { isContention, isLoss, serverSays } from '../session/server-says.ts';
import type { PgSession } from '../session/session-pg.ts';
import { assertNoTransactionControl } from '../session/step-sql.ts';

/** Everything a run needs to write. */
export interface Runner {
  readonly target: Target;
  /** Another one after a connection was lost. */
  session: PgSession;
  readonly run: Run;
  readonly project: string;
  readonly lock: Lock;
  readonly on: Listener;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds a step waits for a lock before its transaction is given up and tried again. */
  readonly lockTimeout: number;
  /** Milliseconds after which a step that is a build is given up. */
  readonly buildTimeout: number;
  /** Milliseconds for all tries of one boundary. */
  readonly budget: number;
}

/** A plan on its way. `id` is empty until its row is written. */
export interface Course {
  readonly plan: PlanFile;
  readonly text: string;
  id: string | undefined;
  readonly goal: 'applied' | 'gone';
  readonly hold: boolean;
  /** For events. */
  n: number;
  readonly of: number;
}

/** COMMIT was sent and no answer came: the caller must ask the ledger. `intent`: all it held was that a step is about to run. */
export class CommitUnknown extends Error {
  constructor(
    readonly intent: boolean,
    cause: unknown,
  ) {
    super('the connection was lost while committing', { cause });
  }
}

export async function runMove(r: Runner, course: Course, move: Move, last: boolean): Promise<void> {
  const state: PlanRow['state'] = !last ? 'partial' : course.goal === 'applied' ? 'applied' : 'rolled back';
  for (const step of move.segment.steps) assertNoTransactionControl(course.plan.plan, step.step, step.sql);
  if (move.segment.transaction) await inTransaction(r, course, move, state);
  else await outside(r, course, move, state);
}

/** The way back of segment n ends at its start: the rows of its steps say so. */
function undoneBy(move: Move): string | undefined {
  const m = /^((?:up|down)\/\d+)\/undo\/\d+$/.exec(move.path);
  return m !== null && move.then.undone === null ? m[1] : undefined;
}

async function finish(r: Runner, course: Course, move: Move, state: PlanRow['state']): Promise<void> {
  const back = undoneBy(move);
  if (back !== undefined) await undoneSteps(r.session, course.id!, back);
  await movePlan(r.session, r.run, course.id!, move.then, state, course.hold && state === 'rolled back');
}

async function inTransaction(r: Runner, course: Course, move: Move, state: PlanRow['state']): Promise<void> {
  const had = course.id;
  const before = course.n;
  await untilFree(r, course, async () => {
    course.id = had;
    course.n = before;
    await transaction(r, async () => {
      course.id ??= await insertPlan(r.session, r.run, r.project, course.plan, course.text);
      for (const step of move.segment.steps) await runStep(r, course, step);
      const wrong = await verify(r, course, move.segment, state);
      if (wrong.length > 0) throw notAsPlanned(course, wrong, 'nothing of this transaction is kept');
      await writeSteps(
        r.session,
        r.run,
        course.id,
        move.path,
        move.segment.steps.map((s, step) => ({ step, does: s.step, state: 'done' })),
      );
      await finish(r, course, move, state);
    });
  });
}

/** One transaction of this run. An error leaves nothing of it; an error on COMMIT is CommitUnknown. */
async function transaction(r: Runner, body: () => Promise<void>, intent = false): Promise<void> {
  const { session } = r;
  await r.lock.check();
  stopped(r);
  boundary();
  await session.run('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
  try {
    await settings(session, { lock: r.lockTimeout, statement: 0, path: 'public', local: true });
    await fence(session, r.run);
    await body();
    boundary();
  } catch (error) {
    if (!isLoss(error)) await session.run('ROLLBACK').catch(() => undefined); // the first error is the one to tell
    throw error;
  }
  try {
    await session.run('COMMIT');
  } catch (error) {
    if (isLoss(error)) throw new CommitUnknown(intent, error);
    throw error; // a deferred constraint: the server rolled back
  }
  boundary();
}

async function settings(session: PgSession, to: { lock: number; statement: number; path: string; local: boolean }): Promise<void> {
  await session.rows(
    `SELECT pg_catalog.set_config('lock_timeout', $1, $4), pg_catalog.set_config('statement_timeout', $2, $4),
       pg_catalog.set_config('search_path', $3, $4), pg_catalog.set_config('check_function_bodies', 'off', $4)`,
    [String(to.lock), String(to.statement), to.path, to.local],
  );
}

async function runStep(r: Runner, course: Course, step: PlanStep): Promise<void> {
  stopped(r);
  boundary();
  const { plan } = course.plan;
  const about = { plan, step: step.step, n: (course.n += 1), of: course.of };
  r.on({ is: 'step', ...about });
  const from = Date.now();
  const unwatch = watch(r, plan);
  try {
    await r.session.run(step.sql);
  } catch (error) {
    throw failed(r, course, step, error);
  } finally {
    unwatch();
  }
  r.on({ is: 'step done', ...about, ms: Date.now() - from });
}

/** While a statement runs: tell who blocks it, and pass an abort on to the server. */
function watch(r: Runner, plan: string): () => void {
  const pid = (r.session.client as { processID?: number | null }).processID ?? null;
  if (pid === null || r.target.another === undefined) return () => undefined;
  // What goes wrong on the lock's connection here is told by the next lock.check().
  const ask = (): void =>
    void r.lock.blockers(pid).then(
      (by) => by.length > 0 && r.on({ is: 'blocked', plan, by }),
      () => undefined,
    );
  const first = setTimeout(ask, Math.min(300, r.lockTimeout / 2));
  const later = setInterval(ask, 2_000);
  const cancel = (): void => void r.lock.cancel(pid).catch(() => undefined);
  r.signal?.addEventListener('abort', cancel, { once: true });
  return () => {
    clearTimeout(first);
    clearInterval(later);
    r.signal?.removeEventListener('abort', cancel);
  };
}

async function outside(r: Runner, course: Course, move: Move, state: PlanRow['state']): Promise<void> {
  const steps = move.segment.steps;
  const rows = course.id === undefined ? [] : await stepsOf(r.session, course.id, move.path);
  for (const [n, step] of steps.entries()) {
    const was = rows.find((row) => row.step === n)?.state;
    if (was === 'done') {
      course.n += 1;
      continue;
    }
    const open = was === 'started' ? await probe(r.session, step) : 'todo';
    if (open === 'done') course.n += 1;
    else {
      const fresh = course.id;
      await untilFree(r, course, async () => {
        course.id = fresh;
        await transaction(
          r,
          async () => {
            course.id ??= await insertPlan(r.session, r.run, r.project, course.plan, course.text);
            await writeSteps(r.session, r.run, course.id, move.path, [{ step: n, does: step.step, state: 'started', probe: step.probe?.sql }]);
            // From here on it is neither applied nor rolled back.
            await movePlan(r.session, r.run, course.id, move.from, 'partial');
          },
          true,
        );
      });
      if (open === 'broken') await repair(r, course, step);
      await alone(r, course, step);
    }
    const final = n === steps.length - 1;
    if (final) {
      const wrong = await verify(r, course, move.segment, state);
      if (wrong.length > 0) throw notAsPlanned(course, wrong, 'this step ran outside a transaction and stays');
    }
    await untilFree(r, course, () =>
      transaction(r, async () => {
        await writeSteps(r.session, r.run, course.id!, move.path, [{ step: n, does: step.step, state: 'done' }]);
        if (final) await finish(r, course, move, state);
      }),
    );
  }
  if (steps.length === 0) {
    await transaction(r, async () => {
      course.id ??= await insertPlan(r.session, r.run, r.project, course.plan, course.text);
      await finish(r, course, move, state);
    });
  }
}

/** One statement outside a transaction. Whatever goes wrong, a half-built object is removed before the error is told or the next try. */
async function alone(r: Runner, course: Course, step: PlanStep): Promise<void> {
  const before = course.n;
  await untilFree(r, course, async () => {
    course.n = before;
    await r.lock.check();
    const limit = step.timeout === 'build' ? r.buildTimeout : r.lockTimeout;
    // A build waits for old transactions to end without blocking anybody, so it may wait as long as it may run.
    await settings(r.session, { lock: limit, statement: step.timeout === 'build' ? r.buildTimeout : 0, path: 'public', local: false });
    try {
      await runStep(r, course, step);
    } catch (error) {
      if (isLoss(error) || (error instanceof TidemarkError && isLoss(error.options.cause))) throw error;
      await settings(r.session, { lock: r.lockTimeout, statement: 0, path: 'pg_catalog', local: false });
      if ((await probe(r.session, step)) === 'broken') await repair(r, course, step);
      throw error;
    }
    await settings(r.session, { lock: 0, statement: 0, path: 'pg_catalog', local: false });
    boundary();
    const state = await probe(r.session, step);
    if (state !== 'done')
      throw notAsPlanned(course, [{ address: step.step, what: `ran without an error and the catalog says ${state}` }], 'this step ran outside a transaction');
  });
}

async function repair(r: Runner, course: Course, step: PlanStep): Promise<void> {
  const sql = step.probe?.repair;
  if (sql === undefined) {
    throw new TidemarkError('STEP_HALF_DONE', `a step of ${course.plan.plan} is half done and its plan does not say how to clear it away`, {
      at: { object: step.step },
      next: 'remove what it left behind, then tidemark apply',
    });
  }
  assertNoTransactionControl(course.plan.plan, step.step, sql);
  await untilFree(r, course, async () => {
    await settings(r.session, { lock: r.lockTimeout, statement: 0, path: 'public', local: false });
    boundary();
    await r.session.run(sql);
    await settings(r.session, { lock: 0, statement: 0, path: 'pg_catalog', local: false });
  });
}

/** Tries again after growing pauses while locks are in the way, within the budget; every try has a lock timeout. */
async function untilFree(r: Runner, course: Course, attempt: () => Promise<void>): Promise<void> {
  const until = Date.now() + r.budget;
  for (let n = 1, pause = 1_000; ; n += 1, pause = Math.min(pause * 2, 20_000)) {
    try {
      return await attempt();
    } catch (error) {
      const cause = error instanceof TidemarkError ? error.options.cause : error;
      if (!isContention(cause)) throw error;
      const pauseMs = Math.round(pause * (0.75 + Math.random() / 2));
      if (Date.now() + pauseMs > until) {
        throw new TidemarkError('LOCK_BUDGET', `${course.plan.plan} could not get its locks within ${Math.round(r.budget / 1000)} s: ${serverSays(cause)}`, {
          cause,
          next: 'end the transactions in the way (tidemark showed them), or try again at a quieter time',
        });
      }
      r.on({ is: 'retry', plan: course.plan.plan, reason: serverSays(cause), pauseMs, attempt: n });
      await sleep(pauseMs, undefined, r.signal === undefined ? {} : { signal: r.signal }).catch(() => stopped(r));
    }
  }
}

async function verify(r: Runner, course: Course, segment: PlanSegment, state: PlanRow['state']): Promise<Mismatch[]> {
  const must = outcome(segment);
  const expected = state === 'applied' ? expectedKeys(course.plan) : [];
  if (must.size === 0 && expected.length === 0) return [];
  const live = await lookAt(r.session, [...must.keys(), ...expected]);
  return [...mismatches(live, must), ...(expected.length > 0 ? unexpected(live, course.plan) : [])];
}

function notAsPlanned(course: Course, wrong: readonly Mismatch[], kept: string): TidemarkError {
  const [first] = wrong;
  return new TidemarkError('NOT_AS_PLANNED', `after ${course.plan.plan}, ${first!.address} ${first!.what}; ${kept}`, {
    at: { object: first!.address },
    details: wrong.map((w) => `${w.address} ${w.what}`),
    next: 'tidemark status; an event trigger or another session may have changed what the plan did',
  });
}

function failed(r: Runner, course: Course, step: PlanStep, error: unknown): Error {
  if (error instanceof TidemarkError) return error;
  if (r.signal?.aborted === true) return interrupted(error);
  const { plan } = course.plan;
  return new TidemarkError('STEP_FAILED', `${plan} stopped at step ${course.n} of ${course.of}, "${step.step}": ${serverSays(error)}`, {
    at: { object: step.step },
    cause: error,
    next: 'tidemark status',
  });
}

export function interrupted(cause?: unknown): TidemarkError {
  return new TidemarkError('INTERRUPTED', 'interrupted; what was committed is recorded', { exit: 130, cause, next: 'tidemark status' });
}

export function stopped(r: { signal?: AbortSignal | undefined }): void {
  if (r.signal?.aborted === true) throw interrupted();
}
