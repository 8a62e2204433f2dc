// Owns the rows that say how far plans have come, written inside a transaction that holds the fence.
import type { PlanFile } from '../../format/plan.generated.ts';
import { kept, unkept } from './kept-text.ts';
import type { PlanRow } from './ledger.ts';
import type { Position } from './moves.ts';
import type { Run } from './runs.ts';
import type { Session } from '../session/session.ts';

export async function insertPlan(session: Session, run: Run, project: string, plan: PlanFile, text: string): Promise<string> {
  const module = plan.plan.slice(0, plan.plan.indexOf('/'));
  const [row] = await session.rows<{ id: string }>(
    `INSERT INTO tidemark.plans (project, module, name, seal, parent, body, state, applied_run) VALUES ($1, $2, $3, $4, $5, $6, 'partial', $7) RETURNING id`,
    [project, module, plan.plan, plan.seal, plan.parent?.seal ?? null, await kept(session, text), run.id],
  );
  return row!.id;
}

/** A plan that does not run here: what it makes is there already. */
export async function recordPlan(
  session: Session,
  run: Run,
  project: string,
  plan: PlanFile,
  text: string,
  how: Exclude<PlanRow['how'], 'run'>,
): Promise<void> {
  const module = plan.plan.slice(0, plan.plan.indexOf('/'));
  await session.rows(
    `INSERT INTO tidemark.plans (project, module, name, seal, parent, body, state, done, captured, how, applied_run, applied_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'applied', $7, true, $8, $9, pg_catalog.now())`,
    [project, module, plan.plan, plan.seal, plan.parent?.seal ?? null, await kept(session, text), plan.up.length, how, run.id],
  );
}

/** A plan that was only recorded is no longer: nothing ran, so nothing is different. */
export async function forgetPlan(session: Session, run: Run, id: string): Promise<void> {
  await session.rows(
    `UPDATE tidemark.plans SET state = 'rolled back', rolled_back_run = $2, rolled_back_at = pg_catalog.now()
     WHERE id = $1 AND EXISTS (SELECT FROM tidemark.runs WHERE id = $2 AND token = $3 AND state = 'running')`,
    [id, run.id, run.token],
  );
}

export async function movePlan(session: Session, run: Run, id: string, at: Position, state: PlanRow['state'], hold = false): Promise<void> {
  await session.rows(
    `UPDATE tidemark.plans SET track = $2, done = $3, undone = $4, state = $5, captured = false,
       applied_at = CASE WHEN $5 = 'applied' THEN pg_catalog.now() ELSE applied_at END,
       applied_run = CASE WHEN $5 = 'applied' THEN $6 ELSE applied_run END,
       rolled_back_at = CASE WHEN $5 = 'rolled back' THEN pg_catalog.now() ELSE rolled_back_at END,
       rolled_back_run = CASE WHEN $5 = 'rolled back' THEN $6 ELSE rolled_back_run END,
       held = $7
     WHERE id = $1`,
    [id, at.track, at.done, at.undone, state, run.id, hold],
  );
}

export interface StepRow {
  readonly step: number;
  readonly does: string;
  readonly state: 'started' | 'done' | 'undone';
}

export async function stepsOf(session: Session, plan: string, path: string): Promise<StepRow[]> {
  return session.rows('SELECT step, does, state FROM tidemark.steps WHERE plan = $1 AND path = $2 ORDER BY step', [plan, path]);
}

export async function writeSteps(
  session: Session,
  run: Run,
  plan: string,
  path: string,
  steps: readonly { step: number; does: string; state: StepRow['state']; probe?: string | undefined }[],
): Promise<void> {
  if (steps.length === 0) return;
  await session.rows(
    `INSERT INTO tidemark.steps (plan, path, step, does, state, probe, run, finished_at)
     SELECT $1, $2, s.step, s.does, s.state, s.probe, $3, CASE WHEN s.state = 'done' THEN pg_catalog.clock_timestamp() END
     FROM pg_catalog.jsonb_to_recordset($4) AS s(step integer, does text, state text, probe text)
     ON CONFLICT ON CONSTRAINT steps_pkey DO UPDATE SET state = excluded.state, run = excluded.run, probe = coalesce(excluded.probe, steps.probe),
       started_at = CASE WHEN excluded.state = 'done' AND steps.state = 'started' THEN steps.started_at ELSE pg_catalog.clock_timestamp() END,
       finished_at = excluded.finished_at`,
    [plan, path, run.id, JSON.stringify(steps)],
  );
}

/** The steps of a segment whose effect is gone again, and those that took it away. */
export async function undoneSteps(session: Session, plan: string, path: string): Promise<void> {
  await session.rows(`UPDATE tidemark.steps SET state = 'undone' WHERE plan = $1 AND (path = $2 OR pg_catalog.starts_with(path, $3))`, [
    plan,
    path,
    `${path}/undo/`,
  ]);
}

export async function releasePlans(session: Session, held: readonly Pick<PlanRow, 'id'>[]): Promise<void> {
  if (held.length === 0) return;
  await session.rows(`UPDATE tidemark.plans SET held = false WHERE held AND id = ANY ($1::pg_catalog.int8[])`, [held.map((p) => p.id)]);
}

export async function markCaptured(session: Session, project: string): Promise<void> {
  await session.rows('UPDATE tidemark.plans SET captured = true WHERE project = $1 AND NOT captured', [project]);
}

interface Uncaptured {
  readonly id: string;
  readonly module: string;
  readonly name: string;
  readonly body: string;
  readonly state: PlanRow['state'];
}

/** Plans whose effect the recorded catalog does not show yet: a run ended before it could. */
export async function uncaptured(session: Session, project: string): Promise<Uncaptured[]> {
  const rows = await session.rows<Uncaptured>('SELECT id, module, name, body, state FROM tidemark.plans WHERE project = $1 AND NOT captured ORDER BY id', [
    project,
  ]);
  return rows.map((row) => ({ ...row, body: unkept(row.body) }));
}
