// Owns turning round at a step outside a transaction that was interrupted: done, it counts and is undone with its segment;
// half done, it is cleared away.
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import type { Runner } from './runner.ts';
import { fence } from '../../ledger/runs.ts';
import { movePlan, stepsOf, undoneSteps, writeSteps } from '../../ledger/marks.ts';
import type { PlanRow } from '../../ledger/ledger.ts';
import type { Position } from '../../ledger/moves.ts';
import { probe } from './probe.ts';

/** Where a plan stands once nothing of it is in between. `to` is the track it is to go on; on the same track the executor sees to it. */
export async function settle(r: Runner, row: PlanRow, plan: PlanFile, to: Position['track']): Promise<Position> {
  const { at } = row;
  const open = at.undone === null && at.track !== to ? plan[at.track][at.done] : undefined;
  if (open === undefined || open.transaction) return at;
  const path = `${at.track}/${at.done}`;
  const rows = (await stepsOf(r.session, row.id, path)).filter((s) => s.state !== 'undone');
  if (rows.length === 0) return at;
  const answers: string[] = [];
  for (const step of open.steps) answers.push(await probe(r.session, step));
  if (answers.every((a) => a === 'done')) {
    const done = open.steps.map((s, step) => ({ step, does: s.step, state: 'done' as const }));
    return write(r, row, { track: at.track, done: at.done + 1, undone: null }, () => writeSteps(r.session, r.run, row.id, path, done));
  }
  for (const [n, step] of open.steps.entries()) {
    if (answers[n] === 'todo') continue;
    if (answers[n] === 'broken' && step.probe?.repair !== undefined) await r.session.run(step.probe.repair);
    else
      throw new TidemarkError('STEP_HALF_DONE', `a step of ${row.name} is half done and cannot be taken back by itself`, {
        at: { object: subjectOf(step.step) },
        next: at.track === 'up' ? 'tidemark apply finishes the plan; then roll it back' : 'tidemark rollback finishes it',
      });
  }
  return write(r, row, at, () => undoneSteps(r.session, row.id, path));
}

/** Position and steps change together. */
async function write(r: Runner, row: PlanRow, position: Position, steps: () => Promise<void>): Promise<Position> {
  await r.session.run('BEGIN');
  try {
    await fence(r.session, r.run);
    await steps();
    await movePlan(r.session, r.run, row.id, position, 'partial');
    await r.session.run('COMMIT');
  } catch (error) {
    await r.session.run('ROLLBACK').catch(() => undefined); // the first error is the one to tell
    throw error;
  }
  return position;
}
