// A project in a temporary folder, for specs of whole verbs. It shares the cache of this repository.
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TidemarkError } from '../../lib/errors.ts';

export type Files = { readonly [path: string]: string | null };

/** Gives `work` the folder, and removes it afterwards. */
export async function inProject(files: Files, work: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = mkdtempSync(join(realpathSync(tmpdir()), 'tidemark-verbs-'));
  try {
    symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(cwd, 'node_modules'), 'dir');
    put(cwd, { 'package.json': '{ "name": "spec" }', '.gitignore': 'node_modules\n', ...files });
    await work(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** Writes files; null removes one. */
export function put(cwd: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(cwd, path);
    if (text === null) rmSync(file, { recursive: true, force: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** Everything below plans/, sorted. */
export function planFiles(cwd: string): string[] {
  const found = readdirSync(join(cwd, 'plans'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  return found.map((f) => join(f.parentPath, f.name).slice(join(cwd, 'plans').length + 1)).sort();
}

/** The error that `work` ends with. */
export async function refused(work: () => Promise<unknown>): Promise<TidemarkError> {
  try {
    await work();
  } catch (error) {
    if ((error as TidemarkError).name !== 'TidemarkError') throw error;
    return error as TidemarkError;
  }
  throw new Error('it was not refused');
}
