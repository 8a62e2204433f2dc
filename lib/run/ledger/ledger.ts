// Owns every query on the ledger: what ran on this target, who runs, and the catalog as it was left. Schema "tidemark".
import { parseAddress, keyOf, show, type Key } from '../../catalog/address.ts';
import type { CatalogObject, Printer } from '../../catalog/catalog.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { forbidden, readable } from './access.ts';
import type { Position } from './moves.ts';
import type { Session } from '../session/session.ts';

/** Readers of one format understand every ledger of it. */
export const LEDGER_FORMAT = 1;

export interface PlanRow {
  readonly id: string;
  readonly module: string;
  readonly name: string;
  readonly seal: string;
  /** The parent's seal. */
  readonly parent: string | null;
  readonly state: 'partial' | 'applied' | 'rolled back';
  readonly at: Position;
  readonly captured: boolean;
  readonly held: boolean;
  readonly appliedRun: string | null;
  readonly appliedAt: string | null;
}

export interface RunRow {
  readonly id: string;
  readonly command: string;
  readonly state: string;
  readonly host: string;
  readonly pid: number;
  readonly backend: number | null;
  /** Does that server process still work for it? */
  readonly alive: boolean;
  readonly startedAt: string;
}

/** What a project's ledger holds. `plans`: the live ones in the order they were applied, then those that are rolled back and held. */
export interface Ledger {
  readonly plans: readonly PlanRow[];
  readonly held: readonly PlanRow[];
  readonly running: RunRow | undefined;
}

/** True when this database has a ledger. Throws LEDGER_NEWER, LEDGER_FORBIDDEN. */
export async function hasLedger(session: Session): Promise<boolean> {
  const [row] = await session.rows<{ there: boolean; allowed: boolean | null }>(
    `SELECT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'identity') AS there, pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS allowed
     FROM pg_catalog.pg_namespace n WHERE n.nspname = 'tidemark'`,
  );
  if (row?.there !== true) return false;
  if (row.allowed !== true) throw await forbidden(session, 'read');
  const [identity] = await readable(session, session.rows<{ format: number }>('SELECT format FROM tidemark.identity'));
  if (identity !== undefined && identity.format > LEDGER_FORMAT) throw newerLedger(`it has format ${identity.format} and this tidemark reads ${LEDGER_FORMAT}`);
  return true;
}

export function newerLedger(why: string): TidemarkError {
  return new TidemarkError('LEDGER_NEWER', `the ledger of this database was written by a newer tidemark: ${why}`, { exit: 3, next: 'use the newer tidemark' });
}

interface RawPlan extends Omit<PlanRow, 'at'> {
  readonly track: 'up' | 'down';
  readonly done: number;
  readonly undone: number | null;
}

export async function readLedger(session: Session, project: string): Promise<Ledger> {
  const rows = await readable(
    session,
    session.rows<RawPlan>(
      `SELECT p.id, p.module, p.name, p.seal, p.parent, p.state, p.track, p.done, p.undone, p.captured, p.held,
         p.applied_run AS "appliedRun", pg_catalog.to_json(p.applied_at) #>> '{}' AS "appliedAt"
       FROM tidemark.plans p
       WHERE p.project = $1 AND (p.state <> 'rolled back' OR (p.held AND NOT EXISTS (
         SELECT FROM tidemark.plans q WHERE q.project = p.project AND q.name = p.name AND q.id > p.id)))
       ORDER BY p.id`,
      [project],
    ),
  );
  const [running] = await readable(
    session,
    session.rows<RunRow>(
      `SELECT r.id, r.command, r.state, r.host, r.pid, r.backend, pg_catalog.to_json(r.started_at) #>> '{}' AS "startedAt",
         EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.pid = r.backend AND a.backend_start = r.backend_start) AS alive
       FROM tidemark.runs r WHERE r.project = $1 AND r.state = 'running'`,
      [project],
    ),
  );
  const plans = rows.map(({ track, done, undone, ...row }): PlanRow => ({ ...row, at: { track, done, undone } }));
  return { plans: plans.filter((p) => p.state !== 'rolled back'), held: plans.filter((p) => p.state === 'rolled back'), running };
}

/** The text of a plan as it was applied. */
export async function planBody(session: Session, id: string): Promise<string> {
  const [row] = await session.rows<{ body: string }>('SELECT body FROM tidemark.plans WHERE id = $1', [id]);
  if (row === undefined) throw new Error(`the ledger lost plan ${id}`);
  return row.body;
}

// ---- runs

/** This process's right to write. */
export interface Run {
  readonly id: string;
  readonly token: string;
}

