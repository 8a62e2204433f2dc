// Owns writing a checkpoint into the ledger of a database that has what it stands for: nothing runs, once the state is the same.
import { ignoredIn, type IgnoreRule } from '../../catalog/ignore.ts';
import { TidemarkError } from '../../errors.ts';
import { expectedKeys, keyOfText, lookAt, mismatches, outcome, unexpected, type Mismatch } from '../introspect/look.ts';
import { readExceptions } from '../ledger/exceptions.ts';
import { recordPlan } from '../ledger/marks.ts';
import type { Position } from '../ledger/moves.ts';
import type { AppliedPlan } from './forth.ts';
import { moduleOf, type Todo } from './pending.ts';
import { untilFree } from './step/contention.ts';
import { orCommitted } from './step/course.ts';
import type { Course, Runner } from './step/runner.ts';
import { transaction } from './step/transaction.ts';

/** Throws CHECKPOINT_UNEQUAL; nothing is written then. */
export async function standFor(r: Runner, t: Todo, ignore: readonly IgnoreRule[]): Promise<AppliedPlan> {
  const from = Date.now();
  const course: Course = { plan: t.content(), text: t.text, id: undefined, goal: 'applied', hold: false, n: 0, of: 0 };
  const then: Position = { track: 'up', done: course.plan.up.length, undone: null };
  try {
    await r.gate.together(() => untilFree(r, course, () => transaction(r, () => writeDown(r, t, ignore))));
  } catch (error) {
    await orCommitted(r, course, then, error);
  }
  return written(r, t, Date.now() - from);
}

export function written(r: Runner, t: Todo, ms: number): AppliedPlan {
  r.on({ is: 'recorded', plan: t.plan });
  return { plan: t.plan, module: moduleOf(t.plan), steps: 0, resumed: false, recorded: true, ms };
}

/** In an open transaction of the run. */
export async function writeDown(r: Runner, t: Todo, ignore: readonly IgnoreRule[]): Promise<void> {
  const plan = t.content();
  const wrong = await differences(r, t, ignore);
  if (wrong.length > 0) {
    const [first] = wrong;
    throw new TidemarkError(
      'CHECKPOINT_UNEQUAL',
      `${plan.plan} stands for what this database should have by now, and ${first!.address} ${first!.what}; it was not recorded`,
      {
        exit: 3,
        at: { object: first!.address },
        details: wrong.slice(0, 20).map((m) => `${m.address} ${m.what}`),
        next: 'tidemark drift shows it; drift --sql puts it back, drift --ignore lets it be; then tidemark apply',
      },
    );
  }
  await recordPlan(r.session, r.run, r.project, plan, t.text, 'checkpoint');
}

/** Where the database is not what the checkpoint makes, less what somebody decided to have otherwise. */
async function differences(r: Runner, t: Todo, ignore: readonly IgnoreRule[]): Promise<Mismatch[]> {
  const plan = t.content();
  const must = outcome({ transaction: true, steps: plan.up.flatMap((s) => s.steps) });
  const live = await lookAt(r.session, [...must.keys(), ...expectedKeys(plan)]);
  const exceptions = new Set((await readExceptions(r.session, r.project)).filter((e) => !e.expired).map((e) => e.key));
  const ignored = ignoredIn(live, ignore);
  const found = [...mismatches(live, must), ...unexpected(live, plan)];
  const all = new Map(found.map((m) => [m.address, m]));
  return [...all.values()].filter((m) => !exceptions.has(keyOfText(m.address)) && !ignored.has(keyOfText(m.address)));
}
