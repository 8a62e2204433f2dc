// Owns what a reading depends on. Loading Medusa's framework takes seconds; a reading is kept and used again while the files it
// came from, the folders that were searched, the packages and the variables those files mention are what they were.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Inputs } from './task.ts';

/** Which database a command works on is no part of what the models are: each target would read them anew. */
const TARGET = 'DATABASE_URL';

const NODE_MODULES = `${sep}node_modules${sep}`;

/**
 * Of everything that this process has loaded. `searched`: folders whose files were listed. `given`: the environment that the process
 * began with, which is the one of whoever asks again; a medusa-config fills its own from .env files, and those count as files.
 */
export function inputsNow(root: string, searched: readonly string[], given: NodeJS.ProcessEnv): Inputs {
  const loaded = Object.keys(createRequire(import.meta.url).cache).filter((f) => f.startsWith(sep) || /^[A-Z]:/.test(f));
  const own = loaded.filter((f) => !f.includes(NODE_MODULES) && !f.startsWith(dirname(import.meta.dirname)));
  const packages = new Set(loaded.filter((f) => f.includes(`${NODE_MODULES}@medusajs${sep}`) || searched.some((s) => f.startsWith(s + sep))).map(packageOf));
  const dotenv = readdirSync(root).filter((f) => f === '.env' || f.startsWith('.env.'));
  const files = [
    ...own,
    ...[...packages].filter((p) => p !== undefined),
    ...dotenv.map((f) => join(root, f)),
    join(root, 'package.json'),
    join(root, 'tsconfig.json'),
    ...lockedBy(root),
  ];
  const mentioned = new Set(own.flatMap((f) => [...readFileSync(f, 'utf8').matchAll(/process\.env(?:\.|\[['"`])(\w+)/g)].map((m) => m[1]!)));
  const flags = Object.keys(given).filter((n) => n.startsWith('MEDUSA_'));
  return {
    files: Object.fromEntries([...new Set(files)].filter((f) => existsSync(f)).map((f) => [f, hashOf(f)])),
    packages: Object.fromEntries(placesOf(root, [...packages]).map((place) => [place, leadsTo(place)])),
    folders: Object.fromEntries([...new Set([root, ...searched])].map((f) => [f, namesIn(f)])),
    environment: Object.fromEntries([...new Set([...mentioned, ...flags, 'NODE_ENV'])].filter((n) => n !== TARGET).map((n) => [n, valueOf(n, given)])),
  };
}

export function unchanged({ files, packages, folders, environment }: Inputs, given: NodeJS.ProcessEnv): boolean {
  return (
    Object.entries(environment).every(([n, v]) => valueOf(n, given) === v) &&
    Object.keys(given).every((n) => !n.startsWith('MEDUSA_') || n in environment) &&
    Object.entries(packages).every(([place, there]) => leadsTo(place) === there) &&
    Object.entries(folders).every(([f, names]) => namesIn(f) === names) &&
    Object.entries(files).every(([f, bytes]) => existsSync(f) && hashOf(f) === bytes)
  );
}

const LOCKS = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/** Which versions are installed, of the project or of the workspace around it. */
function lockedBy(folder: string): string[] {
  const found = LOCKS.map((name) => join(folder, name)).filter((f) => existsSync(f));
  return found.length > 0 || dirname(folder) === folder ? found : lockedBy(dirname(folder));
}

/** By the names of these packages; one that another package brings for itself stands elsewhere, and does so by its version. */
function placesOf(root: string, manifests: readonly (string | undefined)[]): string[] {
  const names = manifests.flatMap((m) => (m === undefined ? [] : [dirname(m).slice(dirname(m).lastIndexOf(NODE_MODULES) + NODE_MODULES.length)]));
  return [...new Set(names)].map((name) => join(root, 'node_modules', name));
}

function leadsTo(place: string): string {
  return existsSync(place) ? realpathSync(place) : 'none';
}

function packageOf(file: string): string | undefined {
  for (let folder = dirname(file); folder.includes(NODE_MODULES); folder = dirname(folder)) {
    const at = join(folder, 'package.json');
    if (existsSync(at) && /"version"/.test(readFileSync(at, 'utf8'))) return at;
  }
  return undefined;
}

/** Names of the files in a folder and below. Of the project itself only what stands directly in it. */
function namesIn(folder: string): string {
  if (!existsSync(folder)) return 'none';
  const below =
    existsSync(join(folder, 'package.json')) && !folder.includes(NODE_MODULES)
      ? readdirSync(folder).filter((f) => /^\.env|^medusa-config/.test(f))
      : readdirSync(folder, { recursive: true }).map(String);
  return sha(below.sort().join('\n'));
}

const valueOf = (name: string, env: NodeJS.ProcessEnv): string => (env[name] === undefined ? 'none' : sha(env[name]));
const hashOf = (file: string): string => sha(readFileSync(file));
const sha = (of: string | Buffer): string => createHash('sha256').update(of).digest('hex').slice(0, 32);
