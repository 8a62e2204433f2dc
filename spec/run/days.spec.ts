// Days that go wrong: branches that were rebased away, rows that came since, a rollback that died at its very end.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { driftGithub, driftText } from '../../lib/report/drift-report.ts';
import { unpainted } from '../../lib/report/paint.ts';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { isRead } from '../../lib/run/session/fault.ts';
import type { PlanSegment } from '../../lib/format/plan.generated.ts';
import { link } from '../kit/link.ts';
import { at, majors, place, refused, type Place } from './place.ts';
import { step, temp, tx, unsafe, write } from './sample.ts';

const makes = (name: string): PlanSegment =>
  tx(
    step(`+ table public.${name}`, `CREATE TABLE public.${name} (id int, x text)`, {
      makes: [`table public.${name}`, `table column public.${name}.id`, `table column public.${name}.x`],
    }),
  );
const drops = (name: string): PlanSegment => tx(step(`- table public.${name}`, `DROP TABLE public.${name}`, { breaks: [`table public.${name}`] }));
const acknowledged = [{ code: 'DATA_DROP_TABLE', reason: 'spec' }];
const loses = (name: string): PlanSegment =>
  tx(unsafe(`- table public.${name}`, `DROP TABLE public.${name}`, 'DATA_DROP_TABLE', { breaks: [`table public.${name}`], acknowledged }));

