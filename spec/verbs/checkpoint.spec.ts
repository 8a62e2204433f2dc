// Checkpoints: plans that stand for everything before them, on a database that is new, at the end of the old chain, or in its middle.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { apply, type ApplyOptions } from '../../lib/run/execute/apply.ts';
import { drift, sightDrift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { check } from '../../lib/verbs/check.ts';
import { checkpoint } from '../../lib/verbs/checkpoint.ts';
import { plan } from '../../lib/verbs/plan.ts';
import { prove } from '../../lib/verbs/prove.ts';
import { rebase } from '../../lib/verbs/rebase.ts';
import { place, refused as refusedBy, type Place } from '../run/place.ts';
import { inProject, planFiles, put, refused } from './place.ts';

const allow = ['DATA_DROP_COLUMN', 'DATA_DROP_TABLE', 'COMPAT_DROP', 'CORRECT_CONSTRAINT_DROPPED'];
// Two modules that lean on each other both ways: no checkpoint of one alone could be built.
const first = {
  'schema/a/a.sql': 'CREATE TABLE a (id int PRIMARY KEY, old text);\n',
  'schema/b/b.sql': 'CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a (id));\n',
};
const second = {
  'schema/a/a.sql': `CREATE TABLE a (id int PRIMARY KEY, b int, name text NOT NULL DEFAULT 'x');
ALTER TABLE a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES b (id);
CREATE VIEW av AS SELECT a.id, b.id AS bid FROM a JOIN b ON b.a = a.id;\n`,
};
const OLD = ['a/0001-init', 'b/0001-init', 'a/0002-second'];
const PARTS = ['a/0003-checkpoint', 'b/0002-checkpoint', 'a/0004-checkpoint'];

const names = (result: { plans: readonly { plan: string }[] }): string[] => result.plans.map((p) => p.plan);
const on = (p: Place, plansDir: string): ApplyOptions & Place => ({ ...p, plansDir, allow });
const copy = (from: string, to: string, keep: (name: string) => boolean): string => {
  cpSync(from, to, { recursive: true });
  for (const file of planFiles(join(to, '..')).filter((f) => f.endsWith('.yaml'))) if (!keep(file)) rmSync(join(to, file));
  return to;
};

test('new databases start from a checkpoint, others record it once they are there', () =>
  inProject({ ...first, 'package.json': '{ "name": "shop" }' }, async (cwd) => {
    const plans = join(cwd, 'plans');
    await plan({ cwd });
    const early = copy(plans, join(cwd, 'early/plans'), () => true);
    put(cwd, second);
    await plan({ cwd, name: 'second', allow });
    const before = copy(plans, join(cwd, 'before/plans'), () => true);

    assert.is((await refused(() => checkpoint({ cwd, modules: ['a'] }))).id, 'CHECKPOINT_MODULES');
    const made = await checkpoint({ cwd });
    assert.equal(names(made), PARTS);
    assert.is(made.unacknowledged, 0);
    assert.equal(made.plans[0]!.content.replaces, ['a/0001-init', 'a/0002-second']);
    assert.is(new Set(made.plans.map((p) => p.content.checkpoint)).size, 1);
    assert.equal((await checkpoint({ cwd })).plans, []);
    assert.is((await refused(() => prove('b/0002-checkpoint', { cwd }))).id, 'CHECKPOINT_BY_HAND');
    assert.equal(names(await plan({ cwd })), []);
    const checked = await check({ cwd });
    assert.equal([checked.findings, checked.plans, checked.proved], [[], 6, 6]);

    // a plan that comes after it
    put(cwd, { 'schema/b/c.sql': 'CREATE TABLE c (id int);\n' });
    const [after] = names(await plan({ cwd, name: 'after' }));
    const only = copy(plans, join(cwd, 'only/plans'), (f) => /checkpoint|after/.test(f));
    for (const m of ['a', 'b'])
      if (m === 'a') writeFileSync(join(only, m, 'chain'), readFileSync(join(only, m, 'chain'), 'utf8').replace(/^000[12].*\n/gm, ''));

    const fresh = on(await place(15), plans);
    assert.equal((await status(fresh)).pending.map((p) => p.plan).sort(), [...PARTS, after!].sort());
    assert.is((await refusedBy('PLAN_REPLACED', apply({ ...fresh, to: 'a/0001-init' }))).exit, 3);
    await apply(fresh);
    assert.equal((await status(fresh)).applied.map((p) => p.plan).sort(), [...PARTS, after!].sort());
    assert.equal([(await status(fresh)).pending, (await drift(fresh)).outcome], [[], 'in sync']);
    assert.is((await apply({ ...fresh, plansDir: only })).outcome, 'nothing to do');
    assert.equal((await rollback({ ...fresh, to: 'b/0002-checkpoint' })).plans.length, 1);
    await apply({ ...fresh, plansDir: only });
    const aim = await fresh.fingerprint();

    // the old chain, to its end: recorded, nothing runs, and what came before stays
    const end = on(await place(15), before);
    await apply(end);
    assert.equal(names(await apply({ ...end, plansDir: before })), []);
    const waits = (await status({ ...end, plansDir: only })).pending.filter((p) => /checkpoint/.test(p.plan));
    assert.match(waits[0]!.summary, 'to be recorded, not run');
    const dry = await apply({ ...end, plansDir: only, dryRun: true });
    assert.equal(
      dry.plans.filter((p) => p.recorded).map((p) => p.plan),
      PARTS,
    );
    await end.sql('DROP VIEW public.av');
    assert.is((await refusedBy('CHECKPOINT_UNEQUAL', apply({ ...end, plansDir: only }))).at.object, 'view public.av');
    await end.sql('CREATE VIEW public.av AS SELECT a.id, b.id AS bid FROM public.a JOIN public.b ON b.a = a.id');
    await apply({ ...end, plansDir: only, allOrNothing: true });
    assert.is(await end.fingerprint(), aim);
    assert.equal((await status({ ...end, plansDir: only })).applied.filter((p) => p.how === 'checkpoint').length, 3);
    assert.is((await apply({ ...end, plansDir: plans })).outcome, 'nothing to do');
    assert.equal((await sightDrift({ ...end, plans: true })).from!.plans.map((p) => p.plan).sort(), [...PARTS, after!].sort());
    // an older image: its files are a beginning of what is here
    assert.equal((await apply({ ...end, plansDir: before })).ahead.length, 4);
    assert.equal(names(await rollback(end)), [after], 'what the last run did, without what it wrote down');
    const over = await refusedBy('CHECKPOINT_RECORDED', rollback({ ...end, to: 'a/0001-init' }));
    assert.match(over.message, 'cannot be rolled back any more');

    // in the middle: the old plans first, and without their files a word about what to do
    const middle = on(await place(15), early);
    await apply(middle);
    assert.match((await refusedBy('PLANS_GONE', apply({ ...middle, plansDir: only }))).message, 'stands at a/0001-init');
    assert.match((await status({ ...middle, plansDir: only })).next!, 'apply the last version that has plans/a/0002-second.plan.yaml');
    const went = await apply({ ...middle, plansDir: plans });
    assert.equal(
      went.plans.filter((p) => !p.recorded).map((p) => p.plan),
      [OLD[2], after],
    );
    assert.equal([await middle.fingerprint(), (await drift(middle)).outcome], [aim, 'in sync']);

    // deleted in the project too: chain lines may stay
    for (const file of ['a/0001-init', 'a/0002-second', 'b/0001-init']) rmSync(join(plans, `${file}.plan.yaml`));
    put(cwd, { 'schema/a/d.sql': 'CREATE TABLE d (id int);\n' });
    assert.equal(names(await plan({ cwd })), ['a/0005-add-d']);
    // and the next one stands for all of it
    const again = await checkpoint({ cwd });
    assert.equal(again.plans[0]!.content.replaces, ['a/0001-init', 'a/0002-second', 'a/0003-checkpoint', 'a/0004-checkpoint', 'a/0005-add-d']);
    for (const p of [middle, fresh]) {
      await apply({ ...p, plansDir: plans });
      assert.equal((await status({ ...p, plansDir: plans })).pending, []);
    }
    const last = on(await place(15), plans);
    await apply(last);
    assert.equal([await last.fingerprint(), (await status(last)).applied.length], [await fresh.fingerprint(), again.plans.length]);
  }));

test('a plan that a branch made meanwhile follows the checkpoint; a checkpoint that was outrun is made again', () =>
  inProject(first, async (cwd) => {
    const git = (...args: string[]): void => {
      execFileSync('git', ['-c', 'user.name=spec', '-c', 'user.email=spec@localhost', '-c', 'init.defaultBranch=main', ...args], { cwd, stdio: 'ignore' });
    };
    const commit = (): void => {
      git('add', '-A');
      git('commit', '-qm', 'x');
    };
    await plan({ cwd });
    git('init', '-q');
    commit();
    git('checkout', '-qb', 'feature');
    put(cwd, { 'schema/n/n.sql': 'CREATE TABLE n (a int REFERENCES a (id));\n' });
    await plan({ cwd, name: 'feature' });
    put(cwd, { 'schema/a/e.sql': 'CREATE TABLE e (id int);\n' });
    await plan({ cwd, name: 'feature' });
    commit();
    git('checkout', '-q', 'main');
    await checkpoint({ cwd });
    commit();
    try {
      git('merge', '-q', '--no-edit', 'feature');
    } catch {
      // the chain conflicts
    }
    const chain = readFileSync(join(cwd, 'plans/a/chain'), 'utf8');
    assert.is((await refused(() => rebase({ cwd, onto: 'feature' }))).id, 'CHECKPOINT_OUTRUN');
    assert.is(readFileSync(join(cwd, 'plans/a/chain'), 'utf8'), chain);
    assert.equal(
      (await rebase({ cwd })).moved.map((m) => m.to),
      ['a/0003-feature'],
    );
    const p = { ...(await place(15)), plansDir: join(cwd, 'plans') };
    // n/0001 was made after a/0001, which the checkpoint stands for
    assert.equal(names(await apply({ ...p, concurrency: 2 })).sort(), ['a/0002-checkpoint', 'a/0003-feature', 'b/0002-checkpoint', 'n/0001-feature']);
  }));

test.run();
