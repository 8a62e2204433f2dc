import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gate } from '../../lib/run/execute/crew/gate.ts';
import { schedule } from '../../lib/run/execute/crew/schedule.ts';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { directory, majors, place, refused } from './place.ts';
import { alone, concurrentIndex, step, temp, tx, write } from './sample.ts';

const test = suite('several plans at a time');
const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

test('the gate lets transactions in together and the others alone, in the order they came', async () => {
  const g = gate();
  const log: string[] = [];
  let open = 0;
  const work = (name: string, ms: number) => async (): Promise<void> => {
    open += 1;
    log.push(`${name}:${open}`);
    await pause(ms);
    open -= 1;
  };
  const failing = g.alone(async () => {
    await pause(5);
    throw new Error('no');
  });
  const all = [g.together(work('a', 20)), g.together(work('b', 10)), g.alone(work('C', 5)), g.together(work('d', 5)), g.together(work('e', 5))];
  await failing.catch(() => undefined);
  await Promise.all(all);
  assert.equal(log, ['a:1', 'b:2', 'C:1', 'd:1', 'e:2']);
});

test('an item waits for what it needs, and after a failure nothing begins', async () => {
  const log: string[] = [];
  const needs: Record<string, string[]> = { a: [], b: ['a'], c: [], d: ['c', 'b'], e: [] };
  const run =
    (fails: string) =>
    async (_: number, item: string): Promise<void> => {
      log.push(`+${item}`);
      await pause(item === 'a' ? 20 : 5);
      if (item === fails) throw new Error(item);
      log.push(`-${item}`);
    };
  await schedule(
    Object.keys(needs),
    (i) => needs[i]!,
    [1, 2],
    run(''),
    () => undefined,
  );
  assert.ok(log.indexOf('+b') > log.indexOf('-a') && log.indexOf('+d') > log.indexOf('-b'), log.join(' '));
  assert.equal(log.slice(0, 2), ['+a', '+c']);
  log.length = 0;
  let thrown: unknown;
  await schedule(
    Object.keys(needs),
    (i) => needs[i]!,
    [1, 2],
    run('c'),
    () => undefined,
  ).catch((e: unknown) => (thrown = e));
  assert.is((thrown as Error).message, 'c');
  assert.equal(log.sort(), ['+a', '+c', '-a']);
});

/** Modules a and b need nothing of each other; c needs a; b builds an index online. Each step holds its transaction for a while. */
function modules(dir: string): void {
  const table = (name: string): ReturnType<typeof step> =>
    step(`+ table public.${name}`, `CREATE TABLE public.${name} (id int PRIMARY KEY, x int)`, {
      makes: [`table public.${name}`, `table column public.${name}.id`, `table column public.${name}.x`],
    });
  const back = (name: string): ReturnType<typeof tx> => tx(step(`- table public.${name}`, `DROP TABLE public.${name}`, { breaks: [`table public.${name}`] }));
  const wait = step('~ while', 'SELECT pg_catalog.pg_sleep(1)');
  const a = write(dir, 'a/0001-init', [tx(table('a'), wait)], [back('a')]);
  write(dir, 'b/0001-init', [{ ...tx(table('b'), wait), undo: [back('b')] }, alone(concurrentIndex('b_x', 'public.b (x)'))], [back('b')]);
  write(dir, 'c/0001-init', [tx(table('c'))], [back('c')], { after: [`${a.plan} ${a.seal}`] });
  write(dir, 'd/0001-init', [tx(table('d'), wait)], [back('d')]);
}

for (const major of majors.slice(-1)) {
  test(`independent modules run side by side over connections of their own, PostgreSQL ${major}`, async () => {
    const p = await place(major);
    modules(p.plansDir);
    const open = new Set<string>();
    let most = 0;
    const done = await apply({
      ...p,
      concurrency: 4,
      on: (e) => {
        if (e.is === 'step') open.add(e.plan);
        most = Math.max(most, open.size);
        if (e.is === 'step done') open.delete(e.plan);
      },
    });
    assert.is(most, 3);
    const order = done.plans.map((x) => x.plan);
    assert.equal([...order].sort(), ['a/0001-init', 'b/0001-init', 'c/0001-init', 'd/0001-init']);
    assert.ok(order.indexOf('c/0001-init') > order.indexOf('a/0001-init'));
    const backends = await p.sql('SELECT count(DISTINCT run)::int AS runs, count(*)::int AS n FROM tidemark.steps');
    assert.equal(backends, [{ runs: 1, n: 8 }]);
    assert.is((await drift(p)).outcome, 'in sync');
    await rollback(p);
    assert.equal(await p.sql(`SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace`), [{ n: 0 }]);
  });

  test(`a module that fails does not stop what others are at, and what comes after it waits, PostgreSQL ${major}`, async () => {
    const p = await place(major);
    modules(p.plansDir);
    write(p.plansDir, 'bad/0001-init', [tx(step('+ nothing', 'SELECT 1/0'))], [tx()]);
    const error = await refused('STEP_FAILED', apply({ ...p, modules: ['a', 'bad', 'c'], concurrency: 3 }));
    assert.match(error.message, 'bad/0001-init');
    assert.equal(
      (await status(p)).applied.map((x) => x.plan),
      ['a/0001-init'],
    );
    assert.is((await drift(p)).outcome, 'in sync');
  });
}

test('a PGlite directory has one connection, and says so', async () => {
  const p = { ...(await directory()), plansDir: `${temp()}/plans` };
  for (const m of ['a', 'b'])
    write(p.plansDir, `${m}/0001-init`, [tx(step(`+ table public.${m}`, `CREATE TABLE public.${m} (x int)`, { makes: [`table public.${m}`] }))], [tx()]);
  const said: string[] = [];
  const done = await apply({ ...p, concurrency: 2, on: (e) => void (e.is === 'warning' && said.push(e.message)) });
  assert.is(done.plans.length, 2);
  assert.equal(said, ['a PGlite directory takes one connection: plans run one after another']);
});

test.run();
