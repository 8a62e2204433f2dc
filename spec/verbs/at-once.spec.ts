// More than one at the same target or project, and people who change their mind: nothing is done twice or left unsaid.
import pg from 'pg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { server } from '../kit/servers.ts';
import { child, files, good, planned, refusedBy, refuses, tidemark } from './door.ts';
import { inProject, put, type Files } from './place.ts';

const test = suite('at once');
const one = await server(18, { own: true });
const definitions = { 'schema/a.sql': 'CREATE TABLE item (id int);\nCREATE TABLE other (id int);\n' };

let plans: Files = {};
test.before(async () => void (plans = await planned(definitions)));
test.after(() => one.stop());

test('an interrupt ends with 130 and one sentence, and the next run finishes', async () => {
  const db = await one.database();
  await inProject(plans, async (cwd) => {
    const holder = new pg.Client(db.url);
    await holder.connect();
    good(await tidemark(cwd, ['apply', '--database', db.url]));
    put(cwd, { 'schema/a.sql': 'CREATE TABLE item (id int, b text);\nCREATE TABLE other (id int);\n' });
    good(await tidemark(cwd, ['plan', '--name', 'more']));
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE item IN ACCESS SHARE MODE');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const run = child(cwd, ['apply', '--database', db.url]);
      await run.saying('applying a/0002-more');
      await new Promise((next) => setTimeout(next, 300));
      run.child.kill(signal);
      const ended = await run.ended;
      refusedBy(ended, { code: 130, id: 'INTERRUPTED', next: 'tidemark' });
    }
    await holder.query('ROLLBACK');
    await holder.end();
    assert.match(good(await tidemark(cwd, ['apply', '--database', db.url])).out, 'a/0002-more');
    assert.match(good(await tidemark(cwd, ['drift', '--database', db.url])).out, 'In sync');
  });
});

test('two at once: one applies, the other waits and finds nothing to do', async () => {
  const db = await one.database();
  await inProject(plans, async (cwd) => {
    const both = await Promise.all([1, 2].map(() => child(cwd, ['apply', '--database', db.url, '--json']).ended));
    const outcomes = both.map((e) => (JSON.parse(good(e).out) as { outcome: string }).outcome).sort();
    assert.equal(outcomes, ['applied', 'nothing to do']);
  });
});

test('somebody else is at work and does not end: told who, after the time it was given', async () => {
  const db = await one.database();
  await inProject(plans, async (cwd) => {
    good(await tidemark(cwd, ['apply', '--database', db.url]));
    put(cwd, { 'schema/a.sql': 'CREATE TABLE item (id int, b text);\nCREATE TABLE other (id int);\n' });
    good(await tidemark(cwd, ['plan', '--name', 'more']));
    const holder = new pg.Client(db.url);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE item IN ACCESS SHARE MODE');
    const ended = await refuses(cwd, ['apply', '--wait', '2', '--database', db.url], { code: 1, id: 'LOCK_BUDGET', says: ['a/0002-more'] });
    assert.match(ended.err, /waits for process \d+/);
    await holder.end();
    good(await tidemark(cwd, ['apply', '--database', db.url]));
  });
});

test('two that plan at once: one plan is written, and the chain is sound', () =>
  inProject(definitions, async (cwd) => {
    const both = await Promise.all([1, 2].map(() => child(cwd, ['plan', '--name', 'init']).ended));
    assert.ok(
      both.some((e) => e.code === 0),
      both.map((e) => e.err).join('\n'),
    );
    for (const e of both.filter((b) => b.code !== 0)) assert.match(e.err, /^error [A-Z_]+ /m);
    assert.is(good(await tidemark(cwd, ['check'])).code, 0);
    assert.equal(Object.keys(files(cwd, (p) => p.startsWith('plans/'))), ['plans/a/0001-init.plan.yaml', 'plans/a/chain']);
  }));

test.run();
