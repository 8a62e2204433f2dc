// Owns where a Medusa module's models are: beside what its package or folder exports, in models/.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { TidemarkError } from '../../errors.ts';
import type { Migration } from '../authored.ts';
import { definitionsIn } from '../exported.ts';
import type { Exports } from '../import-code.ts';
import { readMigration } from './migration.ts';
import { isDmlEntity, isMedusaModule, joinerConfig, type DmlEntity, type JoinerConfig } from './shapes.ts';

export interface Found {
  readonly folder: string;
  readonly joiner: JoinerConfig | undefined;
  readonly models: readonly DmlEntity[];
  /** Those beside them. */
  readonly migrations: readonly Migration[];
}

const CODE = /(?<!\.d)\.[cm]?[jt]s$/;

export function codeBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (/^(?:[._]|node_modules$|.*\.(?:spec|test)\.)/.test(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? codeBelow(path) : CODE.test(entry.name) ? [path] : [];
    });
}

/** `from`: a package, or a path relative to `root`. Throws MEDUSA_MODULE_MISSING, and what the files throw. */
export function findModule(from: string, root: string): Found {
  const require = createRequire(join(root, 'package.json'));
  const path = /^\.{0,2}\//.test(from) || isAbsolute(from) ? resolve(root, from) : from;
  const entry = entryOf(require, path, from, root);
  const exported = entry === undefined ? {} : (require(entry) as { readonly default?: unknown; readonly discoveryPath?: string });
  const folder = exported.discoveryPath !== undefined ? dirname(exported.discoveryPath) : entry === undefined ? path : dirname(entry);
  const module = [exported.default, exported].find(isMedusaModule);
  // Medusa looks in models/ alone; a folder of models by itself is as good.
  const places = [join(folder, 'models'), ...(entry === undefined ? [folder] : [])].filter((p) => existsSync(p) && statSync(p).isDirectory());
  const files = places.length === 0 ? [] : codeBelow(places[0]!);
  const models = files.flatMap((file) => definitionsIn(require(file) as Exports).map((d) => d.definition)).filter(isDmlEntity);
  return { folder, joiner: module === undefined ? undefined : joinerConfig(module), models: [...new Set(models)], migrations: migrationsIn(folder, root) };
}

/** Medusa records the files' names without what they are written in. */
function migrationsIn(folder: string, root: string): Migration[] {
  const place = join(folder, 'migrations');
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((f) => CODE.test(f))
    .sort()
    .map((f) => readMigration(f.replace(/\.[cm]?[jt]s$/, ''), join(place, f), shownFolder(join(place, f), root)));
}

/** undefined: a folder without an entry of its own. */
function entryOf(require: NodeJS.Require, path: string, from: string, root: string): string | undefined {
  try {
    return require.resolve(path);
  } catch (cause) {
    if (isAbsolute(path) && existsSync(path) && statSync(path).isDirectory()) return undefined;
    throw new TidemarkError('MEDUSA_MODULE_MISSING', `${from} is no package that is installed here, and no folder`, {
      cause,
      exit: 64,
      next: isAbsolute(path) ? `correct the path; it is relative to ${root}` : `npm install ${from}, or correct the name`,
    });
  }
}

/** As messages show a folder: relative where it is the project's, else from the package on. */
export function shownFolder(folder: string, root: string): string {
  const packaged = folder.split(`${sep}node_modules${sep}`);
  return (packaged.length > 1 ? packaged.at(-1)! : relative(root, folder) || '.').split(sep).join('/');
}
