// Owns the shadow: a PGlite in a thread of its own, with a deadline per statement.
import { ident } from '../../sql/quote.ts';
import type { BatchSession } from '../session/batch.ts';
import { cacheDirFrom, openCache, type Cache } from '../engine/cache.ts';
import { decoderOf } from '../session/cells.ts';
import { bundlesOf, standInsOf, type StandIn } from '../engine/extensions.ts';
import { packOver, unpackOver, type Pack } from '../engine/pack.ts';
import type { ServerError } from '../session/session.ts';
import { assuming, metBefore } from './assume/assume.ts';
import { idle, rest, returns } from './idle.ts';
import { broken, startThread, type Thread } from './thread.ts';
import type { Answer, Asked, Boot, Table } from './worker.ts';
import { loadTemplate, loadWasm, RUNNER, templateSetup } from '../engine/template.ts';

export interface ShadowOptions {
  /** SQL names of the extensions that statements may create. */
  readonly extensions?: readonly string[];
  /** Roles that statements name: made as NOLOGIN stubs. */
  readonly roles?: readonly string[];
  /** Start from this state instead of an empty database. */
  readonly from?: Pack;
  /** Where packs are kept. Default: node_modules/.cache/tidemark of the project; an unwritable one is no error. */
  readonly cacheDir?: string;
  /** Milliseconds one statement may take. Default DEADLINE_MS. */
  readonly deadlineMs?: number;
  /** The user's project: where PGlite packages of further extensions are looked for. */
  readonly cwd?: string;
  /** URL of an empty database of a real server to use in place of PGlite. */
  readonly url?: string;
  /** Read the reserved schema too: tidemark's own plans. */
  readonly whole?: boolean;
}

const DEADLINE_MS = 60_000;
/** Our own queries run nobody's code; on a large schema and a busy machine they may take long. */
const READING_MS = 600_000;

export interface Shadow extends BatchSession {
  /** "18.6" */
  readonly version: string;
  /** What it holds by name only, for the proof to say: "extension pgstattuple". */
  readonly assumed: readonly string[];
  /** The state as a pack to start from. Ends this shadow: only a closed data directory is clean. */
  snapshot(): Promise<Pack>;
}

/** @throws EXTENSION_UNAVAILABLE, SHADOW_TIMEOUT, SHADOW_BROKEN; with `url` SHADOW_NOT_EMPTY, SHADOW_DENIED */
export async function openShadow(options: ShadowOptions = {}): Promise<Shadow> {
  if (options.url !== undefined) return (await import('./server.ts')).openServerShadow(options.url, options);
  const standIns = standInsOf(options.extensions ?? []);
  const real = (options.extensions ?? []).filter((name) => !standIns.some((s) => s.name === name));
  const extensions = await bundlesOf(real, options.cwd);
  // A pack of its own is a state of its own.
  const kind = options.from === undefined ? JSON.stringify([extensions, standIns]) : undefined;
  const thread = (kind === undefined ? undefined : await idle(kind)) ?? (await boot(options, extensions, standIns, kind));
  try {
    const version = await prepare(thread, options.roles ?? []);
    return shadowOver(
      thread,
      version,
      standIns.map((s) => `extension ${s.name}`),
      options.from === undefined ? new Set() : await alreadyMet(thread),
      { ...options, close: () => (kind === undefined ? thread.end() : rest(thread, kind)) },
    );
  } catch (error) {
    await thread.end();
    throw error;
  }
}

async function boot(options: ShadowOptions, extensions: Boot['extensions'], standIns: readonly StandIn[], kind: string | undefined): Promise<Thread> {
  const thread = startThread();
  try {
    const { module } = await loadWasm();
    const pack = options.from ?? (await templatePack(openCache(options.cacheDir ?? cacheDirFrom(options.cwd))));
    await thread.boot({ module, pack, extensions, standIns, returns: kind !== undefined && returns(thread, kind) });
    return thread;
  } catch (error) {
    await thread.end();
    throw error;
  }
}

/** Packs by key, stored as what they add to an empty database. What is damaged, or over another engine's template, is not there. */
export interface Packs {
  read(key: string): Promise<Pack | undefined>;
  write(key: string, pack: Pack): Promise<void>;
}

export async function openPacks(options: Pick<ShadowOptions, 'cacheDir' | 'cwd'> = {}): Promise<Packs> {
  const cache = openCache(options.cacheDir ?? cacheDirFrom(options.cwd));
  const [wasm, template] = await Promise.all([loadWasm(), templatePack(cache)]);
  const full = (key: string): string => `pack over ${wasm.key} ${key}`;
  return {
    async read(key) {
      const stored = await cache.read(full(key));
      try {
        return stored === undefined ? undefined : unpackOver(template, stored);
      } catch {
        // Over another template, made by an older version.
        return undefined;
      }
    },
    write: (key, pack) => cache.write(full(key), packOver(template, pack)),
  };
}

