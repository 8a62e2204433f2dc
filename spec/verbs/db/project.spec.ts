// A project in the shape of a Medusa one, taken through its life: setup, changes of links, rename, rollback, a failing
// script, a killed run, without a terminal and with one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../bin/main.ts';
import { proposeAhead } from '../../../lib/verbs/db/links/propose.ts';
import { openProject } from '../../../lib/verbs/project.ts';
import { on } from '../../kit/on.ts';
import { server, type Database } from '../../kit/servers.ts';
import { child, files, refuses, tidemark, type Ended, type Env } from '../door.ts';
import { inProject, put, type Files } from '../place.ts';
import { good } from '../round.ts';
import { blog, links, project } from './shop.ts';
import { asShown } from './shown.ts';

const test = suite('a project in the shape of a Medusa one');
const one = await server(18);
const template = 'shop_dev';
const shopDev = one.url.replace(/\/postgres$/, '/shop_dev');
let planned: Files = {};

const tables = async (url: string): Promise<string> =>
  (await on(url, `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`)).map((r) => r['relname']).join(' ');

/** The project after its setup, on a database of its own. */
async function afterSetup(work: (cwd: string, env: Env & { DATABASE_URL: string }, db: Database) => Promise<void>): Promise<void> {
  const db = await one.database({ template });
  await inProject({ ...project, ...planned }, async (cwd) => {
    const env = { DATABASE_URL: db.url };
    // It is a copy of another database: somebody has to say that it is the one that is meant.
    good(await tidemark(cwd, ['apply', '--accept-copy'], env));
    await work(cwd, env, db);
  });
  await db.drop();
}

test.before(() =>
  inProject({ ...project, '.env': `DATABASE_URL=${one.url.replace(/\/postgres$/, '/$DB_NAME')}\n` }, async (cwd) => {
    assert.is((await asShown('Unknown modules', 0, cwd)).code, 64);
    good(await asShown('Initial setup', 0, cwd));
    planned = files(cwd, (path) => path.startsWith('plans/'));
    // On an empty server, in one run, on the database that is named here and nowhere else.
    good(await asShown('Initial setup', 1, cwd));
    assert.match(readFileSync(join(cwd, '.env'), 'utf8'), 'DB_NAME=shop_dev');
  }),
);

test('again: nothing to do, by every command; check and plan leave links alone, status and drift know them', () =>
  afterSetup(async (cwd, env) => {
    const again = good(await tidemark(cwd, ['db:setup', '--no-interactive', '--skip-search', '--skip-scripts'], env));
    assert.match(again.out, /^Database "db_.*" already exists\nplans: nothing to do, the target has them all\nlinks: up to date\nscripts: skipped\n$/);
    assert.match(again.err, "Medusa's own");
    good(await asShown('After pulling changes', 0, cwd, env));
    good(await asShown('Production deployment', 0, cwd, { DATABASE_URL: shopDev }));
    good(await asShown('Database already exists', 0, cwd, { DATABASE_URL: shopDev }));
    assert.is(
      good(await tidemark(cwd, ['db:migrate', '--skip-links', '--skip-scripts'], env)).out,
      'plans: nothing to do, the target has them all\nlinks: skipped\nscripts: skipped\n',
    );
    assert.match(good(await tidemark(cwd, ['check'])).out, '2 plan(s) sealed');
    const plan = good(await tidemark(cwd, ['plan']));
    assert.match(plan.out, 'Nothing to plan');
    assert.match(good(await tidemark(cwd, ['status'], env)).out, /applied\s+links\/0001-init[^]*Nothing to do/);
    assert.match(good(await tidemark(cwd, ['drift'], env)).out, 'In sync');
    assert.match(good(await tidemark(cwd, ['apply'], env)).out, 'Nothing to do');
    assert.match(good(await tidemark(cwd, ['db:migrate:search', '--execute-safe-search'])).out, "Medusa's own");
    await refuses(cwd, ['db:migrate', '--concurrency', 'many'], { code: 64, id: 'USAGE', says: ['--concurrency'] }, env);
    await refuses(cwd, ['db:sync-links'], { code: 64, id: 'USAGE', says: ['DB_MIGRATION_CONCURRENCY'] }, { ...env, DB_MIGRATION_CONCURRENCY: '0' });
    put(cwd, { '.env': 'DB_MIGRATION_CONCURRENCY=lots\n' });
    await refuses(cwd, ['db:migrate'], { code: 64, id: 'USAGE', says: ['DB_MIGRATION_CONCURRENCY in .env takes', '"lots"'] }, env);
    put(cwd, { '.env': null });
    // What was planned while the plans of a new database ran is for exactly those plans.
    const project = await openProject({ cwd });
    const rows = (await project.files()).map(({ plan, seal }) => ({ module: plan.slice(0, plan.indexOf('/')), seal }));
    const ahead = await proposeAhead(project);
    assert.is(await ahead(rows.slice(1), ['links']), undefined);
    assert.is((await ahead(rows, ['links']))?.parts.length, 1);
  }));

