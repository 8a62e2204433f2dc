import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { status } from '../../lib/run/execute/status.ts';
import type { PlanSegment } from '../../lib/format/plan.generated.ts';
import { majors, place, refused, type Place } from './place.ts';
import { alone, concurrentIndex, step, tx, unsafe, write } from './sample.ts';

const makes = (name: string): PlanSegment =>
  tx(step(`+ table public.${name}`, `CREATE TABLE public.${name} (id int)`, { makes: [`table public.${name}`, `table column public.${name}.id`] }));
const drops = (name: string): PlanSegment => tx(step(`- table public.${name}`, `DROP TABLE public.${name}`, { breaks: [`table public.${name}`] }));
const bad = tx(step('+ nothing', 'SELECT 1/0'));

for (const major of majors.slice(-1)) {
  const make = (): Promise<Place> => place(major);
  const test = suite(`all or nothing, PostgreSQL ${major}`);
  const whole = { allOrNothing: true } as const;
  const tables = async (p: Place): Promise<unknown> =>
    (
      await p.sql(
        `SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') AS t FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
      )
    )[0]!['t'];

  test('one transaction where every segment allows it: all of it, or nothing', async () => {
    const p = await make();
    write(p.plansDir, 'a/0001-init', [makes('a')], [drops('a')]);
    await apply({ ...p, ...whole });
    write(p.plansDir, 'b/0001-init', [makes('b')], [drops('b')]);
    write(p.plansDir, 'c/0001-init', [makes('c'), bad], [drops('c')]);
    const error = await refused('STEP_FAILED', apply({ ...p, ...whole }));
    assert.match(error.message, 'nothing of this run is kept');
    assert.is(await tables(p), 'a');
    assert.equal(
      (await status(p)).applied.map((x) => x.plan),
      ['a/0001-init'],
    );
    assert.is((await drift(p)).outcome, 'in sync');
  });

  test('else what this run did is undone in reverse, and no earlier run', async () => {
    const p = await make();
    write(p.plansDir, 'a/0001-init', [makes('a')], [drops('a')]);
    await apply(p);
    write(p.plansDir, 'b/0001-init', [{ ...makes('b'), undo: [drops('b')] }, alone(concurrentIndex('b_id', 'public.b (id)'))], [drops('b')]);
    const c = write(p.plansDir, 'c/0001-init', [{ ...makes('c'), undo: [drops('c')] }, bad], [drops('c')]);
    const error = await refused('STEP_FAILED', apply({ ...p, ...whole }));
    assert.match(error.message, 'undone: c/0001-init, b/0001-init');
    assert.is(await tables(p), 'a');
    const s = await status(p);
    assert.equal([s.applied.map((x) => x.plan), s.half, s.running], [['a/0001-init'], [], undefined]);
    assert.is((await drift(p)).outcome, 'in sync');
    assert.is(c.plan, 'c/0001-init');
  });

  test('a label of an enum has to be committed before it is used: the server says so, and then plans run one by one', async () => {
    const p = await make();
    const first = write(
      p.plansDir,
      'a/0001-init',
      [tx(step('+ enum public.mood', `CREATE TYPE public.mood AS ENUM ('ok')`, { makes: ['enum public.mood'] }))],
      [tx()],
    );
    await apply(p);
    const two = write(p.plansDir, 'a/0002-sad', [tx(step('~ enum public.mood', `ALTER TYPE public.mood ADD VALUE 'sad'`))], [tx()], {}, first);
    write(
      p.plansDir,
      'a/0003-use',
      [tx(step('+ table public.m', `CREATE TABLE public.m (x public.mood DEFAULT 'sad')`, { makes: ['table public.m'] }))],
      [tx()],
      {},
      two,
    );
    const said: string[] = [];
    const done = await apply({ ...p, ...whole, on: (e) => void (e.is === 'warning' && said.push(e.message)) });
    assert.is(done.plans.length, 2);
    assert.match(said.join(), 'one transaction cannot hold these plans');
  });

  test('what could not be undone is refused before the first write', async () => {
    const p = await make();
    const a = write(
      p.plansDir,
      'a/0001-init',
      [{ ...makes('a'), undo: [drops('a')] }, alone(concurrentIndex('a_id', 'public.a (id)'))],
      [tx(unsafe('- table public.a', 'DROP TABLE public.a', 'DATA_DROP_TABLE', { breaks: ['table public.a'] }))],
    );
    write(p.plansDir, 'b/0001-init', [makes('b')], [drops('b')], { after: [`${a.plan} ${a.seal}`] });
    const error = await refused('UNDO_NOT_ACKNOWLEDGED', apply({ ...p, ...whole }));
    assert.is(error.exit, 3);
    assert.is(await tables(p), '');
    await refused('UNDO_NOT_ACKNOWLEDGED', apply({ ...p, ...whole, dryRun: true }));
    assert.is((await apply({ ...p, ...whole, allow: ['DATA_DROP_TABLE'] })).plans.length, 2);
  });

  test('a plan that another run left half-way is not for this run to undo', async () => {
    const p = await make();
    write(p.plansDir, 'a/0001-init', [{ ...makes('a'), undo: [drops('a')] }, bad], [drops('a')]);
    await refused('STEP_FAILED', apply(p));
    await refused('ALL_OR_NOTHING_HALF', apply({ ...p, ...whole }));
    assert.is(await tables(p), 'a');
  });

  test.run();
}
