// Owns the promise of all or nothing before the first write: whatever this run applies it must be able, and allowed, to take back.
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import type { Todo } from '../pending.ts';
import { unacknowledged } from '../ready/acknowledged.ts';

/** Throws ALL_OR_NOTHING_HALF for a plan that another run left half-way. */
export function assertWhole(todo: readonly Todo[]): void {
  const half = todo.find((t) => t.row !== undefined);
  if (half === undefined) return;
  throw new TidemarkError(
    'ALL_OR_NOTHING_HALF',
    `${half.plan} was left half applied by an earlier run, which --all-or-nothing could not undo; nothing was changed`,
    {
      exit: 3,
      at: { object: half.plan },
      next: 'tidemark apply finishes it, tidemark rollback takes it back; then --all-or-nothing',
    },
  );
}

/** Throws UNDO_NOT_ACKNOWLEDGED, ALL_OR_NOTHING_NO_UNDO. `ordered`: no plan begins before the ones before it are applied. */
export function assertUndoable(todo: readonly Todo[], allow: readonly string[], ordered: boolean): void {
  const back = todo.filter((t) => !t.recorded).map((t, n, { length }) => ({ plan: t.content(), segments: waysBack(t.content(), ordered && n === length - 1) }));
  const without = back.find((b) => b.segments === undefined)?.plan;
  if (without !== undefined) {
    throw new TidemarkError('ALL_OR_NOTHING_NO_UNDO', `${without.plan} carries no way back from half-way; nothing was changed`, {
      exit: 3,
      at: { object: without.plan },
      next: `tidemark prove ${without.plan}, or apply without --all-or-nothing`,
    });
  }
  const open = back.flatMap((b) => unacknowledged(b.plan, b.segments!, allow));
  if (open.length === 0) return;
  const codes = [...new Set(open.map((o) => o.code))];
  throw new TidemarkError(
    'UNDO_NOT_ACKNOWLEDGED',
    `undoing ${open[0]!.plan} after a failure would need what nobody accepted: ${codes.join(', ')}; nothing was changed`,
    {
      exit: 3,
      at: { object: subjectOf(open[0]!.step) },
      details: open.map((o) => `${o.plan}: ${o.step}: ${o.code}: ${o.message}`),
      next: `repeat the command with ${codes.map((c) => `--allow ${c}`).join(' ')}, or without --all-or-nothing`,
    },
  );
}

/** Every segment that may have to run to undo a plan. The newest plan is never taken back once it is applied: then all is done. */
function waysBack(plan: PlanFile, newest: boolean): PlanSegment[] | undefined {
  const out: PlanSegment[] = newest ? [] : [...plan.down];
  for (const segment of plan.up.slice(0, -1)) {
    if (segment.undo === undefined) return undefined;
    out.push(...segment.undo);
  }
  return out;
}
