// `tidemark plan --checkpoint`: plans that stand for all plans so far. A new database starts from them; others record them.
import { EXIT, TidemarkError } from '../errors.ts';
import { planNumber, splitPlanName } from '../format/names.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { pendingSteps } from '../plan/document/acknowledged.ts';
import { moduleOf } from '../plan/chains/owners.ts';
import { wholeNow, writeProposal, type PlanOptions, type PlanResult } from './plan.ts';
import { openProject } from './project.ts';

/** Of all that planning takes, what a checkpoint has a use for. */
export type CheckpointOptions = Pick<PlanOptions, 'cwd' | 'config' | 'modules' | 'name' | 'allow' | 'reason' | 'floor' | 'dryRun' | 'shadow' | 'on'>;

export interface CheckpointResult extends PlanResult {
  /** Files that no new database reads any more. */
  readonly replaced: readonly string[];
}

/** Needs no definitions. Without plans since the last checkpoint it makes none. Throws CHECKPOINT_MODULES and what reading plans, planning and proving throw. */
export async function checkpoint(options: CheckpointOptions = {}): Promise<CheckpointResult> {
  if ((options.modules ?? []).length > 0)
    throw new TidemarkError('CHECKPOINT_MODULES', 'a checkpoint is made of all modules at once: their plans wait for each other', {
      next: 'tidemark plan --checkpoint',
      exit: EXIT.usage,
    });
  const project = await openProject(options);
  const whole = options.dryRun === true ? [] : await project.finish();
  const { chain, files } = await project.chain();
  if (chain.every((p) => p.checkpoint !== undefined))
    return {
      plans: [],
      unacknowledged: 0,
      withheld: [],
      warnings: whole.length === 0 ? [] : [wholeNow(whole)],
      unmodelled: [],
      ignored: [],
      elsewhere: [],
      replaced: [],
    };
  const { proposeCheckpoint, writtenByHand } = await import('../run/prove/checkpoint.ts');
  const proposal = await proposeCheckpoint({
    plans: chain,
    floor: options.floor ?? project.floor,
    policy: project.policy,
    shadow: project.shadowOptions(options.shadow),
    ...(options.on === undefined ? {} : { on: options.on }),
  });
  const old = namesBefore(files.map((f) => f.content()));
  const parts = proposal.parts.map((p) => ({ ...p, document: { ...p.document, checkpoint: proposal.hash, replaces: old.get(p.module || 'shared') ?? [] } }));
  // Of the plans so far only the newest of each module counts: the checkpoint comes after it, and waits for nothing but itself.
  const plans = await writeProposal(project, { ...proposal, parts }, [], files, { ...options, name: options.name ?? 'checkpoint' });
  const hand = writtenByHand(chain);
  return {
    plans,
    unacknowledged: plans.reduce((n, p) => n + pendingSteps(p.content).length, 0),
    withheld: [],
    warnings: hand.length === 0 ? [] : [`new databases get what these steps make and not what else they do, such as rows: ${hand.join('; ')}`],
    unmodelled: proposal.unmodelled,
    ignored: [],
    elsewhere: [],
    replaced: files.map((f) => project.shown(`${project.root}/${f.file}`)),
  };
}

/** Every plan of a module, oldest first, also those that an earlier checkpoint stands for and whose files are gone. */
function namesBefore(all: readonly PlanFile[]): Map<string, string[]> {
  const out = new Map<string, Set<string>>();
  for (const p of all) {
    const names = out.get(moduleOf(p)) ?? new Set();
    for (const name of [...(p.replaces ?? []), p.plan]) names.add(name);
    out.set(moduleOf(p), names);
  }
  const number = (plan: string): number => planNumber(splitPlanName(plan).name);
  return new Map([...out].map(([module, names]) => [module, [...names].sort((a, b) => number(a) - number(b))]));
}
