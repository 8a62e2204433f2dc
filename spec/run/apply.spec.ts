import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RunEvent } from '../../lib/run/ledger/events.ts';
import { apply } from '../../lib/run/execute/apply.ts';
import { connect } from '../../lib/run/target/connect.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { majors, place, refused, type Place } from './place.ts';
import { alone, concurrentIndex, shop, step, temp, tx, unsafe, write } from './sample.ts';

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
}

function child(command: string, p: Place, env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const one = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./work.ts', import.meta.url)), command, p.database, p.plansDir], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    one.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    one.on('close', (_, signal) => resolve({ signal, out }));
  });
}

for (const major of majors) {
  const test = suite(`apply on PostgreSQL ${major}`);

  test('runs what is pending in the order the plans need, then has nothing to do', async () => {
    const p = await place(major);
    shop(p.plansDir);
    const first = await apply(p);
    assert.equal(
      first.plans.map((a) => a.plan),
      ['product/0001-init', 'order/0001-init', 'product/0002-status'],
    );
    const again = await apply(p);
    assert.is(again.outcome, 'nothing to do');
    assert.equal(await p.sql('SELECT count(*)::int AS n FROM tidemark.runs'), [{ n: 1 }]);
    assert.is((await drift(p)).outcome, 'in sync');
  });

  test('a dry run changes nothing, not even the ledger', async () => {
    const p = await place(major);
    shop(p.plansDir);
    const before = await p.fingerprint();
    assert.is((await apply({ ...p, dryRun: true })).plans.length, 3);
    assert.is(await p.fingerprint(), before);
    assert.equal(await p.sql(`SELECT to_regnamespace('tidemark') AS there`), [{ there: null }]);
  });

  test('an edited file is refused, before and after it was applied', async () => {
    const p = await place(major);
    const { init } = shop(p.plansDir);
    const text = readFileSync(init.file, 'utf8');
    writeFileSync(init.file, text.replace('"title" text', '"title" varchar'));
    await refused('PLAN_SEAL_BROKEN', apply(p));
    writeFileSync(init.file, text);
    await apply(p);
    const other = { ...p, plansDir: `${temp()}/plans` };
    write(other.plansDir, 'product/0001-init', [tx(step('+ table public.other', 'CREATE TABLE public.other ()'))], [tx()]);
    const error = await refused('PLAN_EDITED', apply(other));
    assert.is(error.exit, 3);
  });

  test('unsafe steps that nobody accepted are refused before any write; --allow is recorded', async () => {
    const p = await place(major);
    const { plan, seal } = write(
      p.plansDir,
      'a/0001-init',
      [tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a'] }))],
      [tx()],
    );
    write(
      p.plansDir,
      'a/0002-drop',
      [tx(unsafe('- table public.a', 'DROP TABLE public.a', 'DATA_DROP_TABLE', { breaks: ['table public.a'] }))],
      [tx()],
      {},
      { plan, seal },
    );
    const error = await refused('UNSAFE_NOT_ACKNOWLEDGED', apply(p));
    assert.is(error.exit, 3);
    assert.equal(await p.sql(`SELECT to_regnamespace('tidemark') AS there`), [{ there: null }]);
    await apply({ ...p, allow: ['DATA_DROP_TABLE'] });
    assert.equal(await p.sql('SELECT allowed FROM tidemark.runs'), [{ allowed: ['DATA_DROP_TABLE'] }]);
  });

  test('an older server than the floor is refused', async () => {
    const p = await place(major);
    write(p.plansDir, 'a/0001-init', [tx(step('+ table public.a', 'CREATE TABLE public.a ()'))], [tx()], { floor: major + 1 });
    await refused('PLAN_FLOOR', apply(p));
  });

  test('what somebody changed where the plan touches it is refused; elsewhere it is not, and stays drift', async () => {
    const p = await place(major);
    shop(p.plansDir);
    await apply({ ...p, to: 'product/0001-init' });
    await p.sql('ALTER TABLE public.product ALTER title TYPE varchar(9)');
    const { order } = { order: 'order/0001-init' };
    await apply({ ...p, to: order });
    const drifted = await drift(p);
    assert.equal(
      drifted.drifted.map((d) => [d.address, d.is]),
      [['table column public.product.title', 'changed']],
    );
    assert.equal(
      drifted.drifted[0]!.attrs.map((a) => [a.name, a.was, a.is]),
      [['type', 'text', 'character varying(9)']],
    );
    const init = { plan: 'product/0002-status' };
    await p.sql('ALTER TABLE public.product RENAME TO goods');
    const error = await refused('TARGET_DRIFTED', apply({ ...p, to: init.plan }));
    assert.match(error.message, 'table public.product is gone');
  });

  test('an address that the plan makes must be free', async () => {
    const p = await place(major);
    shop(p.plansDir);
    await p.sql('CREATE TABLE public.product (x int)');
    assert.match((await refused('TARGET_OCCUPIED', apply(p))).message, 'table public.product');
    await p.sql('DROP TABLE public.product', 'CREATE VIEW public.product AS SELECT 1 AS x');
    assert.match((await refused('TARGET_OCCUPIED', apply(p))).message, 'makes table public.product, and the target has view public.product that no plan');
    await p.sql('DROP VIEW public.product', `CREATE TYPE public.product AS ENUM ('x')`);
    assert.equal((await refused('TARGET_OCCUPIED', apply(p))).options.details, ['enum public.product']);
  });

  test('dependents that the plan does not know are named, partitions with their rows', async () => {
    const p = await place(major);
    const first = write(
      p.plansDir,
      'a/0001-init',
      [
        tx(
          step('+ table public.a', 'CREATE TABLE public.a (x int) PARTITION BY LIST (x)', { makes: ['table public.a', 'table column public.a.x'] }),
          step('+ domain public.d', 'CREATE DOMAIN public.d AS int NOT NULL', { makes: ['domain public.d'] }),
        ),
      ],
      [tx()],
    );
    // the NOT NULL of a domain is an object to the server from 17 on, and goes along
    const gone = [
      step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }),
      step('- domain public.d', 'DROP DOMAIN public.d', { breaks: ['domain public.d'] }),
    ];
    write(p.plansDir, 'a/0002-drop', [tx(...gone)], [tx()], {}, first);
    await apply({ ...p, to: 'a/0001-init' });
    await p.sql(
      'CREATE TABLE public.a1 PARTITION OF public.a DEFAULT',
      'INSERT INTO public.a VALUES (1), (2)',
      'CREATE VIEW public.v AS SELECT x FROM public.a',
      `CREATE FUNCTION public.of(public.a[]) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    const error = await refused('DEPENDENTS_UNKNOWN', apply(p));
    assert.equal(error.options.details, ['function public.of(public.a[])', 'table public.a1 (2 rows)', 'view public.v']);
    assert.equal(await p.sql('SELECT count(*)::int AS n FROM public.a'), [{ n: 2 }]);
  });

  test('what the plan does not know and the server will not have on a column of another type is named, in partitions too', async () => {
    const p = await place(major);
    const makes = ['table public.a', 'table column public.a.x', 'table column public.a.n'];
    const first = write(
      p.plansDir,
      'a/0001-init',
      [tx(step('+ table public.a', 'CREATE TABLE public.a (x int, n int) PARTITION BY LIST (x)', { makes }))],
      [tx()],
    );
    const retype = step('~ column', 'ALTER TABLE "public"."a" ALTER COLUMN "n" TYPE bigint', { alters: ['table column public.a.n'] });
    write(p.plansDir, 'a/0002-type', [tx(retype)], [tx()], {}, first);
    await apply({ ...p, to: 'a/0001-init' });
    await p.sql(
      'CREATE TABLE public.a1 PARTITION OF public.a DEFAULT',
      'CREATE INDEX ON public.a (n)',
      'ALTER TABLE public.a ALTER n SET DEFAULT 7',
      'ALTER TABLE public.a ADD CHECK (n > 0)',
      'CREATE VIEW public.v AS SELECT n FROM public.a1',
      'CREATE VIEW public.w AS SELECT x FROM public.a',
      'CREATE POLICY p ON public.a USING (n > 0)',
    );
    const error = await refused('DEPENDENTS_UNKNOWN', apply(p));
    assert.match(error.message, 'changes the type of a column on which');
    assert.equal(error.options.details, ['policy public.a.p', 'view public.v']);
    await p.sql('DROP VIEW public.v', 'DROP POLICY p ON public.a');
    assert.is((await apply(p)).plans.length, 1);
  });

  test('what was recorded and changed since is as little known as what never was; copies in partitions go with their original', async () => {
    const p = await place(major);
    const table = ['table public.a', 'table column public.a.x', 'table column public.a.n'];
    const first = write(
      p.plansDir,
      'a/0001-init',
      [
        tx(
          step('+ table public.a', 'CREATE TABLE public.a (x int, n int) PARTITION BY LIST (x)', { makes: table }),
          step('+ view public.v', 'CREATE VIEW public.v AS SELECT x FROM public.a', { makes: ['view public.v'] }),
          step('+ index public.i', 'CREATE INDEX i ON public.a (n)', { makes: ['index public.i'] }),
        ),
      ],
      [tx()],
    );
    const gone = [
      step('- index public.i', 'DROP INDEX public.i', { breaks: ['index public.i'] }),
      step('- column', 'ALTER TABLE public.a DROP COLUMN n', { breaks: ['table column public.a.n'] }),
    ];
    write(p.plansDir, 'a/0002-drop', [tx(...gone)], [tx()], {}, first);
    await apply({ ...p, to: 'a/0001-init' });
    await p.sql(
      'CREATE OR REPLACE VIEW public.v AS SELECT x, n AS y FROM public.a',
      'CREATE TABLE public.a1 PARTITION OF public.a (n DEFAULT 1) DEFAULT',
      'CREATE INDEX own ON public.a1 (n)',
    );
    const error = await refused('DEPENDENTS_UNKNOWN', apply(p));
    assert.equal(error.options.details, ['index public.own', 'view public.v, which is not as it was recorded']);
    await p.sql('DROP INDEX public.own', 'DROP VIEW public.v', 'CREATE VIEW public.v AS SELECT x FROM public.a');
    assert.is((await apply(p)).plans.length, 1);
  });

  test('what has values of a type that is made again, or of a table whose rows are written anew, is named; and a part of an index that is built in parts', async () => {
    const p = await place(major);
    const first = write(
      p.plansDir,
      'a/0001-init',
      [
        tx(
          step('+ enum', `CREATE TYPE public.e AS ENUM ('k')`, { makes: ['enum public.e'] }),
          step('+ domain', 'CREATE DOMAIN public.d AS int', { makes: ['domain public.d'] }),
          step('+ table', 'CREATE TABLE public.a (x public.e)', { makes: ['table public.a', 'table column public.a.x'] }),
          step('+ table', 'CREATE TABLE public.b (x int) PARTITION BY LIST (x)', { makes: ['table public.b', 'table column public.b.x'] }),
        ),
      ],
      [tx()],
    );
    const anew = [
      step('~ enum public.e: steps aside', 'ALTER TYPE "public"."e" RENAME TO "old"', { alters: ['enum public.e'] }),
      step('~ enum public.e: made anew', `CREATE TYPE "public"."e" AS ENUM ('k', 'l')`, { alters: ['enum public.e'] }),
      step('~ enum public.e: converts', 'ALTER TABLE "public"."a" ALTER COLUMN "x" TYPE "public"."e" USING x::text::public.e', { alters: ['enum public.e'] }),
      step('~ enum public.e: old form', 'DROP TYPE "public"."old"', { alters: ['enum public.e'] }),
    ];
    const rule = step('+ domain constraint public.d.c', 'ALTER DOMAIN "public"."d" ADD CONSTRAINT "c" CHECK (VALUE > 0)', {
      makes: ['domain constraint public.d.c'],
    });
    const parts = step('+ index public.i', 'CREATE INDEX "i" ON ONLY "public"."b" (x)', { makes: ['index public.i'] });
    write(p.plansDir, 'a/0002-anew', [tx(...anew, rule, parts)], [tx()], {}, first);
    await apply({ ...p, to: 'a/0001-init' });
    await p.sql(
      'CREATE TABLE public.c () INHERITS (public.a)',
      'CREATE TABLE public.o (e public.e)',
      'CREATE TABLE public.r (a public.a[])',
      'CREATE TABLE public.w (d public.d[], plain public.d)',
      'CREATE POLICY p ON public.a USING (x IS NOT NULL)',
      'CREATE TABLE public.b1 PARTITION OF public.b DEFAULT',
    );
    const error = await refused('DEPENDENTS_UNKNOWN', apply(p));
    assert.match(error.message, 'makes again what something it does not know leans on: table column public.o.e and 4 more');
    const names = ['policy public.a.p', 'table column public.o.e', 'table column public.r.a', 'table column public.w.d', 'table public.b1 (0 rows)'];
    assert.equal(error.options.details, names);
    await p.sql('DROP TABLE public.o, public.r, public.b1', 'ALTER TABLE public.w DROP COLUMN d', 'DROP POLICY p ON public.a');
    assert.is((await apply(p)).plans.length, 1);
  });

  test('rows that a step would refuse are counted before the first write, and never shown', async () => {
    const p = await place(major);
    const first = write(
      p.plansDir,
      'a/0001-init',
      [tx(step('+ table public.a', 'CREATE TABLE public.a (x text)', { makes: ['table public.a', 'table column public.a.x'] }))],
      [tx()],
    );
    const check = { sql: 'SELECT count(*) FROM public.a WHERE x IS NULL', message: 'x is null', list: 'SELECT * FROM public.a WHERE x IS NULL' };
    const second = write(
      p.plansDir,
      'a/0002-not-null',
      [tx(step('~ not null', 'ALTER TABLE public.a ALTER x SET NOT NULL', { alters: ['table column public.a.x'], makes: ['not null public.a.x'], check }))],
      [tx()],
      {},
      first,
    );
    await apply({ ...p, to: 'a/0001-init' });
    await p.sql(`INSERT INTO public.a VALUES (NULL), ('secret')`);
    const error = await refused('CHECK_FAILED', apply(p));
    assert.match(error.message, '1 row: x is null');
    assert.equal(await p.sql('SELECT count(*)::int AS n FROM tidemark.runs'), [{ n: 1 }]);
    await p.sql('DELETE FROM public.a WHERE x IS NULL');
    await apply(p);
    write(p.plansDir, 'a/0003-more', [tx(step('+ table public.b', 'CREATE TABLE public.b ()'))], [tx()], {}, second);
    write(p.plansDir, 'b/0001-init', [tx(step('~ table public.a', 'ANALYZE public.a', { check: { ...check, sql: 'SELECT 1::bigint' } }))], [tx()]);
    assert.match((await refused('CHECK_FAILED', apply(p))).message, 'this plan was not begun');
  });

  test('a failing step leaves its transaction undone, the plan half applied, and both ways out', async () => {
    for (const out of ['apply', 'rollback'] as const) {
      const p = await place(major);
      const plan = write(
        p.plansDir,
        'a/0001-two',
        [
          {
            ...tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table column public.a.x'] })),
            undo: [tx(step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }))],
          },
          tx(step('+ table public.b', 'CREATE TABLE public.b (y int)'), step('+ row', 'INSERT INTO public.c VALUES (1)')),
        ],
        [tx(step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }), step('- table public.b', 'DROP TABLE public.b'))],
      );
      const error = await refused('STEP_FAILED', apply(p));
      assert.match(error.message, 'a/0001-two stopped at step 3 of 3');
      const s = await status(p);
      assert.equal([s.half[0]!.plan, s.half[0]!.step, s.half[0]!.of, s.next], [plan.plan, 1, 3, 'tidemark apply']);
      assert.match(s.half[0]!.why ?? '', 'STEP_FAILED');
      assert.equal(await p.sql(`SELECT to_regclass('public.a') IS NOT NULL AS a, to_regclass('public.b') IS NOT NULL AS b`), [{ a: true, b: false }]);
      if (out === 'apply') {
        await p.sql('CREATE TABLE public.c (z int)');
        assert.is((await apply(p)).plans[0]!.resumed, true);
      } else {
        await rollback(p);
        assert.equal(await p.sql(`SELECT to_regclass('public.a') AS a`), [{ a: null }]);
        assert.is((await status(p)).pending.length, 1);
      }
    }
  });

  test('a unique index that cannot be built leaves no invalid index behind, also where its name reads like a lost connection', async () => {
    const p = await place(major);
    const first = write(
      p.plansDir,
      'a/0001-init',
      [tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table column public.a.x'] }))],
      [tx()],
    );
    const index = concurrentIndex('a_closed', 'public.a (x)');
    write(
      p.plansDir,
      'a/0002-unique',
      [alone({ ...index, sql: 'CREATE UNIQUE INDEX CONCURRENTLY a_closed ON public.a (x)' })],
      [alone(step('- index public.a_closed', 'DROP INDEX public.a_closed', { breaks: ['index public.a_closed'] }))],
      {},
      first,
    );
    await apply({ ...p, to: 'a/0001-init' });
    await p.sql('INSERT INTO public.a VALUES (7), (7)');
    const error = await refused('STEP_FAILED', apply(p));
    assert.not.match(error.message, '7)');
    assert.equal(await p.sql('SELECT count(*)::int AS n FROM pg_index WHERE NOT indisvalid'), [{ n: 0 }]);
    assert.is((await status(p)).half[0]!.open!.found, 'todo');
    await p.sql('DELETE FROM public.a');
    await apply(p);
    assert.equal(await p.sql(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'public.a_closed'::regclass`), [{ indisvalid: true }]);
  });

  test('transaction control in a step is refused; two statements in one step do not run', async () => {
    const p = await place(major);
    write(p.plansDir, 'a/0001-init', [tx(step('+ x', '/* one */ -- two\n COMMIT'))], [tx()]);
    await refused('STEP_TRANSACTION', apply(p));
    const q = await place(major);
    write(q.plansDir, 'a/0001-init', [tx(step('+ x', 'CREATE TABLE public.x (); COMMIT'))], [tx()]);
    await refused('STEP_FAILED', apply(q));
    assert.equal(await q.sql(`SELECT to_regclass('public.x') AS x`), [{ x: null }]);
  });

  test('what the plan promised and did not do is rolled back and named', async () => {
    const p = await place(major);
    write(p.plansDir, 'a/0001-init', [tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table public.b'] }))], [tx()]);
    assert.match((await refused('NOT_AS_PLANNED', apply(p))).message, 'table public.b is missing');
    assert.equal(await p.sql(`SELECT to_regclass('public.a') AS a`), [{ a: null }]);
    const q = await place(major);
    write(q.plansDir, 'a/0001-init', [tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a'] }))], [tx()], {
      expect: { 'table column public.a.x': { type: 'text' } },
    });
    assert.match((await refused('NOT_AS_PLANNED', apply(q))).message, 'has type');
  });

  test('a lock that is held is waited for in short tries, and its holder is shown', async () => {
    const p = await place(major);
    shop(p.plansDir);
    await apply({ ...p, to: 'order/0001-init' });
    const holder = await connect(p.target);
    await holder.session.run('BEGIN');
    await holder.session.run('LOCK TABLE public.product IN ACCESS SHARE MODE');
    const heard: string[] = [];
    // The holder lets go once a try has failed: on a slow machine a clock would let go too early.
    const listen = (name: string): void => {
      if (name === 'retry' && !heard.includes('retry')) void holder.session.run('COMMIT');
      heard.push(name);
    };
    await apply({ ...p, lockTimeout: 500, on: (e) => listen(e.is === 'blocked' ? `blocked by ${e.by[0]!.application}` : e.is) });
    await holder.close();
    assert.ok(heard.includes('retry'), heard.join());
    assert.ok(heard.includes('blocked by tidemark'), heard.join());
    const stuck = await place(major);
    shop(stuck.plansDir);
    await apply({ ...stuck, to: 'order/0001-init' });
    const other = await connect(stuck.target);
    await other.session.run('BEGIN');
    await other.session.run('LOCK TABLE public.product IN ACCESS SHARE MODE');
    // no process holds it any more
    const name = `stuck ${major}`;
    await other.session.run(`PREPARE TRANSACTION '${name}'`);
    const prepared = new Set<string | null>();
    const on = (e: RunEvent): void => (e.is === 'blocked' ? e.by.forEach((b) => prepared.add(`${b.pid} ${b.prepared}`)) : undefined);
    await refused('LOCK_BUDGET', apply({ ...stuck, wait: 1_500, lockTimeout: 500, on }));
    assert.equal([...prepared], [`0 ${name}`]);
    await other.session.run(`ROLLBACK PREPARED '${name}'`);
    await other.close();
  });

  test('an abort cancels the statement, records it, and the next apply goes on', async () => {
    const p = await place(major);
    write(
      p.plansDir,
      'a/0001-slow',
      [tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a'] }), step('~ sleep', 'SELECT pg_sleep(20)'))],
      [tx()],
    );
    const abort = new AbortController();
    const from = Date.now();
    const error = await refused(
      'INTERRUPTED',
      apply({ ...p, signal: abort.signal, on: (e) => void (e.is === 'step' && e.n === 2 && setTimeout(() => abort.abort(), 200)) }),
    );
    assert.is(error.exit, 130);
    assert.ok(Date.now() - from < 10_000);
    assert.equal(await p.sql('SELECT state FROM tidemark.runs'), [{ state: 'interrupted' }]);
    assert.equal(await p.sql(`SELECT to_regclass('public.a') AS a`), [{ a: null }]);
  });

  test("yesterday's files are a beginning of what is applied: nothing to do, and it says what they lack", async () => {
    const p = await place(major);
    shop(p.plansDir);
    await apply(p);
    const old = { ...p, plansDir: `${temp()}/plans` };
    const { status: newest } = shop(old.plansDir);
    rmSync(newest.file);
    writeFileSync(`${old.plansDir}/product/chain`, readFileSync(`${old.plansDir}/product/chain`, 'utf8').split('\n')[0] + '\n');
    const done = await apply(old);
    assert.equal([done.outcome, done.ahead], ['nothing to do', ['product/0002-status']]);
    assert.is((await refused('LEDGER_AHEAD', apply({ ...old, requireEqual: true }))).exit, 3);
  });

  test('two projects share a database without seeing each other', async () => {
    const p = await place(major);
    shop(p.plansDir);
    await apply(p);
    const q = { ...p, project: 'blog', plansDir: `${temp()}/plans` };
    write(
      q.plansDir,
      'product/0001-init',
      [tx(step('+ table public.post', 'CREATE TABLE public.post (x int)', { makes: ['table public.post', 'table column public.post.x'] }))],
      [tx()],
    );
    await apply(q);
    assert.equal(
      (await status(q)).applied.map((a) => a.plan),
      ['product/0001-init'],
    );
    assert.is((await drift(p)).outcome, 'in sync');
  });

  test('four processes at once: one applies, the others have nothing to do', async () => {
    const p = await place(major);
    shop(p.plansDir);
    const ended = await Promise.all([1, 2, 3, 4].map(() => child('apply', p)));
    const outcomes = ended.map((e) => (JSON.parse(e.out) as { outcome: string }).outcome).sort();
    assert.equal(outcomes, ['applied', 'nothing to do', 'nothing to do', 'nothing to do'], JSON.stringify(ended));
    assert.equal(await p.sql('SELECT count(*)::int AS n FROM tidemark.steps'), [{ n: 5 }]);
  });

  test('killed at boundary after boundary, up and down: one command finishes each time', async () => {
    const template = await place(major);
    shop(template.plansDir);
    const empty = await template.fingerprint();
    await apply(template);
    const full = await template.fingerprint();
    const stride = Number(process.env['TIDEMARK_SPEC_KILL_STRIDE'] ?? 23);
    for (const way of ['apply', 'rollback'] as const) {
      // Every stride-th boundary, from another start for each server; TIDEMARK_SPEC_KILL_STRIDE=1 takes them all.
      for (let n = 1 + (major % stride); ; n += stride) {
        const p = { ...(await place(major)), plansDir: template.plansDir };
        if (way === 'rollback') await apply(p);
        const killed = await child(way, p, { TIDEMARK_KILL_AT: String(n) });
        if (killed.signal === null) {
          assert.not.match(killed.out, '"id"');
          break;
        }
        const half = (await status(p)).half[0];
        if (half !== undefined) assert.ok(half.step < half.of || half.open !== undefined, JSON.stringify(half));
        const ended = await child(way === 'rollback' && n % 2 === 0 ? 'apply' : way, p);
        assert.not.match(ended.out, '"id"', `killed at ${n} of ${way}: ${ended.out}`);
        const s = await status(p);
        assert.equal(s.half, []);
        assert.is(await p.fingerprint(), s.applied.length === 0 ? empty : s.pending.length === 0 ? full : await p.fingerprint(), `killed at ${n} of ${way}`);
        assert.equal(await p.sql('SELECT count(*)::int AS n FROM pg_index WHERE NOT indisvalid'), [{ n: 0 }]);
        if (s.applied.length > 0) assert.equal((await drift(p)).drifted, [], `killed at ${n} of ${way}`);
      }
    }
  });

  test.run();
}
