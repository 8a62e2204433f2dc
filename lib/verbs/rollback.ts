// `tidemark rollback`: replays the text the ledger stored; needs no files.
import type { RunEvent } from '../run/ledger/events.ts';
import type { RollbackResult } from '../run/execute/rollback.ts';
import { timeouts } from './apply.ts';
import { openProject } from './project.ts';
import { describeTarget, targetFor, type TargetOptions } from './target.ts';

export interface RollbackVerbOptions extends TargetOptions {
  readonly modules?: readonly string[];
  readonly to?: string;
  readonly steps?: number;
  /** Back to the newest plans that the files and the target have in common. */
  readonly toCommon?: boolean;
  /** What the runs of one command applied, by the first of them. */
  readonly onlyBatch?: string;
  readonly withDependents?: boolean;
  readonly hold?: boolean;
  readonly allow?: readonly string[];
  readonly dryRun?: boolean;
  /** The database is a copy or a restored backup, and its ledger becomes its own. */
  readonly acceptCopy?: boolean;
  /** ms */
  readonly wait?: number;
  readonly on?: (event: RunEvent) => void;
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

export async function rollback(options: RollbackVerbOptions = {}): Promise<RollbackResult> {
  const project = await openProject(options);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const run = await import('../run/execute/rollback.ts');
  return run.rollback({
    ...options,
    ...timeouts(project.config.timeouts ?? {}, options),
    project: project.project,
    target,
    plansDir: project.plansDir,
    modules: project.chainNames(options.modules),
  });
}
