// A plan wants a lock that a transaction of half a minute holds, while an application works on that table: the plan gets through, and no
// query waits longer than two lock timeouts.
import pg from 'pg';
import { apply } from '../../lib/run/execute/apply.ts';
import type { Server } from '../kit/servers.ts';
import { at } from '../run/place.ts';
import { step, tx, write } from '../run/sample.ts';
import type { Figure } from './figure.ts';

const TIMEOUT = 1_000;

export async function behindALongTransaction(server: Server, seconds: number): Promise<Figure> {
  const db = await server.database();
  const p = { ...at(db.url), lockTimeout: TIMEOUT, wait: 600_000 };
  const first = write(
    p.plansDir,
    'a/0001-init',
    [tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table column public.a.x'] }))],
    [tx()],
  );
  await apply(p);
  write(
    p.plansDir,
    'a/0002-y',
    [tx(step('+ table column public.a.y', 'ALTER TABLE public.a ADD COLUMN y int', { lock: 'ACCESS EXCLUSIVE' }))],
    [tx()],
    {},
    first,
  );
  const client = async (): Promise<pg.Client> => {
    const c = new pg.Client(db.url);
    await c.connect();
    return c;
  };
  const holder = await client();
  await holder.query('BEGIN; SELECT count(*) FROM a');
  let [working, longest, queries] = [true, 0, 0];
  const workers = [1, 2, 3, 4].map(async () => {
    const c = await client();
    while (working) {
      const from = performance.now();
      await c.query('SELECT count(x) FROM a');
      longest = Math.max(longest, performance.now() - from);
      queries += 1;
      await new Promise((wake) => setTimeout(wake, 20));
    }
    await c.end();
  });
  const wrong: string[] = [];
  let retries = 0;
  const from = performance.now();
  const applying = apply({ ...p, on: (e) => void (e.is === 'retry' && (retries += 1)) }).then(
    (done) => void (done.outcome === 'applied' || wrong.push(`outcome ${done.outcome}`)),
    (error: unknown) => void wrong.push((error as Error).message),
  );
  await new Promise((wake) => setTimeout(wake, seconds * 1000));
  await holder.query('COMMIT');
  await applying;
  const took = (performance.now() - from) / 1000;
  working = false;
  await Promise.all(workers);
  await holder.end();
  if (took < seconds) wrong.push(`it was through after ${took.toFixed(1)} s, before the lock was free`);
  if (longest > 2 * TIMEOUT) wrong.push(`a query waited ${longest.toFixed(0)} ms`);
  await db.drop();
  const note = `through after ${took.toFixed(1)} s and ${retries} tries; of ${queries} queries meanwhile the longest took ${longest.toFixed(0)} ms (lock_timeout ${TIMEOUT} ms)`;
  return { what: `a lock behind a transaction of ${seconds} s`, tried: 1, wrong, note };
}
