// Owns the layout of a definitions folder: which files there are and which module each belongs to.
// A folder of schema/ is a module with all files below it; a file directly in schema/ is a module named by its stem.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { compareText } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';
import type { Project } from './config.ts';
import { medusaConfigFile } from './environment/medusa-config.ts';

export interface ModuleFile {
  readonly module: string;
  readonly kind: 'code' | 'json' | 'sql' | 'hints';
  /** Absolute. */
  readonly path: string;
  /** As messages show it: relative to the project, with slashes. */
  readonly file: string;
}

const CODE = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);
const HINTS = '.hints.json';
const MODULE = /^[a-z0-9][a-z0-9_-]*$/;

/** All definition files, in path order. Leading `_` or `.` in a name hides a file or folder; so do `.d.ts`, `.spec.*`, `.test.*`. */
export function moduleFiles({ schemaDir, root, config }: Pick<Project, 'schemaDir' | 'root' | 'config'>): ModuleFile[] {
  const shown = (path: string): string => relative(root, path).split(sep).join('/');
  const found = new Map<string, ModuleFile>();
  const elsewhere = Object.entries(config.modules ?? {}).flatMap(([module, { files = [] }]) => files.map((f) => ({ module, path: resolve(root, f) })));
  for (const { module, path } of elsewhere) {
    checkModule(module, 'the config');
    for (const inner of filesAt(path, module)) {
      const kind = kindOf(basename(inner));
      if (kind !== undefined) found.set(inner, { module, kind, path: inner, file: shown(inner) });
    }
  }
  const medusa = config.medusa !== undefined || Object.values(config.modules ?? {}).some((m) => m.from !== undefined);
  if ((elsewhere.length > 0 || medusa) && !existsSync(schemaDir)) return [...found.values()];
  for (const path of filesBelow(schemaDir, { root, schemaDir })) {
    const file = shown(path);
    const inner = relative(schemaDir, path).split(sep);
    const last = inner.at(-1)!;
    const top = inner.length === 1;
    const kind = kindOf(last);
    if (kind === undefined || found.has(path)) continue;
    if (kind === 'hints' && !top)
      throw new TidemarkError('HINTS_MISPLACED', `${file} is not read: hints stand directly in the definitions folder`, {
        at: { file },
        next: `move it to ${inner[0]!}${HINTS} beside the folder ${inner[0]!}`,
      });
    const module = top ? last.slice(0, kind === 'hints' ? -HINTS.length : -extname(last).length) : inner[0]!;
    checkModule(module, file);
    found.set(path, { module, kind, path, file });
  }
  return [...found.values()].sort((a, b) => compareText(a.file, b.file));
}

function filesAt(path: string, module: string): string[] {
  try {
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  } catch (cause) {
    throw new TidemarkError('DEFINITIONS_MISSING', `the files of module ${module} are not there: ${path}`, {
      cause,
      exit: 64,
      next: `correct modules.${module}.files in the config`,
    });
  }
}

/** Module names stand in file names and plan names of every platform, so they come from an allow-list. */
export function checkModule(module: string, file: string): void {
  if (MODULE.test(module)) return;
  const fixed = module
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  throw new TidemarkError('MODULE_NAME', `${JSON.stringify(module)} cannot be the name of a module: lower-case letters, digits, - and _ only`, {
    at: { file },
    next: `rename it${fixed === '' ? '' : `, for example to ${fixed}`}`,
  });
}

function kindOf(name: string): ModuleFile['kind'] | undefined {
  if (name.endsWith(HINTS)) return 'hints';
  if (/\.d\.[cm]?ts$|\.(spec|test)\.[cm]?[jt]s$/.test(name)) return undefined;
  const extension = extname(name);
  if (CODE.has(extension)) return 'code';
  if (extension === '.json') return 'json';
  return extension === '.sql' ? 'sql' : undefined;
}

function filesBelow(folder: string, of?: Pick<Project, 'root' | 'schemaDir'>): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    if (folder !== of?.schemaDir) throw cause;
    throw new TidemarkError('DEFINITIONS_MISSING', `there is no definitions folder ${folder}`, {
      cause,
      exit: 64,
      next:
        medusaConfigFile(of.root) === undefined
          ? 'run `tidemark init`, or set `schema` in the config'
          : 'set `medusa: true` in the config: the models and links of the application are the definitions',
    });
  }
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => compareText(a.name, b.name))) {
    if (/^[._]/.test(entry.name) || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.push(...filesBelow(path));
    else if (entry.isFile() || entry.isSymbolicLink()) paths.push(path);
  }
  return paths;
}
