// Owns who may write: a run's row and token, the fence of its transactions, what becomes of runs that died.
import { TidemarkError } from '../../errors.ts';
import { sayable } from './kept-text.ts';
import type { Session } from '../session/session.ts';

/** This process's right to write. */
export interface Run {
  readonly id: string;
  readonly token: string;
}

export async function openRun(
  session: Session,
  run: { project: string; command: string; tool: string; allowed: readonly string[]; host: string; pid: number; batch: string | undefined },
): Promise<Run> {
  const [row] = await session.rows<Run>(
    `INSERT INTO tidemark.runs (project, command, tool, allowed, host, pid, batch, backend, backend_start)
     SELECT $1, $2, $3, $4, $5, $6, $7, pg_catalog.pg_backend_pid(),
       (SELECT a.backend_start FROM pg_catalog.pg_stat_activity a WHERE a.pid = pg_catalog.pg_backend_pid())
     RETURNING id, token`,
    [run.project, run.command, run.tool, run.allowed, run.host, run.pid, run.batch ?? null],
  );
  return row!;
}

/** Marks what a dead process left running; waits for its last transaction, which holds the row. Returns those runs. */
export async function abandonRuns(session: Session, project: string): Promise<{ id: string }[]> {
  return session.rows(`UPDATE tidemark.runs SET state = 'abandoned', finished_at = pg_catalog.now() WHERE project = $1 AND state = 'running' RETURNING id`, [
    project,
  ]);
}

export async function closeRun(session: Session, run: Run, state: 'done' | 'failed' | 'interrupted', error?: string): Promise<void> {
  await session.rows(`UPDATE tidemark.runs SET state = $3, finished_at = pg_catalog.now(), error = $4 WHERE id = $1 AND token = $2 AND state = 'running'`, [
    run.id,
    run.token,
    state,
    error === undefined ? null : await sayable(session, error),
  ]);
}

/** The worker's server process changed after a reconnect. */
export async function rebindRun(session: Session, run: Run): Promise<void> {
  await session.rows(
    `UPDATE tidemark.runs SET backend = pg_catalog.pg_backend_pid(),
       backend_start = (SELECT a.backend_start FROM pg_catalog.pg_stat_activity a WHERE a.pid = pg_catalog.pg_backend_pid())
     WHERE id = $1 AND token = $2 AND state = 'running'`,
    [run.id, run.token],
  );
}

/** First statement of every transaction of a run: nobody else may have taken over, and nobody can until this transaction ends. */
export async function fence(session: Session, run: Run): Promise<void> {
  const rows = await session.rows(`SELECT FROM tidemark.runs WHERE id = $1 AND token = $2 AND state = 'running' FOR SHARE`, [run.id, run.token]);
  if (rows.length === 0)
    throw new TidemarkError('RUN_TAKEN_OVER', 'another tidemark took over this run, because this one had lost its lock', { next: 'tidemark status' });
}
