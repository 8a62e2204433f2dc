// Under each drifted object stand its exits: put it back, take it in, let it be.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import pg from 'pg';
import type { DriftResult } from '../../lib/run/execute/drift.ts';
import { lockKey } from '../../lib/run/ledger/lock.ts';
import { adoptDrift } from '../../lib/verbs/adopt-drift.ts';
import { dump } from '../kit/dump.ts';
import { on } from '../kit/on.ts';
import { server } from '../kit/servers.ts';
import { refuses, tidemark, type Ended } from './door.ts';
import { inProject, put, refused } from './place.ts';

const test = suite('exits of drift');

const good = (ended: Ended, code = 0): Ended => {
  assert.is(ended.code, code, ended.err + ended.out);
  return ended;
};

const schema = `
CREATE TABLE product (id bigint PRIMARY KEY, title text NOT NULL, status text NOT NULL DEFAULT 'draft');
CREATE INDEX product_title ON product (title);
CREATE TABLE review (id bigint PRIMARY KEY, product bigint REFERENCES product (id), stars int CHECK (stars BETWEEN 1 AND 5));
CREATE VIEW titles AS SELECT id, title FROM product;
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN n * 2;
CREATE TABLE event (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
`;

const byHand = [
  'DROP INDEX product_title',
  `ALTER TABLE product ALTER status SET DEFAULT 'published', ADD COLUMN note text`,
  'CREATE INDEX product_note ON product (note)',
  'DROP TABLE review',
  `CREATE OR REPLACE VIEW titles AS SELECT id, upper(title) AS title FROM product`,
  'CREATE TABLE stranger (id int PRIMARY KEY)',
  'ALTER TABLE product ADD COLUMN other int REFERENCES stranger (id)',
  'GRANT SELECT ON product TO PUBLIC', // no plan states grants: only the ledger's snapshot knows that there was none
];

test('drift is told the same each time, is put back by --sql, and is let be until a day', async () => {
  const db = await (await server(15)).database();
  await inProject(
    { 'schema/shop.sql': schema, 'tidemark.config.json': JSON.stringify({ target: db.url, ignore: ['partitions of: public.event'] }) },
    async (cwd) => {
      const report = async (code: number): Promise<DriftResult> => JSON.parse(good(await tidemark(cwd, ['drift', '--json']), code).out) as DriftResult;
      good(await tidemark(cwd, ['plan']));
      // no plan states this grant either, and the table that has it is dropped below
      await on(db.url, 'ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO PUBLIC');
      good(await tidemark(cwd, ['apply']));
      await on(db.url, 'ALTER DEFAULT PRIVILEGES REVOKE INSERT ON TABLES FROM PUBLIC');
      const before = await dump(db.superUrl);
      await on(db.url, `CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`);
      assert.equal((await report(0)).ignoredByRule, ['table public.event_1']);

      await on(db.url, ...byHand);
      const first = await report(2);
      const addresses = first.drifted.map((d) => d.address);
      assert.equal(addresses, [
        'default value public.product.status',
        'index public.product_note',
        'index public.product_title',
        'table column public.product.note',
        'table column public.product.other',
        'table constraint public.product.product_other_fkey',
        'table public.product',
        'table public.review',
        'view public.titles',
      ]);
      assert.ok(first.drifted.every((d) => d.firstSeen !== undefined));
      const second = await report(2);
      assert.equal([second.fingerprint, second.drifted], [first.fingerprint, first.drifted]);

      const github = good(await tidemark(cwd, ['drift', '--format', 'github']), 2)
        .out.trimEnd()
        .split('\n');
      assert.is(github.length, addresses.length);
      assert.match(github[0]!, /^::error title=drift%3A default value public\.product\.status::.*'draft'::text -> 'published'::text$/);

      // a role that may read and nothing else
      await on(
        db.superUrl,
        'CREATE ROLE onlooker LOGIN',
        'GRANT USAGE ON SCHEMA tidemark TO onlooker',
        'GRANT SELECT ON ALL TABLES IN SCHEMA tidemark TO onlooker',
      );
      const onlooker = new URL(db.url);
      onlooker.username = 'onlooker';
      const seen = JSON.parse(good(await tidemark(cwd, ['drift', '--json', '--database', onlooker.href]), 2).out) as DriftResult;
      assert.equal([seen.fingerprint, seen.drifted], [first.fingerprint, first.drifted]);
      await on(db.superUrl, 'DROP OWNED BY onlooker', 'DROP ROLE onlooker');

      const note = 'index public.product_note';
      await refuses(cwd, ['drift', '--ignore', 'index public.nothing', '--until', '2999-01-31'], { code: 64, id: 'DRIFT_UNKNOWN', next: 'default value' });
      await refuses(cwd, ['drift', '--ignore', note, '--until', '1999-01-31'], { code: 64, id: 'IGNORE_UNTIL' });
      await refuses(cwd, ['drift', '--ignore', note], { code: 64, id: 'USAGE' });
      good(await tidemark(cwd, ['drift', '--ignore', note, '--until', '2999-01-31', '--reason', 'a trial']));
      const letBe = await report(2);
      assert.equal(letBe.ignored, [{ address: note, until: letBe.ignored[0]!.until, reason: 'a trial', by: new URL(db.url).username }]);
      assert.not.ok(letBe.drifted.some((d) => d.address === note));
      await on(db.url, 'DROP INDEX product_note', 'CREATE INDEX product_note ON product (note, id)');
      assert.ok(
        (await report(2)).drifted.some((d) => d.address === note),
        'another change is another drift',
      );
      await on(
        db.url,
        'DROP INDEX product_note',
        'CREATE INDEX product_note ON product (note)',
        `UPDATE tidemark.exceptions SET until = now() - interval '1 s'`,
      );
      assert.ok(
        (await report(2)).drifted.some((d) => d.address === note),
        'its day has come',
      );

      const script = good(await tidemark(cwd, ['drift', '--sql']), 2).out;
      assert.match(script, /^-- - table column public\.product\.note: unsafe, ACCESS EXCLUSIVE\n--   DATA_DROP_COLUMN: /m);
      assert.match(script, /^-- \+ index public\.product_title: safe/m);
      for (const statement of script
        .replace(/^--.*\n/gm, '')
        .split(/;\n/)
        .filter((s) => s.trim() !== ''))
        await on(db.url, statement).catch((e: Error) => assert.unreachable(`${e.message}: ${statement}`));
      assert.is((await report(0)).outcome, 'in sync');
      await on(db.url, 'DROP TABLE stranger, event_1');
      assert.equal(await dump(db.superUrl), before);
    },
  );
  await db.drop();
});

