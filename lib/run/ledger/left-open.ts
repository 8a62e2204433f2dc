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

export interface Undone {
  readonly module: string;
  /** That applied it. */
  readonly batch: string;
}

/** What rollbacks took back that did not end well, since another command ran or one ended well, or that is not recorded yet: said again, they go on. */
export async function undoneBefore(session: Session, project: string): Promise<Undone[]> {
  return session.rows(
    `SELECT p.module, ${batchOf('r')}::pg_catalog.text AS batch
     FROM tidemark.plans p JOIN tidemark.runs r ON r.id = p.applied_run JOIN tidemark.runs b ON b.id = p.rolled_back_run
     WHERE p.project = $1 AND p.state = 'rolled back' AND b.command = 'rollback' AND b.state <> 'done'
       AND (NOT p.captured OR b.id > (SELECT coalesce(pg_catalog.max(o.id), 0) FROM tidemark.runs o WHERE o.project = $1 AND (o.state = 'done' OR o.command <> 'rollback')))`,
    [project],
  );
}
