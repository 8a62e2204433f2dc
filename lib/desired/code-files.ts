// Definitions in TypeScript and JavaScript: run in a worker, come back as documents that ajv has checked.
import { TidemarkError } from '../errors.ts';
import { check } from '../format/check.ts';
import type { DefinitionDocument } from '../format/definition.generated.ts';
import type { Report, Task } from './evaluate.ts';
import type { ModuleFile } from './modules.ts';
import type { Placed } from './placed.ts';
import { DEADLINE_MS, transpileCache, work } from './worker.ts';

type Done = Report & { readonly is: 'done' };

/** Throws DEFINITION_TIMEOUT, DEFINITION_THREW, DEFINITION_EMPTY or DEFINITION_INVALID, each with the file. */
export async function readCode(
  files: readonly ModuleFile[],
  root: string,
  options: { readonly deadline?: number; readonly signal?: AbortSignal } = {},
): Promise<Placed[]> {
  if (files.length === 0) return [];
  const byPath = new Map(files.map((f) => [f.path, f]));
  const shown = (path: string): string => byPath.get(path)?.file ?? path;
  const task: Task = { files: files.map(({ path, module }) => ({ path, module })), cache: transpileCache(root), root };
  const { definitions, empty } = await work<Report, Done>('evaluate', task, {
    deadline: options.deadline ?? DEADLINE_MS,
    shown,
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  if (empty.length > 0) {
    const file = shown(empty[0]!);
    throw new TidemarkError('DEFINITION_EMPTY', `${file} exports no entity and no link`, {
      at: { file },
      next: 'export what entity() and link() return; a file that only helps others starts with "_"',
      details: empty.slice(1).map((path) => `so does ${shown(path)}`),
    });
  }
  return definitions.map(({ path, line, document }) => {
    const { module, file } = byPath.get(path)!;
    return {
      module,
      file,
      line,
      pointer: '',
      document: placedAt(file, line, () => check<DefinitionDocument>('definition', document, file)),
    };
  });
}

/** The gate knows pointers; which of a file's definitions it means is known here. */
function placedAt<T>(file: string, line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.at.line !== undefined) throw error;
    throw error.saying({ at: { ...error.at, file, line } });
  }
}
