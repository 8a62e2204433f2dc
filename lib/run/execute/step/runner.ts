// What a run needs to write, a plan on its way, and how both are told to have stopped.
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanStep } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import type { Mismatch } from '../../introspect/look.ts';
import type { Listener } from '../../ledger/events.ts';
import type { Lock } from '../../ledger/lock.ts';
import type { Run } from '../../ledger/runs.ts';
import { serverSays } from '../../session/server-says.ts';
import type { Gate } from '../crew/gate.ts';
import type { PgSession } from '../../session/session-pg.ts';
import type { Target } from '../../target/connect.ts';

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
  /** Between the workers of this run. */
  readonly gate: Gate;
}

/** A plan on its way. `id` is empty until its row is written. */
export interface Course {
  readonly plan: PlanFile;
  readonly text: string;
  id: string | undefined;
  readonly goal: 'applied' | 'gone';
  readonly hold: boolean;
  /** On a way back that a person asked for: the codes this command accepts. Rows that came since are refused without. */
  readonly accepts?: readonly string[] | undefined;
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

export function notAsPlanned(course: Course, wrong: readonly Mismatch[], kept: string): TidemarkError {
  const [first] = wrong;
  return new TidemarkError('NOT_AS_PLANNED', `after ${course.plan.plan}, ${first!.address} ${first!.what}; ${kept}`, {
    at: { object: first!.address },
    details: wrong.map((w) => `${w.address} ${w.what}`),
    next: 'tidemark status; an event trigger or another session may have changed what the plan did',
  });
}

export function failed(r: Runner, course: Course, step: PlanStep, error: unknown): Error {
  if (error instanceof TidemarkError) return error;
  if (r.signal?.aborted === true) return interrupted(error);
  const { plan } = course.plan;
  return new TidemarkError('STEP_FAILED', `${plan} stopped at step ${course.n} of ${course.of}, "${step.step}": ${serverSays(error, step.sql)}`, {
    at: { object: subjectOf(step.step) },
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
