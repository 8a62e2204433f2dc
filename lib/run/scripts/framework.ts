// Runs in a script's process: starts what `container` is, the project's own file or its Medusa application. No server listens.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { importer } from '../../desired/import-code.ts';

export interface Framework {
  readonly container: unknown;
  stop(): Promise<void>;
}

/** Throws an error with one sentence: the script's failure. */
export async function startFramework(root: string, file: string | undefined, medusa: boolean): Promise<Framework> {
  if (file !== undefined) return fromFile(file);
  if (medusa) return fromMedusa(root);
  throw new Error('it reads `container`, and the project has none: set scripts.container in the config to a file whose default export makes it');
}

/** The default export, or what it returns; `dispose()` of it is called at the end. */
async function fromFile(file: string): Promise<Framework> {
  const exported = await importer(false)(file);
  const value = exported['default'] ?? exported;
  const container = typeof value === 'function' ? await (value as () => unknown)() : value;
  return {
    container,
    stop: async () => void (await (container as { dispose?: () => unknown } | undefined)?.dispose?.()),
  };
}

/* eslint-disable @typescript-eslint/no-explicit-any */
/** As Medusa starts itself for its migration scripts: configuration, links, modules, workflows; no routes, no jobs. */
async function fromMedusa(root: string): Promise<Framework> {
  const require = createRequire(join(root, 'package.json'));
  if (!/\.[cm]?js$/.test(require.resolve('@medusajs/medusa'))) throw new Error('@medusajs/medusa is not built');
  try {
    require('ts-node').register({});
  } catch {
    // A built application needs none.
  }
  const home = dirname(require.resolve('@medusajs/medusa'));
  const own = createRequire(join(home, 'index.js'));
  const { initializeContainer } = own('./loaders/index.js') as any;
  const { MedusaAppLoader } = own('@medusajs/framework') as any;
  const { LinkLoader } = own('@medusajs/framework/links') as any;
  const { MedusaModule } = own('@medusajs/framework/modules-sdk') as any;
  const { WorkflowLoader } = own('@medusajs/framework/workflows') as any;
  const { ContainerRegistrationKeys, getResolvedPlugins, mergePluginModules } = own('@medusajs/framework/utils') as any;
  const container = await initializeContainer(root);
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
