// Owns the connection to a target: one attempt, ten seconds, and a sentence that says what is wrong.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { TidemarkError } from '../../errors.ts';
import { passwordFromFile } from './pgpass.ts';
import { driver } from './driver.ts';
import { pgSession, type PgSession } from '../session/session-pg.ts';
import { befallen, isLoss } from '../session/server-says.ts';
import { pin } from '../session/pin.ts';
import type { ServerError } from '../session/session.ts';
import { isTls, named, refused } from './refused.ts';
import { place, type TargetSetting } from './target.ts';
import { encryptions, type Encryption } from './tls.ts';

/** A live database. */
export interface Target {
  readonly setting: TargetSetting;
  readonly engine: 'PGlite' | 'PostgreSQL';
  /** server_version_num */
  readonly server: number;
  readonly session: PgSession;
  /** Cannot be written to: a replica, or read-only by its settings. The reason, for a message. */
  readonly readOnly: string | undefined;
  /** One more session on the same database; undefined where only one is possible (PGlite). */
  another: (() => Promise<PgSession>) | undefined;
  close(): Promise<void>;
}

const REPLICA = 'it is a replica';

/**
 * Connects, once. Errors: TARGET_UNREACHABLE, TARGET_AUTH, TARGET_NO_DATABASE, TARGET_TLS, TARGET_FULL, TARGET_POOLER,
 * TARGET_IN_USE (a PGlite directory), and TARGET_READ_ONLY where `write` is true. A PGlite
 * directory that is not there is made with `write`, unless `make` is false.
 */
export async function connect(
  setting: TargetSetting,
  options: { write?: boolean; make?: boolean; signal?: AbortSignal | undefined; extensions?: readonly string[] | undefined } = {},
): Promise<Target> {
  options.signal?.throwIfAborted();
  const make = options.make ?? options.write === true;
  if (setting.is === 'pglite' && !make && !existsSync(setting.dir)) {
    throw new TidemarkError('TARGET_NO_DATABASE', `there is no ${named(setting)}`, { next: 'correct the path, or let tidemark apply make it' });
  }
  const target = setting.is === 'pglite' ? await embedded(setting, options.extensions ?? []) : await server(setting);
  if (options.write === true && target.readOnly !== undefined) {
    await target.close();
    throw new TidemarkError('TARGET_READ_ONLY', `${named(setting)} cannot be written to: ${target.readOnly}`, {
      next:
        target.readOnly === REPLICA
          ? 'connect to the primary'
          : 'connect as a role that may write, or ALTER ROLE … (or DATABASE …) RESET default_transaction_read_only',
    });
  }
  return target;
}

async function embedded(setting: TargetSetting & { is: 'pglite' }, extensions: readonly string[]): Promise<Target> {
  const { openDirectory } = await import('./pglite-target.ts');
  const session = await openDirectory(setting.dir, { extensions });
  try {
    const { server: version } = await about(session);
    await settle(session, version);
    return { setting, engine: 'PGlite', server: version, session, readOnly: undefined, another: undefined, close: () => session.close() };
  } catch (error) {
    await session.close().catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}

async function server(setting: TargetSetting & { is: 'server' }): Promise<Target> {
  const open = () => login(setting);
  const session = await open();
  try {
    const { server: version, backend, replica, readonly } = await about(session);
    // A pooler answers with a process id of its own: then ask whether two sessions share one server process.
    if ((session.client as Client & { processID: number }).processID !== backend) await refuseSharedBackend(setting, session, open);
    await settle(session, version);
    return {
      setting,
      engine: 'PostgreSQL',
      server: version,
      session,
      readOnly: replica ? REPLICA : readonly ? 'default_transaction_read_only is on for this role or database' : undefined,
      another: async () => {
        const other = await open();
        await settle(other, version).catch(async (error: unknown) => {
          await other.close().catch(() => undefined); // the first error is the one to tell
          throw isLoss(error) ? refused(setting, error as ServerError, false) : error;
        });
        return other;
      },
      close: () => session.close(),
    };
  } catch (error) {
    await session.close().catch(() => undefined); // the first error is the one to tell
    throw isLoss(error) ? refused(setting, error as ServerError, false) : (befallen(error, 'nothing was changed', 'run the command again') ?? error);
  }
}

interface About {
  server: number;
  backend: number;
  replica: boolean;
  readonly: boolean;
}

async function about(session: PgSession): Promise<About> {
  const [row] = await unhurried(() =>
    session.rows<About>(
      `SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4 AS server, pg_catalog.pg_backend_pid() AS backend,
         pg_catalog.pg_is_in_recovery() AS replica, pg_catalog.current_setting('transaction_read_only')::pg_catalog.bool AS readonly`,
    ),
  );
  return row!;
}

/** A role's statement_timeout may be a millisecond, and holds until we may SET ours: what it cuts off is asked again. */
async function unhurried<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if ((error as ServerError).code !== QUERY_CANCELED || tries === 20) throw error;
    }
  }
}

