// Owns the workers of one run: the runner itself, and others like it on connections of their own.
import { TidemarkError } from '../../../errors.ts';
import type { Runner } from '../step/runner.ts';

/** `body` with up to `size` workers, the first being the runner; fewer where the target has no room for more connections. */
export async function withCrew<T>(r: Runner, size: number, body: (crew: readonly Runner[]) => Promise<T>): Promise<T> {
  const crew: Runner[] = [r];
  try {
    while (crew.length < size) {
      const session = await r.target.another?.().catch((error: unknown) => {
        if (error instanceof TidemarkError && error.id === 'TARGET_FULL') return undefined;
        throw error;
      });
      if (session === undefined) {
        const why = r.target.another === undefined ? 'a PGlite directory takes one connection' : 'the server has no free connection';
        r.on({ is: 'warning', message: `${why}: ${crew.length === 1 ? 'plans run one after another' : `${crew.length} plans run at a time`}` });
        break;
      }
      crew.push({ ...r, session });
    }
    return await body(crew);
  } finally {
    for (const worker of crew.slice(1)) await worker.session.close().catch(() => undefined); // the outcome is known by now
  }
}
