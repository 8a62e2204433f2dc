// Secrets and values of rows appear nowhere: not on stdout or stderr, in plans, in the ledger, or among the arguments of processes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { server } from '../kit/servers.ts';
import { child, tidemark, type Ended } from '../verbs/door.ts';
import { inProject } from '../verbs/place.ts';
import { step, tx, write } from './sample.ts';

const test = suite('canaries');
const password = 'canary-of-a-password';
const value = 'canary-of-a-row';

test('through runs that fail at data, locks, checks and connections', async () => {
  const one = await server(18);
  const db = await one.database();
  // The server trusts everybody: what is tried is who repeats the password.
  const url = db.url.replace('//keeper@', `//keeper:${password}@`);
  const said: string[] = [];
  await inProject({ 'package.json': '{ "name": "canary" }' }, async (cwd) => {
    const plansDir = join(cwd, 'plans');
    const table = tx(
      step('+ table public.t', 'CREATE TABLE public.t (email text, n text)', {
        makes: ['table public.t', 'table column public.t.email', 'table column public.t.n'],
      }),
    );
    let last = write(plansDir, 'a/0001-init', [table], [tx()]);
    const run = async (...argv: string[]): Promise<Ended> => {
      const ended = await tidemark(cwd, argv, { DATABASE_URL: url });
      said.push(ended.out, ended.err);
      return ended;
    };
    assert.is((await run('apply')).code, 0);
    const client = new pg.Client(db.url);
    await client.connect();
    await client.query('INSERT INTO public.t VALUES ($1, $1), ($1, $1)', [value]);
    const fails: [string, string, Parameters<typeof step>[2]?][] = [
      ['unique', 'CREATE UNIQUE INDEX u ON public.t (email)'],
      ['cast', 'ALTER TABLE public.t ALTER n TYPE int USING n::int'],
      [
        'check',
        'ALTER TABLE public.t ADD CHECK (email IS NULL)',
        { check: { sql: 'SELECT count(*) FROM public.t WHERE email IS NOT NULL', message: 'email is there' } },
      ],
      ['key', 'ALTER TABLE public.t ADD PRIMARY KEY (email)'],
      ['enum', `CREATE TABLE public.e AS SELECT email::pg_catalog.regclass FROM public.t`],
    ];
    for (const [name, sql, more] of fails) {
      const broken = write(plansDir, `a/0002-${name}`, [tx(step(`~ ${name}`, sql, more))], [tx()], {}, last);
      for (const argv of [['apply'], ['apply', '--json', '--verbose'], ['status'], ['rollback', '--dry-run', '--json']]) await run(...argv);
      assert.is.not((await run('apply', '--dry-run', '--to', broken.plan)).code, 64);
      const { rmSync } = await import('node:fs');
      rmSync(plansDir, { recursive: true });
      last = write(plansDir, 'a/0001-init', [table], [tx()]);
    }
    await client.query('BEGIN');
    await client.query('SELECT FROM public.t WHERE email = $1 FOR UPDATE', [value]);
    await client.query(`SELECT '${value}'`);
    write(plansDir, 'a/0002-lock', [tx(step('~ lock', 'ALTER TABLE public.t ADD z int'))], [tx()], {}, last);
    const waiting = child(cwd, ['apply', '--wait', '3'], { DATABASE_URL: url });
    await new Promise((wake) => setTimeout(wake, 2_000));
    for (const pid of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
      try {
        said.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        continue; // it ended meanwhile
      }
    }
    const ended = await waiting.ended;
    said.push(ended.out, ended.err);
    assert.match(ended.err, /waits for process \d+ \(.*SELECT, idle in transaction/);
    await client.query('ROLLBACK');
    for (const target of ['postgres://keeper:canary-of-a-password@127.0.0.1:1/x', `${url}x`, `${url}?sslmode=verify-full`]) {
      const refused = await tidemark(cwd, ['status', '--verbose'], { DATABASE_URL: target });
      said.push(refused.out, refused.err);
    }
    const { rows } = await client.query<{ ledger: string }>(
      `SELECT pg_catalog.string_agg(pg_catalog.query_to_xml('SELECT * FROM tidemark.' || t, true, false, '')::text, '') AS ledger
       FROM unnest(ARRAY['runs', 'plans', 'steps', 'objects', 'snapshots', 'identity']) AS t`,
    );
    assert.match(rows[0]!.ledger, 'STEP_FAILED');
    said.push(rows[0]!.ledger);
    await client.end();
    for (const f of readdirSync(join(plansDir, 'a'))) said.push(readFileSync(join(plansDir, 'a', f), 'utf8'));
  });
  assert.ok(said.length > 40);
  for (const text of said.filter((t) => t.includes(value) || t.includes(password)))
    console.log(text.slice(Math.max(0, text.indexOf('canary-of') - 300), text.indexOf('canary-of') + 200));
  for (const text of said) {
    assert.not.match(text, password);
    assert.not.match(text, value);
  }
});

test.run();