const QUERY_CANCELED = '57014';

/** Nothing is SET before this: in transaction pooling a SET would reach other people's sessions. */
async function refuseSharedBackend(setting: TargetSetting & { is: 'server' }, first: PgSession, open: () => Promise<PgSession>): Promise<void> {
  const second = await open();
  const pid = async (s: PgSession): Promise<number> => (await s.rows<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid'))[0]!.pid;
  let shared = false;
  try {
    for (let round = 0; round < 3 && !shared; round += 1) {
      const before = await pid(first);
      await second.run('BEGIN');
      const held = await pid(second);
      // A pool of one would let `first` wait for ever: no answer is an answer too.
      shared = held === before || (await Promise.race([pid(first), sleep(3_000, undefined, { ref: false })])) !== before;
      await second.run('ROLLBACK');
    }
  } finally {
    await second.close();
  }
  if (!shared) return;
  throw new TidemarkError(
    'TARGET_POOLER',
    `${named(setting)} is reached through a connection pooler in transaction mode, which would lose locks and settings between statements`,
    {
      next: "use the database's direct URL (or the pooler's session mode)",
    },
  );
}

/** Settings that roles and databases may have changed and that decide what a run does. */
async function settle(session: PgSession, version: number): Promise<void> {
  await unhurried(() => session.run('SET statement_timeout = 0'));
  await pin(session);
  const own: [string, string][] = [
    ['lock_timeout', '0'],
    ['idle_in_transaction_session_timeout', '0'],
    ['default_transaction_isolation', 'read committed'],
    ['default_transaction_deferrable', 'off'],
    ['synchronous_commit', 'on'],
    ['client_min_messages', 'notice'],
  ];
  if (version >= 140000) own.push(['idle_session_timeout', '0'], ['client_connection_check_interval', '1s']);
  if (version >= 170000) own.push(['transaction_timeout', '0']);
  const calls = own.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', false)`);
  try {
    await session.rows(`SELECT ${calls.join(', ')}`);
  } catch (error) {
    if ((error as ServerError).code !== '22023') throw error;
    // client_connection_check_interval does not exist on every platform: do without it
    await session.rows(`SELECT ${calls.filter((c) => !c.includes('client_connection_check_interval')).join(', ')}`);
  }
}

async function login(setting: TargetSetting & { is: 'server' }): Promise<PgSession> {
  const { at } = setting;
  const password = (await setting.password()) ?? passwordFromFile(at);
  const until = Date.now() + at.connectTimeout;
  const tries = encryptions(at, setting.env, place(at));
  for (const [n, ssl] of tries.entries()) {
    const client = new (driver().Client)({
      host: at.address,
      port: at.port,
      user: at.user,
      database: at.database,
      // A function: pg neither looks for files of its own nor keeps the password where a dump of the object would show it.
      password: () => password as string,
      ssl: ssl as Exclude<Encryption, false> | false,
      ...(at.options === undefined ? {} : { options: at.options }),
      application_name: 'tidemark',
      connectionTimeoutMillis: Math.max(1, until - Date.now()),
      keepAlive: true,
    });
    client.on('error', () => undefined); // after a failed connect pg may report the same loss again
    try {
      await client.connect();
      return pgSession(client);
    } catch (error) {
      await client.end().catch(() => undefined); // it never was a connection
      const next = tries[n + 1];
      if (next !== undefined && goesOn(error as ServerError, ssl)) continue;
      throw refused(setting, error as ServerError, ssl);
    }
  }
  throw new Error('no kind of connection to try');
}

/** libpq tries the next kind after a refused encryption, a failed handshake, or a server that wants the other kind (28000). */
function goesOn(error: ServerError, ssl: Encryption): boolean {
  return ssl === false ? error.code === '28000' : isTls(error) || error.code === '28000';
}
