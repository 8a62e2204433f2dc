// Owns a plan's way through its moves, and what happens when the link is cut while a COMMIT is on its way.
import { setTimeout as sleep } from 'node:timers/promises';
import { TidemarkError } from '../../../errors.ts';
import { connect } from '../../target/connect.ts';
import { CommitUnknown, type Course, type Runner } from './runner.ts';
import { runMove } from './move.ts';
import { rebindRun } from '../../ledger/runs.ts';
import type { Move, Position } from '../../ledger/moves.ts';
import { isLoss, serverSays } from '../../session/server-says.ts';
import type { PgSession } from '../../session/session-pg.ts';

/** Runs the moves from `at` on; without any, only what the ledger says of the plan changes. */
export async function runCourse(r: Runner, course: Course, at: Position, route: readonly Move[]): Promise<void> {
  const none: Move = { path: `${at.track}/${at.done}`, segment: { transaction: true, steps: [] }, from: at, then: at };
  for (const [n, move] of (route.length === 0 ? [none] : route).entries()) {
    try {
      await runMove(r, course, move, n >= route.length - 1);
    } catch (error) {
      await orCommitted(r, course, move.then, error);
    }
  }
}

/** Throws the error of a boundary, unless it was that the answer to its COMMIT is missing and the server did commit it. */
export async function orCommitted(r: Runner, course: Course, then: Position, error: unknown): Promise<void> {
  if (!(error instanceof CommitUnknown)) throw cut(error);
  // What the boundary did may or may not be there: the ledger row that committed with it knows.
  if (await r.gate.alone(() => committed(r, course, then, error))) return;
  throw new TidemarkError(
    'CONNECTION_LOST',
    `the connection was cut while ${course.plan.plan} committed; ${error.intent ? 'the next step had not begun' : 'the server did not commit it'}`,
    { cause: error, next: `tidemark ${course.goal === 'applied' ? 'apply' : 'rollback'} goes on from there` },
  );
}

function cut(error: unknown): unknown {
  const cause = error instanceof TidemarkError ? error.options.cause : error;
  if (!isLoss(cause)) return error;
  return new TidemarkError('CONNECTION_LOST', `the connection was lost: ${(cause as Error).message}; what was committed is recorded`, {
    cause: error,
    next: 'tidemark status',
  });
}

/** Asks on a new connection, once the old transaction has ended. Goes on there if the lock is still ours. */
async function committed(r: Runner, course: Course, then: Position, cause: CommitUnknown): Promise<boolean> {
  const lost = (why: string): TidemarkError =>
    new TidemarkError('CONNECTION_LOST', `the connection was cut while ${course.plan.plan} committed, and ${why}`, { cause, next: 'tidemark status' });
  let target;
  for (let n = 0; target === undefined; n += 1) {
    target = await connect(r.target.setting, { write: true, signal: r.signal }).catch(async (error: unknown) => {
      if (n >= 5) throw lost(`the server cannot be asked what became of it: ${(error as Error).message}`);
      await sleep(500 * (n + 1));
      return undefined;
    });
  }
  const { session, close } = target;
  const row = await recorded(session, r, course, then).catch(async (error: Error) => {
    await close().catch(() => undefined); // the first error is the one to tell
    throw lost(`the server did not say what became of it: ${serverSays(error)}`);
  });
  try {
    await r.lock.check();
  } catch (error) {
    await close();
    throw lost(
      `${row !== undefined ? 'it did commit' : cause.intent ? 'the next step had not begun' : 'it did not'}; the lock was lost with the connection${error instanceof TidemarkError ? '' : ` (${String(error)})`}`,
    );
  }
  await r.session.close().catch(() => undefined); // it is gone
  r.session = session;
  await rebindRun(session, r.run);
  if (row !== undefined) course.id = row.id;
  return row !== undefined;
}

/** The plan's row where it stands at `then`, asked when the lost transaction has ended. */
async function recorded(session: PgSession, r: Runner, { plan }: Course, then: Position): Promise<{ id: string } | undefined> {
  // The lost transaction holds this row until it ends; other workers of this run stand still.
  await session.rows(`SELECT pg_catalog.set_config('lock_timeout', '60000', false)`);
  await session.rows('SELECT FROM tidemark.runs WHERE id = $1 FOR UPDATE', [r.run.id]);
  await session.rows(`SELECT pg_catalog.set_config('lock_timeout', '0', false)`);
  const [row] = await session.rows<{ id: string }>(
    `SELECT id FROM tidemark.plans WHERE project = $1 AND name = $2 AND seal = $3 AND track = $4 AND done = $5 AND undone IS NOT DISTINCT FROM $6 ORDER BY id DESC LIMIT 1`,
    [r.project, plan.plan, plan.seal, then.track, then.done, then.undone],
  );
  return row;
}
