// Owns one transaction of a run: fenced, under the settings that steps need, and honest about a COMMIT without an answer.
import { fence } from '../../ledger/runs.ts';
import { isLoss } from '../../session/server-says.ts';
import type { PgSession } from '../../session/session-pg.ts';
import { CommitUnknown, stopped, type Runner } from './runner.ts';

/** One transaction of this run. An error leaves nothing of it; an error on COMMIT is CommitUnknown. */
export async function transaction(r: Runner, body: () => Promise<void>, intent = false): Promise<void> {
  const { session } = r;
  await r.lock.check();
  stopped(r);
  await session.run('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
  try {
    await settings(session, { lock: r.lockTimeout, statement: 0, path: 'public', local: true });
    await fence(session, r.run);
    await body();
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
}

export async function settings(session: PgSession, to: { lock: number; statement: number; path: string; local: boolean }): Promise<void> {
  await session.rows(
    `SELECT pg_catalog.set_config('lock_timeout', $1, $4), pg_catalog.set_config('statement_timeout', $2, $4),
       pg_catalog.set_config('search_path', $3, $4), pg_catalog.set_config('check_function_bodies', 'off', $4)`,
    [String(to.lock), String(to.statement), to.path, to.local],
  );
}
