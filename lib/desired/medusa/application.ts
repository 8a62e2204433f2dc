// Owns what a medusa-config says of the schema: its modules, the providers of these, and the plugins. Nothing is booted.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { TidemarkError } from '../../errors.ts';
import { codeBelow } from './finding.ts';
import { namesOf, resolvePlugins } from './plugins.ts';
import type { ApplicationSettings } from './task.ts';

interface Entry {
  readonly resolve?: unknown;
  readonly key?: string;
  readonly disable?: boolean;
  readonly options?: { readonly providers?: readonly { readonly resolve?: unknown }[] };
}

interface MedusaConfig {
  readonly projectConfig?: { readonly [setting: string]: unknown };
  readonly modules?: readonly Entry[] | { readonly [key: string]: Entry | boolean | string };
  readonly plugins?: readonly (string | { readonly resolve: string })[];
}

export interface Application {
  /** Modules in order, each with where it is and where its providers are. */
  readonly modules: readonly { readonly key: string | undefined; readonly from: readonly string[] }[];
  readonly settings: ApplicationSettings;
  /** Files that hold links: of plugins, then of the application. */
  readonly links: readonly string[];
}

export function readApplication(file: string): Application {
  const require = createRequire(file);
  const exported = require(file) as { readonly default?: unknown };
  const config = (exported.default ?? exported) as MedusaConfig;
  if (typeof config !== 'object' || (config.projectConfig === undefined && config.modules === undefined))
    throw new TidemarkError('MEDUSA_CONFIG', `${basename(file)} exports no config of Medusa`, {
      at: { file: basename(file) },
      exit: 64,
      next: 'write: module.exports = defineConfig({ … })',
    });
  const plugins = namesOf(config.plugins);
  const folders = resolvePlugins(dirname(file), plugins).flatMap((p) => p.folder ?? []);
  const own = sourceOf(dirname(file));
  const sources = [...folders, own];
  const ofPlugins = folders.flatMap((folder) => modulesIn(folder)).map((from) => ({ key: undefined, from: [from] }));
  const { databaseSchema } = config.projectConfig ?? {};
  return {
    modules: [...ofPlugins, ...entriesOf(config.modules)],
    links: sources.flatMap((folder) => codeBelow(join(folder, 'links'))),
    settings: {
      ...(typeof databaseSchema === 'string' && { databaseSchema }),
      plugins,
    },
  };
}

function entriesOf(modules: MedusaConfig['modules'] = []): Application['modules'] {
  const entries = Array.isArray(modules)
    ? (modules as readonly Entry[]).map((e) => [e.key, e] as const)
    : Object.entries(modules as { readonly [key: string]: Entry | boolean | string });
  return entries.flatMap(([key, given]) => {
    const entry = typeof given === 'string' ? { resolve: given } : given;
    if (typeof entry !== 'object' || entry.disable === true || typeof entry.resolve !== 'string') return [];
    const providers = (entry.options?.providers ?? []).map((p) => p.resolve).filter((r): r is string => typeof r === 'string');
    return [{ key, from: [entry.resolve, ...providers] }];
  });
}

function sourceOf(root: string): string {
  return existsSync(join(root, 'src')) ? join(root, 'src') : root;
}

function modulesIn(folder: string): string[] {
  const modules = join(folder, 'modules');
  if (!existsSync(modules)) return [];
  return readdirSync(modules, { withFileTypes: true })
    .filter((e) => e.isDirectory() && readdirSync(join(modules, e.name)).some((f) => /^index\.[cm]?[jt]s$/.test(f)))
    .map((e) => join(modules, e.name))
    .sort();
}
