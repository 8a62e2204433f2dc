// db:create, db:generate and db:rollback: what users of Medusa type, with the refusals that they have to meet.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import pg from 'pg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../bin/main.ts';
import { readEnvFile, withValue } from '../../../lib/desired/environment/env-file.ts';
import { server } from '../../kit/servers.ts';
import { good } from '../round.ts';
import { refuses, root, tidemark } from '../door.ts';
import { inProject, put } from '../place.ts';
import { asShown } from './shown.ts';

const test = suite('db:create, db:generate, db:rollback');
const one = await server(18);
const at = (database: string): string => one.url.replace(/\/postgres$/, `/${database}`);

async function databases(): Promise<string[]> {
  const client = new pg.Client(one.superUrl);
  await client.connect();
  try {
    return (await client.query<{ datname: string }>('SELECT datname FROM pg_database ORDER BY 1')).rows.map((r) => r.datname);
  } finally {
    await client.end();
  }
}

test('the database of the URL; made once, and already there is no failure', () =>
  inProject({}, async (cwd) => {
    const env = { DATABASE_URL: at('made_once') };
    assert.is(good(await tidemark(cwd, ['db:create'], env)).out, 'Created database "made_once"\n');
    assert.is(good(await tidemark(cwd, ['db:create', '--interactive=false', '--write-env=false'], env)).out, 'Database "made_once" already exists\n');
    const { outcome, env: written } = JSON.parse(good(await tidemark(cwd, ['db:create', '--json'], env)).out) as { outcome: string; env: { is: string } };
    assert.equal([outcome, written.is], ['exists', 'left alone']);
    assert.ok((await databases()).includes('made_once'));
    assert.not.ok(existsSync(join(cwd, '.env')));
  }));

test('any name a server can hold is quoted; others are refused before a connection is made', () =>
  inProject({}, async (cwd) => {
    const env = { DATABASE_URL: at('postgres') };
    for (const name of [`o'x`, 'We ird-name;x', 'a"b', 'ünï']) {
      const { out, err } = good(await tidemark(cwd, ['db:create', '--db', name], env));
      assert.is(out, `Created database "${name}"\n`);
      assert.match(err, /still lead to database "postgres" \(from DATABASE_URL\), and DB_NAME alone/);
      assert.ok((await databases()).includes(name));
    }
    const nowhere = { DATABASE_URL: 'postgres://127.0.0.1:1/x' };
    const wrong: [string, string][] = [
      ['x'.repeat(70), '70 bytes'],
      ['ü'.repeat(32), '64 bytes'],
      ['', 'is empty'],
      ['a\0b', 'NUL'],
      ['template1', 'template'],
    ];
    for (const [name, says] of wrong) await refuses(cwd, ['db:create', '--db', name], { code: 64, id: 'DATABASE_NAME', says: [says], next: '--db' }, nowhere);
  }));

test('the name stands in .env: written only when that is said, and everything else in the file stays', () =>
  inProject({ '.env': `# ours\nDATABASE_URL="${at('$DB_NAME')}"\r\nSECRET='a#b' # c\n` }, async (cwd) => {
    const env = (): string => readFileSync(join(cwd, '.env'), 'utf8');
    const before = env();
    await refuses(cwd, ['status'], { code: 1, id: 'TARGET_NO_DATABASE', says: ['DATABASE_URL in .env names no database'], next: '--write-env' });
    const first = good(await tidemark(cwd, ['db:create', '--db', 'from_env']));
    assert.match(first.err, 'DB_NAME=from_env in .env changes that, and --write-env writes it');
    assert.is(env(), before);
    assert.match(good(await tidemark(cwd, ['db:create', '--db', 'from_env', '--write-env'])).out, 'Updated .env with DB_NAME=from_env');
    assert.is(env(), `${before}DB_NAME=from_env\r\n`);
    const again = good(await tidemark(cwd, ['db:create']));
    assert.match(again.out, 'Database "from_env" already exists');
    assert.match(good(await tidemark(cwd, ['status'])).err, /database from_env on 127\.0\.0\.1.*from DATABASE_URL in \.env/);
    // What $DB_NAME cannot stand for within a URL is made, and not written.
    for (const name of ['a?b', 'a%20b']) {
      const odd = good(await tidemark(cwd, ['db:create', '--db', name, '--write-env']));
      assert.is(odd.out, `Created database "${name}"\n`);
      assert.match(odd.err, 'still lead to database "from_env" (from DATABASE_URL in .env), and DB_NAME alone does not');
    }
    // The environment wins over the file.
    assert.match((await tidemark(cwd, ['db:create'], { DB_NAME: 'from_process' })).out, 'Created database "from_process"');
  }));

