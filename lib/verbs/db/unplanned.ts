// Owns what db:migrate says of definitions that no plan file covers yet: it applies plans and makes none.
import { EXIT, TidemarkError } from '../../errors.ts';
import { changedSince } from '../planned.ts';
import { openProject, type Project, type ProjectOptions } from '../project.ts';

/** Modules with definitions and without a plan, by name. */
export async function unplanned(project: Project, modules: readonly string[]): Promise<string[]> {
  const planned = new Set((await project.files()).map((f) => f.plan.slice(0, f.plan.indexOf('/'))));
  return modules.filter((m) => !project.inLedger(m) && !planned.has(m)).map(project.moduleOf);
}

/** Throws PLANS_MISSING (exit 3) where modules are defined and not one has a plan: nothing would be applied, and what follows would fail on that. */
export async function assertPlanned(options: ProjectOptions & { readonly skipLinks?: boolean }): Promise<void> {
  const project = await openProject(options);
  // Without links no definitions are needed, and they may not be there.
  if (options.skipLinks === true || (await project.files()).length > 0) return;
  const modules = await unplanned(project, await modulesHere(project));
  if (modules.length === 0) return;
  const some = modules.slice(0, 3).join(', ');
  throw new TidemarkError(
    'PLANS_MISSING',
    `there are no plan files yet, and ${modules.length} module(s) wait for theirs: ${some}${modules.length > 3 ? ', …' : ''}; nothing was changed`,
    { exit: EXIT.decide, next: 'tidemark plan writes them for review; a database that has these tables already: tidemark baseline' },
  );
}

async function modulesHere(project: Project): Promise<readonly string[]> {
  try {
    return (await project.definitions()).modules;
  } catch (error) {
    if (error instanceof TidemarkError && error.id === 'DEFINITIONS_MISSING') return [];
    throw error;
  }
}

/** An application does not start on a database that lacks the tables of its modules. */
export async function perhapsUnplanned(project: Project, error: unknown): Promise<unknown> {
  if (!(error instanceof TidemarkError) || error.id !== 'SCRIPT_CONTAINER') return error;
  const modules = await unplanned(project, await modulesHere(project).catch(() => []));
  if (modules.length === 0) return error;
  return error.saying({
    details: [`defined, and no plan is there yet: ${modules.join(', ')}`],
    next: 'tidemark plan writes the plans of the modules that have none; then tidemark db:migrate',
  });
}

/** What is said of definitions that have moved on since their plans were made. That they do not load is told where links are looked at. */
export async function movedOn(project: Project): Promise<string[]> {
  const modules = await changedSince(project).catch(() => []);
  if (modules.length === 0) return [];
  const said = `the definitions of ${modules.join(', ')} have`;
  return [`${said} changed since the newest plan was made of them, and this command makes none: tidemark plan, and then this again`];
}