/** Plans and definitions are written, the ledger is not: as it is when the process is killed between the two. */
async function endsEarly(url: string, cwd: string): Promise<void> {
  const other = new pg.Client(url);
  await other.connect();
  await other.query('SELECT pg_advisory_lock(1953064037, $1)', [lockKey('spec')]);
  assert.is((await refused(() => adoptDrift({ cwd, wait: 1 }))).id, 'LOCK_TIMEOUT');
  await other.end();
  await adoptionDied(url);
}

async function adoptionDied(url: string): Promise<void> {
  await on(url, `INSERT INTO tidemark.runs (project, command, tool, host, pid) VALUES ('spec', 'drift --adopt', '1', 'gone', 1)`);
}

test('drift is taken in: into SQL definitions, into a plan that runs elsewhere, and not here', async () => {
  const [db, other] = [await (await server(15)).database(), await (await server(15)).database()];
  await inProject({ 'schema/shop.sql': schema, 'tidemark.config.json': JSON.stringify({ target: db.url }) }, async (cwd) => {
    good(await tidemark(cwd, ['plan']));
    good(await tidemark(cwd, ['apply']));
    good(await tidemark(cwd, ['apply', '--database', other.url]));
    await on(
      db.url,
      'DROP INDEX product_title',
      `CREATE TYPE mood AS ENUM ('good', 'bad')`,
      `ALTER TABLE product ALTER status SET DEFAULT 'published', ADD COLUMN mood mood`,
      'CREATE INDEX product_mood ON product (mood)',
      'CREATE OR REPLACE VIEW titles AS SELECT id, upper(title) AS title FROM product',
      `COMMENT ON VIEW titles IS 'loud'`,
      `COMMENT ON FUNCTION twice IS 'not half'`,
      'CREATE OR REPLACE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN n + n',
    );
    const adopted = good(await tidemark(cwd, ['drift', '--adopt']), 2);
    assert.match(adopted.out, 'recorded here as there already');
    assert.match(adopted.out, 'schema/shop.sql:3 removed: index public.product_title');
    assert.match(adopted.out, /schema\/shop\.sql:\d+ changed: view public\.titles/);
    assert.match(adopted.out, /schema\/shop\.sql:2 is yours to change: default value public\.product\.status: expression: 'draft'::text -> 'published'::text/);
    assert.match(good(await tidemark(cwd, ['drift'])).out, 'In sync');
    const text = readFileSync(join(cwd, 'schema/shop.sql'), 'utf8');
    assert.not.match(text, 'CREATE INDEX product_title');
    put(cwd, { 'schema/shop.sql': text.replace(`DEFAULT 'draft'`, `DEFAULT 'published'`) });
    good(await tidemark(cwd, ['plan', '--check']));
    good(await tidemark(cwd, ['apply']));
    const codes = [...readFileSync(join(cwd, 'plans/shop/0002-adopt-drift.plan.yaml'), 'utf8').matchAll(/- code: ([A-Z_]+)/g)].flatMap((m) => [
      '--allow',
      m[1]!,
    ]);
    good(await tidemark(cwd, ['apply', '--database', other.url, ...codes]));
    assert.equal(await dump(other.superUrl), await dump(db.superUrl));
    await on(db.url, 'CREATE INDEX product_again ON product (title)');
    await endsEarly(db.url, cwd);
    const died = good(await tidemark(cwd, ['drift']), 1);
    assert.match(died.out, 'a drift --adopt (run ');
    assert.match(died.out, 'next: tidemark drift --adopt');
    assert.match(good(await tidemark(cwd, ['drift', '--adopt'])).out, 'plans/shop/0003-adopt-drift.plan.yaml');
    assert.is(readFileSync(join(cwd, 'schema/shop.sql'), 'utf8').split('product_again').length, 2);
    assert.match(good(await tidemark(cwd, ['drift'])).out, 'In sync');
    await adoptionDied(db.url);
    assert.match(good(await tidemark(cwd, ['drift', '--adopt'])).out, 'Nothing to adopt: in sync');
    await on(db.url, 'GRANT SELECT ON review TO PUBLIC');
    const granted = good(await tidemark(cwd, ['drift', '--adopt']));
    assert.match(granted.out, 'recorded for this target alone, no definition states its grants: table public.review');
    assert.match(granted.err, 'nothing to commit');
    assert.match(good(await tidemark(cwd, ['drift'])).out, 'In sync');
    good(await tidemark(cwd, ['rollback', ...codes]));
    assert.match(good(await tidemark(cwd, ['drift'])).out, 'In sync');
  });
  await db.drop();
  await other.drop();
});

test.run();
