// `tidemark status`: what ran, what waits, what stopped half-way, and the one command to run next.
import type { Status } from '../run/execute/status.ts';
import type { TargetSetting } from '../run/target/target.ts';
import { openProject, type Project } from './project.ts';
import { describeTarget, targetFor, type TargetOptions } from './target.ts';

export interface StatusVerbOptions extends TargetOptions {
  readonly modules?: readonly string[];
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

export async function status(options: StatusVerbOptions = {}): Promise<Status> {
  const project = await openProject(options);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const run = await import('../run/execute/status.ts');
  const modules = project.chainNames(options.modules);
  const found = await run.status({
    project: project.project,
    target,
    plansDir: project.plansDir,
    modules,
    inLedger: project.inLedger,
    policy: project.policy,
    signal: options.signal,
  });
  return found.scripts.length === 0 ? found : withScripts(found, await begun(project, target, modules, options.signal));
}

/** The ledger does not know whether a script is still there, nor whether Medusa ran it since. */
async function begun(
  project: Project,
  target: TargetSetting,
  modules: readonly string[] | undefined,
  signal: AbortSignal | undefined,
): Promise<Status['scripts']> {
  const [{ forScripts }, { interruptedScripts }] = await Promise.all([import('./db/scripts.ts'), import('../run/scripts/run-scripts.ts')]);
  const asked = (owner: string): boolean => modules === undefined || modules.length === 0 || modules.includes(owner);
  return interruptedScripts(await forScripts(project, target, { signal }, (s) => asked(s.owner)));
}

function withScripts(found: Status, scripts: Status['scripts']): Status {
  return { ...found, scripts, next: found.next ?? (scripts.length > 0 ? 'tidemark db:migrate:scripts' : undefined) };
}