const [major] = majors.slice(-1);
const test = suite(`days that go wrong, PostgreSQL ${major}`);
const tables = async (p: Place): Promise<unknown> =>
  (
    await p.sql(
      `SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') AS t FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    )
  )[0]!['t'];

test('a plan that was rebased away and ran here goes with --to-common, and the other branch follows', async () => {
  const p = await place(major!);
  const first = write(p.plansDir, 'a/0001-init', [makes('a')], [drops('a')]);
  write(p.plansDir, 'a/0002-mine', [makes('mine')], [drops('mine')], {}, first);
  write(p.plansDir, 'b/0001-init', [makes('b')], [drops('b')]);
  await apply(p);
  const theirs = temp();
  write(theirs, 'a/0001-init', [makes('a')], [drops('a')]);
  write(theirs, 'a/0002-theirs', [makes('theirs')], [drops('theirs')], {}, first);
  const q = { ...p, plansDir: theirs };
  const error = await refused('CHAIN_DIVERGED', apply(q));
  assert.match(error.next ?? '', 'rollback --to-common');
  const s = await status(q);
  assert.is(s.next, 'tidemark rollback --to-common');
  assert.match(s.apart ?? '', 'a/0002-mine');
  await refused('FILES_MISSING', rollback({ ...q, plansDir: temp(), toCommon: true }));
  const back = await rollback({ ...q, toCommon: true });
  assert.equal(
    back.plans.map((x) => x.plan),
    ['a/0002-mine'],
  );
  await apply(q);
  // b is in none of these files and was not meant
  assert.is(await tables(p), 'a b theirs');
  assert.is((await drift(p)).outcome, 'in sync');
});

test('rows that came since are counted, also under lock, and refused without an acknowledgement of this command', async () => {
  const p = await place(major!);
  write(p.plansDir, 'a/0001-init', [makes('a')], [loses('a')]);
  await apply(p);
  await p.sql(`INSERT INTO public.a VALUES (1, 'secret'), (2, 'secret')`);
  const error = await refused('ROWS_WOULD_BE_LOST', rollback(p));
  assert.is(error.exit, 3);
  assert.match(error.message, 'table public.a, which holds values in 2 rows; nothing was changed');
  assert.match(error.next ?? '', '--allow DATA_DROP_TABLE');
  assert.not.match(JSON.stringify(error), 'secret');
  await refused('ROWS_WOULD_BE_LOST', rollback({ ...p, dryRun: true }));
  await p.sql('DELETE FROM public.a');
  // they come between the look and the step: the step's own transaction counts again
  const l = await link(Number(new URL(p.database).port), {
    at: ({ sql }) => {
      if (!sql.startsWith('BEGIN ISOLATION')) return undefined;
      void p.sql('INSERT INTO public.a VALUES (3)');
      return { delay: 2_000 };
    },
  });
  const late = await refused('ROWS_WOULD_BE_LOST', rollback({ ...p, target: at(l.url(p.database)).target }));
  l.close();
  assert.match(late.message, 'this plan stays as it was');
  assert.equal((await status(p)).applied.length, 1);
  await rollback({ ...p, allow: ['DATA_DROP_TABLE'] });
  assert.is(await tables(p), '');
});

test('a rollback that died when all but its last words were said is finished by the same command, which goes no further', async () => {
  for (const cutAt of ['capture', 'close'] as const) {
    const p = await place(major!);
    const first = write(p.plansDir, 'a/0001-init', [makes('a')], [drops('a')]);
    await apply(p);
    write(p.plansDir, 'a/0002-more', [makes('more')], [drops('more')], {}, first);
    await apply(p);
    // The second time it only had to record what the first had done.
    for (const last of cutAt === 'capture' ? [2, 1] : [0]) {
      let commits = 0;
      const l = await link(Number(new URL(p.database).port), {
        all: true,
        at: ({ sql }) => {
          if (sql.startsWith('COMMIT')) commits += 1;
          const here = cutAt === 'capture' ? commits === last && sql.startsWith('COMMIT') : /^UPDATE tidemark.runs SET state/.test(sql);
          return !isRead(sql) && here ? 'before' : undefined;
        },
      });
      await refused('CONNECTION_LOST', rollback({ ...p, target: at(l.url(p.database)).target })).catch((e: Error) => assert.is(cutAt, 'close', e.message));
      l.close();
      await dead(p);
    }
    assert.equal((await status(p)).half, []);
    const told = await dead(p);
    assert.equal([told.died?.command, told.died?.half, told.died?.next], ['rollback', undefined, 'tidemark rollback'], cutAt);
    assert.is((await status(p)).next, 'tidemark rollback');
    assert.equal((await rollback({ ...p, dryRun: true })).plans, []);
    const again = await rollback(cutAt === 'capture' ? p : { ...p, modules: ['a'], steps: 1 });
    assert.equal([again.outcome, again.plans], ['nothing to do', []], cutAt);
    assert.is(await tables(p), 'a');
    assert.is((await drift(p)).outcome, 'in sync');
    assert.equal((await apply(p)).plans.length, 1);
  }
});

test('after a rollback that died before it could record, the next apply finds no drift', async () => {
  const p = await place(major!);
  write(p.plansDir, 'a/0001-init', [makes('a')], [drops('a')]);
  await apply(p);
  let commits = 0;
  const l = await link(Number(new URL(p.database).port), {
    all: true,
    at: ({ sql }) => (sql.startsWith('COMMIT') && (commits += 1) === 2 ? 'before' : undefined),
  });
  await refused('CONNECTION_LOST', rollback({ ...p, target: at(l.url(p.database)).target }));
  l.close();
  assert.equal((await apply(p)).plans.length, 1);
  assert.is((await drift(p)).outcome, 'in sync');
});

test('what came and went on partitions with what the plan names on their parent is no drift after a run that died', async () => {
  const p = await place(major!);
  const tables = [
    ['t', '(x int NOT NULL, y int) PARTITION BY RANGE (x)'],
    ['t_1', 'PARTITION OF public.t FOR VALUES FROM (1) TO (9) PARTITION BY LIST (y)'],
    ['t_1_low', 'PARTITION OF public.t_1 FOR VALUES IN (1)'],
  ].map(([name, as]) =>
    step(`+ table public.${name}`, `CREATE TABLE public.${name} ${as}`, {
      makes: ['', ' column', ' column'].map((w, n) => `table${w} public.${name}${['', '.x', '.y'][n]}`),
    }),
  );
  const first = write(p.plansDir, 'a/0001-init', [tx(...tables)], [tx(step('- table public.t', 'DROP TABLE public.t'))]);
  await apply(p);
  const index = [
    step('+ index public.t_y', 'CREATE INDEX t_y ON public.t (y)', { makes: ['index public.t_y'] }),
    step('+ not null public.t.y', 'ALTER TABLE public.t ALTER y SET NOT NULL', { makes: ['not null public.t.y'] }),
  ];
  const off = [
    step('- index public.t_y', 'DROP INDEX public.t_y', { breaks: ['index public.t_y'] }),
    step('- not null public.t.y', 'ALTER TABLE public.t ALTER y DROP NOT NULL', { breaks: ['not null public.t.y'] }),
  ];
  write(p.plansDir, 'a/0002-index', [tx(...index)], [tx(...off)], {}, first);
  for (const way of [apply, rollback]) {
    let ours = false;
    const l = await link(Number(new URL(p.database).port), {
      all: true,
      at: ({ sql }) => {
        const here = ours && sql.startsWith('BEGIN');
        ours ||= / INDEX .*public.t/.test(sql);
        return here ? 'before' : undefined;
      },
    });
    await refused('CONNECTION_LOST', way({ ...p, target: at(l.url(p.database)).target }));
    l.close();
    await way(p);
    assert.equal((await drift(p)).drifted, [], way.name);
  }
});

test('a run that died in a plan is told with the plan, the step and the command that finishes it', async () => {
  const p = await place(major!);
  const two = [makes('a'), makes('b')];
  write(p.plansDir, 'a/0001-init', [{ ...two[0]!, undo: [drops('a')] }, two[1]!], [drops('b'), drops('a')]);
  let commits = 0;
  // the ledger is made by others: counted are the commits that follow the first statement of ours
  let ours = false;
  const l = await link(Number(new URL(p.database).port), {
    all: true,
    at: ({ sql }) => {
      ours ||= sql.startsWith('CREATE TABLE public.a');
      return ours && sql.startsWith('COMMIT') && (commits += 1) === 2 ? 'before' : undefined;
    },
  });
  await refused('CONNECTION_LOST', apply({ ...p, target: at(l.url(p.database)).target }));
  l.close();
  const { died } = await dead(p);
  assert.equal([died?.command, died?.half?.plan, died?.half?.step, died?.half?.of, died?.next], ['apply', 'a/0001-init', 1, 2, 'tidemark apply']);
  assert.match(driftText(await drift(p), unpainted), /an apply \(run \d+, since .*\) died at a\/0001-init, step 1 of 2 on the way up/);
  assert.match(driftGithub(await drift(p)), 'to finish it: tidemark apply');
  await apply(p);
  assert.is((await drift(p)).outcome, 'in sync');
});

test('what a run did before it died is no drift to the rollback of it, and to a dry run of either', async () => {
  const p = await place(major!);
  const first = write(p.plansDir, 'a/0001-init', [makes('a')], [drops('a')]);
  await apply(p);
  const column = (type: string): PlanSegment =>
    tx(step('~ table column public.a.x: type', `ALTER TABLE public.a ALTER COLUMN x TYPE ${type}`, { alters: ['table column public.a.x'] }));
  write(p.plansDir, 'a/0002-narrow', [column('varchar(9)')], [column('text')], {}, first);
  write(p.plansDir, 'b/0001-init', [makes('b')], [drops('b')]);
  const l = await link(Number(new URL(p.database).port), { all: true, at: ({ sql }) => (sql.startsWith('CREATE TABLE public.b') ? 'before' : undefined) });
  await refused('CONNECTION_LOST', apply({ ...p, target: at(l.url(p.database)).target }));
  l.close();
  assert.is((await dead(p)).died?.command, 'apply');
  assert.equal(
    (await apply({ ...p, dryRun: true })).plans.map((one) => one.plan),
    ['b/0001-init'],
  );
  for (const dryRun of [true, false]) {
    assert.equal(
      (await rollback({ ...p, dryRun })).plans.map((one) => one.plan),
      ['a/0002-narrow'],
    );
  }
  assert.is((await drift(p)).outcome, 'in sync');
  assert.is(await tables(p), 'a');
  await apply(p);
  assert.is(await tables(p), 'a b');
});

/** The server needs a moment to notice that a client is gone. */
async function dead(p: Parameters<typeof drift>[0]): Promise<Awaited<ReturnType<typeof drift>>> {
  for (let n = 0; ; n += 1) {
    const told = await drift(p);
    if (told.outcome === 'run died' || n === 100) return told;
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

test('files that are older than the target have nothing to do, and say what they lack', async () => {
  const p = await place(major!);
  const first = write(p.plansDir, 'a/0001-init', [makes('a')], [drops('a')]);
  write(p.plansDir, 'a/0002-more', [makes('more')], [drops('more')], {}, first);
  await apply(p);
  rmSync(join(p.plansDir, 'a'), { recursive: true });
  write(p.plansDir, 'a/0001-init', [makes('a')], [drops('a')]);
  const done = await apply(p);
  assert.equal([done.outcome, done.ahead], ['nothing to do', ['a/0002-more']]);
  await refused('LEDGER_AHEAD', apply({ ...p, requireEqual: true }));
});

test('what somebody else makes while a plan runs is not recorded as ours, nor drift when it goes', async () => {
  const p = await place(major!);
  write(p.plansDir, 'a/0001-init', [makes('a'), makes('b')], [drops('b'), drops('a')]);
  let theirs: Promise<unknown> | undefined;
  const l = await link(Number(new URL(p.database).port), {
    at: ({ sql }) => {
      if (!sql.startsWith('CREATE TABLE public.b')) return undefined;
      theirs = p.sql('CREATE TABLE public.theirs (id int PRIMARY KEY)');
      return { delay: 500 };
    },
  });
  await apply({ ...p, target: at(l.url(p.database)).target });
  l.close();
  await theirs;
  const told = await drift(p);
  assert.equal([told.outcome, told.unmanaged], ['in sync', ['table public.theirs']]);
  await p.sql('DROP TABLE public.theirs');
  assert.is((await drift(p)).outcome, 'in sync');
});

test('what the ledger has may go by a step that does not say so, and be made again or come without a statement', async () => {
  const p = await place(major!);
  const first = write(p.plansDir, 'a/0001-init', [makes('a'), makes('b')], [drops('b'), drops('a')]);
  await apply(p);
  const column = 'table column public.b.y';
  const both = tx(
    step('- table public.a', 'DROP TABLE public.a, public.b', { breaks: ['table public.a'] }),
    step('+ table public.b', 'CREATE TABLE public.b (id int, x text, y text)', {
      makes: ['table public.b', 'table column public.b.id', 'table column public.b.x'],
    }),
    step(`~ ${column}: comment`, `COMMENT ON COLUMN public.b.y IS 'new'`, { alters: [column] }),
  );
  const back = tx(step('+ table public.a', 'CREATE TABLE public.a (id int, x text)', { makes: ['table public.a'] }));
  write(p.plansDir, 'a/0002-again', [both], [back], {}, first);
  await apply(p);
  assert.is((await drift(p)).outcome, 'in sync');
  assert.is(await tables(p), 'b');
});

test.run();
