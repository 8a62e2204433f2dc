// The thread a shadow lives in: boots PGlite from a pack and runs statements, one answer per batch. A thread, because a
// query blocks its event loop and statement_timeout never fires there: the owner ends the thread instead.
import { MemoryFS, PGlite, protocol } from '@electric-sql/pglite';
import { parentPort, workerData } from 'node:worker_threads';
import type { StandIn } from '../engine/extensions.ts';
import { hear, type Heard } from './answers.ts';
import { mark, type Back } from './mark.ts';
import { makePack, readPack, type Pack, type PackEntry } from '../engine/pack.ts';
import { startParams } from '../engine/start.ts';

export interface Boot {
  readonly module: WebAssembly.Module;
  /** undefined: make a new cluster (2 s). */
  readonly pack: Pack | undefined;
  readonly extensions: { readonly [name: string]: string };
  readonly standIns: readonly StandIn[];
  /** It will be asked to go back to where it booted. */
  readonly returns: boolean;
}

export interface Asked {
  readonly sql: string;
  readonly params?: readonly (string | null)[];
  /** It comes again: the server keeps it, with its plan. */
  readonly keep?: boolean;
}

export type Request =
  | { readonly id: number; readonly op: 'boot'; readonly boot: Boot }
  | { readonly id: number; readonly op: 'run'; readonly statements: readonly Asked[] }
  | { readonly id: number; readonly op: 'back' }
  | { readonly id: number; readonly op: 'pack' };

