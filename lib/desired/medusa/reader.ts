// Runs as a process of its own, in the project's folder: loads models and links of Medusa and answers with documents.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TidemarkError } from '../../errors.ts';
import type { LinkDefinition, LinkSide } from '../../format/definition.generated.ts';
import type { Migration } from '../authored.ts';
import type { EntityName } from '../definition.ts';
import { apart } from './apart.ts';
import { linksDefined, linksOf, resolvedLinks } from './defined-links.ts';
import { findModule, shownFolder } from './finding.ts';
import { inputsNow } from './inputs.ts';
import { descriptor, linkDocument, lonelyTable, missingSides } from './link.ts';
import { entityName, modelDocuments } from './model.ts';
import { moduleName } from './names.ts';
import type { DmlEntity, JoinerConfig, LinkConfig } from './shapes.ts';
import type { FoundModule, Message, Reading, Task } from './task.ts';
import { readTypeScript } from './typescript.ts';

const given = { ...process.env };
let what = 'the modules of Medusa';
const say = (message: Message): void => void process.send!(message);
const now = (next: string): void => {
  what = next;
  say({ is: 'reading', what });
};

interface Loaded {
  readonly module: string;
  readonly joiner: JoinerConfig | undefined;
  readonly folder: string;
  readonly models: readonly DmlEntity[];
  readonly migrations: readonly Migration[];
}

async function read({ root, application: config, modules: named }: Task): Promise<{ reading: Reading; searched: string[] }> {
  readTypeScript();
  linksDefined();
  const loaded: Loaded[] = [];
  const searched: string[] = [];
  const load = (module: string | undefined, from: string): Loaded => {
    now(from);
    const found = findModule(from, root);
    searched.push(join(found.folder, 'models'), join(found.folder, 'migrations'));
    return { ...found, module: module ?? moduleName(found.joiner?.serviceName ?? from) };
  };
  const { readApplication } = await import('./application.ts');
  if (config !== undefined) now(shownFolder(config, root));
  const application = config === undefined ? undefined : readApplication(config);
  for (const { key, from } of application?.modules ?? []) {
    const [first, ...providers] = from;
    const own = load(key === undefined ? undefined : moduleName(key), first!);
    loaded.push(own, ...providers.map((p) => load(own.module, p)));
  }
  for (const { module, from } of named) {
    const own = load(module, from);
    if (own.models.length === 0)
      throw new TidemarkError('MEDUSA_NO_MODELS', `${from} has no models: nothing in its models folder was made by model.define()`, {
        exit: 64,
        next: `remove modules.${module} from the config, or name the package that has the models`,
      });
    loaded.push(own);
  }
  const services = new Map(loaded.flatMap(({ joiner }) => (joiner?.serviceName === undefined ? [] : [[joiner.serviceName, joiner] as const])));
  const moduleOf = new Map(loaded.flatMap(({ joiner, module }) => (joiner?.serviceName === undefined ? [] : [[joiner.serviceName, module] as const])));
  const home = new Map(loaded.flatMap(({ module, models }) => models.map((m) => [m, module] as const)));
  const links = application === undefined ? [] : readLinks(root, application.links, services, searched);
  return {
    searched,
    reading: {
      modules: apart(loaded.flatMap((l) => (l.models.length === 0 ? [] : [found(l, home, root)]))),
      links: links.map(({ document, ...from }) => ({ ...from, document: 'link' in document ? underModules(document as LinkDefinition, moduleOf) : document })),
      ...(application !== undefined && { application: application.settings }),
    },
  };
}

function found({ module, joiner, folder, models, migrations }: Loaded, home: ReadonlyMap<DmlEntity, string>, root: string): FoundModule {
  const nameOf = (target: DmlEntity): EntityName => {
    const there = home.get(target) ?? module;
    return { entity: entityName(target), ...(there !== module && { module: there }) };
  };
  now(shownFolder(folder, root));
  return {
    module,
    ...(joiner?.serviceName !== undefined && { service: joiner.serviceName }),
    file: shownFolder(folder, root),
    documents: models.flatMap((m) => modelDocuments(m, nameOf)),
    migrations,
  };
}

/** Sides are named by service; here by module. */
function underModules({ link }: LinkDefinition, moduleOf: ReadonlyMap<string, string>): LinkDefinition {
  const side = (s: LinkSide): LinkSide => ({ ...s, module: moduleOf.get(s.module!)! });
  return { link: { ...link, left: side(link.left), right: side(link.right) } };
}

/** Medusa's own links, then those of plugins and the application. */
function readLinks(root: string, files: readonly string[], services: ReadonlyMap<string, JoinerConfig>, searched: string[]): Reading['links'] {
  const require = createRequire(join(root, 'package.json'));
  now('links');
  const { folder } = findModule('@medusajs/medusa/link-modules', root);
  searched.push(join(folder, 'definitions'));
  const core = Object.values(require(join(folder, 'definitions')) as { readonly [name: string]: LinkConfig });
  for (const file of files) {
    const shown = shownFolder(file, root);
    now(shown);
    linksOf(shown);
    require(file);
  }
  const all = [...core.map((c) => [c, shownFolder(folder, root)] as const), ...resolvedLinks(services).map((l) => [l.config, l.file] as const)];
  return all.flatMap(([config, file]): Reading['links'] => {
    if (config.isReadOnlyLink === true) return [];
    if (missingSides(config, services).length > 0) return [{ file, document: lonelyTable(config) }];
    const tracked = descriptor(config);
    return [{ file, document: linkDocument(config, services)!, ...(tracked !== undefined && { tracked }) }];
  });
}

process.once('message', (task: Task) => {
  read(task).then(
    ({ reading, searched }) => process.send!({ is: 'done', reading, inputs: inputsNow(task.root, searched, given) } satisfies Message, () => process.exit(0)),
    (error: Partial<TidemarkError>) => {
      const message: Message = {
        is: 'threw',
        what: error?.at?.file ?? what,
        message: error?.message ?? String(error),
        stack: error?.stack ?? '',
        ...(typeof error?.id === 'string' && { id: error.id }),
        ...(typeof error?.next === 'string' && { next: error.next }),
        ...(typeof error?.exit === 'number' && { exit: error.exit }),
      };
      process.send!(message, () => process.exit(0));
    },
  );
});
