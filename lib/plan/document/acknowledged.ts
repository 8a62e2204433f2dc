// Which hazards of a step nobody has answered for yet.
import type { PlanFile, PlanStep } from '../../format/plan.generated.ts';

/** Codes of an unsafe step that carry no acknowledgement; a safe step has none. */
export function pendingCodes(step: Pick<PlanStep, 'verdict' | 'hazards' | 'acknowledged'>, allowed: readonly string[] = []): string[] {
  if (step.verdict === 'safe') return [];
  const known = new Set([...(step.acknowledged ?? []).map((a) => a.code), ...allowed]);
  return [...new Set((step.hazards ?? []).filter((h) => h.advisory !== true).map((h) => h.code))].filter((code) => !known.has(code));
}

/** Every unanswered hazard of one direction. */
export function pendingSteps(
  plan: Pick<PlanFile, 'up' | 'down'>,
  direction: 'up' | 'down' = 'up',
  allowed: readonly string[] = [],
): { step: PlanStep; codes: string[] }[] {
  return plan[direction]
    .flatMap((s) => s.steps)
    .map((step) => ({ step, codes: pendingCodes(step, allowed) }))
    .filter((p) => p.codes.length > 0);
}
