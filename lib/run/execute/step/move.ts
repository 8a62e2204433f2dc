// Owns running one commit boundary of a plan: steps and their ledger rows commit together, or a written intent and a probe decide.
import { assertNoTransactionControl } from '../../session/step-sql.ts';
import type { PlanRow } from '../../ledger/ledger.ts';
import type { Move } from '../../ledger/moves.ts';
import { inTransaction } from './in-transaction.ts';
import { outside } from './outside.ts';
import type { Course, Runner } from './runner.ts';

export function stateAfter(course: Course, last: boolean): PlanRow['state'] {
  return !last ? 'partial' : course.goal === 'applied' ? 'applied' : 'rolled back';
}

export async function runMove(r: Runner, course: Course, move: Move, last: boolean): Promise<void> {
  const state = stateAfter(course, last);
  for (const step of move.segment.steps) assertNoTransactionControl(course.plan.plan, step.step, step.sql);
  // CREATE INDEX CONCURRENTLY waits for every transaction that is open, ours too.
  if (move.segment.transaction) await r.gate.together(() => inTransaction(r, course, move, state));
  else await r.gate.alone(() => outside(r, course, move, state));
}