const changed: Files = {
  'schema/links/links.ts': links({
    postItem: "table: 'post_things', renamedFrom: 'post_item'",
    authorItem: 'extraColumns: { rank: integer().default(0) }',
    postBrand: null,
  }),
};

test('what loses something waits for a decision: refused with the list and the rows, withheld and said, or run', () =>
  afterSetup(async (cwd, env) => {
    const url = env.DATABASE_URL;
    await on(
      url,
      `INSERT INTO post VALUES ('p', 't')`,
      `INSERT INTO brand VALUES ('b')`,
      `INSERT INTO post_brand (post_id, brand_id) VALUES ('p', 'b')`,
      `INSERT INTO post_item (post_id, item_id) VALUES ('p', 'i1')`,
    );
    put(cwd, changed);
    const before = await tables(url);
    assert.is((await asShown('After modifying entities', 2, cwd, env)).code, 3);
    assert.is(await tables(url), before);
    good(await asShown('After modifying entities', 3, cwd, env));
    assert.match(
      good(await tidemark(cwd, ['db:migrate', '--execute-all-links', '--execute-safe-links'], env)).out,
      'withheld: delete table public.post_brand (1 row)',
    );
    assert.is(await tables(url), 'author author_item brand item post post_brand post_things');
    assert.equal(await on(url, 'SELECT item_id FROM post_things'), [{ item_id: 'i1' }]);
    const dry = JSON.parse(good(await tidemark(cwd, ['db:sync-links', '--execute-all', '--dry-run', '--json'], env)).out) as {
      outcome: string;
      actions: { action: string; link: string; rows?: number; sql: string[] }[];
    };
    assert.is(dry.outcome, 'dry run');
    assert.equal(
      dry.actions.map((a) => [a.action, a.link, a.rows, a.sql.length]),
      [
        ['delete', 'table public.post_brand', 1, 1],
        ['noop', 'table public.author_item', undefined, 0],
        ['noop', 'table public.post_things', undefined, 0],
      ],
    );
    assert.is(good(await tidemark(cwd, ['db:sync-links', '--execute-all'], env)).out, 'deleted table public.post_brand\n');
    assert.match(good(await tidemark(cwd, ['drift'], env)).out, 'In sync');
    // The last run of links, from the text that the ledger keeps; then held, then released.
    assert.match(good(await tidemark(cwd, ['db:rollback', 'links', '--hold'], env)).out, 'rolled back links/0003-drop-post-brand');
    assert.match(await tables(url), 'post_brand');
    assert.match(good(await tidemark(cwd, ['db:sync-links', '--execute-all'], env)).err, 'held back since a rollback: links/0003-drop-post-brand');
    assert.match(await tables(url), 'post_brand');
    assert.is(
      good(await tidemark(cwd, ['apply', 'links', '--release', '--allow', 'DATA_DROP_TABLE', '--allow', 'COMPAT_DROP'], env)).out.replace(/\d+ ms/, 'n ms'),
      'applied links/0003-drop-post-brand (1 steps, n ms)\n',
    );
    assert.not.match(await tables(url), 'post_brand');
  }));

