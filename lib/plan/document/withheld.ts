// What plan files hold back: steps under `withheld:` count as planned until a later plan touches what they are about.
import type { Key } from '../../catalog/address.ts';
import type { PlanFile, PlanStep } from '../../format/plan.generated.ts';
import { touches } from './touches.ts';

export interface Withheld {
  /** The plan that holds it back. */
  readonly plan: string;
  readonly step: PlanStep;
  /** Plans written since, of any module. */
  readonly plansSince: number;
}

export function touchedBy(step: PlanStep): Key[] {
  const { makes, alters, breaks } = touches(step);
  return [...makes, ...alters, ...breaks];
}

/** In the order the plans run. */
export function withheldIn(plans: readonly PlanFile[]): Withheld[] {
  let out: Withheld[] = [];
  for (const [i, plan] of plans.entries()) {
    const done = new Set(plan.up.flatMap((s) => s.steps).flatMap(touchedBy));
    out = out.filter((w) => !touchedBy(w.step).some((k) => done.has(k)));
    out.push(...(plan.withheld ?? []).map((step) => ({ plan: plan.plan, step, plansSince: plans.length - 1 - i })));
  }
  return out;
}

/** Objects that stay only because their drop is held back. */
export function leavingIn(plans: readonly PlanFile[]): Set<Key> {
  return new Set(withheldIn(plans).flatMap((w) => touches(w.step).breaks.filter((k) => !touches(w.step).makes.includes(k))));
}

/** The same change again: a drop or a new object by its address, anything else also by its statement. */
export function isSame(a: PlanStep, b: PlanStep): boolean {
  return a.step === b.step && (!/^[~±]/u.test(a.step) || a.sql === b.sql);
}
