// Owns undoing what a failed run did, in reverse: exactly that, and nothing of earlier runs.
import { TidemarkError } from '../../../errors.ts';
import { forgetPlan } from '../../ledger/marks.ts';
import { readLedger } from '../../ledger/ledger.ts';
import type { PlanFile } from '../../../format/plan.generated.ts';
import type { Todo } from '../pending.ts';
import { takeBack, type Stored } from '../take-back.ts';
import type { Runner } from '../step/runner.ts';

export interface Undone {
  /** What is gone again, newest first. */
  readonly plans: readonly PlanFile[];
  /** The failure, told with what became of the rest. */
  readonly error: unknown;
}

/** Never throws: the failure is what is to be told, with what could not be undone. */
export async function undoRun(runner: Runner, todo: readonly Todo[], failure: unknown): Promise<Undone> {
  // The way back is finished also when the failure was an interrupt; a second one ends the process.
  const r: Runner = { ...runner, signal: undefined };
  const gone: PlanFile[] = [];
  const told = (what: string, next?: string): unknown => {
    if (!(failure instanceof TidemarkError)) return failure;
    return failure.saying(next === undefined ? {} : { next }, `${failure.message}; ${what}`);
  };
  try {
    const files = new Map(todo.map((t) => [t.plan, t]));
    const { plans } = await readLedger(r.session, r.project);
    const mine = plans.filter((p) => files.has(p.name) && (p.state === 'partial' || p.appliedRun === r.run.id));
    for (const row of mine.sort((a, b) => Number(b.id) - Number(a.id))) {
      const t = files.get(row.name)!;
      if (row.how === 'checkpoint') {
        await forgetPlan(r.session, r.run, row.id);
        continue;
      }
      const stored: Stored = { row, plan: t.content(), text: t.text };
      await takeBack(r, stored, false);
      gone.push(stored.plan);
    }
    runner.session = r.session;
    const what = gone.length === 0 ? 'nothing of this run is kept' : `what this run had done is undone: ${gone.map((p) => p.plan).join(', ')}`;
    return {
      plans: gone,
      error: told(what, failure instanceof TidemarkError && failure.next === 'tidemark status' ? 'correct the cause and apply again' : undefined),
    };
  } catch (error) {
    runner.session = r.session;
    return { plans: gone, error: told(`undoing what this run had done stopped: ${(error as Error).message}`, 'tidemark status, then tidemark rollback') };
  }
}
