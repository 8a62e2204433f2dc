// Many runners at once, each with its own connections: one works, the others wait and find it done.
import { writeFileSync } from 'node:fs';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { random } from '../kit/generate/random.ts';
import { server } from '../kit/servers.ts';
import { at } from '../run/place.ts';
import { shop, temp } from '../run/sample.ts';
import type { Figure } from './figure.ts';
import { commandLine } from './process.ts';

const codes = ['DATA_DROP_TABLE'];

export async function crowd(major: number, runners: number, rounds: number, until: number): Promise<Figure> {
  const s = await server(major, { settings: { max_connections: String(runners * 2 + 20) } });
  const plansDir = `${temp()}/plans`;
  shop(plansDir);
  const wrong: string[] = [];
  let tried = 0;
  for (let n = 0; n < rounds && Date.now() < until; n += 1) {
    const db = await s.database();
    const p = { ...at(db.url), plansDir, wait: 600_000, allow: codes };
    const all = await Promise.allSettled(Array.from({ length: runners }, () => apply(p)));
    tried += 1;
    const outcomes = all.map((r) => (r.status === 'fulfilled' ? r.value.outcome : String((r.reason as Error).message)));
    const did = outcomes.filter((o) => o === 'applied').length;
    if (did !== 1 || outcomes.some((o) => o !== 'applied' && o !== 'nothing to do'))
      wrong.push(`round ${n}: ${JSON.stringify([...new Set(outcomes)])}, ${did} applied`);
    const [rows] = await p.sql('SELECT count(*)::int AS n FROM tidemark.plans WHERE project = $$shop$$');
    if (rows!['n'] !== 3) wrong.push(`round ${n}: ${rows!['n']} rows of plans`);
    await db.drop();
  }
  await s.stop();
  return { what: `${runners} runners apply at once`, tried, wrong, note: 'runners in one process, connections of their own' };
}

/** The same with a process each. */
export async function processes(major: number, runners: number, rounds: number, until: number): Promise<Figure> {
  const s = await server(major, { settings: { max_connections: String(runners * 2 + 20) } });
  const cwd = temp();
  writeFileSync(`${cwd}/package.json`, JSON.stringify({ name: 'faults' }));
  const plansDir = `${cwd}/plans`;
  shop(plansDir);
  const wrong: string[] = [];
  let tried = 0;
  for (; tried < rounds && Date.now() < until; tried += 1) {
    const db = await s.database();
    const all = await Promise.all(Array.from({ length: runners }, () => commandLine('up', db.url, { plansDir, first: '' })));
    const outcomes = all.map(({ said, signal }) => said.outcome ?? said.message ?? String(signal));
    const did = outcomes.filter((o) => o === 'applied').length;
    if (did !== 1 || outcomes.some((o) => o !== 'applied' && o !== 'nothing to do'))
      wrong.push(`round ${tried}: ${JSON.stringify([...new Set(outcomes)])}, ${did} applied`);
    const [rows] = await at(db.url).sql('SELECT count(*)::int AS n FROM tidemark.plans WHERE project = $$faults$$');
    if (rows!['n'] !== 3) wrong.push(`round ${tried}: ${rows!['n']} rows of plans`);
    await db.drop();
    console.log(`  ${tried + 1} rounds of ${runners} processes`);
  }
  await s.stop();
  return { what: `${runners} processes apply at once`, tried, wrong };
}

export async function both(major: number, times: number, seed: number, until: number): Promise<Figure> {
  const s = await server(major);
  const plansDir = `${temp()}/plans`;
  shop(plansDir);
  const db = await s.database();
  const p = { ...at(db.url), plansDir, wait: 600_000, allow: codes };
  await apply(p);
  const r = random(seed);
  const wrong: string[] = [];
  let tried = 0;
  for (; tried < times && Date.now() < until; tried += 1) {
    const late = r.below(300);
    const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
    const first = r.below(2) === 0;
    const all = await Promise.allSettled([
      pause(first ? 0 : late).then(() => apply(p)),
      pause(first ? late : 0).then(() => rollback({ ...p, steps: 1 + r.below(2), withDependents: true })),
    ]);
    const label = `seed ${seed}, interleaving ${tried}`;
    for (const one of all) if (one.status === 'rejected') wrong.push(`${label}: ${(one.reason as Error).message}`);
    const is = await status(p);
    const d = await drift(p);
    if (is.half.length > 0 || is.running !== undefined || !['in sync', 'nothing applied'].includes(d.outcome))
      wrong.push(`${label}: half ${is.half.length}, ${d.outcome}`);
  }
  await db.drop();
  return { what: 'apply and rollback at once', tried, wrong };
}