export async function openRun(
  session: Session,
  run: { project: string; command: string; tool: string; allowed: readonly string[]; host: string; pid: number },
): Promise<Run> {
  const [row] = await session.rows<Run>(
    `INSERT INTO tidemark.runs (project, command, tool, allowed, host, pid, backend, backend_start)
     SELECT $1, $2, $3, $4, $5, $6, pg_catalog.pg_backend_pid(),
       (SELECT a.backend_start FROM pg_catalog.pg_stat_activity a WHERE a.pid = pg_catalog.pg_backend_pid())
     RETURNING id, token`,
    [run.project, run.command, run.tool, run.allowed, run.host, run.pid],
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
    error ?? null,
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

// ---- plans and steps, inside a transaction that holds the fence

export async function insertPlan(session: Session, run: Run, project: string, plan: PlanFile, text: string): Promise<string> {
  const module = plan.plan.slice(0, plan.plan.indexOf('/'));
  const [row] = await session.rows<{ id: string }>(
    `INSERT INTO tidemark.plans (project, module, name, seal, parent, body, state, applied_run) VALUES ($1, $2, $3, $4, $5, $6, 'partial', $7) RETURNING id`,
    [project, module, plan.plan, plan.seal, plan.parent?.seal ?? null, text, run.id],
  );
  return row!.id;
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

export async function releasePlans(session: Session, project: string, modules: readonly string[]): Promise<void> {
  await session.rows(`UPDATE tidemark.plans SET held = false WHERE project = $1 AND held AND module = ANY ($2)`, [project, modules]);
}

export async function markCaptured(session: Session, project: string): Promise<void> {
  await session.rows('UPDATE tidemark.plans SET captured = true WHERE project = $1 AND NOT captured', [project]);
}

/** Plans whose effect the recorded catalog does not show yet: a run ended before it could. */
export async function uncaptured(session: Session, project: string): Promise<{ id: string; module: string; body: string }[]> {
  return session.rows('SELECT id, module, body FROM tidemark.plans WHERE project = $1 AND NOT captured ORDER BY id', [project]);
}

// ---- the recorded catalog

export interface Recorded {
  readonly objects: ReadonlyMap<Key, CatalogObject>;
  /** By module. */
  readonly printers: ReadonlyMap<string, Printer>;
  /** The role that "@runner" stands for in it; undefined before the first run. */
  readonly runner: string | undefined;
}

/** The catalog as the last run left it; objects carry their module. */
export async function readRecorded(session: Session, project: string): Promise<Recorded> {
  const snapshots = await readable(
    session,
    session.rows<{ module: string; printer: Printer; runner: string }>(
      'SELECT module, printer, runner FROM tidemark.snapshots WHERE project = $1 ORDER BY taken_at',
      [project],
    ),
  );
  const rows = await readable(
    session,
    session.rows<{ module: string; address: string; object: Omit<CatalogObject, 'at' | 'module'> }>(
      'SELECT module, address, object FROM tidemark.objects WHERE project = $1',
      [project],
    ),
  );
  const objects = new Map<Key, CatalogObject>();
  for (const { module, address, object } of rows) {
    const at = parseAddress(address);
    objects.set(keyOf(at), { at, ...object, module });
  }
  return { objects, printers: new Map(snapshots.map((s) => [s.module, s.printer])), runner: snapshots[0]?.runner };
}

export async function writeRecorded(
  session: Session,
  run: Run,
  project: string,
  printer: Printer,
  change: { put: readonly CatalogObject[]; gone: readonly CatalogObject[]; modules: readonly string[]; runner: string | undefined },
): Promise<void> {
  await session.rows(
    `INSERT INTO tidemark.snapshots (project, module, printer, run, runner) SELECT $1, m, $3, $4, coalesce($5, current_user) FROM pg_catalog.unnest($2::text[]) AS m
     ON CONFLICT ON CONSTRAINT snapshots_pkey DO UPDATE SET printer = excluded.printer, run = excluded.run, taken_at = pg_catalog.now()`,
    [project, change.modules, JSON.stringify(printer), run.id, change.runner ?? null],
  );
  if (change.gone.length > 0)
    await session.rows('DELETE FROM tidemark.objects WHERE project = $1 AND address = ANY ($2)', [project, change.gone.map((o) => show(o.at))]);
  const size = 2_000; // objects per message: a message has a limit, and a server a memory
  for (let n = 0; n < change.put.length; n += size) {
    const rows = change.put
      .slice(n, n + size)
      .map(({ at, within, attrs, ordinal, module }) => ({ module, address: show(at), object: { within, attrs, ordinal } }));
    await session.rows(
      `INSERT INTO tidemark.objects (project, module, address, object)
       SELECT $1, o.module, o.address, o.object FROM pg_catalog.jsonb_to_recordset($2) AS o(module text, address text, object jsonb)
       ON CONFLICT ON CONSTRAINT objects_pkey DO UPDATE SET module = excluded.module, object = excluded.object`,
      [project, JSON.stringify(rows)],
    );
  }
}

// ---- which database this is

export async function identify(session: Session): Promise<void> {
  await session.rows(
    `INSERT INTO tidemark.identity (database_oid, system_identifier)
     SELECT d.oid, $1 FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database() ON CONFLICT ON CONSTRAINT identity_pkey DO NOTHING`,
    [await systemIdentifier(session)],
  );
}

/** A sentence when this database is not the one the ledger was made in: a copy, or a restored backup. */
export async function moved(session: Session): Promise<string | undefined> {
  const [row] = await session.rows<{ same: boolean; name: string; system: string | null }>(
    `SELECT i.database_oid = d.oid AS same, i.database_name AS name, i.system_identifier AS system
     FROM tidemark.identity i, pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`,
  );
  if (row === undefined) return undefined;
  const system = await systemIdentifier(session);
  if (row.same && (row.system === null || system === null || row.system === system)) return undefined;
  return `the ledger was made in another database (${row.name}): this one is a copy or a restored backup`;
}

async function systemIdentifier(session: Session): Promise<string | null> {
  const [may] = await session.rows<{ may: boolean }>(`SELECT pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS may`);
  if (may?.may !== true) return null;
  const [row] = await session.rows<{ id: string }>('SELECT system_identifier::pg_catalog.text AS id FROM pg_catalog.pg_control_system()');
  return row?.id ?? null;
}

// ---- for status

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
