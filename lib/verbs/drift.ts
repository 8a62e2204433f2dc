// `tidemark drift`: is the target what the ledger says? And two of the exits under each answer: the way back, and letting it be.
import { EXIT, TidemarkError } from '../errors.ts';
import type { Drifted, DriftResult } from '../run/execute/drift.ts';
import type { Reverted } from '../run/prove/revert.ts';
import { timeouts } from './apply.ts';
import { openProject } from './project.ts';
import { describeTarget, targetFor, type TargetOptions } from './target.ts';

export interface DriftVerbOptions extends TargetOptions {
  readonly modules?: readonly string[];
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

export async function drift(options: DriftVerbOptions = {}): Promise<DriftResult> {
  const { settings, run } = await prepared(options);
  return run.drift(settings);
}

export interface RevertOptions extends DriftVerbOptions {
  readonly shadow?: string;
  readonly on?: (event: { readonly doing: string }) => void;
}

/** The classified statements that put drift back. Needs no plan files; the shadow orders and prints them. */
export async function revertDrift(options: RevertOptions = {}): Promise<{ readonly result: DriftResult; readonly way: Reverted }> {
  const { project, settings, run } = await prepared(options);
  const { result, from } = await run.sightDrift({ ...settings, plans: true });
  if (from === undefined || result.drifted.length === 0) return { result, way: { segments: [], beyond: [] } };
  options.on?.({ doing: 'planning the way back' });
  const { revert } = await import('../run/prove/revert.ts');
  const way = await revert({
    live: from.live,
    drifted: result.drifted,
    recorded: from.recorded.objects,
    plans: from.plans,
    online: project.config.online ?? true,
    policy: project.policy,
    shadow: project.shadowOptions(options.shadow),
  });
  return { result, way };
}

export interface IgnoreOptions extends DriftVerbOptions {
  readonly addresses: readonly string[];
  /** A day, "2027-01-31" (from its first moment in UTC), or a timestamp. */
  readonly until: string;
  readonly reason?: string;
  /** ms */
  readonly wait?: number;
}

/** What is let be from now on. Throws IGNORE_UNTIL, DRIFT_UNKNOWN (exit 64) and what connecting and writing to the ledger throw. */
export async function ignoreDrift(options: IgnoreOptions): Promise<readonly Drifted[]> {
  const until = dayOf(options.until);
  const { project, settings } = await prepared(options);
  const { letBe } = await import('../run/execute/let-be.ts');
  return letBe({
    ...timeouts(project.config.timeouts ?? {}, options),
    ...settings,
    addresses: options.addresses,
    until,
    reason: options.reason,
  });
}

function dayOf(text: string): Date {
  const day = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(day.getTime()) && day.getTime() > Date.now()) return day;
  throw new TidemarkError('IGNORE_UNTIL', `${JSON.stringify(text)} is no day to come`, { next: 'write it like --until 2030-01-31', exit: EXIT.usage });
}

/** The project, its target, and how drift is to be read there. */
export async function prepared(options: DriftVerbOptions) {
  const project = await openProject(options);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const run = await import('../run/execute/drift.ts');
  const settings = {
    project: project.project,
    target,
    modules: project.chainNames(options.modules),
    plansDir: project.plansDir,
    ignore: project.config.ignore,
    signal: options.signal,
  };
  return { project, settings, run };
}
