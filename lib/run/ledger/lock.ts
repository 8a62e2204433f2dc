// Owns the right to be the only runner of a project: a session advisory lock on a connection of its own, polled, never waited on.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TidemarkError } from '../../errors.ts';
import type { Target } from '../target/connect.ts';
import type { Blocker, Listener } from './events.ts';
import type { Session } from '../session/session.ts';
import type { PgSession } from '../session/session-pg.ts';

/** As pg_stat_progress_create_index has it. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  /** 0 where the server cannot tell. */
  readonly of: number;
}

export interface Lock {
  /** Throws LOCK_LOST when the lock is no longer ours. */
  check(): Promise<void>;
  /** Who the given server process waits for. */
  blockers(pid: number): Promise<Blocker[]>;
  /** How far the build is that the given server process is at. */
  progress(pid: number): Promise<Progress | undefined>;
  /** Asks the server to cancel what that process runs. */
  cancel(pid: number): Promise<void>;
  release(): Promise<void>;
}

const CLASS = 0x7469_6465; // "tide"

/** The second half of the advisory lock's key; the first is the same for every project. */
export function lockKey(project: string): number {
  return createHash('sha256').update(project).digest().readInt32BE(0);
}

/** Waits up to `wait` milliseconds. Throws LOCK_TIMEOUT naming the holder. A PGlite directory is locked by being open. */
export async function takeLock(target: Target, project: string, options: { wait: number; on: Listener; signal?: AbortSignal | undefined }): Promise<Lock> {
  if (target.another === undefined) {
    return {
      check: async () => undefined,
      blockers: async () => [],
      progress: async () => undefined,
      cancel: async () => undefined,
      release: async () => undefined,
    };
  }
  const session = await target.another();
  try {
    await poll(session, project, options);
  } catch (error) {
    await session.close().catch(() => undefined); // the first error is the one to tell
    throw error;
  }
  return heldBy(session, project);
}

async function poll(session: PgSession, project: string, options: { wait: number; on: Listener; signal?: AbortSignal | undefined }): Promise<void> {
  const from = Date.now();
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 2_000)) {
    options.signal?.throwIfAborted();
    const [row] = await session.rows<{ got: boolean }>('SELECT pg_catalog.pg_try_advisory_lock($1, $2) AS got', [CLASS, lockKey(project)]);
    if (row!.got) return;
    const waited = Date.now() - from;
    const holder = await holderOf(session, project);
    if (waited >= options.wait) {
      throw new TidemarkError('LOCK_TIMEOUT', `another tidemark works on project ${project} here: ${holder}`, {
        next: 'wait for it, or try again with a longer --wait',
      });
    }
    options.on({ is: 'waiting', for: 'lock', holder, seconds: Math.round(waited / 1000) });
    await sleep(Math.min(pause * (0.5 + Math.random()), options.wait - waited + 1), undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

/** Transactions without a process that have what this one waits for. */
const preparedInTheWay = `SELECT x.transactionid FROM pg_catalog.pg_locks w
  JOIN pg_catalog.pg_locks h ON h.pid IS NULL AND h.granted AND h.locktype = w.locktype
    AND h.relation IS NOT DISTINCT FROM w.relation AND h.transactionid IS NOT DISTINCT FROM w.transactionid
  JOIN pg_catalog.pg_locks x ON x.pid IS NULL AND x.locktype = 'transactionid' AND x.virtualtransaction = h.virtualtransaction
  WHERE w.pid = $1 AND NOT w.granted`;

const held = `FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
  AND l.classid::pg_catalog.int8 = $1 AND l.objid::pg_catalog.int8 = $2`;

function heldKey(project: string): number[] {
  return [CLASS, lockKey(project) >>> 0];
}

/** Is somebody the runner of this project here? A PGlite directory that others can open has none. */
export async function isLockHeld(session: Session, project: string): Promise<boolean> {
  const [row] = await session.rows<{ held: boolean }>(`SELECT EXISTS (SELECT ${held}) AS held`, heldKey(project));
  return row!.held;
}

async function holderOf(session: PgSession, project: string): Promise<string> {
  const [row] = await session.rows<{ pid: number; user: string | null; address: string | null; since: number | null }>(
    `SELECT l.pid, a.usename AS user, pg_catalog.host(a.client_addr) AS address, pg_catalog.date_part('epoch', pg_catalog.now() - a.backend_start)::pg_catalog.int4 AS since
     ${held.replace('pg_locks l', 'pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid')}`,
    heldKey(project),
  );
  if (row === undefined) return 'it has just finished';
  return `server process ${row.pid}${row.user === null ? '' : ` of ${row.user}`}${row.address === null ? '' : ` from ${row.address}`}${row.since === null ? '' : `, connected for ${row.since} s`}`;
}

function heldBy(session: PgSession, project: string): Lock {
  const lost = (cause?: unknown): TidemarkError =>
    new TidemarkError('LOCK_LOST', 'the connection that holds the lock is gone, so this run stops before its next step', { cause, next: 'tidemark status' });
  return {
    async check() {
      if (session.lost() !== undefined) throw lost(session.lost());
      // Asked again each time: behind a pooler the lock may be in another session than this one.
      const rows = await session.rows(`SELECT ${held} AND l.pid = pg_catalog.pg_backend_pid()`, heldKey(project)).catch((error: unknown) => {
        throw lost(error);
      });
      if (rows.length === 0) throw lost();
    },
    blockers: (pid) =>
      session.rows<Blocker>(
        `SELECT a.pid, NULL::pg_catalog.text AS prepared, a.application_name AS application, coalesce(a.usename, '') AS user, coalesce(a.state, '') AS state,
           upper(coalesce(pg_catalog.substring(a.query, '^[[:space:]]*([A-Za-z]+)'), '')) AS query,
           coalesce(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start), 0)::pg_catalog.int4 AS seconds
         FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1)) AS b(pid) JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
         UNION ALL SELECT 0, p.gid, '', p.owner::pg_catalog.text, '', '', pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - p.prepared)::pg_catalog.int4
         FROM pg_catalog.pg_prepared_xacts p WHERE 0 = ANY (pg_catalog.pg_blocking_pids($1)) AND p.transaction IN (${preparedInTheWay})`,
        [pid],
      ),
    async progress(pid) {
      const [row] = await session.rows<Progress>(
        `SELECT p.phase, CASE WHEN p.blocks_total > 0 THEN p.blocks_done ELSE p.tuples_done END::pg_catalog.float8 AS done,
           CASE WHEN p.blocks_total > 0 THEN p.blocks_total ELSE p.tuples_total END::pg_catalog.float8 AS "of"
         FROM pg_catalog.pg_stat_progress_create_index p WHERE p.pid = $1`,
        [pid],
      );
      return row;
    },
    async cancel(pid) {
      await session.rows('SELECT pg_catalog.pg_cancel_backend($1)', [pid]);
    },
    async release() {
      await session.close().catch(() => undefined); // the lock goes with the session, however it ends
    },
  };
}
