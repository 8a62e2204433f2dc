// A project in a temporary folder, for specs that load definitions from files.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Definitions } from '../../lib/desired/authored.ts';
import { loadConfig } from '../../lib/desired/config.ts';
import { loadDefinitions } from '../../lib/desired/load.ts';
import type { TidemarkError } from '../../lib/errors.ts';

export type Files = { readonly [path: string]: string };

/** Gives `work` the folder, and removes it afterwards. */
export async function inFolder<T>(files: Files, work: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'tidemark-spec-'));
  try {
    for (const [path, text] of Object.entries({ 'package.json': '{ "name": "spec" }', ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function load(files: Files): Promise<Definitions> {
  return inFolder(files, async (root) => loadDefinitions(await loadConfig(root)));
}

/** The error that loading gives. */
export async function refused(work: () => unknown): Promise<TidemarkError> {
  try {
    await work();
  } catch (error) {
    if ((error as TidemarkError).name !== 'TidemarkError') throw error;
    return error as TidemarkError;
  }
  throw new Error('it was not refused');
}
