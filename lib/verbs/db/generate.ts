// `tidemark db:generate`: plan files for the modules that are named, as they are here or as Medusa calls them.
import { moduleName } from '../../desired/medusa/names.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import { plan, type PlanOptions, type PlanResult } from '../plan.ts';
import { openProject } from '../project.ts';

export interface GenerateResult extends PlanResult {
  /** What was asked for, with the name under which its plans stand. */
  readonly modules: readonly { readonly module: string; readonly chain: string }[];
}

type Options = PlanOptions & { readonly modules: readonly string[] };

/** Throws MODULES_MISSING and MODULE_UNKNOWN with the modules there are, and what plan throws. */
export async function generate(options: Options): Promise<GenerateResult> {
  const project = await openProject(options);
  if (options.modules.length === 0) throw modulesMissing('db:generate', (await project.definitions()).modules);
  const of = async (modules: readonly string[]): Promise<GenerateResult> => {
    const result = await plan({ ...options, modules });
    return { ...result, modules: modules.map((module) => ({ module, chain: project.chainNames([module])![0]! })) };
  };
  try {
    return await of(options.modules);
  } catch (error) {
    if (!isUnknown(error)) throw error;
    const said = options.modules.map(moduleName);
    if (said.every((m, n) => m === options.modules[n])) throw cannot(error);
    // What is unknown under both names is told under the one that was typed.
    return of(said).catch((second: unknown) => {
      throw isUnknown(second) ? cannot(error) : second;
    });
  }
}

const isUnknown = (error: unknown): error is TidemarkError => error instanceof TidemarkError && error.id === 'MODULE_UNKNOWN';

function cannot(error: TidemarkError): TidemarkError {
  const unknown = error.message.replace(/^there is no module /, '');
  const next = error.next?.replace(/^name (?=\S+$)/, 'tidemark db:generate ');
  return error.saying(next === undefined ? {} : { next }, `Cannot generate migrations for unknown module(s) ${unknown}`);
}

export function modulesMissing(command: string, known: readonly string[]): TidemarkError {
  const all = [...new Set(known)].sort();
  return new TidemarkError('MODULES_MISSING', `${command} works on the modules that it is given, and none is`, {
    exit: EXIT.usage,
    whole: true,
    details: [`available modules:${all.length === 0 ? ' none' : ''}`, ...all.map((m) => `  - ${m}`)],
    next: all.length === 0 ? 'tidemark plan writes the first plans of a project' : `tidemark ${command} ${all[0]!}`,
  });
}
