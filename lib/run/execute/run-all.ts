// Owns the plans of one run: one after another, side by side, or all of them or none.
import type { IgnoreRule } from '../../catalog/ignore.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { withCrew } from './crew/crew.ts';
import { schedule } from './crew/schedule.ts';
import { bringForth, segmentsAhead, type AppliedPlan } from './forth.ts';
import { moduleOf, type Todo } from './pending.ts';
import { assertDataFits } from './ready/data.ts';
import { fitAtOnce } from './ready/locks.ts';
import { comparing, standFor } from './stand-for.ts';
import { stopped, type Runner } from './step/runner.ts';
import { inOneTransaction, isTransactional } from './whole/one-transaction.ts';
import { undoRun } from './whole/undo.ts';
import { assertUndoable } from './whole/undoable.ts';

export interface Way {
  readonly allow: readonly string[];
  readonly concurrency: number;
  /** All or nothing. */
  readonly whole: boolean;
  /** What the config leaves alone. */
  readonly ignore: readonly IgnoreRule[];
}

export interface Ran {
  /** In the order in which they were done. */
  readonly done: readonly AppliedPlan[];
  /** Begun, and not gone again. */
  readonly begun: readonly PlanFile[];
  /** Undone by this run. */
  readonly gone: readonly PlanFile[];
  readonly failure: { readonly error: unknown } | undefined;
}

/** Never throws: whatever happened, what was done has to be recorded. */
export async function runAll(r: Runner, todo: readonly Todo[], way: Way): Promise<Ran> {
  const begun: PlanFile[] = [];
  const done: AppliedPlan[] = [];
  const by = comparing(todo, way.ignore);
  try {
    if (todo.length > 0 && way.whole && isTransactional(todo)) {
      const one = (await fitAtOnce(
        r.session,
        todo.filter((t) => !t.recorded).flatMap((t) => t.content().up),
      ))
        ? await inOneTransaction(r, todo, by)
        : { cannot: 'their locks do not fit into the lock table of the server at once' };
      if (!('cannot' in one)) return { done: one, begun: todo.filter((t) => !t.recorded).map((t) => t.content()), gone: [], failure: undefined };
      r.on({ is: 'warning', message: `one transaction cannot hold these plans (${one.cannot}): they run one by one, and a failure undoes them` });
      assertUndoable(todo, way.allow, way.concurrency === 1);
    }
    const size = Math.min(way.concurrency, new Set(todo.map((t) => moduleOf(t.plan))).size);
    await withCrew(r, size, (crew) =>
      schedule(
        todo,
        (t) => todo.filter((other) => needs(todo, t, other)),
        crew,
        async (worker, t) => {
          stopped(worker);
          if (t.recorded) {
            done.push(await standFor(worker, t, by));
            return;
          }
          if (t.row === undefined && t !== todo[0]) await assertDataFits(worker.session, t.content(), segmentsAhead(t), { later: true });
          begun.push(t.content());
          by.forget();
          done.push(await bringForth(worker, t).finally(by.forget));
        },
        (error) => r.on({ is: 'warning', message: (error as Error).message }),
      ),
    );
    return { done, begun, gone: [], failure: undefined };
  } catch (error) {
    if (!way.whole || begun.length + done.length === 0) return { done, begun, gone: [], failure: { error } };
    const undone = await undoRun(r, todo, error);
    return { done: [], begun: begun.filter((p) => !undone.plans.includes(p)), gone: undone.plans, failure: { error: undone.error } };
  }
}

/** The plan before it in its module, and those it names in `after`, or the checkpoint that stands for them. */
function needs(todo: readonly Todo[], t: Todo, other: Todo): boolean {
  if (moduleOf(t.plan) === moduleOf(other.plan)) return todo.indexOf(other) < todo.indexOf(t);
  const named = t.content().after.map((a) => a.split(' ')[0]!);
  return named.some((name) => name === other.plan || (!other.recorded && other.content().replaces?.includes(name) === true));
}
