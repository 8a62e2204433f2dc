// Owns what defineLink() leaves behind: a function that wants to know every module before it says what the link is.
// It hands that function to a registry of Medusa's; ours stands in its place, so that none of Medusa's runtime is loaded for it.
import { createRequire } from 'node:module';
import type { DefinitionDocument } from '../../format/definition.generated.ts';
import { TidemarkError } from '../../errors.ts';
import { linkDocument } from './link.ts';
import { isMedusaModule, joinerConfig, type JoinerConfig, type LinkConfig } from './shapes.ts';

type Register = (modules: readonly JoinerConfig[]) => LinkConfig;

/** What was registered, and the file that was being loaded. */
const registered: { readonly register: Register; readonly file: string }[] = [];
let loading = 'links';

/** From now on links are those of this file, as messages show it. */
export function linksOf(file: string): void {
  loading = file;
}

/** Takes the place of the registry, unless one is there. */
export function linksDefined(): void {
  const scope = globalThis as { MedusaModule?: unknown };
  scope.MedusaModule ??= new Proxy(
    { setCustomLink: (register: Register) => void registered.push({ register, file: loading }), getCustomLinks: () => registered.map((r) => r.register) },
    { get: (own, name) => (own as { readonly [name: string | symbol]: unknown })[name] ?? (() => undefined) },
  );
}

/** Services by name, of all modules that were loaded into this process. */
export function loadedServices(): Map<string, JoinerConfig> {
  const found = new Map<string, JoinerConfig>();
  for (const loaded of Object.values(createRequire(import.meta.url).cache)) {
    for (const exported of [loaded?.exports as unknown, (loaded?.exports as { readonly default?: unknown } | undefined)?.default]) {
      if (!isMedusaModule(exported)) continue;
      const config = joinerConfig(exported);
      if (config.serviceName !== undefined) found.set(config.serviceName, config);
    }
  }
  return found;
}

/** All links that were defined so far. Throws MEDUSA_LINK_SIDE for one whose module is not there. */
export function resolvedLinks(services: ReadonlyMap<string, JoinerConfig>): { readonly config: LinkConfig; readonly file: string }[] {
  const modules = [...services].map(([serviceName, config]) => ({ ...config, serviceName }));
  return registered.map(({ register, file }) => {
    try {
      return { config: register(modules), file };
    } catch (cause) {
      throw new TidemarkError(
        'MEDUSA_LINK_SIDE',
        `a link cannot be read: ${(cause as Error).message.split('\n')[0]!.replace(/\.? If this is your module.*$/, '')}`,
        {
          cause,
          at: { file },
          next: `define the link between modules that are there: ${[...services.keys()].join(', ')}`,
        },
      );
    }
  });
}

/** The document of one link: the shell gets its name when its function is asked. */
export function resolveLink(shell: { readonly serviceName: string }): DefinitionDocument[] {
  const services = loadedServices();
  const config = resolvedLinks(services).find(({ config: c }) => c.serviceName !== undefined && c.serviceName === shell.serviceName)?.config;
  const document = config === undefined ? undefined : linkDocument(config, services);
  return document === undefined ? [] : [document];
}
