// Runs in a script's process: a Medusa application as Medusa starts it for its migration scripts, and whether a script is switched
// off in it. No routes, no jobs.
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Exports } from '../../desired/import-code.ts';
import { readTypeScript } from '../../desired/medusa/typescript.ts';
import type { Prepare } from './channel.ts';
import type { Framework } from './framework.ts';

/* eslint-disable @typescript-eslint/no-explicit-any */
type Any = any;

/** By require: the script and the framework then share the files that both load, such as workflows. */
export function loadNative(file: string): Exports {
  readTypeScript();
  return createRequire(file)(realpathSync(file)) as Exports;
}

/** Has a feature flag of the application switched this script off? Flags are known once the configuration is; nothing else is started. */
export async function isSwitchedOff(root: string, file: string): Promise<boolean> {
  const require = createRequire(join(root, 'package.json'));
  try {
    require.resolve('@medusajs/framework/utils');
  } catch {
    return false; // then the script has said nothing to it either
  }
  const { getDefinedFileConfig, isFileDisabled } = require('@medusajs/framework/utils') as Any;
  const path = realpathSync(file);
  if (getDefinedFileConfig?.(path) === undefined) return false;
  await configured(root);
  return isFileDisabled(path) === true;
}

export async function startMedusa(root: string): Promise<Framework> {
  const { own, container } = await configured(root);
  await own('@medusajs/framework/database').pgConnectionLoader();
  const { MedusaAppLoader } = own('@medusajs/framework');
  const { LinkLoader } = own('@medusajs/framework/links');
  const { MedusaModule } = own('@medusajs/framework/modules-sdk');
  const { WorkflowLoader } = own('@medusajs/framework/workflows');
  const { ContainerRegistrationKeys, getResolvedPlugins, mergePluginModules } = own('@medusajs/framework/utils');
  const config = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE);
  const plugins = await getResolvedPlugins(root, config, true);
  mergePluginModules(config, plugins, root);
  MedusaModule.clearInstances();
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const below = (name: string): string[] => plugins.map((p: { resolve: string }) => join(p.resolve, name));
  await new LinkLoader(below('links'), logger).load();
  const app = await new MedusaAppLoader({ container }).load();
  await app.onApplicationStart();
  await new WorkflowLoader(below('workflows'), container).load();
  return {
    container,
    stop: async () => {
      await app.onApplicationPrepareShutdown();
      await app.onApplicationShutdown();
    },
  };
}

/** Loads what starting takes and these scripts import: packages alone, with the configuration. Nothing of it is called. */
export async function prepareMedusa({ root, scripts }: Prepare): Promise<void> {
  const { own, container } = await configured(root);
  for (const name of ['database', 'links', 'modules-sdk', 'workflows']) own(`@medusajs/framework/${name}`);
  const { ContainerRegistrationKeys } = own('@medusajs/framework/utils');
  const { modules } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE);
  const here = createRequire(join(root, 'package.json'));
  for (const { resolve, options } of Object.values<Any>(modules ?? {}).filter((m) => typeof m === 'object'))
    for (const name of [resolve, ...(options?.providers ?? []).map((p: Any) => p.resolve)]) if (isPackage(name)) here(name);
  for (const file of scripts)
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:\brequire\(|\bfrom )["'](@medusajs\/[^"']+)["']/g)) createRequire(file)(name!);
}

const isPackage = (name: unknown): name is string => typeof name === 'string' && !/^[./]|^\w:/.test(name);

let once: Promise<{ own: NodeJS.Require & ((id: string) => Any); container: Any }> | undefined;

/** Its configuration and feature flags: no connection yet. */
function configured(root: string): NonNullable<typeof once> {
  const load = async () => {
    readTypeScript();
    const require = createRequire(join(root, 'package.json'));
    const entry = require.resolve('@medusajs/medusa');
    if (!/\.[cm]?js$/.test(entry)) throw new Error('@medusajs/medusa is not built');
    const own = createRequire(join(dirname(entry), 'index.js')) as NodeJS.Require & ((id: string) => Any);
    return { own, container: await own('./loaders/index.js').initializeContainer(root, { skipDbConnection: true }) };
  };
  return (once ??= load());
}
