// Owns taking one plan back on a target, from where it stands to gone.
import type { PlanFile, PlanSegment } from '../../format/plan.generated.ts';
import type { PlanRow } from '../ledger/ledger.ts';
import { moves } from '../ledger/moves.ts';
import { runCourse } from './step/course.ts';
import type { Course, Runner } from './step/runner.ts';
import { settle } from './step/settle.ts';

/** A plan as the ledger has it. */
export interface Stored {
  readonly row: PlanRow;
  readonly plan: PlanFile;
  readonly text: string;
}

export interface TakenBack {
  readonly plan: string;
  readonly module: string;
  readonly steps: number;
  readonly ms: number;
}

export function segmentsBack(s: Stored): PlanSegment[] {
  return moves(s.plan, s.row.at, 'gone').map((m) => m.segment);
}

/** `accepts`: the codes of the command, when a person asked for it; rows that came since are refused without. */
export async function takeBack(r: Runner, s: Stored, hold: boolean, accepts?: readonly string[]): Promise<TakenBack> {
  const from = Date.now();
  const at = await settle(r, s.row, s.plan, 'down');
  const route = moves(s.plan, at, 'gone');
  const steps = route.reduce((n, m) => n + m.segment.steps.length, 0);
  const course: Course = { plan: s.plan, text: s.text, id: s.row.id, goal: 'gone', hold, accepts, n: 0, of: steps };
  r.on({ is: 'plan', plan: s.row.name, way: 'down', resumed: s.row.state === 'partial', steps });
  await runCourse(r, course, at, route);
  const ms = Date.now() - from;
  r.on({ is: 'plan done', plan: s.row.name, way: 'down', ms });
  return { plan: s.row.name, module: s.row.module, steps, ms };
}
