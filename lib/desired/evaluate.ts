// Runs people's files inside a worker thread, so that one that hangs, throws or calls process.exit costs a message and
// not the process. Speaks in plain data only.
import { parentPort, workerData } from 'node:worker_threads';
import { TidemarkError } from '../errors.ts';
import type { EntityName } from './definition.ts';
import { definitionsIn, nameOf, placeOf, prepare, writtenDown, type Exported } from './exported.ts';
import { importer } from './import-code.ts';

export interface Task {
  readonly files: readonly { readonly path: string; readonly module: string }[];
  /** Where transpiled files are kept; false keeps none. */
  readonly cache: string | false;
  /** Of the project. */
  readonly root: string;
}

/** What a file exports, as a JSON document. `line` is where entity() or link() was called, if in that file. */
export interface Evaluated {
  readonly path: string;
  readonly exported: string;
  readonly line: number;
  readonly document: unknown;
}

export type Report =
  | { readonly is: 'reading'; readonly path: string }
  | {
      readonly is: 'threw';
      readonly path: string;
      readonly message: string;
      readonly stack: string;
      readonly id?: string;
      readonly next?: string;
    }
  | { readonly is: 'done'; readonly definitions: readonly Evaluated[]; readonly empty: readonly string[] };

interface Found {
  readonly definition: Exported;
  readonly exported: string;
  readonly file: { readonly path: string; readonly module: string };
}

const { files, cache, root } = workerData as Task;
const say = (report: Report): void => parentPort!.postMessage(report);

function threw(path: string, error: unknown): void {
  const { message, stack, id, next } = (error ?? {}) as Partial<Error & { id: string; next: string }>;
  say({
    is: 'threw',
    path,
    message: message ?? String(error),
    stack: stack ?? '',
    ...(typeof id === 'string' && { id }),
    ...(typeof next === 'string' && { next }),
  });
}

/** undefined: a file threw, and has said so. */
async function exportsOf(): Promise<{ found: Map<Exported, Found>; empty: string[] } | undefined> {
  const importCode = importer(cache, root);
  const found = new Map<Exported, Found>();
  const empty: string[] = [];
  for (const file of files) {
    say({ is: 'reading', path: file.path });
    try {
      const definitions = definitionsIn(await importCode(file.path)).map((one) => ({ ...one, file }));
      if (definitions.length === 0) empty.push(file.path);
      for (const one of definitions) {
        // A re-export does not move a definition: it belongs to the file that made it.
        const home = placeOf(one.definition).file;
        if (!found.has(one.definition) || home === file.path) found.set(one.definition, one);
      }
    } catch (error) {
      threw(file.path, error);
      return undefined;
    }
  }
  return { found, empty };
}

async function evaluate(): Promise<void> {
  prepare();
  const read = await exportsOf();
  if (read === undefined) return;
  const definitions: Evaluated[] = [];
  for (const { definition, exported, file } of read.found.values()) {
    // References become names; the module is said where it is another one.
    const entityOf = (target: Exported): EntityName => {
      const entity = nameOf(target);
      const module = read.found.get(target)?.file.module;
      if (module === undefined) throw notExported(entity, placeOf(target));
      return module === file.module ? { entity } : { entity, module };
    };
    try {
      const made = placeOf(definition);
      for (const document of writtenDown(definition, entityOf))
        definitions.push({ path: file.path, exported, line: made.file === file.path ? made.line : 1, document: JSON.parse(JSON.stringify(document)) });
    } catch (error) {
      threw(file.path, error);
      return;
    }
  }
  say({ is: 'done', empty: read.empty, definitions });
}

function notExported(entity: string, { file, line }: { readonly file: string; readonly line: number }): TidemarkError {
  const next = file === '' ? 'export it from a definition file of its module' : `export it: ${file}:${line}`;
  return new TidemarkError('ENTITY_NOT_EXPORTED', `the entity ${entity} is named here, but no definition file exports it`, { next });
}

await evaluate();