test('on a terminal it asks for the name and before it writes; --no-interactive asks nothing', () =>
  inProject({ '.env': `DATABASE_URL=${at('$DB_NAME')}\n` }, async (cwd) => {
    const typed = async (argv: string[], ...answers: string[]): Promise<{ code: number; out: string; err: string }> => {
      const tty = (): PassThrough => Object.assign(new PassThrough(), { isTTY: true });
      const [stdin, stdout, stderr] = [tty(), tty(), tty()];
      let [out, err] = ['', ''];
      stdout.on('data', (t: Buffer) => (out += t.toString()));
      stderr.on('data', (t: Buffer) => {
        err += t.toString();
        if (t.toString().endsWith(') ') && answers.length > 0) stdin.write(answers.shift()!);
      });
      const code = await main([argv[0]!, '--cwd', cwd, ...argv.slice(1)], { stdin: stdin as never, stdout, stderr, env: {} });
      return { code, out, err };
    };
    const asked = await typed(['db:create'], 'asked_for\r', 'y\r');
    assert.is(asked.code, 0, asked.err);
    assert.match(asked.err, /Enter the database name \(medusa-tidemark-verbs-/);
    assert.match(asked.out, 'Created database "asked_for"');
    assert.match(readFileSync(join(cwd, '.env'), 'utf8'), 'DB_NAME=asked_for');
    // What is made by then is not denied.
    const stopped = await typed(['db:create', '--db', 'stopped'], '\x03');
    assert.equal([stopped.code, stopped.out], [130, 'Created database "stopped"\n']);
    assert.match(stopped.err, /interrupted; the database is there, and \.env was not changed/);
    const quiet = await typed(['db:create', '--no-interactive', '--db', 'not_asked']);
    assert.not.match(quiet.err, '?');
    assert.not.match(readFileSync(join(cwd, '.env'), 'utf8'), 'not_asked');
  }));

test('no setting, a wrong URL, a role without the right: one attempt, one sentence', () =>
  inProject({}, async (cwd) => {
    await refuses(cwd, ['db:create', '--db', 'x'], { code: 64, id: 'TARGET_NOT_CONFIGURED', next: 'DATABASE_URL' });
    const from = Date.now();
    await refuses(
      cwd,
      ['db:create', '--db', 'x'],
      { code: 1, id: 'TARGET_UNREACHABLE', says: ['127.0.0.1:1', 'sslmode=prefer'] },
      { DATABASE_URL: 'postgres://127.0.0.1:1/x' },
    );
    assert.ok(Date.now() - from < 5_000);
    const client = new pg.Client(one.superUrl);
    await client.connect();
    await client.query('CREATE ROLE mere LOGIN');
    // On a managed server the database that the settings name may be the only way in.
    await client.query('CREATE DATABASE home OWNER keeper');
    await client.query('REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC');
    const beside = await tidemark(cwd, ['db:create', '--db', 'beside_home'], { DATABASE_URL: at('home') });
    await client.query('GRANT CONNECT ON DATABASE postgres, template1 TO PUBLIC');
    await client.end();
    assert.match(good(beside).out, 'Created database "beside_home"');
    const mere = one.url.replace('keeper', 'mere');
    await refuses(cwd, ['db:create', '--db', 'x'], { code: 1, id: 'DATABASE_DENIED', says: ['as mere'], next: 'CREATEDB' }, { DATABASE_URL: mere });
    await refuses(cwd, ['db:create', '--db', 'x', '--database', 'pglite:db'], { code: 64, id: 'TARGET_EMBEDDED', next: '--database' });
  }));

const blog = { 'schema/blog.sql': 'CREATE TABLE post (id int PRIMARY KEY);\n', 'schema/shop.sql': 'CREATE TABLE item (id int PRIMARY KEY);\n' };

test('db:generate writes the named modules; a module nobody knows, and none at all, get the list', () =>
  inProject(blog, async (cwd) => {
    await refuses(cwd, ['db:generate'], { code: 64, id: 'MODULES_MISSING', says: ['  - blog', '  - shop'], next: 'tidemark db:generate blog' });
    await refuses(cwd, ['db:generate', 'blogg'], {
      code: 64,
      id: 'MODULE_UNKNOWN',
      says: ['Cannot generate migrations for unknown module(s) blogg', 'available modules:', '- blog'],
      next: 'tidemark db:generate blog',
    });
    // Nothing is planned, so nothing would be applied: said before a database is made.
    const nowhere = { DATABASE_URL: 'postgres://127.0.0.1:1/x' };
    await refuses(cwd, ['db:setup', '--no-interactive'], { code: 3, id: 'PLANS_MISSING', says: ['2 module(s)', 'blog, shop'], next: 'tidemark plan' }, nowhere);
    await refuses(cwd, ['db:migrate'], { code: 3, id: 'PLANS_MISSING', next: 'tidemark baseline' }, nowhere);
    assert.match(good(await tidemark(cwd, ['db:generate', 'blog'])).out, 'blog: generated plans/blog/0001-init.plan.yaml');
    assert.not.ok(existsSync(join(cwd, 'plans/shop')));
    // Medusa calls its modules in camel case.
    assert.match(good(await tidemark(cwd, ['db:generate', 'Blog'])).out, 'blog: skipped, no changes');
    await refuses(cwd, ['db:generate', 'blog', 'loyaltyPoints'], { code: 64, id: 'MODULE_UNKNOWN', says: ['module(s) loyaltyPoints'] });
  }));

test('db:rollback takes back the last run of a module as one batch, and says what there is when the module is unknown', () =>
  inProject(blog, async (cwd) => {
    const db = await one.database();
    const env = { DATABASE_URL: db.url };
    const allow = ['--allow', 'DATA_DROP_TABLE', '--allow', 'DATA_DROP_COLUMN', '--allow', 'COMPAT_DROP'];
    await refuses(cwd, ['db:rollback'], { code: 64, id: 'MODULES_MISSING', says: ['- blog'] }, env);
    await refuses(
      cwd,
      ['db:rollback', 'blgo'],
      { code: 64, id: 'MODULE_UNKNOWN', says: ['Cannot revert migrations for unknown module(s) blgo', '- shop'], next: 'tidemark db:rollback blog' },
      env,
    );
    assert.match(good(await tidemark(cwd, ['db:rollback', 'blog'], env)).out, 'blog: skipped, nothing of it is applied here');
    good(await tidemark(cwd, ['db:generate', 'blog', 'shop']));
    good(await tidemark(cwd, ['apply'], env));
    put(cwd, { 'schema/blog.sql': 'CREATE TABLE post (id int PRIMARY KEY, title text);\n' });
    good(await asShown('After modifying entities', 0, cwd, env));
    good(await asShown('After modifying entities', 1, cwd, env));
    assert.is((await asShown('Rollback', 0, cwd, env)).code, 3);
    good(await asShown('Rollback', 1, cwd, env));
    // As one batch: what ran together goes together, and other modules stay.
    good(await tidemark(cwd, ['apply'], env));
    good(await tidemark(cwd, ['db:rollback', 'blog', ...allow], env));
    assert.is(
      good(await tidemark(cwd, ['db:rollback', 'blog', 'Shop', ...allow], env)).out,
      'rolled back shop/0001-init (1 steps)\nrolled back blog/0001-init (1 steps)\n',
    );
    // A module that the last run had no part in is named; one that was renamed is known by both names.
    good(await tidemark(cwd, ['apply', 'shop'], env));
    good(await tidemark(cwd, ['apply', 'blog'], env));
    put(cwd, {
      'schema/blog.sql': null,
      'schema/journal.sql': 'CREATE TABLE post (id int PRIMARY KEY, title text);\n',
      'tidemark.config.json': '{ "project": "spec", "modules": { "journal": { "renamedFrom": "blog" } } }',
    });
    const both = good(await tidemark(cwd, ['db:rollback', 'blog', 'shop', ...allow], env));
    assert.match(
      both.out,
      /^rolled back blog\/0002-title \(1 steps\)\nrolled back blog\/0001-init \(1 steps\)\nshop: left as it is, its last run is an earlier one; the next tidemark db:rollback shop takes it\n$/,
    );
    // What leans on it goes first, or with it.
    put(cwd, { 'schema/shop.sql': 'CREATE TABLE item (id int PRIMARY KEY, post int REFERENCES post);\n' });
    good(await tidemark(cwd, ['db:generate', 'shop', '--name', 'post']));
    good(await tidemark(cwd, ['apply'], env));
    const leans = { code: 3, id: 'DEPENDENTS_APPLIED', says: ['shop/0002-post needs blog/0002-title'], next: '--with-dependents, or roll shop back first' };
    await refuses(cwd, ['db:rollback', 'journal', ...allow], leans, env);
    assert.match(good(await tidemark(cwd, ['db:rollback', 'journal', '--with-dependents', ...allow], env)).out, /shop\/0002-post[^]*blog\/0002-title/);
    await db.drop();
  }));

test('.env files: quotes, comments, defaults, circles, and one value set', () =>
  inProject({ '.env.production': 'A=1\n', '.env': `export A = "x\\ny"\nB='$A'\nC=\${NOPE:-d}\nD=$D\nE=a\\$b # c\nF=\n` }, async (cwd) => {
    assert.equal(readEnvFile(cwd, {})?.values, { A: 'x\ny', B: 'x\ny', C: 'd', D: '', E: 'a$b', F: '' });
    assert.equal(readEnvFile(cwd, { NODE_ENV: 'production' })?.values, { A: '1' });
    assert.is(readEnvFile(cwd, { NODE_ENV: 'test' }), undefined);
    for (const name of [`o'x`, 'a"b', 'a$b', 'a b#c', 'a\\b']) {
      const { writeFileSync } = await import('node:fs');
      writeFileSync(join(cwd, '.env'), withValue('X=1\nDB_NAME=old # was\nY=2', 'DB_NAME', name));
      assert.equal(readEnvFile(cwd, {})?.values, { X: '1', DB_NAME: name, Y: '2' });
    }
  }));

test("every heading of Medusa's page on these commands is a section, and every spec that the table names is there", async () => {
  const { readdirSync } = await import('node:fs');
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const headings = ['Initial setup', 'After pulling changes', 'After modifying entities', 'Rollback', 'Production deployment', 'Unknown modules'];
  for (const heading of [...headings, 'Migration failures', 'Database already exists']) assert.match(readme, `\n### ${heading}\n`);
  const table = readme.slice(readme.indexOf('### What is different'), readme.indexOf('## A plan file'));
  const named = [...table.matchAll(/^\|.*\| (`[^|]*`) \|$/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
  const specs = readdirSync(join(root, 'spec'), { recursive: true }).map(String);
  assert.ok(named.length > 15);
  assert.equal(
    named.filter((n) => !specs.some((f) => f.replaceAll('\\', '/').endsWith(`${n}.spec.ts`))),
    [],
  );
});

test.run();
