// Plans of other branches: what runs before a plan and was not there when that was made.
import type { PlanFile } from '../../format/plan.generated.ts';
import { predecessors } from './chain-order.ts';
import { changedBy } from '../document/touches.ts';

/** Of plans that run before it and change what is, the names of those that `plan` was not made on. */
export function madeWithout(plan: PlanFile, before: readonly PlanFile[]): string[] {
  const needs = predecessors([...before, plan]);
  const byName = new Map([...before, plan].map((p) => [p.plan, p]));
  const known = new Set([plan.plan]);
  for (const name of known) for (const other of byName.has(name) ? needs(byName.get(name)!) : []) known.add(other);
  return before.filter((p) => !known.has(p.plan) && changedBy(p).length > 0).map((p) => p.plan);
}
