// Renders what became of one plan in a run.
import type { AppliedPlan } from '../run/execute/forth.ts';

export function appliedLine(p: AppliedPlan, dry: boolean): string {
  if (p.recorded) return `${dry ? 'would record' : 'recorded'} ${p.plan} (a checkpoint: nothing runs)`;
  return `${dry ? 'would apply' : p.resumed ? 'resumed' : 'applied'} ${p.plan} (${p.steps} steps${dry ? '' : `, ${p.ms} ms`})`;
}
