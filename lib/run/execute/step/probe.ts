// Owns asking the catalog whether a step outside a transaction is done: its own probe, or the addresses it names.
import type { PlanStep } from '../../../format/plan.generated.ts';
import { TidemarkError } from '../../../errors.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import { lookAt, outcome } from '../../introspect/look.ts';
import type { Session } from '../../session/session.ts';

export type Answer = 'done' | 'todo' | 'broken';

/** Can anything be asked? Without it a step that was interrupted could neither be repeated nor skipped. */
export function isProbed(step: PlanStep): boolean {
  return step.probe !== undefined || (step.makes ?? []).length + (step.breaks ?? []).length > 0;
}

export async function probe(session: Session, step: PlanStep): Promise<Answer> {
  if (step.probe !== undefined) {
    const [row] = await session.rows<Record<string, unknown>>(step.probe.sql);
    const answer = row === undefined ? undefined : Object.values(row)[0];
    if (answer === 'done' || answer === 'todo' || answer === 'broken') return answer;
    throw new TidemarkError('PROBE_UNCLEAR', `the probe of "${step.step}" answers ${JSON.stringify(answer ?? null)} and not done, todo or broken`, {
      at: { object: subjectOf(step.step) },
      next: 'correct the probe in the plan file and run tidemark prove',
    });
  }
  const must = outcome({ transaction: false, steps: [step] });
  const objects = await lookAt(session, must.keys());
  const met = [...must].filter(([key, there]) => objects.has(key) === there).length;
  return met === must.size ? 'done' : met === 0 ? 'todo' : 'broken';
}
