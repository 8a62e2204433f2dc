// Owns what data scripts take from a medusa-config: the schema of its tables, and what its plugins bring. What was read of the
// application for its definitions is used where it still holds; else the config alone is evaluated, in a process of its own.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../catalog/fingerprint.ts';
import { readEnvFile } from '../../desired/environment/env-file.ts';
import { medusaConfigFile } from '../../desired/environment/medusa-config.ts';
import { TidemarkError } from '../../errors.ts';
import type { Plugin } from '../../desired/medusa/plugins.ts';
import type { SqlCache } from '../../desired/sql-cache.ts';
import type { ScriptsOptions } from '../../run/scripts/run-scripts.ts';
import type { Script } from '../../run/scripts/script.ts';
import { definitionCache, type Project } from '../project.ts';
import { withFile } from '../target.ts';

export interface MedusaSettings {
  readonly databaseSchema: string | undefined;
  readonly plugins: readonly Plugin[];
  readonly off: ScriptsOptions['off'];
}

/** undefined: no Medusa project. Throws MEDUSA_CONFIG_THREW, MEDUSA_CONFIG_TIMEOUT, MEDUSA_PLUGIN_MISSING, MEDUSA_PLUGIN_UNBUILT. */
export function medusaSettings(project: Project): Promise<MedusaSettings | undefined> {
  const found = known.get(project) ?? settingsOf(project);
  known.set(project, found);
  return found;
}

/** A command asks before its plans and after them. */
const known = new WeakMap<Project, Promise<MedusaSettings | undefined>>();

async function settingsOf(project: Project): Promise<MedusaSettings | undefined> {
  if (medusaConfigFile(project.root) === undefined) return undefined;
  const [{ keptSettings }, { readMedusaConfig }, { resolvePlugins }] = await Promise.all([
    import('../../desired/medusa/read.ts'),
    import('../../desired/environment/medusa-config.ts'),
    import('../../desired/medusa/plugins.ts'),
  ]);
  const all = withFile(process.env, readEnvFile(project.root, process.env));
  const cache = await definitionCache(project.root);
  const kept = await keptSettings(project, cache);
  const reading = kept ?? readMedusaConfig(project.root, { NODE_ENV: 'development', ...all }, project.definitionDeadline);
  const found = await Promise.resolve(reading).catch(forScripts);
  const plugins = resolvePlugins(project.root, found?.plugins ?? []);
  return { databaseSchema: found?.databaseSchema, plugins, off: kept === undefined ? nothingKnown : remembered(cache, project.root, kept.basis) };
}

/** The database is known by now: it is where scripts are that the config has to say. */
function forScripts(error: unknown): never {
  if (!(error instanceof TidemarkError)) throw error;
  throw error.saying({ next: 'correct it, or leave data scripts out: --skip-scripts' });
}

export const nothingKnown: ScriptsOptions['off'] = { has: async () => false, remember: async () => undefined };

/** A feature flag stands in the medusa-config, in variables called MEDUSA_*, or in a file of its own. */
function remembered(cache: SqlCache, root: string, basis: string): ScriptsOptions['off'] {
  const folders = [join(root, 'feature-flags'), join(root, 'src', 'feature-flags')].filter((f) => existsSync(f));
  const files = folders.flatMap((f) => readdirSync(f).map((name) => [name, sha256(readFileSync(join(f, name), 'utf8'))]));
  const key = ({ name, seal }: Script): string => `switched off ${cache.version} ${basis} ${JSON.stringify([files, name, seal])}`;
  return {
    has: async (script) => (await cache.read(key(script))) !== undefined,
    remember: (script) => cache.write(key(script), Buffer.from('1')),
  };
}
