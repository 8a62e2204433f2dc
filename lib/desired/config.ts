// Owns the project: where it is, what its config says, and what holds when it says nothing.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { TidemarkError } from '../errors.ts';
import { check } from '../format/check.ts';
import type { Config, FromEnvironment, ModuleSettings } from '../format/config.generated.ts';
import { medusaConfigFile } from './environment/medusa-config.ts';
import { transpileCache } from './worker.ts';

export type { Config, FromEnvironment } from '../format/config.generated.ts';

/** A config with every module spelled out. */
export type Settled = Omit<Config, 'modules'> & { readonly modules?: { readonly [module: string]: ModuleSettings } };

export interface Project {
  /** Absolute; what relative paths of the config are relative to. */
  readonly root: string;
  /** The config's file, absolute; undefined when there is none. */
  readonly file: string | undefined;
  readonly config: Settled;
  /** Keeps two projects in one database apart. */
  readonly project: string;
  readonly schemaDir: string;
  readonly plansDir: string;
  /** ms a definition file may take to load. */
  readonly definitionDeadline: number;
}

const NAMES = ['ts', 'mts', 'mjs', 'js', 'json'].map((ending) => `tidemark.config.${ending}`);

/** A typo in a config is found by the editor. */
export function defineConfig(config: Config): Config {
  return config;
}

/** A value that stands in the environment, read when it is needed. */
export function env(name: string): FromEnvironment {
  return { env: name };
}

/** Throws CONFIG_ENV_MISSING. */
export function fromEnvironment(value: string | FromEnvironment, what: string, environment: NodeJS.ProcessEnv = process.env): string {
  if (typeof value === 'string') return value;
  const found = environment[value.env];
  if (found !== undefined && found !== '') return found;
  throw new TidemarkError('CONFIG_ENV_MISSING', `${what} is taken from the environment variable ${value.env}, which is not set`, {
    exit: 64,
    next: `set ${value.env}`,
  });
}

/** `config`: a file, relative to `cwd`; otherwise found upwards from there. Without any, the default layout, and beside a medusa-config its application. */
export async function loadConfig(cwd: string, options: { readonly config?: string | undefined } = {}): Promise<Project> {
  if (!existsSync(cwd))
    throw new TidemarkError('FOLDER_MISSING', `there is no folder ${cwd}`, { at: { file: cwd }, exit: 64, next: 'check the path after --cwd' });
  const found = options.config === undefined ? search(resolve(cwd)) : named(resolve(cwd, options.config));
  if (found === undefined) {
    const home = homeOf(resolve(cwd));
    return project(home, undefined, medusaConfigFile(home) === undefined ? {} : { medusa: true });
  }
  const shown = relative(resolve(cwd), found.file) || found.file;
  const value = found.value ?? (await read(found.file, shown));
  return project(dirname(found.file), found.file, check<Config>('config', value, shown));
}

interface Found {
  readonly file: string;
  /** The key of package.json. */
  readonly value?: unknown;
}

function named(file: string): Found {
  if (!existsSync(file))
    throw new TidemarkError('CONFIG_MISSING', `there is no config ${file}`, {
      at: { file },
      exit: 64,
      next: 'check the path after --config',
    });
  return basename(file) === 'package.json' ? { file, value: packageOf(dirname(file))?.['tidemark'] ?? {} } : { file };
}

function search(from: string): Found | undefined {
  for (const folder of upwards(from)) {
    const files = NAMES.map((n) => join(folder, n)).filter((f) => existsSync(f));
    const key = packageOf(folder)?.['tidemark'];
    const all = [...files, ...(key === undefined ? [] : [join(folder, 'package.json')])];
    if (all.length > 1)
      throw new TidemarkError('CONFIG_TWICE', `two configs stand in one folder: ${all.map((f) => basename(f)).join(' and ')}`, {
        at: { file: all[0]! },
        exit: 64,
        next: 'keep one of them',
      });
    if (files.length === 1) return { file: files[0]! };
    if (key !== undefined) return { file: join(folder, 'package.json'), value: key };
  }
  return undefined;
}

function upwards(from: string): string[] {
  const above = dirname(from);
  return above === from ? [from] : [from, ...upwards(above)];
}

/** Without a config, the nearest folder that looks like a project. */
function homeOf(cwd: string): string {
  return upwards(cwd).find((folder) => ['package.json', 'schema', 'plans'].some((n) => existsSync(join(folder, n)))) ?? cwd;
}

function packageOf(folder: string): { readonly [key: string]: unknown } | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const value = parseJson(readFileSync(file, 'utf8'), file);
  return typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown }) : undefined;
}

