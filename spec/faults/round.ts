// A target that goes up and down under faults, and what must hold after one command that nothing disturbs.
import { apply, type ApplyOptions } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';
import { load } from '../kit/load.ts';
import type { Database, Server } from '../kit/servers.ts';
import { apart, judge, type Held } from './judge.ts';
import { allowed, type Subject } from './subjects.ts';

export type Way = 'up' | 'down';

export interface Round {
  readonly url: string;
  options(url?: string): ApplyOptions;
  /** Up or down the second plan, undisturbed or through another address. */
  go(way: Way, url?: string): Promise<void>;
  /**
   * What is wrong now that `way` is done; undefined when nothing is. With `thorough` tidemark is asked for drift too; else it is enough that
   * what is there and what the ledger recorded of it are what they were after an undisturbed round, when there was none.
   */
  wrong(way: Way, thorough?: boolean): Promise<string | undefined>;
  drop(): Promise<void>;
}

export async function round(server: Server, subject: Subject): Promise<Round> {
  const db = await server.database();
  try {
    return await begun(db, subject);
  } catch (error) {
    await db.drop();
    throw error;
  }
}

async function begun(db: Database, subject: Subject): Promise<Round> {
  const options = (url = db.superUrl): ApplyOptions => ({
    project: 'faults',
    target: resolveTarget({ database: url }, {}),
    plansDir: subject.plansDir,
    allow: allowed,
    wait: 60_000,
  });
  const go = async (way: Way, url?: string): Promise<void> => {
    if (way === 'up') await apply(options(url));
    else await rollback({ ...options(url), to: subject.first, withDependents: true });
  };
  await apply({ ...options(), to: subject.first });
  if (subject.rows !== undefined) await load(db.superUrl, subject.rows);
  const asked = await judge(db.superUrl);
  const held = (): Promise<Held> => asked.held(subject.second);
  const reached = async (way: Way): Promise<Held> => {
    await go(way);
    return held();
  };
  const [start, up, down] = [await held(), await reached('up'), await reached('down')];
  // What goes loses its rows the first time, and what the first round made anew stays: the second round is what all others are like.
  const should = { up: await reached('up'), down: await reached('down') };
  const off = await drift(options());
  if (off.outcome !== 'in sync') throw new Error(`undisturbed, it drifts: ${JSON.stringify(off.drifted).slice(0, 200)}`);
  const astray = apart({ ...down, rows: {} }, { ...start, rows: {}, steps: down.steps, recorded: down.recorded }, down);
  if (astray !== undefined) throw new Error(`undisturbed, it does not lead back: ${astray}`);
  return {
    url: db.superUrl,
    options,
    go,
    async wrong(way, thorough = true) {
      const s = await status(options());
      if (s.half.length > 0 || s.running !== undefined) return `half ${JSON.stringify(s.half)}, running ${s.running?.id}`;
      const names = s.applied.map((p) => p.plan).join(' ');
      // What has no one owner is in a plan of its own, which comes and goes with the second.
      if (way === 'up' ? !names.startsWith(`${subject.first} ${subject.second}`) : names !== subject.first) return `applied: ${names}`;
      const differs = apart(await held(), should[way], way === 'up' ? up : down);
      if (differs !== undefined) return differs;
      if (!thorough) return undefined;
      const d = await drift(options());
      return d.outcome === 'in sync' ? undefined : `drift: ${d.outcome} ${JSON.stringify(d.drifted).slice(0, 200)}`;
    },
    async drop() {
      await asked.end();
      await db.drop();
    },
  };
}
