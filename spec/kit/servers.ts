// Owns real PostgreSQL servers for specs: one cluster per major and process, a fresh database per test, nothing left behind.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { binaries, cache, runAs } from './binaries.ts';

export interface Database {
  readonly name: string;
  readonly major: number;
  /** Connects as the database's owner, who is no superuser. */
  readonly url: string;
  /** Connects as the superuser `postgres`. */
  readonly superUrl: string;
  drop(): Promise<void>;
}

export interface Server {
  readonly major: number;
  readonly port: number;
  /** The maintenance database, as the role `keeper`: no superuser, may create databases and roles. */
  readonly url: string;
  /** The maintenance database, as the superuser `postgres`. */
  readonly superUrl: string;
  /** A fresh database, empty or a copy of `template`. */
  database(options?: { template?: string; name?: string }): Promise<Database>;
  /** What the server wrote to its log so far. */
  log(): string;
  /** SIGKILL to the postmaster (`hard`) or a fast shutdown; the files go in either case. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Settings on top of the spec defaults, e.g. { wal_level: 'logical' }. A server with settings is not shared. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A cluster of its own: for specs that make roles, crash servers, or fill them. */
  readonly own?: boolean;
}

const shared = new Map<number, Promise<Server>>();

/** The server of that major in this process. It stops by itself when the process ends, however it ends. */
export function server(major: number, options: ServerOptions = {}): Promise<Server> {
  if (options.own === true || options.settings !== undefined) return start(major, options.settings ?? {});
  const running = shared.get(major) ?? start(major, {});
  shared.set(major, running);
  return running;
}

/** A streaming replica of a server of 15 or later, that answers readers. */
export async function replicaOf(of: Server): Promise<Server> {
  const client = new pg.Client(of.superUrl);
  await client.connect();
  try {
    return await start(of.major, {}, async (data) => {
      const { rows } = await client.query(`SELECT current_setting('data_directory') AS from, pg_backup_start('replica', true)`);
      execFileSync('cp', ['-R', rows[0].from, data]);
      const stopped = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
      rmSync(join(data, 'postmaster.pid'), { force: true });
      writeFileSync(join(data, 'backup_label'), stopped.rows[0].labelfile);
      writeFileSync(join(data, 'standby.signal'), '');
      writeFileSync(join(data, 'postgresql.auto.conf'), `primary_conninfo = 'host=127.0.0.1 port=${of.port} user=postgres'\n`);
    });
  } finally {
    await client.end();
  }
}

export async function withServer<T>(major: number, fn: (s: Server) => Promise<T>): Promise<T> {
  return fn(await server(major));
}

/** Runs `fn` on a fresh database and drops it. */
export async function withDatabase<T>(major: number, fn: (db: Database) => Promise<T>): Promise<T> {
  const db = await (await server(major)).database();
  try {
    return await fn(db);
  } finally {
    await db.drop();
  }
}

const defaults = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  jit: 'off',
  shared_buffers: '32MB',
  max_connections: '60',
  max_prepared_transactions: '4',
  log_min_messages: 'error',
};

type Fill = (data: string) => void | Promise<void>;

async function start(major: number, settings: Readonly<Record<string, string>>, fill?: Fill): Promise<Server> {
  // realpath: macOS hands out a link, and a socket's path may have 100 bytes at most
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'tm-pg-'));
  const data = join(dir, 'data');
  if (fill === undefined) execFileSync('cp', ['-R', cluster(major), data]);
  else await fill(data);
  if (runAs !== undefined) execFileSync('chown', ['-R', `${runAs.uid}:${runAs.gid}`, dir]);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const running = launch(major, dir, data, port, { ...defaults, ...settings });
    const superUrl = `postgres://postgres@127.0.0.1:${port}/postgres`;
    if (await answers(superUrl, running.child)) return serve(major, port, superUrl, running, dir, fill !== undefined);
    await running.stop();
    if (attempt === 5) {
      rmSync(dir, { recursive: true, force: true });
      throw new Error(`PostgreSQL ${major} does not start:\n${running.log()}`);
    }
  }
}

/** A cluster that initdb made once; servers run on copies of it. */
function cluster(major: number): string {
  const { initdb, release } = binaries(major);
  const home = join(cache, `cluster-${release}`);
  if (existsSync(home)) return home;
  const dir = mkdtempSync(join(tmpdir(), 'tm-initdb-'));
  try {
    if (runAs !== undefined) chownSync(dir, runAs.uid, runAs.gid);
    const args = ['-D', join(dir, 'data'), '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C', '--no-sync', '--wal-segsize=1'];
    execFileSync(initdb, args, { ...runAs, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: serverEnv() });
    mkdirSync(cache, { recursive: true });
    const half = mkdtempSync(join(cache, 'half-'));
    execFileSync('cp', ['-R', join(dir, 'data'), join(half, 'data')]);
    try {
      renameSync(join(half, 'data'), home);
    } catch (error) {
      if (!existsSync(home)) throw error;
    } finally {
      rmSync(half, { recursive: true, force: true });
    }
    return home;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

// The server hangs on a shell that waits for our end of a pipe to close: that happens however this process ends,
// so no server and no file outlives it, not even a SIGKILL.
const keeper =
  '"$@" 2>"$KEEP_DIR/log" & server=$!; cat >/dev/null; kill -QUIT $server 2>/dev/null; wait $server; cd /; rm -rf "$KEEP_DIR"/data "$KEEP_DIR"/.s.* "$KEEP_DIR"/log; rmdir "$KEEP_DIR" 2>/dev/null';

interface Running {
  readonly child: ChildProcess;
  log(): string;
  stop(): Promise<void>;
}

function launch(major: number, dir: string, data: string, port: number, settings: Readonly<Record<string, string>>): Running {
  const args = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${dir}`];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const child = spawn('sh', ['-c', keeper, 'sh', binaries(major).postgres, ...args], {
    ...runAs,
    cwd: dir,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...serverEnv(), KEEP_DIR: dir },
  });
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const file = join(dir, 'log');
  return {
    child,
    log: () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
    stop: async () => {
      child.ref();
      child.stdin?.end();
      await ended;
    },
  };
}

function serverEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

async function serve(major: number, port: number, superUrl: string, running: Running, dir: string, replica: boolean): Promise<Server> {
  if (!replica) await admin(superUrl, 'CREATE ROLE keeper LOGIN CREATEDB CREATEROLE');
  let made = 0;
  return {
    major,
    port,
    superUrl,
    url: `postgres://keeper@127.0.0.1:${port}/postgres`,
    log: running.log,
    stop: async () => {
      await running.stop();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
      for (const [key, value] of shared) if ((await value).port === port) shared.delete(key);
    },
    database: async ({ template = 'template0', name = `db_${process.pid}_${(made += 1)}` } = {}) => {
      const strategy = major >= 15 ? ' STRATEGY file_copy' : '';
      await admin(superUrl, `CREATE DATABASE "${name}" OWNER keeper TEMPLATE "${template}"${strategy}`);
      return {
        name,
        major,
        url: `postgres://keeper@127.0.0.1:${port}/${name}`,
        superUrl: `postgres://postgres@127.0.0.1:${port}/${name}`,
        drop: () => admin(superUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
      };
    },
  };
}

async function admin(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  for (const until = Date.now() + 20_000; Date.now() < until && child.exitCode === null;) {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return false;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
