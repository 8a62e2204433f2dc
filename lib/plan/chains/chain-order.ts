// The one order in which plans of several modules run: parents and `after` first, then name.
import { compareText } from '../../catalog/address.ts';
import { TidemarkError } from '../../errors.ts';
import { planNumber, splitPlanName } from '../../format/names.ts';
import type { PlanFile } from '../../format/plan.generated.ts';

export type Linked = Pick<PlanFile, 'plan' | 'parent' | 'after' | 'replaces'>;

/** Plans that a checkpoint among these stands for, and the last part of the newest such checkpoint in their module. */
export function standIns(plans: readonly Linked[]): Map<string, string> {
  const out = new Map<string, string>();
  const number = (p: Linked): number => planNumber(splitPlanName(p.plan).name);
  const parts = plans.filter((p) => p.replaces !== undefined).sort((a, b) => number(a) - number(b));
  for (const p of parts) for (const name of p.replaces!) out.set(name, p.plan);
  return out;
}

/**
 * Names of the plans that must have run before one of these: its parent and `after`, where a plan that is not among these is
 * stood for by a checkpoint that is. What a checkpoint was made on it does not need.
 */
export function predecessors(plans: readonly Linked[]): (plan: Linked) => string[] {
  const there = new Set(plans.map((p) => p.plan));
  const instead = standIns(plans);
  const known = (name: string): string => (there.has(name) ? name : (instead.get(name) ?? name));
  return (plan) => {
    const parent = plan.parent === undefined || (!there.has(plan.parent.plan) && plan.replaces?.includes(plan.parent.plan)) ? [] : [plan.parent.plan];
    return [...parent, ...plan.after.map((a) => known(a.split(' ')[0]!))];
  };
}

/** Throws PLAN_AFTER_MISSING where a predecessor is not among `plans` nor `known`, PLAN_AFTER_CYCLE where they wait for each other. */
export function chainOrder<P extends Linked>(plans: readonly P[], known: ReadonlySet<string> = new Set()): P[] {
  const byName = new Map(plans.map((p) => [p.plan, p]));
  const needs = predecessors(plans);
  const out: P[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (plan: P, path: readonly string[]): void => {
    if (state.get(plan.plan) === 'done') return;
    if (state.get(plan.plan) === 'open') {
      throw new TidemarkError('PLAN_AFTER_CYCLE', `these plans wait for each other: ${[...path, plan.plan].join(' -> ')}`, {
        next: 'plan the modules again with tidemark plan --rebase',
      });
    }
    state.set(plan.plan, 'open');
    for (const name of needs(plan).sort(compareText)) {
      const before = byName.get(name);
      if (before !== undefined) visit(before, [...path, plan.plan]);
      else if (!known.has(name)) {
        throw new TidemarkError('PLAN_AFTER_MISSING', `${plan.plan} needs ${name}, which is not among the plan files`, {
          at: { object: plan.plan },
          next: `restore plans/${name}.plan.yaml from version control`,
        });
      }
    }
    state.set(plan.plan, 'done');
    out.push(plan);
  };
  for (const plan of [...plans].sort((a, b) => compareText(a.plan, b.plan))) visit(plan, []);
  return out;
}
