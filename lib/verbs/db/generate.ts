// `tidemark db:generate`: plan files for the modules that are named.
import { EXIT, TidemarkError } from '../../errors.ts';
import { plan, type PlanOptions, type PlanResult } from '../plan.ts';
import { openProject } from '../project.ts';

/** Throws MODULES_MISSING and MODULE_UNKNOWN with the modules there are, and what plan throws. */
export async function generate(options: PlanOptions & { readonly modules: readonly string[] }): Promise<PlanResult> {
  if (options.modules.length === 0) throw modulesMissing('db:generate', (await (await openProject(options)).definitions()).modules);
  try {
    return await plan(options);
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.id !== 'MODULE_UNKNOWN') throw error;
    const unknown = error.message.replace(/^there is no module /, '');
    const next = error.next?.replace(/^name (?=\S+$)/, 'tidemark db:generate ');
    throw error.saying(next === undefined ? {} : { next }, `Cannot generate migrations for unknown module(s) ${unknown}`);
  }
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
