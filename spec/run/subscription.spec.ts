// Subscriptions: planned without ever being executed in a shadow, and made on a target with a connection string that no file holds.
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apply } from '../../lib/run/execute/apply.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { between } from '../kit/subject.ts';
import { at, majors, place, refused } from './place.ts';
import { step, tx, write } from './sample.ts';

const test = suite('subscriptions');
const lines = (segments: readonly { transaction: boolean; steps: readonly { sql: string }[] }[]): string[] =>
  segments.flatMap((s) => s.steps.map((t) => `${s.transaction ? '' : 'alone '}${t.sql}`));

test('they are altered in place, and only what needs it runs outside a transaction', async () => {
  const { up, down } = await between(
    `CREATE SUBSCRIPTION s CONNECTION 'env:UP' PUBLICATION a, "B c" WITH (connect = false, slot_name = NONE, enabled = false)`,
    `CREATE SUBSCRIPTION s CONNECTION 'env:UP' PUBLICATION d, "B c" WITH (connect = false, slot_name = NONE, enabled = false, binary, origin = none);
     COMMENT ON SUBSCRIPTION s IS 'whose'; CREATE SUBSCRIPTION z CONNECTION 'env:Z' PUBLICATION q WITH (copy_data = false)`,
    { floor: 16 },
  );
  assert.equal(lines(up), [
    `ALTER SUBSCRIPTION "s" SET (binary = 'true')`,
    `ALTER SUBSCRIPTION "s" SET (origin = 'none')`,
    `ALTER SUBSCRIPTION "s" SET PUBLICATION "B c", "d" WITH (refresh = false)`,
    `COMMENT ON SUBSCRIPTION "s" IS 'whose'`,
    `alone CREATE SUBSCRIPTION "z" CONNECTION 'env:Z' PUBLICATION "q" WITH (copy_data = false)`,
  ]);
  assert.equal(lines(down).at(-1), 'alone DROP SUBSCRIPTION "z"');
});

test('its slot and what is told to that change in the order that the server allows', async () => {
  const { up, down } = await between(
    `CREATE SUBSCRIPTION s CONNECTION 'env:UP' PUBLICATION a WITH (connect = false, slot_name = NONE, enabled = false)`,
    `CREATE SUBSCRIPTION s CONNECTION 'env:UP' PUBLICATION a WITH (slot_name = t, failover = true)`,
    { floor: 18 },
  );
  assert.equal(lines(up), [
    `ALTER SUBSCRIPTION "s" SET (slot_name = 't')`,
    `alone ALTER SUBSCRIPTION "s" SET (failover = 'true')`,
    `ALTER SUBSCRIPTION "s" ENABLE`,
  ]);
  assert.equal(lines(down), [
    `ALTER SUBSCRIPTION "s" DISABLE`,
    `alone ALTER SUBSCRIPTION "s" SET (failover = 'false')`,
    `ALTER SUBSCRIPTION "s" SET (slot_name = NONE)`,
  ]);
});

test('each option wants the server that brought it', async () => {
  const off = 'connect = false, slot_name = NONE, enabled = false';
  const wants = (option: string, floor: number) => between('', `CREATE SUBSCRIPTION s CONNECTION 'env:UP' PUBLICATION a WITH (${off}, ${option})`, { floor });
  for (const [option, floor] of [
    ['binary', 13],
    ['streaming = off', 13],
    ['two_phase', 14],
    ['streaming = parallel', 15],
  ] as const) {
    const error = await refused('FLOOR_TOO_OLD', wants(option, floor));
    assert.match(error.next ?? '', `--floor ${floor + 1}`);
  }
  assert.match(lines((await wants('streaming = parallel', 16)).up).join(), 'streaming = parallel');
  const quiet = between(
    `CREATE SUBSCRIPTION s CONNECTION 'env:UP' PUBLICATION a WITH (${off}, streaming = on)`,
    `CREATE SUBSCRIPTION s CONNECTION 'env:UP' PUBLICATION a WITH (${off})`,
    { floor: 15 },
  );
  assert.match((await refused('SUBSCRIPTION_OPTION', quiet)).next ?? '', 'streaming = off');
});

test('a connection string in a definition is refused, and not shown', async () => {
  const error = await refused('SUBSCRIPTION_CONNECTION', between('', `CREATE SUBSCRIPTION s CONNECTION 'host=x password=hunter2' PUBLICATION a`));
  assert.not.match(JSON.stringify([error.message, error.options]), 'hunter2');
  assert.match(error.next ?? '', "CONNECTION 'env:UPSTREAM'");
});

test('a target gets it from the environment; no plan, ledger or error holds it', async () => {
  const keeper = await place(majors.at(-1)!);
  const p = { ...at(keeper.database.replace(/\/\/[^@]*@/, '//postgres@')), plansDir: keeper.plansDir };
  const made = { makes: ['subscription s'] };
  const sql = `CREATE SUBSCRIPTION "s" CONNECTION 'env:TIDEMARK_SPEC_UPSTREAM' PUBLICATION "a" WITH (connect = false, enabled = false, slot_name = NONE)`;
  const { file } = write(
    p.plansDir,
    'a/0001-init',
    [tx(step('+ subscription s', sql, made))],
    [tx(step('- subscription s', 'DROP SUBSCRIPTION "s"', { breaks: ['subscription s'] }))],
  );
  try {
    const unset = await refused('SUBSCRIPTION_CONNECTION', apply(p));
    assert.match(unset.message, 'TIDEMARK_SPEC_UPSTREAM, which is not set; nothing was changed');
    process.env['TIDEMARK_SPEC_UPSTREAM'] = 'postgres:/bad hunter2';
    const wrong = await refused('STEP_FAILED', apply(p));
    assert.not.match(JSON.stringify([wrong.message, wrong.options, (wrong.options.cause as Error).message]), 'hunter2');
    process.env['TIDEMARK_SPEC_UPSTREAM'] = 'host=127.0.0.1 port=1 dbname=x password=hunter2';
    await apply(p);
    assert.equal(await p.sql('SELECT subconninfo, subenabled FROM pg_subscription'), [
      { subconninfo: process.env['TIDEMARK_SPEC_UPSTREAM'], subenabled: false },
    ]);
    assert.not.match(readFileSync(file, 'utf8'), 'hunter2');
    assert.equal(await p.sql(`SELECT count(*)::int AS n FROM tidemark.plans p WHERE p::text LIKE '%hunter2%'`), [{ n: 0 }]);
    await rollback(p);
    assert.equal(await p.sql('SELECT count(*)::int AS n FROM pg_subscription'), [{ n: 0 }]);
  } finally {
    delete process.env['TIDEMARK_SPEC_UPSTREAM'];
    await p.sql('DROP SUBSCRIPTION IF EXISTS s');
  }
});

test.run();