/** As somebody at a terminal, who types a line whenever asked, or sends a signal. */
async function typed(cwd: string, argv: readonly string[], env: { DATABASE_URL: string }, ...answers: string[]): Promise<Ended> {
  const tty = (): PassThrough => Object.assign(new PassThrough(), { isTTY: true });
  const [stdin, stdout, stderr] = [tty(), tty(), tty()];
  let [out, err] = ['', ''];
  stdout.on('data', (t: Buffer) => (out += t.toString()));
  stderr.on('data', (t: Buffer) => {
    err += t.toString();
    const answer = t.toString().endsWith('(none) ') ? answers.shift() : undefined;
    if (answer === 'SIGTERM') process.emit('SIGTERM', 'SIGTERM');
    else if (answer !== undefined) stdin.write(`${answer}\r`);
  });
  const code = await main([argv[0]!, '--cwd', cwd, '--database', env.DATABASE_URL, ...argv.slice(1)], { stdin: stdin as never, stdout, stderr, env: {} });
  return { code, out, err };
}

test('on a terminal it asks which; a link with the same two sides is the same link, under whatever name', () =>
  afterSetup(async (cwd, env) => {
    const url = env.DATABASE_URL;
    await on(url, `INSERT INTO post VALUES ('p', 't')`, `INSERT INTO post_item (post_id, item_id) VALUES ('p', 'i1')`);
    put(cwd, { 'schema/links/links.ts': links({ postItem: "table: 'post_things'", postBrand: null }) });
    const ended = await typed(cwd, ['db:migrate'], env, 'SIGTERM');
    assert.is(ended.code, 130, ended.err);
    assert.match(ended.err, 'interrupted; no link was changed');
    const asked = await typed(cwd, ['db:sync-links'], env, '7', 'none');
    assert.match(asked.err, '"7" is none of these: 1\n');
    assert.is(asked.code, 0, asked.err);
    assert.match(asked.err, /1 {2}delete table public\.post_brand \(0 rows\)/);
    assert.match(asked.out, 'renamed table public.post_things from table public.post_item\n');
    assert.match(asked.out, 'withheld: delete table public.post_brand (0 rows)');
    assert.match((await typed(cwd, ['db:sync-links'], env, '1')).out, 'deleted table public.post_brand\n');
    assert.equal(await on(url, 'SELECT item_id FROM post_things'), [{ item_id: 'i1' }]);
    // Two new ones have the sides of the one that is gone: then somebody has to say which it is.
    const two = links({ postItem: "table: 'post_other'", postBrand: null }).replace(
      'export const unused',
      "export const more = link(post, item, { table: 'post_more' });\nexport const unused",
    );
    put(cwd, { 'schema/links/links.ts': two });
    await refuses(
      cwd,
      ['db:sync-links'],
      { code: 3, id: 'LINKS_UNDECIDED', says: ['delete table public.post_things (1 row)', 'tidemark db:sync-links --rename "table public.post_things:post_'] },
      env,
    );
    const said = good(await tidemark(cwd, ['db:sync-links', '--rename', 'public.post_things:post_other'], env));
    assert.match(said.err, 'schema/links.hints.json: table public.post_other was post_things');
    assert.is(said.out, 'created table public.post_more\nrenamed table public.post_other from table public.post_things\n');
    assert.equal(await on(url, 'SELECT item_id FROM post_other'), [{ item_id: 'i1' }]);
  }));

