// `tidemark status`: what ran, what waits, what stopped half-way, and the one command to run next.
import type { Status } from '../run/execute/status.ts';
import { openProject } from './project.ts';
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
  return run.status({
    project: project.project,
    target,
    plansDir: project.plansDir,
    modules: project.chainNames(options.modules),
    inLedger: project.inLedger,
    policy: project.policy,
    signal: options.signal,
  });
}
