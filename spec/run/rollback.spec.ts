import { rmSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { at, directory, majors, place, refused, type Place } from './place.ts';
import { alone, concurrentIndex, shop, step, tx, unsafe, write } from './sample.ts';

const kinds: [string, () => Promise<Place>][] = [
  ...majors.map((m): [string, () => Promise<Place>] => [`PostgreSQL ${m}`, () => place(m)]),
  ['a PGlite directory', directory],
];

for (const [name, make] of kinds) {
  const test = suite(`rollback on ${name}`);

  test('takes back the last run, needs no files, and the next apply runs it again', async () => {
    const p = await make();
    shop(p.plansDir);
    const empty = await p.fingerprint();
    await apply({ ...p, to: 'order/0001-init' });
    const before = await p.fingerprint();
    await apply(p);
    const full = await p.fingerprint();
    const files = p.plansDir;
    const back = await rollback({ ...p, plansDir: '/nowhere' } as Place);
    assert.equal(
      back.plans.map((b) => b.plan),
      ['product/0002-status'],
    );
    assert.is(back.comesBack, true);
    assert.is(await p.fingerprint(), before);
    await rollback(p);
    assert.is(await p.fingerprint(), empty);
    assert.is((await rollback(p)).outcome, 'nothing to do');
    await apply({ ...p, plansDir: files });
    assert.is(await p.fingerprint(), full);
    assert.is((await drift(p)).outcome, 'in sync');
  });

  test('half-way back, where the plan has no way forward, status says what finishes it', async () => {
    const p = await make();
    const [gone, fails] = [step('- table public.a', 'DROP TABLE public.a'), step('~ table public.b', 'SELECT 1 / (1 - count(*)) FROM public.b')];
    write(
      p.plansDir,
      'a/0001-init',
      [tx(step('+ table public.a', 'CREATE TABLE public.a ()'), step('+ table public.b', 'CREATE TABLE public.b (x int)'))],
      [tx(gone), tx(fails)],
    );
    await apply(p);
    await p.sql('INSERT INTO public.b VALUES (1)');
    await rollback(p).then(
      () => assert.unreachable('the second segment cannot run'),
      () => undefined,
    );
    const { next, half } = await status(p);
    assert.equal([next, half.map((h) => h.way)], ['tidemark rollback', ['down']]);
    await p.sql('DELETE FROM public.b');
    assert.is((await rollback(p)).plans[0]!.plan, 'a/0001-init');
  });

  test('refuses while another module needs it, unless that goes too', async () => {
    const p = await make();
    shop(p.plansDir);
    await apply(p);
    const error = await refused('DEPENDENTS_APPLIED', rollback({ ...p, modules: ['product'], steps: 2 }));
    assert.match(error.message, 'order/0001-init needs product/0001-init');
    assert.is((await status(p)).applied.length, 3);
    const back = await rollback({ ...p, modules: ['product'], steps: 2, withDependents: true });
    assert.equal(
      back.plans.map((b) => b.plan),
      ['product/0002-status', 'order/0001-init', 'product/0001-init'],
    );
  });

  test('to a plan, which stays; a dry run first', async () => {
    const p = await make();
    shop(p.plansDir);
    await apply(p);
    const before = await p.fingerprint();
    assert.equal(
      (await rollback({ ...p, to: 'product/0001-init', dryRun: true })).plans.map((b) => b.plan),
      ['product/0002-status'],
    );
    assert.is(await p.fingerprint(), before);
    await rollback({ ...p, to: 'product/0001-init' });
    assert.equal(
      (await status(p)).applied.map((a) => a.plan),
      ['product/0001-init', 'order/0001-init'],
    );
    await refused('PLAN_UNKNOWN', rollback({ ...p, to: 'product/0009-none' }));
    await refused('MODULE_UNKNOWN', rollback({ ...p, modules: ['none'] }));
    // Of two things that were said none may count for nothing.
    await refused('USAGE', rollback({ ...p, modules: ['order'], to: 'product/0001-init' }));
    await refused('USAGE', rollback({ ...p, steps: 1, to: 'product/0001-init' }));
    await refused('USAGE', rollback({ ...p, steps: 1, toCommon: true }));
    await refused('USAGE', apply({ ...p, modules: ['order'], to: 'product/0002-status' }));
    assert.is((await status(p)).applied.length, 2);
  });

  test('hold: the next apply leaves it and what needs it alone, until it is released', async () => {
    const p = await make();
    shop(p.plansDir);
    await apply(p);
    await rollback({ ...p, modules: ['product'], steps: 2, withDependents: true, hold: true });
    const next = await apply(p);
    assert.equal([next.outcome, next.held], ['nothing to do', ['product/0001-init', 'order/0001-init', 'product/0002-status']]);
    assert.equal((await status(p)).held.length, 3);
    assert.is((await apply({ ...p, to: 'product/0001-init', release: true })).plans.length, 1);
    assert.equal((await status(p)).held, ['order/0001-init', 'product/0002-status'], 'only what was asked for is released');
    assert.is((await apply({ ...p, release: true })).plans.length, 2);
  });

  test('the way down has hazards of its own: exit 3 with their codes, unless they are allowed', async () => {
    const p = await make();
    write(
      p.plansDir,
      'a/0001-init',
      [tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table column public.a.x'] }))],
      [tx(unsafe('- table public.a', 'DROP TABLE public.a', 'DATA_DROP_TABLE', { breaks: ['table public.a'] }))],
    );
    await apply(p);
    const error = await refused('UNSAFE_NOT_ACKNOWLEDGED', rollback(p));
    assert.equal([error.exit, error.next], [3, 'repeat the command with --allow DATA_DROP_TABLE']);
    await rollback({ ...p, allow: ['DATA_DROP_TABLE'] });
  });

  test('a plan that failed at its build goes back by the undo of what is committed', async () => {
    const p = await make();
    const index = concurrentIndex('a_x', 'public.a (x)');
    write(
      p.plansDir,
      'a/0001-two',
      [
        {
          ...tx(
            step('+ table public.a', 'CREATE TABLE public.a AS SELECT 1 AS x UNION ALL SELECT 1', { makes: ['table public.a', 'table column public.a.x'] }),
          ),
          undo: [tx(step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }))],
        },
        alone({ ...index, sql: 'CREATE UNIQUE INDEX CONCURRENTLY a_x ON public.a (x)' }),
      ],
      [tx(step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }))],
    );
    const empty = await p.fingerprint();
    await refused('STEP_FAILED', apply(p));
    const half = (await status(p)).half[0]!;
    assert.equal([half.step, half.of, half.open?.found], [1, 2, 'todo']);
    const halfway = await p.fingerprint();
    assert.is.not(halfway, empty);
    assert.equal(
      (await rollback(p)).plans.map((b) => b.plan),
      ['a/0001-two'],
    );
    assert.is(await p.fingerprint(), empty);
    const s = await status(p);
    assert.equal([s.half.length, s.pending.length], [0, 1]);
    await refused('STEP_FAILED', apply(p));
    await p.sql('DELETE FROM public.a');
    await apply(p);
    assert.is((await status(p)).next, undefined);
  });

  test('a build that was done when its connection went counts as done, also where it was a rollback that found it so', async () => {
    const p = await make();
    const back = alone(step('- index public.a_x', 'SELECT 1 / 0', { breaks: ['index public.a_x'] }));
    const table = tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table column public.a.x'] }));
    const build = { ...alone(concurrentIndex('a_x', 'public.a (x)')), undo: [back] };
    write(p.plansDir, 'a/0001-two', [{ ...table, undo: [back] }, build], [back]);
    await apply(p);
    await p.sql(`UPDATE tidemark.steps SET state = 'started' WHERE path = 'up/1'`, `UPDATE tidemark.plans SET state = 'partial', done = 1`);
    await refused('STEP_FAILED', rollback(p));
    await apply(p);
    assert.equal(await p.sql(`SELECT path, state FROM tidemark.steps WHERE path ~ '^up/.$' ORDER BY path`), [
      { path: 'up/0', state: 'done' },
      { path: 'up/1', state: 'done' },
    ]);
  });

  test('a rollback that failed half-way goes on, or forward again', async () => {
    for (const out of ['rollback', 'apply'] as const) {
      const p = await make();
      const index = concurrentIndex('a_x', 'public.a (x)');
      write(
        p.plansDir,
        'a/0001-two',
        [
          {
            ...tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table column public.a.x'] })),
            undo: [tx(step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }))],
          },
          alone(index),
        ],
        [
          { ...alone(step('- index public.a_x', 'DROP INDEX CONCURRENTLY public.a_x', { breaks: ['index public.a_x'] })), undo: [alone(index)] },
          tx(step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }), step('? guard', 'SELECT 1 / count(*) FROM public.guard')),
        ],
      );
      await p.sql('CREATE TABLE public.guard ()');
      await apply(p);
      const full = await p.fingerprint();
      await refused('STEP_FAILED', rollback(p));
      const s = await status(p);
      assert.equal([s.half[0]!.way, s.half[0]!.step, s.half[0]!.of, s.next], ['down', 1, 3, 'tidemark rollback']);
      if (out === 'apply') {
        await apply(p);
        assert.is(await p.fingerprint(), full);
        assert.is((await drift(p)).outcome, 'in sync');
      } else {
        await p.sql('ALTER TABLE public.guard ADD x int', 'INSERT INTO public.guard VALUES (1)');
        await rollback(p);
        assert.equal(await p.sql(`SELECT to_regclass('public.a') AS a`), [{ a: null }]);
      }
    }
  });

  test('drift tells what was changed, dropped and added within managed objects, and what stands by itself', async () => {
    const p = await make();
    shop(p.plansDir);
    assert.is((await drift(p)).outcome, 'nothing applied');
    await apply(p);
    await p.sql(
      'ALTER TABLE public.product ADD hand int',
      'ALTER TABLE public.product ALTER title DROP NOT NULL',
      `ALTER TABLE public.product ALTER status SET DEFAULT 'x'`,
      'CREATE TABLE public.free ()',
      'DROP TABLE public.order',
    );
    const first = await drift(p);
    assert.is(first.outcome, 'drifted');
    assert.equal(
      first.drifted.filter((d) => d.is !== 'gone' || d.address.startsWith('table ')).map((d) => `${d.module} ${d.is} ${d.address}`),
      ['product changed default value public.product.status', 'product added table column public.product.hand', 'order gone table public.order'],
    );
    assert.equal(first.unmanaged, ['table public.free']);
    assert.is((await drift(p)).fingerprint, first.fingerprint);
    assert.equal(
      (await drift({ ...p, modules: ['order'] })).drifted.map((d) => d.address),
      ['table public.order'],
    );
    await p.sql('ALTER TABLE public.product DROP hand');
    assert.is.not((await drift(p)).fingerprint, first.fingerprint);
  });

  test('a plan that touches one object does not take the drift of another into the record', async () => {
    const p = await make();
    shop(p.plansDir);
    await apply({ ...p, to: 'order/0001-init' });
    await p.sql('ALTER TABLE public.product ALTER title TYPE varchar(50)');
    await apply(p);
    assert.equal(
      (await drift(p)).drifted.map((d) => d.address),
      ['table column public.product.title'],
    );
  });

  test.run();
}

