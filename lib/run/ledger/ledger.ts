// Owns reading the ledger, schema "tidemark": what ran on this target and who runs.
import { TidemarkError } from '../../errors.ts';
import { forbidden, readable } from './access.ts';
import { unkept } from './kept-text.ts';
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
  /** Not run: what it makes was there already, and only its row was written. */
  readonly how: 'run' | 'baseline' | 'adopted' | 'checkpoint';
  readonly appliedRun: string | null;
  /** The first run of the command that applied it; plans of one batch are taken back together. */
  readonly batch: string | null;
  readonly appliedAt: string | null;
}

export interface RunRow {
  readonly id: string;
  readonly command: string;
  readonly state: string;
  readonly host: string;
  readonly pid: number;
  readonly backend: number | null;
  /** Does that server process still work for it? Taken for so where it cannot be seen. */
  readonly alive: boolean;
  /** This is a replica: only the primary knows whether it is at work or died. */
  readonly elsewhere: boolean;
  readonly startedAt: string;
}

/** What a project's ledger holds. `plans`: the live ones in the order they were applied, then those that are rolled back and held. */
export interface Ledger {
  readonly plans: readonly PlanRow[];
  readonly held: readonly PlanRow[];
  readonly running: RunRow | undefined;
  /** The recorded catalog lacks what some plan did, or what its rollback did: a run ended before it could say so. */
  readonly uncaptured: boolean;
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

/** Of a row of runs; older ledgers have no such column. */
export const batchOf = (run: string): string => `coalesce((pg_catalog.to_jsonb(${run}) ->> 'batch')::pg_catalog.int8, ${run}.id)`;

export async function readLedger(session: Session, project: string): Promise<Ledger> {
  const rows = await readable(
    session,
    session.rows<RawPlan>(
      `SELECT p.id, p.module, p.name, p.seal, p.parent, p.state, p.track, p.done, p.undone, p.captured, p.held,
         coalesce(pg_catalog.to_jsonb(p) ->> 'how', 'run') AS how, p.applied_run AS "appliedRun",
         (SELECT ${batchOf('r')} FROM tidemark.runs r WHERE r.id = p.applied_run) AS batch, pg_catalog.to_json(p.applied_at) #>> '{}' AS "appliedAt"
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
         pg_catalog.pg_is_in_recovery() AS elsewhere, pg_catalog.pg_is_in_recovery()
           OR EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.pid = r.backend AND coalesce(a.backend_start = r.backend_start, true)) AS alive
       FROM tidemark.runs r WHERE r.project = $1 AND r.state = 'running'`,
      [project],
    ),
  );
  const [rest] = await session.rows<{ uncaptured: boolean }>('SELECT EXISTS (SELECT FROM tidemark.plans WHERE project = $1 AND NOT captured) AS uncaptured', [
    project,
  ]);
  const plans = rows.map(({ track, done, undone, ...row }): PlanRow => ({ ...row, at: { track, done, undone } }));
  return { plans: plans.filter((p) => p.state !== 'rolled back'), held: plans.filter((p) => p.state === 'rolled back'), running, uncaptured: rest!.uncaptured };
}

/** The text of a plan as it was applied. Throws LEDGER_DAMAGED when it is not the one whose seal was recorded. */
export async function planBody(session: Session, id: string): Promise<string> {
  const [row] = await session.rows<{ body: string; name: string; seal: string }>('SELECT body, name, seal FROM tidemark.plans WHERE id = $1', [id]);
  if (row === undefined) throw new Error(`the ledger lost plan ${id}`);
  const text = unkept(row.body);
  if (text.includes(row.seal)) return text;
  throw new TidemarkError('LEDGER_DAMAGED', `the ledger's copy of ${row.name} is not the plan that was applied: its seal is another`, {
    exit: 3,
    at: { object: row.name },
    next: `restore that row of tidemark.plans from a backup; its body is the text of plans/${row.name}.plan.yaml, if there is that file, with the seal ${row.seal}`,
  });
}

/** Names of what is applied, and of the plans that a checkpoint among them stands for. */
export async function fulfilled(session: Session, project: string, ledger: Ledger): Promise<string[]> {
  const applied = ledger.plans.filter((p) => p.state === 'applied').map((p) => p.name);
  if (applied.length === 0) return [];
  const rows = await session.rows<{ body: string }>(
    `SELECT body FROM tidemark.plans WHERE project = $1 AND state = 'applied' AND pg_catalog.strpos(body, pg_catalog.chr(10) || 'checkpoint: sha256:') > 0`,
    [project],
  );
  if (rows.length === 0) return applied;
  const { readPlan } = await import('../../format/read.ts');
  return [...applied, ...rows.flatMap((r) => readPlan(unkept(r.body), "the ledger's copy of a checkpoint").replaces ?? [])];
}
