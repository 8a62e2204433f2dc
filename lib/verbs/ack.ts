// `tidemark ack`: writes who accepts which hazard and why; the seal does not cover these lines.
import { EXIT, TidemarkError } from '../errors.ts';
import { acknowledge } from '../format/acknowledge.ts';
import { replacePlanFile } from '../format/plans-folder.ts';
import { readPlan } from '../format/read.ts';
import { pendingSteps } from '../plan/document/acknowledged.ts';
import { openProject, type ProjectOptions } from './project.ts';
import { show } from './show.ts';

export interface AckResult {
  readonly plan: string;
  readonly acknowledged: readonly string[];
  /** Codes still without an answer. */
  readonly pending: readonly string[];
}

export async function ack(name: string, codes: readonly string[], reason: string, options: ProjectOptions = {}): Promise<AckResult> {
  const project = await openProject(options);
  const { plan, file, text } = await show(name, options);
  const known = new Set([...plan.up, ...plan.down].flatMap((s) => s.steps).flatMap((s) => (s.hazards ?? []).map((h) => h.code)));
  const unknown = codes.filter((c) => !known.has(c));
  if (unknown.length > 0) {
    throw new TidemarkError('ACK_CODE_UNKNOWN', `${plan.plan} has no hazard ${unknown.join(', ')}`, {
      at: { file },
      details: [...known].sort().map((c) => `  - ${c}`),
      next: `tidemark show ${plan.plan}`,
      exit: EXIT.usage,
    });
  }
  const edited = codes.reduce((t, code) => acknowledge(t, file, code, reason), text);
  replacePlanFile(project.plansDir, plan.plan, edited);
  const pending = [...new Set(pendingSteps(readPlan(edited, file)).flatMap((p) => p.codes))];
  return { plan: plan.plan, acknowledged: codes, pending };
}
