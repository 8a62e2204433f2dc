// Owns one statement of a plan while it runs: told, watched, cancelled.
import type { PlanStep } from '../../../format/plan.generated.ts';
import { sent } from './connection.ts';
import { failed, stopped, type Course, type Runner } from './runner.ts';

export async function runStep(r: Runner, course: Course, step: PlanStep): Promise<void> {
  stopped(r);
  const { plan } = course.plan;
  const about = { plan, step: step.step, n: (course.n += 1), of: course.of };
  r.on({ is: 'step', ...about });
  const from = Date.now();
  const unwatch = watch(r, plan, step);
  try {
    await sent(step.sql, (sql) => r.session.run(sql));
  } catch (error) {
    throw failed(r, course, step, error);
  } finally {
    unwatch();
  }
  r.on({ is: 'step done', ...about, ms: Date.now() - from });
}

/** While a statement runs: tell who blocks it, and pass an abort on to the server. */
function watch(r: Runner, plan: string, step: PlanStep): () => void {
  const pid = (r.session.client as { processID?: number | null }).processID ?? null;
  if (pid === null || r.target.another === undefined) return () => undefined;
  // What goes wrong on the lock's connection here is told by the next lock.check().
  let on = true;
  const ask = (): void =>
    void (async () => {
      const by = await r.lock.blockers(pid);
      if (on && by.length > 0) r.on({ is: 'blocked', plan, by });
      const progress = step.timeout === 'build' ? await r.lock.progress(pid) : undefined;
      if (on && progress !== undefined) r.on({ is: 'progress', plan, step: step.step, ...progress });
    })().catch(() => undefined);
  const first = setTimeout(ask, Math.min(300, r.lockTimeout / 2));
  const later = setInterval(ask, 2_000);
  const cancel = (): void => void r.lock.cancel(pid).catch(() => undefined);
  r.signal?.addEventListener('abort', cancel, { once: true });
  return () => {
    on = false;
    clearTimeout(first);
    clearInterval(later);
    r.signal?.removeEventListener('abort', cancel);
  };
}
