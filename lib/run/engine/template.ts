// Owns the cluster every shadow and every new directory starts from: made once per PGlite, then read from the package or the cache.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Cache } from './cache.ts';
import type { Pack } from './pack.ts';

/** The role that owns what definitions create; introspection prints it as "@runner". */
export const RUNNER = 'tidemark';

export const templateSetup: readonly string[] = [
  `CREATE ROLE ${RUNNER} SUPERUSER LOGIN CREATEDB CREATEROLE REPLICATION BYPASSRLS`,
  `ALTER DATABASE postgres OWNER TO ${RUNNER}`,
  'VACUUM FREEZE',
  'CHECKPOINT',
];

/** What a directory of a user's own does not keep of it. */
export const templateUndone: readonly string[] = ['ALTER DATABASE postgres OWNER TO CURRENT_USER', `DROP ROLE ${RUNNER}`];

/** Bump when templateSetup, the start parameters or the pack format change. */
const TEMPLATE = 1;
/** Beside the compiled module: `npm run build` puts it there. */
export const shippedTemplate = new URL('./template.pack.br', import.meta.url);

export interface Wasm {
  readonly module: WebAssembly.Module;
  /** Names the engine exactly: its version and its bytes. */
  readonly key: string;
  /** "0.5.16" */
  readonly version: string;
}

let wasm: Promise<Wasm> | undefined;

/** Compiled once per process and shared by every shadow in it. */
export function loadWasm(): Promise<Wasm> {
  return (wasm ??= compile());
}

async function compile(): Promise<Wasm> {
  const url = import.meta.resolve('@electric-sql/pglite/pglite.wasm');
  const [bytes, manifest] = await Promise.all([readFile(new URL(url)), readFile(new URL('../package.json', url), 'utf8')]);
  baseline();
  const { version } = JSON.parse(manifest) as { version: string };
  const key = `template ${TEMPLATE} pglite ${version} ${createHash('sha256').update(bytes).digest('hex')}`;
  return { module: await WebAssembly.compile(bytes), key, version };
}

// Below some thousand tables the optimising compiler costs more than it saves (429 -> 79 ms for 10 tables). A V8 flag without
// a promise of stability: where it is gone, the shadow is only slower. TIDEMARK_LIFTOFF=0 leaves it alone.
function baseline(): void {
  if (process.env['TIDEMARK_LIFTOFF'] === '0') return;
  try {
    setFlagsFromString('--liftoff-only');
  } catch {
    // Not this V8.
  }
}

const templates = new Map<string, Promise<Pack>>();

/** The template's pack: from this process, the package, the cache, or made now (2 to 3 s, once). */
export function loadTemplate(cache: Cache, engine: Wasm, make: () => Promise<Pack>): Promise<Pack> {
  let found = templates.get(engine.key);
  if (found === undefined) {
    found = findTemplate(cache, engine, make);
    templates.set(engine.key, found);
    found.catch(() => templates.delete(engine.key));
  }
  return found;
}

/** The template's pack where it need not be made. */
export async function readyTemplate(cache: Cache, engine: Wasm): Promise<Pack | undefined> {
  const shipped = await readShipped(engine.key);
  if (shipped !== undefined) return shipped;
  const cached = await cache.read(engine.key);
  return cached === undefined ? undefined : { bytes: cached };
}

async function findTemplate(cache: Cache, engine: Wasm, make: () => Promise<Pack>): Promise<Pack> {
  const ready = await readyTemplate(cache, engine);
  if (ready !== undefined) return ready;
  const made = await make();
  await cache.write(engine.key, made.bytes);
  return made;
}

async function readShipped(key: string): Promise<Pack | undefined> {
  const file = await readFile(shippedTemplate).catch(() => undefined);
  if (file === undefined) return undefined;
  const end = file.indexOf(10);
  return file.toString('utf8', 0, end) === key ? { bytes: brotliDecompressSync(file.subarray(end + 1)) } : undefined;
}

/** What readShipped reads: the key's line, then the pack at a quarter to a tenth of its size. */
export function shippable(key: string, pack: Pack): Buffer {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: pack.bytes.length };
  return Buffer.concat([Buffer.from(`${key}\n`), brotliCompressSync(pack.bytes, { params })]);
}
