// `tidemark drift`: is the target what the ledger says? Takes no lock, writes nothing.
import type { DriftResult } from '../run/execute/drift.ts';
import { openProject } from './project.ts';
import { describeTarget, targetFor, type TargetOptions } from './target.ts';

export interface DriftVerbOptions extends TargetOptions {
  readonly modules?: readonly string[];
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

export async function drift(options: DriftVerbOptions = {}): Promise<DriftResult> {
  const project = await openProject(options);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const run = await import('../run/execute/drift.ts');
  return run.drift({ project: project.project, target, modules: project.chainNames(options.modules), signal: options.signal });
}
