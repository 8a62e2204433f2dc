// The kit that judges must itself be able to say no, and at the right place.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { split } from './load.ts';
import { server } from './servers.ts';
import type { Planned } from './subject.ts';
import { trial } from './trial.ts';

const test = suite('trial');
const s = await server(15);

const pair = {
  name: 'one column',
  current: 'CREATE TABLE t (id int, a int)',
  desired: 'CREATE TABLE t (id int, a int, b text)',
  seed: 'INSERT INTO t VALUES (1, 2)',
  expect: 'SELECT count(*) = 1 FROM t;\nSELECT a = 2 FROM t;',
};
const add = 'ALTER TABLE public.t ADD COLUMN b text';
const drop = 'ALTER TABLE public.t DROP COLUMN b';
const ways = (up: string[], down: string[], again: string[] = []) => {
  const planned = (u: string[], d: string[]): Planned => ({
    up: [{ transaction: true, steps: u.map((sql) => ({ sql })) }],
    down: [{ transaction: true, steps: d.map((sql) => ({ sql })) }],
  });
  return { plan: async () => planned(up, down), replan: async () => planned(again, []), pgDump: true };
};
const at = async (up: string[], down: string[], again?: string[]) => (await trial(s, pair, ways(up, down, again))).at;

test('a right plan is won', async () => assert.equal(await trial(s, pair, ways([add], [drop])), { won: true }));
test('a statement that fails', async () => assert.is(await at([`${add}; SELECT 1`], [drop]), 'up'));
test('a wrong type', async () => assert.is(await at(['ALTER TABLE t ADD b varchar'], [drop]), 'desired'));
test('nothing done', async () => assert.is(await at([], []), 'desired'));
test('rows lost', async () => assert.is(await at(['DELETE FROM t', add], [drop]), 'rows'));
test('rows changed', async () => assert.is(await at(['UPDATE t SET a = 3', add], [drop]), 'rows'));
test('a plan that never ends', async () => assert.is(await at([add], [drop], [add]), 'replan'));
test('a way back that fails', async () => assert.is(await at([add], ['ALTER TABLE t DROP COLUMN c']), 'down'));
test('a way back that stops short', async () => assert.is(await at([add], []), 'current'));
test('a way back that loses rows', async () => assert.is(await at([add], [drop, 'TRUNCATE t']), 'down rows'));
test('an expectation not met', async () => {
  const verdict = await trial(s, { ...pair, expect: 'SELECT a = 3 FROM t' }, ways([add], [drop]));
  assert.is(verdict.at, 'expect');
});
test('a side that does not load is not counted', async () => {
  const verdict = await trial(s, { ...pair, desired: 'CREATE TABLE t (x nothing)' }, ways([], []));
  assert.is(verdict.at, 'loading');
});
test('statements are split as psql splits them', () => {
  const parts = [
    `CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $a$ SELECT 1; $b$ ; $a$`,
    `CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END`,
    `SELECT 'a;''b', E'c\\';d', "e;""f" -- g;\n, 1 /* h; */`,
    'CREATE TABLE "end" (a int)',
  ];
  assert.equal(split(`${parts.join(';\n')};\n-- the end;\n`), parts);
});

test.run();