const reading = suite('status and drift as a reader');

reading('a role that may only read sees both; one that may not is told what to grant', async () => {
  const p = await place(majors[0]!);
  shop(p.plansDir);
  await apply(p);
  const role = `reader_${process.pid}`;
  const root = at(p.database.replace('keeper@', 'postgres@'));
  await p.sql(`CREATE ROLE ${role} LOGIN`);
  const reader = { ...at(p.database.replace('keeper@', `${role}@`)), plansDir: p.plansDir };
  try {
    const error = await refused('LEDGER_FORBIDDEN', status(reader));
    assert.match(error.next!, 'GRANT USAGE ON SCHEMA tidemark');
    await p.sql(`GRANT USAGE ON SCHEMA tidemark TO ${role}`, `GRANT SELECT ON ALL TABLES IN SCHEMA tidemark TO ${role}`);
    assert.is((await status(reader)).applied.length, 3);
    const seen = await drift(reader);
    assert.equal([seen.outcome, seen.drifted], ['in sync', []]);
    // a table of it went to somebody else: what helps is to give it back, and no grant
    await root.sql(`ALTER TABLE tidemark.plans OWNER TO ${role}`, `REVOKE ALL ON tidemark.plans FROM keeper`);
    const away = await refused('LEDGER_FORBIDDEN', status(p));
    assert.equal(away.next, 'give it back to its owner, as a superuser: ALTER TABLE tidemark."plans" OWNER TO "keeper"');
    assert.match(away.options.details!.join(), `tidemark.plans belongs to ${role}, the schema to keeper`);
    await root.sql(`ALTER TABLE tidemark."plans" OWNER TO "keeper"`);
    assert.is((await status(p)).applied.length, 3);
  } finally {
    await root.sql(`DROP OWNED BY ${role}`, `DROP ROLE ${role}`);
  }
});

reading('while a run is open drift says so and reports nothing false', async () => {
  const p = await place(majors[0]!);
  write(
    p.plansDir,
    'a/0001-init',
    [
      tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table column public.a.x'] })),
      tx(step('~ sleep', 'SELECT pg_sleep(1)')),
    ],
    [tx()],
  );
  let seen: string | undefined;
  let asked: Promise<void> | undefined;
  await apply({
    ...p,
    on: (e) => {
      if (e.is === 'step' && e.n === 2) asked = drift(p).then((d) => void (seen = d.outcome));
    },
  });
  await asked;
  assert.is(seen, 'apply in progress');
  assert.is((await drift(p)).outcome, 'in sync');
});

reading('an empty plans folder and no ledger: nothing at all', async () => {
  const p = await place(majors[0]!);
  rmSync(p.plansDir, { recursive: true, force: true });
  const s = await status(p);
  assert.equal([s.ledger, s.pending.length, s.next], [false, 0, undefined]);
  assert.is((await apply(p)).outcome, 'nothing to do');
});

reading.run();