test('a link table that somebody dropped is said, and is not "up to date"; a ledger that somebody edited is refused', () =>
  afterSetup(async (cwd, env) => {
    const url = env.DATABASE_URL;
    await on(url, `INSERT INTO author VALUES ('a', 'n')`, `INSERT INTO author_item (author_id, item_id) VALUES ('a', 'i1')`);
    put(cwd, { 'schema/links/links.ts': links({ authorItem: 'extraColumns: { rank: integer() }' }) });
    await refuses(cwd, ['db:sync-links', '--execute-all'], { code: 3, id: 'CHECK_FAILED', says: ['1 row'], next: 'tidemark db:sync-links' }, env);
    // All or nothing: what waits for somebody is told before the plans run, and plans whose links fail are taken back.
    put(cwd, { 'schema/blog/blog.ts': blog.replace('title: text()', 'title: text(), lead: text().nullable()') });
    good(await tidemark(cwd, ['db:generate', 'blog', '--name', 'lead']));
    const whole = ['db:migrate', '--all-or-nothing', '--skip-scripts', '--allow', 'DATA_DROP_COLUMN', '--allow', 'COMPAT_DROP'];
    await refuses(cwd, whole, { code: 3, id: 'LINKS_UNDECIDED', says: ['no link was changed'] }, env);
    assert.match((await tidemark(cwd, ['status'], env)).out, 'pending  blog/0002-lead');
    const undone = await tidemark(cwd, [...whole, '--execute-all-links'], env);
    assert.match(undone.err, /error CHECK_FAILED .*what this run had applied is undone: blog\/0002-lead/);
    assert.match((await tidemark(cwd, ['status'], env)).out, 'pending  blog/0002-lead');
    put(cwd, { 'schema/links/links.ts': links() });
    await on(url, 'DROP TABLE post_brand');
    await refuses(cwd, ['db:sync-links'], { code: 3, id: 'TARGET_DRIFTED', says: ['table public.post_brand'], next: 'tidemark drift' }, env);
    await on(url, `UPDATE tidemark.plans SET body = replace(body, 'author_item', 'author_thing') WHERE module = 'links'`);
    await refuses(cwd, ['db:sync-links'], { code: 3, id: 'LEDGER_DAMAGED', says: ["the ledger's copy of links/0001-init"] }, env);
    await on(url, `UPDATE tidemark.plans SET body = 'nothing' WHERE module = 'links'`);
    await refuses(cwd, ['db:migrate'], { code: 3, id: 'LEDGER_DAMAGED', says: ["the ledger's copy of links/0001-init"] }, env);
  }));

test('a script that fails: exit 1, what ran before it stays, the next run goes on there', () =>
  afterSetup(async (cwd, env) => {
    put(cwd, { 'plans/blog/scripts/1-post.sql': `INSERT INTO post VALUES ('p', NULL);\n` });
    assert.is((await asShown('Migration failures', 0, cwd, env)).code, 1);
    good(await asShown('Migration failures', 1, cwd, env));
    put(cwd, { 'plans/blog/scripts/1-post.sql': `INSERT INTO post VALUES ('p', 't');\n` });
    assert.match(good(await asShown('Migration failures', 2, cwd, env)).err, 'did not complete during a run');
  }));

test('killed while it syncs links: the next run finishes; two at once do it once', async () => {
  const db = await one.database();
  await inProject({ ...project, ...planned }, async (cwd) => {
    const env = { DATABASE_URL: db.url };
    const running = child(cwd, ['db:migrate'], env);
    await running.saying('applying links/0001-init');
    running.child.kill('SIGKILL');
    await running.ended;
    const both = await Promise.all([child(cwd, ['db:migrate'], env).ended, child(cwd, ['db:migrate'], env).ended]);
    for (const ended of both) good(ended);
    assert.is(await tables(db.url), 'author author_item brand item post post_brand post_item');
    assert.equal(await on(db.url, `SELECT name FROM tidemark.plans WHERE module = 'links' AND state = 'applied'`), [{ name: 'links/0001-init' }]);
    assert.equal(await on(db.url, 'SELECT count(*)::int AS n FROM item'), [{ n: 2 }]);
    // it died when all was committed, and before it could record that
    const recorded = "SELECT count(*)::int AS n FROM tidemark.objects WHERE module = 'links'";
    const [before] = await on(db.url, recorded);
    const died = `DELETE FROM tidemark.objects WHERE module = 'links'; UPDATE tidemark.plans SET captured = false WHERE module = 'links'`;
    await on(db.url, `${died}; UPDATE tidemark.runs SET state = 'running', backend = 1, backend_start = now() WHERE id = (SELECT max(id) FROM tidemark.runs)`);
    assert.is((await tidemark(cwd, ['drift'], env)).code, 1);
    good(await tidemark(cwd, ['db:sync-links'], env));
    assert.equal(await on(db.url, recorded), [before]);
    assert.match(good(await tidemark(cwd, ['drift'], env)).out, 'In sync');
  });
  await db.drop();
});

test('plans/links/ exists: its files are applied, and definitions ahead of them are refused', async () => {
  const db = await one.database();
  await inProject({ ...project, ...planned }, async (cwd) => {
    const env = { DATABASE_URL: db.url };
    good(await tidemark(cwd, ['plan', 'links']));
    const ended = good(await tidemark(cwd, ['db:migrate', '--skip-scripts'], env));
    assert.match(ended.out, 'applied links/0001-init');
    assert.match(ended.out, 'links: nothing to do, plans/links is applied');
    put(cwd, changed);
    await refuses(cwd, ['db:sync-links', '--execute-all'], { code: 3, id: 'LINKS_AHEAD', next: 'tidemark plan links' }, env);
  });
  await db.drop();
});

