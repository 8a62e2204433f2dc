// Runs in a script's process: starts what `container` is, the project's own file or its Medusa application. No server listens.
import { importer } from '../../desired/import-code.ts';
import { startMedusa } from './medusa-application.ts';

export interface Framework {
  readonly container: unknown;
  stop(): Promise<void>;
}

/** Throws an error with one sentence: the script's failure. */
export async function startFramework(root: string, file: string | undefined, medusa: boolean): Promise<Framework> {
  if (file !== undefined) return fromFile(file, root);
  if (medusa) return startMedusa(root);
  throw new Error('nothing makes one here: set scripts.container in the config to a file whose default export makes it');
}

/** The default export, or what it returns; `dispose()` of it is called at the end. */
async function fromFile(file: string, root: string): Promise<Framework> {
  const exported = await importer(false, root)(file);
  const value = exported['default'] ?? exported;
  const container = typeof value === 'function' ? await (value as () => unknown)() : value;
  return {
    container,
    stop: async () => void (await (container as { dispose?: () => unknown } | undefined)?.dispose?.()),
  };
}
