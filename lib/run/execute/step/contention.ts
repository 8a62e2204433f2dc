// Owns patience: the same thing again, after a pause, while locks are in the way.
import { setTimeout as sleep } from 'node:timers/promises';
import { TidemarkError } from '../../../errors.ts';
import { isContention, serverSays } from '../../session/server-says.ts';
import { stopped, type Course, type Runner } from './runner.ts';

/** Tries again after growing pauses while locks are in the way, within the budget; every try has a lock timeout. */
export async function untilFree(r: Runner, course: Course, attempt: () => Promise<void>): Promise<void> {
  const until = Date.now() + r.budget;
  for (let n = 1, pause = 1_000; ; n += 1, pause = Math.min(pause * 2, 20_000)) {
    try {
      return await attempt();
    } catch (error) {
      const cause = error instanceof TidemarkError ? error.options.cause : error;
      if (!isContention(cause)) throw error;
      const pauseMs = Math.round(pause * (0.75 + Math.random() / 2));
      if (Date.now() + pauseMs > until) {
        throw new TidemarkError('LOCK_BUDGET', `${course.plan.plan} could not get its locks within ${Math.round(r.budget / 1000)} s: ${serverSays(cause)}`, {
          cause,
          next: 'end the transactions in the way (tidemark showed them), or try again at a quieter time',
        });
      }
      r.on({ is: 'retry', plan: course.plan.plan, reason: serverSays(cause), pauseMs, attempt: n });
      await sleep(pauseMs, undefined, r.signal === undefined ? {} : { signal: r.signal }).catch(() => stopped(r));
    }
  }
}
