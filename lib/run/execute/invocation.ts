// Owns one invocation that may write: connection, lock, what a dead predecessor left, the run's row and its end.
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { TidemarkError } from '../../errors.ts';
import { connect, type Target } from '../target/connect.ts';
import type { Listener } from '../ledger/events.ts';
import { interrupted, type Runner } from './step/runner.ts';
import { gate } from './crew/gate.ts';
import { abandonRuns, closeRun, openRun } from '../ledger/runs.ts';
import { hasLedger, readLedger, type Ledger, type RunRow } from '../ledger/ledger.ts';
import { moved, settleHere } from '../ledger/identity.ts';
import { damaged, writable } from '../ledger/access.ts';
import { takeLock, type Lock } from '../ledger/lock.ts';
import { toolVersion } from '../ledger/package.ts';
import { befallen, isContention, serverSays } from '../session/server-says.ts';
import type { Session } from '../session/session.ts';
import type { TargetSetting } from '../target/target.ts';
import { upgradeLedger } from '../ledger/upgrade.ts';

/** What every command that writes takes. Times are milliseconds. */
export interface InvocationOptions {
  readonly project: string;
  readonly target: TargetSetting;
  /** Hazard codes accepted for this run; recorded in the ledger. */
  readonly allow?: readonly string[] | undefined;
  /** How long to wait for another run, and for locks. Default 10 minutes. */
  readonly wait?: number | undefined;
  /** How long one try waits for a lock. Default 1 second. */
  readonly lockTimeout?: number | undefined;
  /** How long a build may take. Default 1 hour. */
  readonly buildTimeout?: number | undefined;
  /** The database is a copy or a restored backup, and its ledger becomes its own. */
  readonly acceptCopy?: boolean | undefined;
  /** Shared by the runs of one command: what they apply is one batch to a rollback. */
  readonly batch?: Batch | undefined;
  readonly on?: Listener | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Names of extensions a PGlite directory must have at hand. */
  readonly extensions?: readonly string[] | undefined;
}

export interface Batch {
  /** The id of the first run that began. */
  first?: string;
}

export interface Invocation {
  readonly target: Target;
  readonly lock: Lock;
  readonly on: Listener;
  /** As it is under the lock. */
  readonly ledger: Ledger;
  /** Died at work before this one. */
  readonly died: RunRow | undefined;
  /** The first write: brings the ledger up to date and opens the run. */
  begin(): Promise<Runner>;
}

export const noLedger: Ledger = { plans: [], held: [], running: undefined, uncaptured: false };

/** Runs `body` as the only runner of the project; the run it began is closed with what became of it. */
export async function invoke<T>(command: string, options: InvocationOptions, body: (i: Invocation) => Promise<T>): Promise<T> {
  const on = options.on ?? (() => undefined);
  const wait = options.wait ?? 600_000;
  const target = await connect(options.target, {
    write: true,
    make: command === 'apply',
    signal: options.signal,
    extensions: options.extensions,
  });
  try {
    const lock = await takeLock(target, options.project, { wait, on, signal: options.signal });
    try {
      const there = await hasLedger(target.session);
      let ledger = there ? await readLedger(target.session, options.project) : noLedger;
      const copy = there ? await moved(target.session) : undefined;
      if (copy !== undefined && options.acceptCopy !== true) throw isCopy(copy, command);
      const died = ledger.running;
      if (died !== undefined) {
        await takeOver(target, lock, died, { project: options.project, on, wait });
        ledger = await readLedger(target.session, options.project);
      }
      // Also where nothing is to be done: that this is the database is said once.
      if (copy !== undefined) await writable(target.session, settleHere(target.session));
      let runner: Runner | undefined;
      const begin = async (): Promise<Runner> => {
        await upgradeLedger(target.session);
        const opened = openRun(target.session, {
          project: options.project,
          command,
          tool: toolVersion(),
          allowed: options.allow ?? [],
          host: hostname(),
          pid: process.pid,
          batch: options.batch?.first,
        });
        const run = await writable(target.session, opened);
        if (options.batch !== undefined) options.batch.first ??= run.id;
        runner = {
          target,
          session: target.session,
          run,
          project: options.project,
          lock,
          on,
          signal: options.signal,
          lockTimeout: options.lockTimeout ?? 1_000,
          buildTimeout: options.buildTimeout ?? 3_600_000,
          budget: wait,
          gate: gate(),
        };
        return runner;
      };
      try {
        return await closing(
          () => runner,
          () => body({ target, lock, on, ledger, died, begin }),
        );
      } finally {
        if (runner !== undefined && runner.session !== target.session) await runner.session.close().catch(() => undefined); // the outcome is known by now
      }
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (options.signal?.aborted === true && !(error instanceof TidemarkError)) throw interrupted(error);
    throw befallen(error, 'what was committed is recorded', 'tidemark status') ?? damaged(error) ?? error;
  } finally {
    await target.close().catch(() => undefined); // the outcome is known by now
  }
}

/** A URL that points at yesterday's clone looks like the real thing. */
function isCopy(why: string, command: string): TidemarkError {
  return new TidemarkError('TARGET_COPY', `${why}; nothing was changed`, {
    exit: 3,
    // How far back was asked for is not to be said by a shorter command.
    next: `is it the database you mean? then, once: ${command === 'rollback' ? 'the same command, with' : 'tidemark apply'} --accept-copy`,
  });
}

async function closing<T>(runner: () => Runner | undefined, body: () => Promise<T>): Promise<T> {
  try {
    const result = await body();
    const r = runner();
    if (r !== undefined) await closeRun(r.session, r.run, 'done');
    return result;
  } catch (error) {
    const r = runner();
    const [id, message] = error instanceof TidemarkError ? [error.id, error.message] : ['UNEXPECTED', serverSays(error)];
    // The connection may be what failed: then the next run finds this one open and takes over.
    if (r !== undefined) await closeRun(r.session, r.run, id === 'INTERRUPTED' ? 'interrupted' : 'failed', `${id}: ${message}`).catch(() => undefined);
    throw error;
  }
}

/** A run is open and nobody holds its lock: its process is gone, and its server process may still be at work. */
async function takeOver(target: Target, lock: Lock, dead: RunRow, options: { project: string; on: Listener; wait: number }): Promise<void> {
  const { session } = target;
  const until = Date.now() + options.wait;
  if (target.another !== undefined && dead.backend !== null && dead.alive) {
    options.on({ is: 'orphan', pid: dead.backend, run: dead.id });
    // It notices by itself that its client is gone where client_connection_check_interval exists; else it is told.
    for (let n = 0; (await isRunning(session, options.project)) && Date.now() < until; n += 1) {
      if (n === 30) await session.rows('SELECT pg_catalog.pg_terminate_backend($1)', [dead.backend]);
      await sleep(100);
    }
  }
  await lock.check();
  for (;;) {
    try {
      await session.rows(`SELECT pg_catalog.set_config('lock_timeout', '1000', false)`);
      await abandonRuns(session, options.project);
      return;
    } catch (error) {
      if (!isContention(error) || Date.now() > until) throw error;
    } finally {
      await session.rows(`SELECT pg_catalog.set_config('lock_timeout', '0', false)`);
    }
  }
}

async function isRunning(session: Session, project: string): Promise<boolean> {
  return (await readLedger(session, project)).running?.alive === true;
}
