// An existing database is taken over: nothing of it changes, and what the definitions want beyond it is an ordinary plan.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dump } from '../kit/dump.ts';
import { on } from '../kit/on.ts';
import { server, type Database } from '../kit/servers.ts';
import { refuses, tidemark, type Ended } from './door.ts';
import { inProject, put } from './place.ts';

const test = suite('baseline');
const MAJOR = 15;

const good = (ended: Ended): Ended => {
  assert.is(ended.code, 0, ended.err + ended.out);
  return ended;
};

const definitions = {
  'schema/product/product.sql': `
    CREATE TABLE product (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, status text NOT NULL DEFAULT 'draft', weight int);
    CREATE INDEX product_title ON product (title) WHERE status = 'published';`,
  'schema/order/order.sql': `
    CREATE TABLE "order" (id bigint PRIMARY KEY, product bigint REFERENCES product (id), placed timestamptz NOT NULL DEFAULT now());
    CREATE VIEW open_order AS SELECT id, placed FROM "order" WHERE product IS NOT NULL;`,
};

// Another tool made it: a native enum, a full index, no weight, no view, and things nobody declared.
const existing = `
  CREATE TYPE product_status AS ENUM ('draft', 'published');
  CREATE TABLE product (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, status product_status NOT NULL DEFAULT 'draft');
  CREATE INDEX product_title ON product (title);
  CREATE INDEX "by title" ON product (title);
  CREATE TABLE legacy (id int PRIMARY KEY, note text);
  CREATE TABLE "order" (id bigint PRIMARY KEY, product bigint REFERENCES product (id), placed timestamptz NOT NULL DEFAULT now(), legacy int);
  ALTER TABLE "order" ADD CONSTRAINT order_legacy FOREIGN KEY (legacy) REFERENCES legacy (id);
  CREATE VIEW legacy_report AS SELECT l.note, o.id FROM legacy l JOIN "order" o ON o.legacy = l.id;
  INSERT INTO product (title) VALUES ('lamp');
  INSERT INTO "order" VALUES (1, 1);`;

const database = async (text: string, major = MAJOR): Promise<Database> => {
  const db = await (await server(major)).database();
  await on(db.url, text);
  return db;
};
const allowed = ['DATA_DROP_COLUMN', 'COMPAT_DROP', 'LOCK_REWRITE', 'COMPAT_TYPE', 'COMPAT_DEFAULT', 'LOCK_HELD_IN_TX', 'LOCK_AEL_WAIT'].flatMap((c) => [
  '--allow',
  c,
]);
const withoutLedger = async (url: string): Promise<string[]> => (await dump(url)).filter((line) => !line.startsWith('pg_description schema tidemark '));
const config = { 'tidemark.config.json': '{ "project": "shop" }' };

test('a first target: plans from what is there, recorded and not run; the rest is an ordinary plan', async () => {
  const db = await database(existing);
  await inProject({ ...definitions, ...config, 'schema/order/more.sql': 'CREATE INDEX "by title" ON "order" (placed);' }, async (cwd) => {
    const before = await withoutLedger(db.superUrl);
    const done = good(await tidemark(cwd, ['baseline', '--database', db.url, '--json']));
    const result = JSON.parse(done.out) as { recorded: string[]; takenOver: string[]; accepted: { address: string }[]; unmanaged: string[] };
    assert.equal(result.recorded, ['product/0001-baseline', 'order/0001-baseline']);
    assert.match(await readFile(join(cwd, 'plans/product/0001-baseline.plan.yaml'), 'utf8'), 'CREATE INDEX "by title"', "the index of a table is its module's");
    put(cwd, { 'schema/order/more.sql': null });
    assert.equal(result.takenOver, ['enum public.product_status']);
    assert.equal(
      result.accepted.map((a) => a.address),
      ['table constraint public.order.order_legacy'],
    );
    assert.equal(result.unmanaged, ['table public.legacy', 'view public.legacy_report']);
    assert.equal(await withoutLedger(db.superUrl), before, 'nothing but the ledger was written');
    // one transaction: killed after it, nothing is told as open that the same command would refuse to finish
    const together = `SELECT finished_at = ALL (SELECT applied_at FROM tidemark.plans WHERE how = 'baseline') AS together FROM tidemark.runs`;
    assert.equal(await on(db.url, together), [{ together: true }]);
    assert.match(good(await tidemark(cwd, ['drift', '--database', db.url])).out, 'In sync');
    good(await tidemark(cwd, ['apply', '--database', db.url]));
    await refuses(cwd, ['rollback', '--database', db.url], { code: 3, id: 'NOT_RUN_HERE', says: ['order/0001-baseline'] });

    const planned = good(await tidemark(cwd, ['plan', 'product', ...allowed]));
    assert.match(planned.out, 'ADD COLUMN "weight"');
    good(await tidemark(cwd, ['plan', 'order', ...allowed]));
    good(await tidemark(cwd, ['apply', 'product', '--database', db.url]));
    assert.equal(await on(db.url, 'SELECT title, status FROM product'), [{ title: 'lamp', status: 'draft' }]);
    // order's plan drops the undeclared column that the accepted foreign key leans on
    const order = 'table constraint public.order.order_legacy';
    await refuses(cwd, ['apply', '--database', db.url], { code: 3, id: 'ACCEPTED_DIFFERENCE', says: ['order/0002-', order], next: '--recheck' });
    await refuses(cwd, ['baseline', '--database', db.url], { code: 3, id: 'BASELINE_APPLIED', next: 'tidemark status' });

    const other = await database(`${existing} DROP INDEX product_title; ALTER TABLE product ALTER title TYPE varchar(80);`);
    const second = good(await tidemark(cwd, ['baseline', '--database', other.url]));
    assert.match(second.out, /3 difference\(s\)/);
    assert.match(second.out, '- index public.product_title');
    assert.match(second.out, 'type: text in the plans, character varying(80) here');
    assert.match(good(await tidemark(cwd, ['drift', '--database', other.url])).out, 'In sync');
    const index = 'index public.product_title';
    await refuses(cwd, ['apply', 'product', '--database', other.url], {
      code: 3,
      id: 'ACCEPTED_DIFFERENCE',
      says: ['product/0002-', index],
      next: '--recheck',
    });
    await on(other.url, 'CREATE INDEX product_title ON product (title)');
    assert.match(good(await tidemark(cwd, ['baseline', '--recheck', '--database', other.url])).out, `${index} is now what the plans say`);
    good(await tidemark(cwd, ['apply', 'product', '--database', other.url]));
    assert.match(good(await tidemark(cwd, ['drift', '--database', other.url])).out, 'In sync');
    await other.drop();
  });
  await db.drop();
});