/** The pack of an empty database. Makes it when neither the package nor the cache holds it. */
export async function templatePack(cache: Cache = openCache()): Promise<Pack> {
  const wasm = await loadWasm();
  return loadTemplate(cache, wasm, async () => {
    const thread = startThread();
    try {
      await thread.boot({ module: wasm.module, pack: undefined, extensions: {}, standIns: [], returns: false });
      await all(thread, templateSetup);
      return await thread.pack();
    } finally {
      await thread.end();
    }
  });
}

/** Becomes the runner, makes the stub roles, returns the server's version. */
async function prepare(thread: Thread, roles: readonly string[]): Promise<string> {
  const become = `SET SESSION AUTHORIZATION ${RUNNER}`;
  const [, version, known] = await all(thread, [become, `SELECT pg_catalog.current_setting('server_version')`, 'SELECT rolname FROM pg_catalog.pg_roles']);
  const names = new Set(known!.rows.map((r) => r[0]!));
  const missing = [...new Set(roles)].filter((r) => !names.has(r) && !/^pg_|^public$/.test(r));
  if (missing.length > 0)
    await all(
      thread,
      missing.map((r) => `CREATE ROLE ${ident(r)} NOLOGIN`),
    );
  return version!.rows[0]![0]!;
}

/** What the state that this shadow starts from holds by catalog only. */
async function alreadyMet(thread: Thread): Promise<Set<string>> {
  const [found] = await all(thread, [metBefore]);
  return new Set(found!.rows.map((r) => r[0]!));
}

async function all(thread: Thread, statements: readonly string[]): Promise<readonly Table[]> {
  const { tables, error } = await thread.run(
    statements.map((sql) => ({ sql })),
    DEADLINE_MS,
  );
  if (error !== undefined) throw serverError(error);
  return tables!;
}

function shadowOver(
  thread: Thread,
  version: string,
  assumed: readonly string[],
  met: Set<string>,
  options: ShadowOptions & { close(): Promise<void> },
): Shadow {
  let heard: string[] = [];
  // Closed, the thread is another shadow's: closing again, or a statement of somebody who does not know, must not reach that one.
  let closed: Promise<void> | undefined;
  const run = async (statements: readonly Asked[], limitMs = options.deadlineMs ?? DEADLINE_MS): Promise<Answer> => {
    const answer = await assuming(statements, met, async (all) => {
      if (closed !== undefined) throw broken('it was closed');
      return thread.run(all, limitMs);
    });
    heard.push(...(answer.notices ?? []));
    return answer;
  };
  const rows = async <T>(sql: string, params: readonly unknown[] = []): Promise<T[]> => {
    // A text with parameters comes again.
    const { tables, error } = await run([{ sql, params: params.map(parameter), keep: params.length > 0 }]);
    if (error !== undefined) throw serverError(error);
    return rowsOf(tables![0]!) as T[];
  };
  return {
    version,
    get assumed() {
      return [...assumed, ...met].sort();
    },
    whole: options.whole === true,
    rows,
    async run(sql) {
      await rows(sql);
    },
    async batch(statements) {
      const { tables = [], error } = await run(statements.map((sql) => ({ sql })));
      return { rows: tables.map(rowsOf), failed: error && { index: tables.length, error: serverError(error) } };
    },
    async read(queries) {
      const { tables, error } = await run(
        queries.map((sql) => ({ sql, keep: true })),
        READING_MS,
      );
      if (error !== undefined) throw serverError(error);
      return tables!.map(rowsOf);
    },
    notices() {
      const said = heard;
      heard = [];
      return said;
    },
    snapshot: () => thread.pack().finally(() => thread.end()),
    close: () => (closed ??= options.close()),
  };
}

function parameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map((v) => (v === null ? 'NULL' : `"${String(v).replace(/[\\"]/g, '\\$&')}"`)).join()}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function rowsOf(table: Table): Record<string, unknown>[] {
  const columns = table.fields.map((f) => ({ name: f.name, decode: decoderOf(f.oid) }));
  return table.rows.map((cells) => {
    const row: Record<string, unknown> = {};
    for (const [n, c] of columns.entries()) row[c.name] = cells[n] === null ? null : c.decode(cells[n]!);
    return row;
  });
}

function serverError(fields: NonNullable<Answer['error']>): ServerError {
  return Object.assign(new Error(fields.message), fields);
}
