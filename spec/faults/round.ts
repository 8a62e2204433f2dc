// A target that goes up and down under faults, and what must hold after one command that nothing disturbs.
import { apply, type ApplyOptions } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';
import { compareDumps, dump } from '../kit/dump.ts';
import { load } from '../kit/load.ts';
import type { Server } from '../kit/servers.ts';
import { allowed, type Subject } from './subjects.ts';

export type Way = 'up' | 'down';

export interface Round {
  readonly url: string;
  options(url?: string): ApplyOptions;
  /** Up or down the second plan, undisturbed or through another address. */
  go(way: Way, url?: string): Promise<void>;
  /** What is wrong now that `way` is done; undefined when nothing is. */
  wrong(way: Way): Promise<string | undefined>;
  drop(): Promise<void>;
}

export async function round(server: Server, subject: Subject): Promise<Round> {
  const db = await server.database();
  const options = (url = db.superUrl): ApplyOptions => ({
    project: 'faults',
    target: resolveTarget({ database: url }, {}),
    plansDir: subject.plansDir,
    allow: allowed,
    wait: 60_000,
  });
  const go = async (way: Way, url?: string): Promise<void> => {
    if (way === 'up') await apply(options(url));
    else await rollback({ ...options(url), to: subject.first });
  };
  await apply({ ...options(), to: subject.first });
  if (subject.rows !== undefined) await load(db.superUrl, subject.rows);
  const start = await dump(db.superUrl);
  await go('up');
  const aim = await dump(db.superUrl);
  await go('down');
  return {
    url: db.superUrl,
    options,
    go,
    async wrong(way) {
      const s = await status(options());
      if (s.half.length > 0 || s.running !== undefined) return `half ${JSON.stringify(s.half)}, running ${s.running?.id}`;
      const names = s.applied.map((p) => p.plan).join(' ');
      if (names !== (way === 'up' ? `${subject.first} ${subject.second}` : subject.first)) return `applied: ${names}`;
      const apart = compareDumps(await dump(db.superUrl), way === 'up' ? aim : start).filter((l) => !/tidemark/.test(l));
      if (apart.length > 0) return apart.join(' | ').slice(0, 300);
      if (apart.some((l) => /indisvalid/.test(l))) return 'an invalid index';
      const d = await drift(options());
      return d.outcome === 'in sync' ? undefined : `drift: ${d.outcome} ${JSON.stringify(d.drifted).slice(0, 200)}`;
    },
    drop: () => db.drop(),
  };
}
