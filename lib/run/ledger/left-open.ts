// Owns what the ledger says of runs that did not end well. For status.
import { batchOf } from './ledger.ts';
import type { Session } from '../session/session.ts';

export interface OpenStep {
  readonly plan: string;
  readonly path: string;
  readonly step: number;
  readonly does: string;
  readonly startedAt: string;
}

/** Statements outside a transaction that were begun and not recorded as done. */
export async function openSteps(session: Session, project: string): Promise<OpenStep[]> {
  return session.rows(
    `SELECT s.plan, s.path, s.step, s.does, pg_catalog.to_json(s.started_at) #>> '{}' AS "startedAt" FROM tidemark.steps s JOIN tidemark.plans p ON p.id = s.plan
     WHERE p.project = $1 AND p.state = 'partial' AND s.state = 'started' ORDER BY s.plan, s.path, s.step`,
    [project],
  );
}

/** Why the newest run that did not end well did not. */
export async function lastFailure(
  session: Session,
  project: string,
): Promise<{ command: string; state: string; error: string | null; finishedAt: string | null } | undefined> {
  const [row] = await session.rows<{ command: string; state: string; error: string | null; finishedAt: string | null }>(
    `SELECT command, state, error, pg_catalog.to_json(finished_at) #>> '{}' AS "finishedAt" FROM tidemark.runs WHERE project = $1 ORDER BY id DESC LIMIT 1`,
    [project],
  );
  return row === undefined || row.state === 'done' || row.state === 'running' ? undefined : row;
}

/** The newest run whose plans that rollback had taken back; 0 when there is none. */
export async function undoneBefore(session: Session, rollback: string): Promise<number> {
  const [row] = await session.rows<{ run: string | null }>(
    `SELECT pg_catalog.max(${batchOf('r')})::pg_catalog.text AS run FROM tidemark.plans p JOIN tidemark.runs r ON r.id = p.applied_run WHERE p.rolled_back_run = $1`,
    [rollback],
  );
  return Number(row?.run ?? 0);
}
