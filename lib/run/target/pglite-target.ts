// Owns a PGlite directory as a target: opened by one process at a time and spoken to through a pg client like any server.
import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ClientConfig } from 'pg';
import { TidemarkError } from '../../errors.ts';
import { driver } from './driver.ts';
import { lockDirectory } from './directory-lock.ts';
import { openCache } from '../engine/cache.ts';
import { bundlesOf } from '../engine/extensions.ts';
import { readPack } from '../engine/pack.ts';
import { startParams } from '../engine/start.ts';
import { loadWasm, readyTemplate, templateUndone, type Wasm } from '../engine/template.ts';
import { pgSession, type PgSession } from '../session/session-pg.ts';

/**
 * Opens (and where there is none, makes) a PGlite directory. `extensions` are loaded besides those it has used before.
 * Throws TARGET_IN_USE, TARGET_UNREACHABLE, EXTENSION_UNAVAILABLE.
 */
export async function openDirectory(dir: string, options: { extensions?: readonly string[]; cwd?: string } = {}): Promise<PgSession> {
  const unlock = lockDirectory(dir);
  try {
    // pglite keeps no list of the extensions a directory needs, and it must be told before it starts
    const list = join(dir, 'tidemark.extensions.json');
    const used = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as string[]) : [];
    const names = [...new Set([...used, ...(options.extensions ?? [])])].sort();
    const bundles = names.length === 0 ? {} : await bundlesOf(names, options.cwd);

    const [{ PGlite }, { createPgConfig }, wasm] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/node-postgres'),
      loadWasm(),
    ]);
    const unpacked = existsSync(join(dir, MADE)) ? false : await unpackInto(dir, wasm);
    const extensions = Object.fromEntries(Object.entries(bundles).map(([name, url]) => [name, new URL(url)]));
    const pglite = new PGlite({ dataDir: dir, extensions, startParams: startParams(), pgliteWasmModule: wasm.module });
    await pglite.waitReady;
    if (names.length > used.length) writeFileSync(list, JSON.stringify(names));
    const client = new (driver().Client)(createPgConfig(pglite) as ClientConfig);
    await client.connect();
    const session = pgSession(client);
    if (unpacked) for (const sql of templateUndone) await session.run(sql);
    return {
      ...session,
      async close() {
        await session.close();
        await pglite.close();
        unlock();
      },
    };
  } catch (cause) {
    unlock();
    if (cause instanceof TidemarkError) throw cause;
    throw new TidemarkError('TARGET_UNREACHABLE', `PGlite directory ${dir} does not open: ${(cause as Error).message}`, {
      cause,
      next: isFull(dir) ? 'make room on that disk, then run the command again' : 'is it a directory that PGlite made, of this PostgreSQL version?',
    });
  }
}

/** PGlite does not say what its server met; a segment of its log is 16 MB. */
function isFull(dir: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(dir));
  return bavail * bsize < 16 * 1024 * 1024;
}

/** PGlite makes a cluster where this is missing, which takes 2 to 3 s. */
const MADE = 'PG_VERSION';

/** Lays out the template's cluster in place of an initdb, where there is one; interrupted, it is laid out again. */
async function unpackInto(dir: string, wasm: Wasm): Promise<boolean> {
  const pack = await readyTemplate(openCache(), wasm);
  if (pack === undefined) return false;
  const { dirs, files } = readPack(pack);
  for (const name of dirs) mkdirSync(join(dir, name), { recursive: true, mode: 0o700 });
  const last = files.findIndex((f) => f.path === MADE);
  for (const { path, bytes } of [...files.filter((_, n) => n !== last), files[last]!]) writeFileSync(join(dir, path), bytes, { mode: 0o600 });
  return true;
}
