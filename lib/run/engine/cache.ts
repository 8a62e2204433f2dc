// Owns the cache directory: bytes by key. Safe to delete, safe to share, never needed: what cannot be read or written is made again.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';

export interface Cache {
  /** The bytes under a key; undefined when absent, unreadable or damaged. */
  read(key: string): Promise<Buffer | undefined>;
  /** Atomic. A directory that cannot be written is no error: the value then lives in this process only. */
  write(key: string, bytes: Uint8Array): Promise<void>;
}

/** `node_modules/.cache/tidemark` of the nearest project at or above `cwd`, else the user's own cache folder. */
export function cacheDirFrom(cwd: string = process.cwd()): string | undefined {
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'node_modules'))) return join(dir, 'node_modules', '.cache', 'tidemark');
    if (dirname(dir) === dir) return userCache();
  }
}

// What no directory took, so that one process never makes the same thing twice.
const unwritten = new Map<string, Buffer>();

/** XDG base directory specification; undefined where the user has no home. */
function userCache(): string | undefined {
  const base = process.env['XDG_CACHE_HOME'];
  if (base !== undefined && isAbsolute(base)) return join(base, 'tidemark');
  const home = process.env['HOME'] ?? process.env['USERPROFILE'];
  return home === undefined || home === '' ? undefined : join(home, '.cache', 'tidemark');
}

/** @param dir undefined: memory of this process only. */
export function openCache(dir: string | undefined = cacheDirFrom()): Cache {
  const path = (key: string): string => join(dir!, `${hash(key).slice(0, 40)}.bin`);
  const seat = (key: string): string => `${dir ?? ''}\n${key}`;
  return {
    async read(key) {
      if (dir === undefined) return unwritten.get(seat(key));
      const file = await readFile(path(key)).catch(() => undefined);
      return (file && opened(file, key)) ?? unwritten.get(seat(key));
    },
    async write(key, bytes) {
      if (dir === undefined) return void unwritten.set(seat(key), Buffer.from(bytes));
      const draft = join(dir, `.${randomBytes(9).toString('hex')}.tmp`);
      try {
        await mkdir(dir, { recursive: true });
        await writeFile(draft, [`${hash(bytes)} ${key}\n`, bytes] as unknown as string);
        await rename(draft, path(key));
      } catch {
        unwritten.set(seat(key), Buffer.from(bytes));
        await rm(draft, { force: true }).catch(() => undefined);
      }
    },
  };
}

function opened(file: Buffer, key: string): Buffer | undefined {
  const end = 64 + 1 + Buffer.byteLength(key);
  const bytes = file.subarray(end + 1);
  return file.toString('utf8', 0, end) === `${hash(bytes)} ${key}` ? bytes : undefined;
}

function hash(of: string | Uint8Array): string {
  return createHash('sha256').update(of).digest('hex');
}