function project(root: string, file: string | undefined, given: Config): Project {
  const spelled = Object.entries(given.modules ?? {}).map(([module, said]) => [module, typeof said === 'string' ? { from: said } : said] as const);
  const config: Settled = { ...given, ...(given.modules !== undefined && { modules: Object.fromEntries(spelled) }) } as Settled;
  const name = upwards(root)
    .map((folder) => packageOf(folder)?.['name'])
    .find((n) => typeof n === 'string' && n !== '') as string | undefined;
  return {
    root,
    file,
    config,
    project: config.project ?? name ?? basename(root),
    schemaDir: resolve(root, config.schema ?? 'schema'),
    plansDir: resolve(root, config.plans ?? 'plans'),
    definitionDeadline: milliseconds(config.timeouts?.definitions ?? '30s'),
  };
}

const UNITS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** "500ms", "3s", "10m", "1h", as the config's schema admits them. */
export function milliseconds(duration: string): number {
  const [, amount, unit] = /^(\d+)(ms|s|m|h)$/.exec(duration)!;
  return Number(amount) * UNITS[unit!]!;
}

/** Runs in this process: a config may hold functions. */
async function read(file: string, shown: string): Promise<unknown> {
  if (extname(file) === '.json') return parseJson(readFileSync(file, 'utf8'), shown);
  const { importer } = await import('./import-code.ts');
  let exported: { readonly [name: string]: unknown };
  try {
    exported = await importer(transpileCache(dirname(file)), dirname(file))(file);
  } catch (cause) {
    if (cause instanceof TidemarkError) throw cause;
    throw new TidemarkError('CONFIG_THREW', `${shown} threw: ${((cause as Error)?.message ?? String(cause)).split('\n')[0]}`, {
      cause,
      at: { file: shown },
      exit: 64,
      next: 'correct the file',
    });
  }
  // module.exports of a CommonJS file is the config itself.
  const value = 'default' in exported || exported['__esModule'] === true ? exported['default'] : exported;
  if (typeof value !== 'object' || value === null)
    throw new TidemarkError('CONFIG_EMPTY', `${shown} has no default export`, {
      at: { file: shown },
      exit: 64,
      next: 'write: export default defineConfig({ … })',
    });
  return value;
}

/** The target as lib/run reads it: a word or URL, and how to get the password. */
export function targetOf(
  { config, root, file }: Project,
  environment: NodeJS.ProcessEnv = process.env,
): {
  readonly target:
    | string
    | {
        readonly url: string;
        readonly password?: string | (() => string | Promise<string>);
        readonly passwordCommand?: readonly string[];
      }
    | undefined;
  readonly root: string;
  readonly file: string | undefined;
} {
  const { target } = config;
  if (typeof target !== 'object') return { target, root, file: file && basename(file) };
  const { url, env: variable, password, ...parts } = target;
  const address = url ?? (variable === undefined ? urlOf(parts) : fromEnvironment({ env: variable }, 'the target', environment));
  const secret =
    password === undefined
      ? {}
      : typeof password === 'string' || typeof password === 'function'
        ? { password }
        : 'env' in password
          ? { password: () => fromEnvironment(password, 'the password', environment) }
          : { passwordCommand: password.command };
  return { target: { url: address, ...secret }, root, file: file && basename(file) };
}

function urlOf({ host, port, user, database, ...settings }: Omit<NonNullable<Exclude<Config['target'], string>>, 'url' | 'env' | 'password'>): string {
  const query = new URLSearchParams(Object.entries(settings).filter(([, v]) => v !== undefined) as [string, string][]);
  const socket = host?.startsWith('/') === true;
  if (socket) query.set('host', host!);
  const authority = `${user === undefined ? '' : `${encodeURIComponent(user)}@`}${socket ? '' : (host ?? '')}${port === undefined ? '' : `:${port}`}`;
  return `postgresql://${authority}/${database === undefined ? '' : encodeURIComponent(database)}${query.size === 0 ? '' : `?${query}`}`;
}

/** Not the reader of documents: every command reads package.json, and that one takes 50 ms to load. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const { message } = cause as Error;
    const offset = /position (\d+)/.exec(message)?.[1];
    const line = /line (\d+)/.exec(message)?.[1] ?? (offset === undefined ? undefined : String(text.slice(0, Number(offset)).split('\n').length));
    throw new TidemarkError('JSON_MALFORMED', `${file} is not JSON: ${message}`, {
      cause,
      at: { file, ...(line !== undefined && { line: Number(line) }) },
      next: 'correct the file',
      exit: 64,
    });
  }
}
