// Owns how specs start the command in a process of its own: as it was built, where no source is newer than the build, which saves
// a loader per process; else from source.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = join(root, 'dist/bin/tidemark.js');

const newest = (folder: string): number =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .reduce((at, f) => Math.max(at, changed(join(f.parentPath, f.name))), 0);

function changed(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Arguments for node, before those of the command. */
export const cli: readonly string[] =
  changed(built) > Math.max(newest('lib'), newest('bin'))
    ? [built]
    : ['--import', new URL('../../node_modules/tsx/dist/esm/index.mjs', import.meta.url).href, join(root, 'bin/tidemark.ts')];
