// Owns a run that is one transaction: every plan with its ledger rows, or nothing of it.
import { orCommitted } from '../step/course.ts';
import { TidemarkError } from '../../../errors.ts';
import { moves, start } from '../../ledger/moves.ts';
import type { ServerError } from '../../session/session.ts';
import { applied, courseOf, type AppliedPlan } from '../forth.ts';
import type { Todo } from '../pending.ts';
import { assertDataFits } from '../ready/data.ts';
import { writeDown, written, type Comparing } from '../stand-for.ts';
import { untilFree } from '../step/contention.ts';
import { within } from '../step/in-transaction.ts';
import { stateAfter } from '../step/move.ts';
import { stopped, type Runner } from '../step/runner.ts';
import { settings, transaction } from '../step/transaction.ts';

/** A step has to see something committed: a new label of an enum, rows whose triggers are still to fire. The server alone knows. */
const needsCommit = new Set(['55P04', '55006']);

/** Can the text be one transaction at all? */
export function isTransactional(todo: readonly Todo[]): boolean {
  return todo.every((t) => t.recorded || t.content().up.every((s) => s.transaction));
}

/** The plans applied; or why one transaction cannot hold them, in which case nothing was kept. */
export async function inOneTransaction(r: Runner, todo: readonly Todo[], by: Comparing): Promise<readonly AppliedPlan[] | { readonly cannot: string }> {
  const ways = todo.map((t) => {
    const route = t.recorded ? [] : moves(t.content(), start, 'applied');
    return { t, route, course: courseOf(t, route) };
  });
  const last = ways.at(-1)!;
  const from = Date.now();
  try {
    await r.gate.together(() =>
      untilFree(r, last.course, async () => {
        for (const { course } of ways) Object.assign(course, { id: undefined, n: 0 });
        by.forget();
        await transaction(r, async () => {
          for (const [n, { t, course, route }] of ways.entries()) {
            stopped(r);
            if (t.recorded) {
              await writeDown(r, t, by);
              continue;
            }
            if (n > 0)
              await assertDataFits(
                r.session,
                t.content(),
                route.map((m) => m.segment),
                { within: 'savepoint' },
              );
            by.forget();
            r.on({ is: 'plan', plan: t.plan, way: 'up', resumed: false, steps: course.of });
            for (const [m, move] of route.entries()) {
              await settings(r.session, { lock: r.lockTimeout, statement: 0, path: 'public', local: true });
              await within(r, course, move, stateAfter(course, m === route.length - 1));
            }
          }
        });
      }),
    );
  } catch (error) {
    const cause = error instanceof TidemarkError ? (error.options.cause as ServerError | undefined) : undefined;
    if (needsCommit.has(cause?.code ?? '')) return { cannot: (error as TidemarkError).message };
    await orCommitted(r, last.course, last.route.at(-1)?.then ?? { ...start, done: last.t.recorded ? last.course.plan.up.length : 0 }, error).catch(
      (e: unknown) => {
        throw e instanceof TidemarkError && e.id !== 'CONNECTION_LOST' ? e.saying({}, `${e.message}; nothing of this run is kept`) : e;
      },
    );
  }
  const ms = Date.now() - from;
  return ways.map(({ t, course }) => (t.recorded ? written(r, t, ms) : applied(r, t, course.of, ms)));
}
