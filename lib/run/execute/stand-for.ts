// Owns writing a checkpoint into the ledger of a database that has what it stands for: nothing runs, once the state is the same.
import { ignoredIn, type IgnoreRule } from '../../catalog/ignore.ts';
import type { Key } from '../../catalog/address.ts';
import { TidemarkError } from '../../errors.ts';
import { expectedKeys, keyOfText, lookAt, mismatches, outcome, unexpected, type Mismatch, type Objects } from '../introspect/look.ts';
import { readExceptions } from '../ledger/exceptions.ts';
import { recordPlan } from '../ledger/marks.ts';
import type { Position } from '../ledger/moves.ts';
import { readRecorded } from '../ledger/recorded.ts';
import type { AppliedPlan } from './forth.ts';
import { moduleOf, type Todo } from './pending.ts';
import { untilFree } from './step/contention.ts';
import { orCommitted } from './step/course.ts';
import type { Course, Runner } from './step/runner.ts';
import { transaction } from './step/transaction.ts';

/** What records of one run compare with: the database is read once as long as nothing ran in between. */
export interface Comparing {
  readonly ignore: readonly IgnoreRule[];
  live(r: Runner): Promise<Objects>;
  /** Something is running, or ran. */
  forget(): void;
}

export function comparing(todo: readonly Todo[], ignore: readonly IgnoreRule[]): Comparing {
  let read: Promise<Objects> | undefined;
  const keys = (): Key[] => todo.filter((t) => t.recorded).flatMap((t) => [...made(t).keys(), ...expectedKeys(t.content())]);
  return {
    ignore,
    live: (r) => (read ??= lookAt(r.session, keys())),
    forget: () => void (read = undefined),
  };
}

/** Throws CHECKPOINT_UNEQUAL; nothing is written then. */
export async function standFor(r: Runner, t: Todo, by: Comparing): Promise<AppliedPlan> {
  const from = Date.now();
  const course: Course = { plan: t.content(), text: t.text, id: undefined, goal: 'applied', hold: false, n: 0, of: 0 };
  const then: Position = { track: 'up', done: course.plan.up.length, undone: null };
  try {
    await r.gate.together(() =>
      untilFree(r, course, () =>
        transaction(r, () => writeDown(r, t, by)).catch((error: unknown) => {
          by.forget();
          throw error;
        }),
      ),
    );
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
export async function writeDown(r: Runner, t: Todo, by: Comparing): Promise<void> {
  const plan = t.content();
  const wrong = await differences(r, t, by);
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

function made(t: Todo): Map<Key, boolean> {
  return outcome({ transaction: true, steps: t.content().up.flatMap((s) => s.steps) });
}

/** Where the database is not what the checkpoint makes, less what somebody decided to have otherwise. */
async function differences(r: Runner, t: Todo, by: Comparing): Promise<Mismatch[]> {
  const live = await by.live(r);
  const found = new Map([...mismatches(live, made(t)), ...unexpected(live, t.content())].map((m) => [keyOfText(m.address), m]));
  if (found.size === 0) return [];
  const exceptions = (await readExceptions(r.session, r.project)).filter((e) => !e.expired);
  for (const e of exceptions) found.delete(e.key);
  for (const key of ignoredIn(live, by.ignore)) found.delete(key);
  if (exceptions.some((e) => e.kind === 'accepted' && e.found === null)) {
    // What lives in something that was never here is not here either, and nobody says so: neither does the record.
    const { objects } = await readRecorded(r.session, r.project);
    for (const key of found.keys()) if (!live.has(key) && !objects.has(key)) found.delete(key);
  }
  return [...found.values()];
}
