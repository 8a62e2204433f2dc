// An existing database is taken over: nothing of it changes, and what the definitions want beyond it is an ordinary plan.
import pg from 'pg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dump } from '../kit/dump.ts';
import { server, type Database } from '../kit/servers.ts';
import { refuses, tidemark, type Ended } from './door.ts';
import { inProject, planFiles, put } from './place.ts';

const test = suite('baseline');
const MAJOR = 15;

const good = (ended: Ended): Ended => {
  assert.is(ended.code, 0, ended.err + ended.out);
  return ended;
};

async function sql(url: string, ...texts: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const text of texts) ({ rows } = await client.query(text));
    return rows;
  } finally {
    await client.end();
  }
}

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
  CREATE TABLE legacy (id int PRIMARY KEY, note text);
  CREATE TABLE "order" (id bigint PRIMARY KEY, product bigint REFERENCES product (id), placed timestamptz NOT NULL DEFAULT now(), legacy int);
  ALTER TABLE "order" ADD CONSTRAINT order_legacy FOREIGN KEY (legacy) REFERENCES legacy (id);
  CREATE VIEW legacy_report AS SELECT l.note, o.id FROM legacy l JOIN "order" o ON o.legacy = l.id;
  INSERT INTO product (title) VALUES ('lamp');
  INSERT INTO "order" VALUES (1, 1);`;

const database = async (text: string, major = MAJOR): Promise<Database> => {
  const db = await (await server(major)).database();
  await sql(db.url, text);
  return db;
};
const withoutLedger = async (url: string): Promise<string[]> => (await dump(url)).filter((line) => !line.startsWith('pg_description schema tidemark '));
const config = { 'tidemark.config.json': '{ "project": "shop" }' };

test('a first target: plans from what is there, recorded and not run; the rest is an ordinary plan', async () => {
  const db = await database(existing);
  await inProject({ ...definitions, ...config }, async (cwd) => {
    const before = await withoutLedger(db.superUrl);
    const done = good(await tidemark(cwd, ['baseline', '--database', db.url, '--json']));
    const result = JSON.parse(done.out) as { recorded: string[]; takenOver: string[]; accepted: { address: string }[]; unmanaged: string[] };
    assert.equal(result.recorded, ['product/0001-baseline', 'order/0001-baseline']);
    assert.equal(result.takenOver, ['enum public.product_status']);
    assert.equal(
      result.accepted.map((a) => a.address),
      ['table constraint public.order.order_legacy'],
    );
    assert.equal(result.unmanaged, ['table public.legacy', 'view public.legacy_report']);
    assert.equal(await withoutLedger(db.superUrl), before, 'nothing but the ledger was written');
    assert.match(good(await tidemark(cwd, ['drift', '--database', db.url])).out, 'In sync');
    good(await tidemark(cwd, ['apply', '--database', db.url]));

    const codes = ['DATA_DROP_COLUMN', 'COMPAT_DROP', 'LOCK_REWRITE', 'LOCK_BUILD', 'COMPAT_TYPE', 'COMPAT_RETYPE', 'DATA_NARROW'].flatMap((c) => ['--allow', c]);
    const planned = good(await tidemark(cwd, ['plan', 'product', ...codes]));
    assert.match(planned.out, 'product/0002-');
    assert.match(planned.out, 'ADD COLUMN "weight"');
    const applied = await tidemark(cwd, ['apply', 'product', '--database', db.url, ...codes]);
    good(applied);
    assert.equal(await sql(db.url, 'SELECT title, status FROM product'), [{ title: 'lamp', status: 'draft' }]);
    // order's plan would drop the undeclared column under the accepted foreign key
    good(await tidemark(cwd, ['plan', 'order', ...codes]));
    await refuses(cwd, ['apply', '--database', db.url, ...codes], { code: 3, id: 'ACCEPTED_DIFFERENCE', says: ['order/0002-', 'table constraint public.order.order_legacy'], next: '--recheck' });
  });
  await db.drop();
});

test.run();