const rich = `
  CREATE SCHEMA shop; CREATE SCHEMA "Audit Log";
  CREATE EXTENSION citext;
  CREATE DOMAIN shop.price AS numeric(10,2) CHECK (VALUE >= 0);
  CREATE TYPE shop.state AS ENUM ('new', 'paid');
  CREATE TABLE shop.customer (id serial PRIMARY KEY, email citext UNIQUE NOT NULL);
  CREATE TABLE shop.purchase (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, customer int REFERENCES shop.customer, total shop.price, state shop.state DEFAULT 'new', at date NOT NULL DEFAULT current_date);
  CREATE INDEX ON shop.purchase (customer) WHERE state = 'paid';
  ALTER TABLE shop.purchase ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON shop.purchase USING (total > 1);
  CREATE TABLE "Audit Log".entry (id bigint, at date NOT NULL, purchase bigint REFERENCES shop.purchase, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE "Audit Log".entry_1 PARTITION OF "Audit Log".entry FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
  CREATE FUNCTION "Audit Log".note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "Audit Log".entry VALUES (1, now(), NEW.id); RETURN NEW; END $$;
  CREATE TRIGGER noted AFTER INSERT ON shop.purchase FOR EACH ROW EXECUTE FUNCTION "Audit Log".note();
  CREATE VIEW shop.paid AS SELECT * FROM shop.purchase WHERE state = 'paid';
  CREATE MATERIALIZED VIEW totals AS SELECT customer, sum(total) FROM shop.purchase GROUP BY 1;
  COMMENT ON TABLE shop.customer IS 'who buys';`;

test('init --from: a config, definitions and a baseline from what is there, and nothing left to plan', async () => {
  const db = await (await server(MAJOR)).database();
  await on(db.superUrl, `GRANT CREATE ON DATABASE ${db.name} TO keeper`);
  await on(db.superUrl, 'CREATE EXTENSION IF NOT EXISTS citext', 'DROP EXTENSION citext');
  await on(db.url, rich);
  await inProject({}, async (cwd) => {
    const before = await withoutLedger(db.superUrl);
    const made = JSON.parse(good(await tidemark(cwd, ['init', '--from', db.url, '--json'])).out) as {
      agrees: boolean;
      written: string[];
      baseline: { accepted: unknown[]; recorded: string[]; written: { file: string }[] };
    };
    assert.equal([made.agrees, made.baseline.accepted], [true, []]);
    assert.ok(
      made.baseline.written.every((w) => w.file.startsWith('plans/')),
      'relative, as the other files are',
    );
    assert.ok(made.written.includes('schema/shop/tables.sql') && made.written.includes('schema/audit-log/functions.sql'), made.written.join());
    assert.equal(await withoutLedger(db.superUrl), before);
    const env = { DATABASE_URL: db.url };
    assert.match(good(await tidemark(cwd, ['drift'], env)).out, 'In sync');
    assert.match(good(await tidemark(cwd, ['apply'], env)).out, 'Nothing to do');
    assert.match(good(await tidemark(cwd, ['drift', '--against', 'schema'], env)).out, 'In sync: the database is what the definitions say');
    await on(
      db.url,
      'CREATE OR REPLACE VIEW shop.paid AS SELECT * FROM shop.purchase WHERE total > 0',
      'CREATE INDEX extra ON shop.purchase (at)',
      'CREATE TABLE public.stranger ()',
    );
    const against = await tidemark(cwd, ['drift', '--against', 'schema', '--json'], env);
    assert.is(against.code, 2, against.err);
    const { drifted, unmanaged } = JSON.parse(against.out) as { drifted: { address: string; is: string }[]; unmanaged: string[] };
    assert.equal(
      drifted.map((d) => `${d.is} ${d.address}`),
      ['added index shop.extra', 'changed view shop.paid'],
    );
    assert.equal(unmanaged, ['table public.stranger']);
    await refuses(cwd, ['init', '--from', db.url], { code: 64, id: 'INIT_EXISTS' });
    const fresh = await (await server(18)).database();
    good(await tidemark(cwd, ['apply', '--database', fresh.url]));
    assert.match(good(await tidemark(cwd, ['diff', '--from', fresh.url, '--to', 'definitions'])).out, /equal|no difference|same/i);
    await fresh.drop();
  });
  await db.drop();
});

test.run();
