// Owns what the ledger knows of data scripts: claimed before they run, done with what they did.
import { readable } from './access.ts';
import type { Run } from './runs.ts';
import type { Session } from '../session/session.ts';

export interface ScriptRow {
  readonly name: string;
  readonly seal: string;
  /** started and not running any more: it was interrupted or it failed. */
  readonly state: 'started' | 'done';
  readonly startedAt: string;
}

export async function scriptRows(session: Session, project: string): Promise<ScriptRow[]> {
  return readable(
    session,
    session.rows(
      `SELECT name, seal, state, pg_catalog.to_json(started_at) #>> '{}' AS "startedAt" FROM tidemark.scripts WHERE project = $1 ORDER BY started_at, name`,
      [project],
    ),
  );
}

/** Within a transaction that holds the fence. */
export async function claimScript(session: Session, run: Run, project: string, script: { readonly name: string; readonly seal: string }): Promise<void> {
  await session.rows(
    `INSERT INTO tidemark.scripts (project, name, seal, state, run) VALUES ($1, $2, $3, 'started', $4)
     ON CONFLICT ON CONSTRAINT scripts_pkey DO UPDATE SET seal = excluded.seal, state = 'started', run = excluded.run, started_at = pg_catalog.now(), finished_at = NULL`,
    [project, script.name, script.seal, run.id],
  );
}

/** In the transaction that holds what the script did. */
export async function finishScript(session: Session, project: string, name: string): Promise<void> {
  await session.rows(`UPDATE tidemark.scripts SET state = 'done', finished_at = pg_catalog.clock_timestamp() WHERE project = $1 AND name = $2`, [
    project,
    name,
  ]);
}

/** Within a transaction: as if it had not been claimed. */
export async function leaveScript(session: Session, project: string, name: string): Promise<void> {
  await session.rows(`DELETE FROM tidemark.scripts WHERE project = $1 AND name = $2 AND state = 'started'`, [project, name]);
}
