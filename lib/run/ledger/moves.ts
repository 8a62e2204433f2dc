// Owns the way a plan goes on a target, pure: from where it stands to applied or rolled back, one commit boundary at a time.
import { TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanSegment } from '../../format/plan.generated.ts';
import { anew } from './access.ts';

/**
 * Where a plan stands. On a track, `done` of its segments are committed; while one of them is being undone,
 * `undone` counts the committed segments of its undo. (up, 0) and (down, all) are "not applied".
 */
export interface Position {
  readonly track: 'up' | 'down';
  readonly done: number;
  readonly undone: number | null;
}

/** One commit boundary: the segment to run and where the plan stands when it is committed. */
export interface Move {
  /** e.g. "up/0", "up/0/undo/1": names the steps' rows in the ledger. */
  readonly path: string;
  readonly segment: PlanSegment;
  readonly from: Position;
  readonly then: Position;
}

export const start: Position = { track: 'up', done: 0, undone: null };

export function isApplied(plan: PlanFile, at: Position): boolean {
  return at.undone === null && ((at.track === 'up' && at.done === plan.up.length) || (at.track === 'down' && at.done === 0));
}

export function isGone(plan: PlanFile, at: Position): boolean {
  return at.undone === null && ((at.track === 'up' && at.done === 0) || (at.track === 'down' && at.done === plan.down.length));
}

/** The moves from `at` to `goal`. Throws PLAN_NO_UNDO when the plan cannot leave a segment the way it came, LEDGER_DAMAGED where it cannot stand. */
export function moves(plan: PlanFile, at: Position, goal: 'applied' | 'gone'): Move[] {
  const out: Move[] = [];
  let here = at;
  if (at.done > plan[at.track].length || (at.undone !== null && at.done === 0)) throw nowhere(plan, at);
  const forward = goal === 'applied' ? 'up' : 'down';
  if (here.undone === null && isGone(plan, here) && goal === 'applied') here = start;
  if (here.undone === null && isApplied(plan, here) && goal === 'gone') here = { track: 'down', done: 0, undone: null };
  if (here.undone !== null || here.track !== forward) {
    // Back to the start of this track; an undo that has begun is finished in any case.
    const only = here.track === forward;
    while (here.undone !== null || (!only && here.done > 0)) {
      const undo = undoOf(plan, here);
      const from = here.undone ?? 0;
      const back: Position = { track: here.track, done: here.done - 1, undone: null };
      for (let n = from; n < undo.length; n += 1) {
        const at: Position = n === 0 ? here : { ...here, undone: n };
        const then: Position = n === undo.length - 1 ? back : { ...here, undone: n + 1 };
        out.push({ path: `${here.track}/${here.done - 1}/undo/${n}`, segment: undo[n]!, from: at, then });
      }
      // Nothing to run: the segment left no trace in the catalog.
      if (from >= undo.length)
        out.push({ path: `${here.track}/${here.done - 1}/undo/${from}`, segment: { transaction: true, steps: [] }, from: here, then: back });
      here = back;
    }
    if (here.track !== forward) return out;
  }
  const segments = plan[forward];
  for (let n = here.done; n < segments.length; n += 1) {
    out.push({
      path: `${forward}/${n}`,
      segment: segments[n]!,
      from: { track: forward, done: n, undone: null },
      then: { track: forward, done: n + 1, undone: null },
    });
  }
  return out;
}

function nowhere(plan: PlanFile, at: Position): TidemarkError {
  return new TidemarkError(
    'LEDGER_DAMAGED',
    `the ledger has ${plan.plan} at segment ${at.done} of ${plan[at.track].length} on its way ${at.track}${at.undone === null ? '' : `, ${at.undone} of its way back done`}, where no run left it`,
    { exit: 3, at: { object: plan.plan }, next: anew },
  );
}

function undoOf(plan: PlanFile, at: Position): readonly PlanSegment[] {
  const undo = plan[at.track][at.done - 1]?.undo;
  if (undo === undefined) {
    throw new TidemarkError('PLAN_NO_UNDO', `${plan.plan} carries no way back from segment ${at.done} of its ${at.track}`, {
      at: { object: plan.plan },
      next: at.track === 'up' ? 'tidemark apply finishes it' : 'tidemark rollback finishes it',
    });
  }
  return undo;
}
