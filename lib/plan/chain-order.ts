// The one order in which plans of several modules run: parents and `after` first, then name.
import { compareText } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';
import type { PlanFile } from '../format/plan.generated.ts';

type Linked = Pick<PlanFile, 'plan' | 'parent' | 'after'>;

/** Plan names without their seals that must have run before this one. */
export function predecessors(plan: Linked): string[] {
  const parent = plan.parent === undefined ? [] : [plan.parent.plan];
  return [...parent, ...plan.after.map((a) => a.split(' ')[0]!)];
}

/** Throws PLAN_AFTER_MISSING where a predecessor is not among `plans` nor `known`, PLAN_AFTER_CYCLE where they wait for each other. */
export function chainOrder<P extends Linked>(plans: readonly P[], known: ReadonlySet<string> = new Set()): P[] {
  const byName = new Map(plans.map((p) => [p.plan, p]));
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
    for (const name of predecessors(plan).sort(compareText)) {
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
