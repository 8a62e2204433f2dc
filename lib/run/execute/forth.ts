// Owns bringing one plan forth on a target, from where it stands to applied.
import type { PlanSegment } from '../../format/plan.generated.ts';
import { isApplied, moves, start, type Move } from '../ledger/moves.ts';
import { moduleOf, type Todo } from './pending.ts';
import type { Ahead } from './ready/ready.ts';
import { runCourse } from './step/course.ts';
import type { Course, Runner } from './step/runner.ts';
import { settle } from './step/settle.ts';

export interface AppliedPlan {
  readonly plan: string;
  readonly module: string;
  readonly steps: number;
  /** It had been left half applied. */
  readonly resumed: boolean;
  /** A checkpoint of which only the row was written: what it makes was there. */
  readonly recorded: boolean;
  readonly ms: number;
}

/** The segments that are still to run. */
export function segmentsAhead(t: Todo): readonly PlanSegment[] {
  const plan = t.content();
  const at = t.row?.at ?? start;
  if (t.recorded) return [];
  return isApplied(plan, at) ? [] : moves(plan, at, 'applied').map((m) => m.segment);
}

export function aheadOf(t: Todo): Ahead {
  return { plan: t.content(), segments: segmentsAhead(t), half: t.row !== undefined };
}

export async function bringForth(r: Runner, t: Todo): Promise<AppliedPlan> {
  const plan = t.content();
  const from = Date.now();
  const at = t.row === undefined ? start : await settle(r, t.row, plan, 'up');
  const route = moves(plan, at, 'applied');
  const course = courseOf(t, route);
  r.on({ is: 'plan', plan: plan.plan, way: 'up', resumed: t.row !== undefined, steps: course.of });
  await runCourse(r, course, at, route);
  return applied(r, t, course.of, Date.now() - from);
}

export function courseOf(t: Todo, route: readonly Move[]): Course {
  const of = route.reduce((n, m) => n + m.segment.steps.length, 0);
  return { plan: t.content(), text: t.text, id: t.row?.id, goal: 'applied', hold: false, n: 0, of };
}

export function applied(r: Runner, t: Todo, steps: number, ms: number): AppliedPlan {
  r.on({ is: 'plan done', plan: t.plan, way: 'up', ms });
  return { plan: t.plan, module: moduleOf(t.plan), steps, resumed: t.row !== undefined, recorded: false, ms };
}
