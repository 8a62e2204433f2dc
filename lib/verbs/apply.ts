// `tidemark apply`: pending plans of the files, on a target. Needs no definitions and no shadow.
import { milliseconds } from '../desired/config.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import type { RunEvent } from '../run/ledger/events.ts';
import type { Batch } from '../run/execute/invocation.ts';
import type { ApplyResult } from '../run/execute/apply.ts';
import { openProject } from './project.ts';
import { describeTarget, targetFor, type TargetOptions } from './target.ts';

export interface ApplyVerbOptions extends TargetOptions {
  readonly modules?: readonly string[];
  readonly to?: string;
  readonly allow?: readonly string[];
  readonly dryRun?: boolean;
  /** With dryRun: scripts would run first, so rows that do not fit now say nothing. */
  readonly scriptsFirst?: boolean;
  readonly release?: boolean;
  readonly requireEqual?: boolean;
  /** How many plans of independent modules run at a time. Default 1. */
  readonly concurrency?: number;
  /** After a failure the target is as it was before this run. */
  readonly allOrNothing?: boolean;
  /** The database is a copy or a restored backup, and its ledger becomes its own. */
  readonly acceptCopy?: boolean;
  /** Shared with other runs of one command. */
  readonly batch?: Batch | undefined;
  /** ms */
  readonly wait?: number;
  readonly on?: (event: RunEvent) => void;
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

export interface ApplyVerbResult extends ApplyResult {
  /** There are plan files: without any, nothing to do may well mean a wrong directory. */
  readonly planFiles: boolean;
}

export async function apply(options: ApplyVerbOptions = {}): Promise<ApplyVerbResult> {
  const project = await openProject(options);
  if ((options.allow ?? []).length > 0 && project.config.allowAtApply === false) {
    throw new TidemarkError('ALLOW_FORBIDDEN', 'this project forbids --allow at apply (allowAtApply: false in its config)', {
      next: 'acknowledge in the plan file: tidemark ack <plan> <CODE> --reason "…"',
      exit: EXIT.decide,
    });
  }
  const live = (options.modules ?? []).filter((m) => project.inLedger(project.chainNames([m])![0]!));
  if (live.length > 0) return withLive(options, live);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const run = await import('../run/execute/apply.ts');
  const times = project.config.timeouts ?? {};
  const result = await run.apply({
    ...options,
    ...timeouts(times, options),
    project: project.project,
    target,
    plansDir: project.plansDir,
    ignore: project.config.ignore,
    policy: project.policy,
    modules: project.chainNames(options.modules),
    inLedger: project.inLedger,
  });
  const { readPlans } = await import('../format/plans-read.ts');
  const planFiles = result.plans.length > 0 || (await readPlans(project.plansDir)).length > 0;
  const none = `there are no plan files in ${project.shown(project.plansDir)}`;
  return { ...result, planFiles, warnings: planFiles ? result.warnings : [...result.warnings, none] };
}

/** Modules whose plans live in the ledger are planned here and now; the others are applied before them. */
async function withLive(given: ApplyVerbOptions, live: readonly string[]): Promise<ApplyVerbResult> {
  const options = { ...given, batch: given.batch ?? {} };
  const files = (options.modules ?? []).filter((m) => !live.includes(m));
  const first = files.length === 0 ? undefined : await apply({ ...options, modules: files });
  const { syncLinks } = await import('./db/links/sync.ts');
  const { to: _, requireEqual: __, ...rest } = options;
  const synced = await syncLinks({ ...rest, modules: live, asIfApplied: options.dryRun === true });
  const plans = [...(first?.plans ?? []), ...synced.applied];
  const outcome = options.dryRun === true ? 'dry run' : plans.length > 0 ? 'applied' : 'nothing to do';
  const warnings = [...(first?.warnings ?? []), ...synced.warnings];
  return { outcome, plans, ahead: first?.ahead ?? [], held: first?.held ?? [], planFiles: true, warnings };
}

export function timeouts(
  times: { lock?: string; build?: string; wait?: string; budget?: string },
  options: { readonly wait?: number },
): { wait?: number; lockTimeout?: number; buildTimeout?: number } {
  return {
    ...(options.wait !== undefined ? { wait: options.wait } : times.wait === undefined ? {} : { wait: milliseconds(times.wait) }),
    ...(times.lock === undefined ? {} : { lockTimeout: milliseconds(times.lock) }),
    ...(times.build === undefined ? {} : { buildTimeout: milliseconds(times.build) }),
  };
}
