// A database that Medusa migrated is taken over: its own ledgers are read, a link stays the link it is, and nothing of it is lost.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { application } from '../desired/medusa/application.ts';
import { inFolder } from '../desired/project.ts';
import { on } from '../kit/on.ts';
import { server, type Database } from '../kit/servers.ts';
import { tidemark, type Ended } from './door.ts';
import { planFiles, put } from './place.ts';

const test = suite('Medusa databases');

const migration = 'exports.default = class {}';
const files = {
  ...application,
  'src/modules/blog/migrations/Migration20250101000000.ts': migration,
  'src/modules/blog/migrations/Migration20250202000000.ts': migration,
  'src/modules/reviews/migrations/Migration20250101000000.ts': migration,
};

/** As Medusa leaves it: a migration that never ran, one name of two modules, and a link under an older name of its table. */
const ledgers = `
  CREATE TABLE mikro_orm_migrations (id serial PRIMARY KEY, name varchar(255), executed_at timestamptz DEFAULT current_timestamp);
  INSERT INTO mikro_orm_migrations (name) VALUES ('Migration20250101000000'), ('Migration20240101000000');
  CREATE TABLE script_migrations (id serial PRIMARY KEY, script_name varchar(255) NOT NULL, created_at timestamptz, finished_at timestamptz);
  INSERT INTO script_migrations (script_name, finished_at) VALUES ('seed.js', now()), ('broken.js', NULL);
  CREATE TABLE link_module_migrations (id serial PRIMARY KEY, table_name varchar(255) NOT NULL UNIQUE, link_descriptor jsonb NOT NULL DEFAULT '{}', created_at timestamp);
  ALTER TABLE product_review RENAME TO opinions;
  INSERT INTO link_module_migrations (table_name, link_descriptor) VALUES
    ('opinions', '{"fromModule": "Product", "fromModel": "product", "toModule": "reviewsModule", "toModel": "review"}'),
    ('product_sales_channel', '{"fromModule": "product", "fromModel": "product", "toModule": "sales_channel", "toModel": "sales_channel"}'),
    ('gone_by_hand', '{"fromModule": "a", "fromModel": "b", "toModule": "c", "toModel": "d"}'),
    ('odd', '{}');
  INSERT INTO opinions (product_id, review_id, id) VALUES ('p', 'r', 'link_1');`;

const good = (ended: Ended, code = 0): Ended => {
  assert.is(ended.code, code, ended.err + ended.out);
  return ended;
};

async function migrated(cwd: string): Promise<Database> {
  const { out } = good(await tidemark(cwd, ['diff', '--from', 'empty', '--to', 'definitions', '--format', 'sql', '--no-online']), 2);
  const db = await (await server(15)).database();
  await on(db.url, out);
  await on(db.url, ledgers);
  return db;
}

test('what Medusa ran and did not is told; a link whose table is called otherwise is renamed by the next plan, with its rows', () =>
  inFolder(files, async (cwd) => {
    const db = await migrated(cwd);
    const { out, err } = good(await tidemark(cwd, ['baseline', '--dry-run', '--database', db.url]));
    assert.match(out, 'Medusa ran 2 migration(s), 3 link(s) and 1 script(s) here');
    assert.match(err, 'blog: 1 migration(s) of Medusa did not run here (Migration20250202000000): run medusa db:migrate first');
    assert.match(err, 'modules blog and reviews_module both have a migration Migration20250101000000; Medusa knows migrations by name alone');

    good(await tidemark(cwd, ['baseline', '--database', db.url]));
    good(await tidemark(cwd, ['plan']));
    assert.match(planFiles(cwd).join(' '), /links\/0001-baseline\.plan\.yaml links\/0002-\S+\.plan\.yaml/);
    assert.is(planFiles(cwd).filter((f) => f.includes('/0002')).length, 1);
    good(await tidemark(cwd, ['apply', '--database', db.url, '--allow', 'COMPAT_RENAME']));
    assert.equal(await on(db.url, 'SELECT product_id, id FROM product_review'), [{ product_id: 'p', id: 'link_1' }]);
    assert.equal(await on(db.url, `SELECT to_regclass('opinions')::text AS old`), [{ old: null }]);
    good(await tidemark(cwd, ['plan', '--check']));
    good(await tidemark(cwd, ['drift', '--database', db.url]));
    await rowsThatMedusaMoves(cwd, db);
    await db.drop();
  }));

/** The next version's migrations change rows: the plan waits until somebody answers for them, and keeps what a person adds for it. */
async function rowsThatMedusaMoves(cwd: string, db: Database): Promise<void> {
  const post = application['src/modules/blog/models/post.ts']!;
  await on(db.url, `INSERT INTO author (id, name) VALUES ('a', 'A'); INSERT INTO blog_post (id, title, author_id) VALUES ('p', 'one', 'a')`);
  put(cwd, {
    'src/modules/blog/models/post.ts': post.replace('title:', 'teaser: model.text().nullable(), title:'),
    'src/modules/blog/migrations/Migration20260303000000.ts': moving('update "blog_post" as p set "teaser" = "title"', 'delete from author'),
  });
  const said = 'DATA_MIGRATION Medusa also changes rows: Migration20260303000000 (UPDATE blog_post); the definitions tell nothing of that';
  assert.match(good(await tidemark(cwd, ['plan', '--name', 'teaser'])).out, said);
  const apply = ['apply', '--database', db.url, '--allow', 'DATA_UPDATE_ALL', '--allow', 'LOCK_HELD_IN_TX'];
  assert.match(good(await tidemark(cwd, apply), 3).err, 'UNSAFE_NOT_ACKNOWLEDGED blog/0002-teaser');
  const file = join(cwd, 'plans/blog/0002-teaser.plan.yaml');
  const own = '      - step: "~ teasers"\n        sql: |\n          UPDATE blog_post SET teaser = title\ndown:';
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^down:/m, own));
  assert.match(good(await tidemark(cwd, ['prove', 'blog/0002'])).out, said);
  good(await tidemark(cwd, [...apply, '--allow', 'DATA_MIGRATION']));
  assert.equal(await on(db.url, 'SELECT teaser FROM blog_post'), [{ teaser: 'one' }]);

  put(cwd, { 'src/modules/reviews/migrations/Migration20260404000000.ts': moving('delete from "review" where stars = 0', '') });
  const left = 'reviews_module: Medusa also changes rows (src/modules/reviews/migrations/Migration20260404000000.ts: DELETE FROM review), which no plan does';
  for (const _ of [1, 2]) assert.match(good(await tidemark(cwd, ['plan'])).err, left);
  put(cwd, { 'plans/reviews_module/scripts/0001-stars.sql': '-- Migration20260404000000\nDELETE FROM review WHERE stars = 0;\n' });
  assert.not.match(good(await tidemark(cwd, ['plan'])).err, 'changes rows');
}

function moving(up: string, down: string): string {
  const keys = 'alter table "review" add foreign key ("a") references "b" on update set null on delete set null';
  return `export class M { async up() { this.addSql(\`${keys}\`); this.addSql(\`${up}\`); } async down() { this.addSql(\`${down}\`); } }`;
}

test.run();
