// What is said and understood without a database: the next command, short names of plans, a directory that is not there yet.
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TidemarkError } from '../../lib/errors.ts';
import { apply } from '../../lib/run/execute/apply.ts';
import { choose } from '../../lib/run/execute/chosen.ts';
import type { Stored } from '../../lib/run/execute/take-back.ts';
import { at, refused } from './place.ts';
import { step, temp, tx, unsafe, write } from './sample.ts';

test('a new PGlite directory: what apply would do is said, nothing is made; all plans that wait for somebody are named', async () => {
  const p = at(`pglite:${join(temp(), 'db')}`);
  write(p.plansDir, 'a/0001-init', [tx(step('+ table public.a', 'CREATE TABLE public.a ()'))], [tx()]);
  const dry = await apply({ ...p, dryRun: true });
  assert.equal(
    dry.plans.map((q) => q.plan),
    ['a/0001-init'],
  );
  assert.match(dry.warnings.join(), 'apply makes it');
  write(p.plansDir, 'b/0001-init', [tx(unsafe('- table public.b', 'DROP TABLE public.b', 'DATA_DROP_TABLE'))], [tx()]);
  write(p.plansDir, 'c/0001-init', [tx(unsafe('- view public.c', 'DROP VIEW public.c', 'COMPAT_DROP'))], [tx()]);
  const error = await refused('UNSAFE_NOT_ACKNOWLEDGED', apply({ ...p, dryRun: true }));
  assert.is(error.next, 'tidemark ack b/0001-init DATA_DROP_TABLE --reason "…" && tidemark ack c/0001-init COMPAT_DROP --reason "…"');
  assert.is((await apply({ ...p, dryRun: true, to: 'a/0001' })).plans.length, 1);
  await refused('PLAN_UNKNOWN', apply({ ...p, dryRun: true, to: 'd' }));
});

test('rollback understands the beginning of a name, when one plan alone has it', () => {
  const stored = ['a/0001-init', 'a/0002-more', 'a/0003-most'].map(
    (name, n) => ({ row: { id: String(n), name, module: 'a', how: 'run' }, plan: { after: [] } }) as unknown as Stored,
  );
  assert.equal(
    choose(stored, { to: 'a/0002' }).map((s) => s.row.name),
    ['a/0003-most'],
  );
  assert.throws(
    () => choose(stored, { to: 'a/0' }),
    (e: TidemarkError) => e.id === 'PLAN_UNKNOWN' && e.message.includes('several'),
  );
});

test.run();