export interface Table {
  readonly fields: readonly { readonly name: string; readonly oid: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface Answer {
  readonly id: number;
  readonly tables?: readonly Table[];
  /** The statement number `tables.length` failed. */
  readonly error?: { readonly message: string; readonly [field: string]: unknown };
  readonly notices?: readonly string[];
  /** The instance cannot be trusted any more. */
  readonly broken?: string;
  readonly pack?: Pack;
}

// Little WAL: nothing is ever recovered from it.
const shadowStart = startParams(['wal_recycle=off', 'wal_init_zero=off', 'min_wal_size=2MB', 'wal_level=logical', 'max_prepared_transactions=0']);

const dataDir = PGlite.paths.PGDATA;
// template1 and template0: nothing connects to them here.
const left = /^base\/[14]\/|^postmaster\.|^pg_wal\/archive_status\//;

class PackFS extends MemoryFS {
  packed: Pack | undefined;
  constructor(private readonly from: Pack | undefined) {
    super();
  }
  override async initialSyncFs(): Promise<void> {
    if (this.from === undefined) return;
    const fs = this.disk();
    fs.mkdirTree(dataDir, 0o700);
    const { dirs, files } = readPack(this.from);
    for (const dir of dirs) fs.mkdirTree(`${dataDir}/${dir}`, 0o700);
    for (const file of files) {
      const cut = file.path.lastIndexOf('/');
      // A copy of its own, which the file system then keeps: the pack is shared between threads.
      fs.createDataFile(`${dataDir}/${file.path.slice(0, Math.max(cut, 0))}`, file.path.slice(cut + 1), file.bytes.slice(), true, true, true);
    }
  }
  /** Runs after the shutdown checkpoint, while the files are still there. */
  override async closeFs(): Promise<void> {
    const fs = this.disk();
    const dirs: string[] = [];
    const files: PackEntry[] = [];
    const walk = (dir: string): void => {
      for (const name of fs.readdir(`${dataDir}/${dir}`)) {
        if (name === '.' || name === '..') continue;
        const path = dir === '' ? name : `${dir}/${name}`;
        const { mode } = fs.lstat(`${dataDir}/${path}`);
        if (fs.isDir(mode)) {
          dirs.push(path);
          walk(path);
        } else if (fs.isFile(mode) && !left.test(path)) {
          files.push({ path, bytes: fs.readFile(`${dataDir}/${path}`, { encoding: 'binary' }) });
        }
      }
    };
    walk('');
    this.packed = makePack(dirs, files);
    await super.closeFs();
  }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  disk(): any {
    return this.pg!.Module.FS;
  }
}

class Engine extends PGlite {
  // Cells are decoded by the owner; the array types of PGlite's own parsers are never asked for.
  override async _initArrayTypes(): Promise<void> {}
}

const port = parentPort!;
const progress = (workerData as { progress: Int32Array }).progress;
const { serialize } = protocol;
let engine: Engine;
let files: PackFS;
let swallowed: string | undefined;
let back: Back | undefined;
let loaded = '';
let returned = 0;

async function boot({ module, pack, extensions, standIns, returns }: Boot): Promise<void> {
  files = new PackFS(pack);
  const urls = Object.fromEntries(Object.entries(extensions).map(([name, url]) => [name, new URL(url)]));
  const initDbStartParams = ['--wal-segsize=1'];
  engine = new Engine({ fs: files, pgliteWasmModule: module, extensions: urls, startParams: shadowStart, initDbStartParams });
  await engine.waitReady;
  // PGlite drops what its main loop throws other than a longjmp: a JavaScript stack overflow would look like an empty answer.
  const wasm = engine.Module as unknown as { _PostgresMainLoopOnce(): void };
  const loop = wasm._PostgresMainLoopOnce;
  wasm._PostgresMainLoopOnce = () => {
    try {
      loop();
    } catch (thrown) {
      if ((thrown as { status?: number }).status !== 100) swallowed ??= String(thrown);
      throw thrown;
    }
  };
  const folder = `${PGlite.paths.PG_ROOT}/share/postgresql/extension`;
  for (const { name, version, script } of standIns) {
    files.disk().writeFile(`${folder}/${name}.control`, `default_version = '${version}'\nrelocatable = true\n`);
    files.disk().writeFile(`${folder}/${name}--${version}.sql`, `${script}\n`);
  }
  if (!returns) return;
  // What nearly every schema loads; a library that comes later stays outside the mark.
  ask({ sql: `LOAD 'plpgsql'` });
  loaded = libraries();
  back = mark(engine);
}

function libraries(): string {
  return String(ask({ sql: 'SELECT pg_catalog.array_agg(file_name) FROM pg_catalog.pg_get_loaded_modules()' }).rows[0]?.[0]);
}

const OFTEN = 4;

/** Throws where the mark does not hold. */
function goBack(): void {
  if (back === undefined || swallowed !== undefined) throw new Error('it has no mark to go back to');
  ask({ sql: 'ROLLBACK' });
  if (libraries() !== loaded) throw new Error('it loaded a library');
  back();
  const asked = [...kept.keys()];
  kept = new Map(ready);
  // Who comes so often will come again: from then on what it always asks stands ready, with its plan.
  if (++returned !== OFTEN) return;
  for (const sql of asked) ask({ sql, keep: true });
  ask({ sql: 'RESET ALL' });
  ready = new Map(kept);
  back = mark(engine);
}

/** Texts that the server keeps, with the names it knows them by. */
let kept = new Map<string, string>();
let ready: ReadonlyMap<string, string> = new Map();
const KEPT = 400;

function ask({ sql, params = [], keep = false }: Asked): Heard {
  const known = keep ? kept.get(sql) : undefined;
  const statement = known ?? (keep ? `kept ${kept.size}` : '');
  const message = Buffer.concat([
    ...(known === undefined ? [serialize.parse({ name: statement, text: sql })] : []),
    serialize.bind({ statement, values: [...params] }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ]);
  const heard = hear(engine.execProtocolRawSync(message));
  if (keep && known === undefined && heard.parsed) kept.set(sql, statement);
  return heard;
}

function run(statements: readonly Asked[]): Omit<Answer, 'id'> {
  const tables: Table[] = [];
  const notices: string[] = [];
  for (const statement of statements) {
    Atomics.add(progress, 0, 1);
    if (kept.size >= KEPT) forget();
    const got = ask(statement);
    notices.push(...got.notices);
    if (swallowed !== undefined || (!got.complete && got.error === undefined)) return { tables, notices, broken: swallowed ?? 'a statement was not answered' };
    if (got.error !== undefined) return sentinel() ?? { tables, notices, error: got.error };
    tables.push({ fields: got.fields, rows: got.rows });
  }
  return sentinel() ?? { tables, notices };
}

/** Their plans take memory: texts that change with the schemas must not pile up. */
function forget(): void {
  if (ask({ sql: 'DEALLOCATE ALL' }).error === undefined) kept.clear();
}

/** One row for `select 1`, or the refusal of an aborted transaction: anything else is a broken instance. */
function sentinel(): Omit<Answer, 'id'> | undefined {
  const got = ask({ sql: 'SELECT 1', keep: true });
  const sound = swallowed === undefined && (got.rows[0]?.[0] === '1' || got.error?.['code'] === '25P02');
  return sound ? undefined : { broken: swallowed ?? 'a query for one row returned none' };
}

port.on('message', (request: Request) => {
  const reply = (answer: Omit<Answer, 'id'>): void => port.postMessage({ id: request.id, ...answer });
  const failed = (thrown: unknown): void => reply({ broken: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  try {
    if (request.op === 'run') reply(run(request.statements));
    else if (request.op === 'back') {
      goBack();
      reply(sentinel() ?? { tables: [] });
    } else if (request.op === 'boot') boot(request.boot).then(() => reply({ tables: [] }), failed);
    else engine.close().then(() => reply({ pack: files.packed! }), failed);
  } catch (thrown) {
    failed(thrown);
  }
});