test('a script between two plans runs there; --all-or-nothing undoes this run and nothing before it', async () => {
  const db = await one.database();
  await inProject({ 'tidemark.config.json': '{ "project": "between" }', 'schema/a.sql': 'CREATE TABLE t (id int PRIMARY KEY, old text);\n' }, async (cwd) => {
    const env = { DATABASE_URL: db.url };
    good(await tidemark(cwd, ['db:generate', 'a']));
    good(await tidemark(cwd, ['db:migrate'], env));
    await on(db.url, `INSERT INTO t VALUES (1, 'kept'), (2, NULL)`);
    put(cwd, { 'schema/a.sql': 'CREATE TABLE t (id int PRIMARY KEY, old text CHECK (old IS NOT NULL), new text);\n' });
    assert.match(good(await tidemark(cwd, ['db:migrate'], env)).err, 'warning the definitions of a have changed since the newest plan');
    good(await tidemark(cwd, ['db:generate', 'a', '--name', 'new']));
    put(cwd, { 'schema/a.sql': 'CREATE TABLE t (id int PRIMARY KEY, new text);\n' });
    good(await tidemark(cwd, ['db:generate', 'a', '--name', 'drop-old', '--allow', 'DATA_DROP_COLUMN', '--allow', 'COMPAT_DROP']));
    await refuses(cwd, ['db:migrate', '--dry-run'], { code: 3, id: 'CHECK_FAILED', says: ['1 row', 'requires: a/0001'] }, env);
    put(cwd, { 'plans/a/scripts/0-fill.sql': `-- requires: a/0001\nUPDATE t SET old = 'filled' WHERE old IS NULL;\n` });
    put(cwd, { 'plans/a/scripts/1-move.sql': '-- requires: a/0002\nUPDATE t SET new = old;\n' });
    await refuses(cwd, ['db:migrate', '--all-or-nothing'], { code: 3, id: 'SCRIPT_BETWEEN', says: ['a/0001'] }, env);
    const dry = good(await tidemark(cwd, ['db:migrate', '--dry-run'], env));
    assert.match(dry.out, /would apply a\/0002-new[^]*would apply a\/0003-drop-old[^]*would run script a\/1-move\.sql/);
    assert.not.match(good(await tidemark(cwd, ['db:migrate'], env)).err, 'have changed');
    assert.equal(await on(db.url, 'SELECT new FROM t ORDER BY id'), [{ new: 'kept' }, { new: 'filled' }]);
    // Two runs of plans with a script between, and one command: one batch.
    const back = good(await tidemark(cwd, ['db:rollback', 'a', '--dry-run', '--allow', 'DATA_DROP_COLUMN', '--allow', 'COMPAT_DROP'], env));
    assert.match(back.out, /a\/0003-drop-old[^]*a\/0002-new/);
    assert.not.match(back.out, 'a/0001');

    put(cwd, { 'schema/a.sql': 'CREATE TABLE t (id int PRIMARY KEY, new text);\nCREATE TABLE u (id int);\n' });
    good(await tidemark(cwd, ['db:generate', 'a', '--name', 'u']));
    put(cwd, { 'schema/b.sql': 'CREATE TABLE taken (id int);\nCREATE UNIQUE INDEX one ON t (new);\n' });
    good(await tidemark(cwd, ['db:generate', 'b']));
    await on(db.url, `INSERT INTO t VALUES (3, 'kept')`);
    const failed = await tidemark(cwd, ['db:migrate', '--all-or-nothing', '--concurrency', '2', '--allow', 'DATA_DROP_TABLE', '--allow', 'COMPAT_DROP'], env);
    assert.is(failed.code === 1 || failed.code === 3, true, failed.err);
    assert.is(await tables(db.url), 't');
    assert.match(good(await tidemark(cwd, ['status'], env)).out, /applied\s+a\/0003-drop-old/);
  });
  await db.drop();
});

test.run();
