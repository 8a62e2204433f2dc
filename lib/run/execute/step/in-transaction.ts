// Owns a segment that is one transaction, with the ledger rows that commit together with it.
import type { PlanRow } from '../../ledger/ledger.ts';
import { insertPlan, movePlan, undoneSteps, writeSteps } from '../../ledger/marks.ts';
import type { Move } from '../../ledger/moves.ts';
import { assertNothingLost } from '../ready/rows-at-risk.ts';
import { untilFree } from './contention.ts';
import { notAsPlanned, type Course, type Runner } from './runner.ts';
import { runStep } from './statement.ts';
import { transaction } from './transaction.ts';
import { verify } from './verify.ts';

export async function inTransaction(r: Runner, course: Course, move: Move, state: PlanRow['state']): Promise<void> {
  const had = course.id;
  const before = course.n;
  await untilFree(r, course, async () => {
    course.id = had;
    course.n = before;
    await transaction(r, () => within(r, course, move, state));
  });
}

/** The segment's part of an open transaction. */
export async function within(r: Runner, course: Course, move: Move, state: PlanRow['state']): Promise<void> {
  course.id ??= await insertPlan(r.session, r.run, r.project, course.plan, course.text);
  for (const step of move.segment.steps) {
    if (course.accepts !== undefined) await assertNothingLost(r.session, course.plan, step, course.accepts, true);
    await runStep(r, course, step);
  }
  const wrong = await verify(r, course, move.segment, state);
  if (wrong.length > 0) throw notAsPlanned(course, wrong, 'nothing of this transaction is kept');
  await writeSteps(
    r.session,
    r.run,
    course.id,
    move.path,
    move.segment.steps.map((s, step) => ({ step, does: s.step, state: 'done' })),
  );
  await finish(r, course, move, state);
}

/** The way back of segment n ends at its start: the rows of its steps say so. */
function undoneBy(move: Move): string | undefined {
  const m = /^((?:up|down)\/\d+)\/undo\/\d+$/.exec(move.path);
  return m !== null && move.then.undone === null ? m[1] : undefined;
}

export async function finish(r: Runner, course: Course, move: Move, state: PlanRow['state']): Promise<void> {
  const back = undoneBy(move);
  if (back !== undefined) await undoneSteps(r.session, course.id!, back);
  await movePlan(r.session, r.run, course.id!, move.then, state, course.hold && state === 'rolled back');
}
