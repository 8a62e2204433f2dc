// Owns the data checks of steps: rows that a step would refuse are counted before anything is written.
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import { serverSays } from '../../session/server-says.ts';
import type { ServerError, Session } from '../../session/session.ts';
import { stepsIn } from './acknowledged.ts';

/**
 * Runs the data checks of steps that have not run yet, each in a transaction of its own, or behind a savepoint of the open one.
 * `later`: other plans of the same run are done already. Throws CHECK_FAILED with the number of rows, never their values.
 */
export async function assertDataFits(
  session: Session,
  plan: PlanFile,
  segments: readonly PlanSegment[],
  { within = 'transaction', half = false, later = false }: { within?: 'transaction' | 'savepoint'; half?: boolean; later?: boolean } = {},
): Promise<void> {
  const [open, close] = within === 'transaction' ? ['BEGIN READ ONLY', 'ROLLBACK'] : ['SAVEPOINT tidemark_check', 'ROLLBACK TO SAVEPOINT tidemark_check'];
  for (const step of stepsIn(segments)) {
    if (step.check === undefined) continue;
    let rows: Record<string, unknown>[];
    await session.run(open);
    try {
      rows = await session.rows(step.check.sql);
    } catch (error) {
      // It asks about something that an earlier step of this plan makes: the step itself will tell.
      if (notYet((error as ServerError).code ?? '')) continue;
      throw new TidemarkError('CHECK_BROKEN', `the check of "${step.step}" in ${plan.plan} does not run: ${serverSays(error)}`, {
        at: { object: subjectOf(step.step) },
        cause: error,
        next: 'correct the check in the plan file and run tidemark prove',
      });
    } finally {
      await session.run(close).catch(() => undefined); // on a lost connection the query's own error is the one to tell
    }
    const n = Number(Object.values(rows[0] ?? {})[0] ?? 0);
    if (n === 0) continue;
    throw new TidemarkError(
      'CHECK_FAILED',
      `${plan.plan} would stop at "${step.step}": ${n} ${n === 1 ? 'row' : 'rows'}: ${step.check.message}; ${later ? 'this plan was not begun' : `nothing ${half ? 'more ' : ''}was changed`}`,
      {
        exit: 3,
        at: { object: subjectOf(step.step) },
        details: [...(step.check.list === undefined ? [] : [step.check.list]), ...corrected(plan, step)],
        next: step.check.list === undefined ? 'correct the rows, then tidemark apply' : `list them with: ${step.check.list}`,
      },
    );
  }
}

/** Missing, of another kind or type as yet, or values that are converted first. */
function notYet(code: string): boolean {
  return code.startsWith('22') || ['42P01', '42703', '42704', '42725', '42804', '42809', '42846', '42883', '3F000'].includes(code);
}

/** Nothing runs before a rollback. */
function corrected(plan: PlanFile, step: PlanStep): string[] {
  const before = /^.*\/\d{4}/.exec(plan.parent?.plan ?? '')?.[0];
  if (before === undefined || !stepsIn(plan.up).includes(step)) return [];
  return [`a data script with "requires: ${before}" can correct them: tidemark db:migrate runs it before this plan`];
}
