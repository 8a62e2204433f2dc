// Owns what stands in a plan's way on every target of a version: its floor, its steps as they are written.
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import { assertNoTransactionControl } from '../../session/step-sql.ts';
import { isProbed } from '../step/probe.ts';

/** What no target can change: throws PLAN_FLOOR, STEP_TRANSACTION, PROBE_MISSING. */
export function assertRunnable(plan: PlanFile, server: number): void {
  const major = Math.floor(server / 10_000);
  if (major < plan.floor) {
    throw new TidemarkError('PLAN_FLOOR', `${plan.plan} needs PostgreSQL ${plan.floor} or newer, and the target is ${major}`, {
      at: { object: plan.plan },
      next: `plan again with --floor ${major}, or upgrade the server`,
    });
  }
  const walk = (segments: readonly PlanSegment[]): void => {
    for (const segment of segments) {
      for (const step of segment.steps) {
        assertNoTransactionControl(plan.plan, step.step, step.sql);
        if (segment.transaction || isProbed(step)) continue;
        throw new TidemarkError(
          'PROBE_MISSING',
          `${plan.plan} runs "${step.step}" outside a transaction and says neither how to see that it is done nor what it makes`,
          { exit: 3, at: { object: subjectOf(step.step) }, next: 'add probe: or makes: to the step and run tidemark prove' },
        );
      }
      walk(segment.undo ?? []);
    }
  };
  walk(plan.up);
  walk(plan.down);
}
