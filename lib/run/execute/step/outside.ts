// Owns steps that no transaction can hold: an intent with its probe is committed first, and afterwards the catalog is asked.
import { TidemarkError } from '../../../errors.ts';
import type { PlanStep } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import type { PlanRow } from '../../ledger/ledger.ts';
import { insertPlan, movePlan, stepsOf, writeSteps } from '../../ledger/marks.ts';
import { rebindRun } from '../../ledger/runs.ts';
import type { Move } from '../../ledger/moves.ts';
import { isLoss } from '../../session/server-says.ts';
import { assertNoTransactionControl } from '../../session/step-sql.ts';
import { untilFree } from './contention.ts';
import { finish } from './in-transaction.ts';
import { probe } from './probe.ts';
import { notAsPlanned, type Course, type Runner } from './runner.ts';
import { runStep } from './statement.ts';
import { settings, transaction } from './transaction.ts';
import { verify } from './verify.ts';

export async function outside(r: Runner, course: Course, move: Move, state: PlanRow['state']): Promise<void> {
  const steps = move.segment.steps;
  const rows = course.id === undefined ? [] : await stepsOf(r.session, course.id, move.path);
  for (const [n, step] of steps.entries()) {
    const was = rows.find((row) => row.step === n)?.state;
    if (was === 'done') {
      course.n += 1;
      continue;
    }
    const open = was === 'started' ? await probe(r.session, step) : 'todo';
    if (open === 'done') course.n += 1;
    else {
      const fresh = course.id;
      await untilFree(r, course, async () => {
        course.id = fresh;
        await transaction(
          r,
          async () => {
            course.id ??= await insertPlan(r.session, r.run, r.project, course.plan, course.text);
            await writeSteps(r.session, r.run, course.id, move.path, [{ step: n, does: step.step, state: 'started', probe: step.probe?.sql }]);
            await rebindRun(r.session, r.run);
            // From here on it is neither applied nor rolled back.
            await movePlan(r.session, r.run, course.id, move.from, 'partial');
          },
          true,
        );
      });
      if (open === 'broken') await repair(r, course, step);
      await alone(r, course, step);
    }
    const final = n === steps.length - 1;
    if (final) {
      const wrong = await verify(r, course, move.segment, state);
      if (wrong.length > 0) throw notAsPlanned(course, wrong, 'this step ran outside a transaction and stays');
    }
    await untilFree(r, course, () =>
      transaction(r, async () => {
        await writeSteps(r.session, r.run, course.id!, move.path, [{ step: n, does: step.step, state: 'done' }]);
        if (final) await finish(r, course, move, state);
      }),
    );
  }
  if (steps.length === 0) {
    await transaction(r, async () => {
      course.id ??= await insertPlan(r.session, r.run, r.project, course.plan, course.text);
      await finish(r, course, move, state);
    });
  }
}

/** One statement outside a transaction. Whatever goes wrong, a half-built object is removed before the error is told or the next try. */
async function alone(r: Runner, course: Course, step: PlanStep): Promise<void> {
  const before = course.n;
  await untilFree(r, course, async () => {
    course.n = before;
    await r.lock.check();
    const limit = step.timeout === 'build' ? r.buildTimeout : r.lockTimeout;
    // A build waits for old transactions to end without blocking anybody, so it may wait as long as it may run.
    await settings(r.session, { lock: limit, statement: step.timeout === 'build' ? r.buildTimeout : 0, path: 'public', local: false });
    try {
      await runStep(r, course, step);
    } catch (error) {
      if (isLoss(error) || (error instanceof TidemarkError && isLoss(error.options.cause))) throw error;
      await settings(r.session, { lock: r.lockTimeout, statement: 0, path: 'pg_catalog', local: false });
      if ((await probe(r.session, step)) === 'broken') await repair(r, course, step);
      throw error;
    }
    await settings(r.session, { lock: 0, statement: 0, path: 'pg_catalog', local: false });
    const state = await probe(r.session, step);
    if (state !== 'done')
      throw notAsPlanned(
        course,
        [{ address: subjectOf(step.step), what: `ran without an error and the catalog says ${state}` }],
        'this step ran outside a transaction',
      );
  });
}

async function repair(r: Runner, course: Course, step: PlanStep): Promise<void> {
  const sql = step.probe?.repair;
  if (sql === undefined) {
    throw new TidemarkError('STEP_HALF_DONE', `a step of ${course.plan.plan} is half done and its plan does not say how to clear it away`, {
      at: { object: subjectOf(step.step) },
      next: 'remove what it left behind, then tidemark apply',
    });
  }
  assertNoTransactionControl(course.plan.plan, step.step, sql);
  await untilFree(r, course, async () => {
    await settings(r.session, { lock: r.lockTimeout, statement: 0, path: 'public', local: false });
    await r.session.run(sql);
    await settings(r.session, { lock: 0, statement: 0, path: 'pg_catalog', local: false });
  });
}
