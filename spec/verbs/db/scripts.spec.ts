// Data scripts: in order, once, in their transaction; and what becomes of one that throws, never ends, or was killed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { processHost } from '../../../lib/run/scripts/process-host.ts';
import { inFolder } from '../../desired/project.ts';
import { on } from '../../kit/on.ts';
import { server } from '../../kit/servers.ts';
import { child, refusedBy, refuses, tidemark, type Env } from '../door.ts';
import { inProject, put, type Files } from '../place.ts';
import { good } from '../round.ts';

const test = suite('db:migrate:scripts');
const one = await server(18);

const config = (more: object = {}): string => JSON.stringify({ project: 'spec', ...more });

/** An empty project with these files and a database that has a table to write to. */
async function withScripts(files: Files, work: (cwd: string, url: string, env: Env) => Promise<void>): Promise<void> {
  const db = await one.database();
  await on(db.url, 'CREATE TABLE public.noted (id int GENERATED ALWAYS AS IDENTITY, what text)');
  await inProject({ 'tidemark.config.json': config(), ...files }, (cwd) => work(cwd, db.url, { DATABASE_URL: db.url }));
  await db.drop();
}

const noted = async (url: string): Promise<unknown[]> => (await on(url, 'SELECT what FROM public.noted ORDER BY id')).map((r) => r['what']);
const insert = (what: string): string => `INSERT INTO noted (what) VALUES ('${what}');\n`;

test('SQL and TypeScript, by module and name, each once; two modules may use one name; --dry-run lists them', () =>
  withScripts(
    {
      'plans/b/scripts/0001-fill.sql': insert('b 1'),
      'plans/a/scripts/0002-more.ts': `export default async ({ sql, log }: any) => {
        const rows = await sql\`SELECT what FROM noted WHERE what = \${'a 1'}\`;
        log('found ' + rows.length);
        await sql('INSERT INTO noted (what) VALUES ($1)', ['a 2']);
      };\n`,
      'plans/a/scripts/0001-fill.sql': `-- first\n${insert('a 1')}SELECT 1;\n`,
    },
    async (cwd, url, env) => {
      const dry = good(await tidemark(cwd, ['db:migrate:scripts', '--dry-run'], env));
      assert.is(dry.out, 'would run script a/0001-fill.sql\nwould run script a/0002-more.ts\nwould run script b/0001-fill.sql\n');
      assert.equal(await noted(url), []);
      const ran = good(await tidemark(cwd, ['db:migrate:scripts'], env));
      assert.match(ran.err, '  found 1\n');
      assert.equal(await noted(url), ['a 1', 'a 2', 'b 1']);
      assert.is(good(await tidemark(cwd, ['db:migrate:scripts'], env)).out, 'No pending scripts.\n');
      put(cwd, { 'plans/b/scripts/0001-fill.sql': insert('changed'), 'plans/b/scripts/0002-new.sql': insert('b 2') });
      const again = good(await tidemark(cwd, ['db:migrate:scripts'], env));
      assert.match(again.err, 'warning script b/0001-fill.sql was changed after it ran here');
      assert.equal(await noted(url), ['a 1', 'a 2', 'b 1', 'b 2']);
    },
  ));

test('one that fails keeps nothing, stops the rest, exits 1, and is told about when it runs again', () =>
  withScripts(
    {
      'plans/a/scripts/1.ts': `export default async ({ sql }: any) => {\n  await sql\`INSERT INTO noted (what) VALUES ('half')\`;\n  throw new Error('no luck');\n};\n`,
      'plans/a/scripts/2.sql': insert('never'),
    },
    async (cwd, url, env) => {
      refusedBy(await tidemark(cwd, ['db:migrate:scripts'], env), {
        code: 1,
        id: 'SCRIPT_FAILED',
        says: ['script a/1.ts threw: no luck', 'nothing that it did through sql is kept', 'at: plans/a/scripts/1.ts:3'],
        next: 'db:migrate:scripts',
      });
      assert.equal(await noted(url), []);
      put(cwd, { 'plans/a/scripts/1.ts': null, 'plans/a/scripts/1.sql': `${insert('x')}SELECT 1/0;` });
      refusedBy(await tidemark(cwd, ['db:migrate:scripts'], env), { code: 1, id: 'SCRIPT_FAILED', says: ['at line 2', 'division by zero'] });
      const { out } = good(await tidemark(cwd, ['status'], env));
      assert.match(out, /script {3}a\/1\.sql {2}begun \d{4}-.*, not finished: it runs again\n[^]*next: tidemark db:migrate:scripts\n$/);
      assert.not.match(out, 'a/1.ts');
      put(cwd, { 'plans/a/scripts/1.sql': insert('x') });
      const ended = good(await tidemark(cwd, ['db:migrate:scripts'], env));
      assert.match(ended.err, /script a\/1\.sql did not complete during a run of .* and is executed again; nothing of it was kept/);
      assert.equal(await noted(url), ['x', 'never']);
      assert.match(good(await tidemark(cwd, ['status'], env)).out, /Nothing to do/);
      for (const [name, text, says] of [
        ['3.ts', 'export const nothing = 1;', 'no default export'],
        ['3.ts', 'export default async () => process.exit(0);', 'ended its process'],
        ['3.ts', "export default async ({ sql }: any) => { await sql('SELEC').catch(() => 1); };", 'a statement failed and it went on'],
        ['3.ts', "export default async ({ sql }: any) => { await sql('COMMIT'); };", 'transaction control'],
        ['3.ts', 'export default async ({ container }: any) => container;', 'scripts.container'],
        ['3.sql', 'COMMIT;', 'transaction control'],
      ] as const) {
        put(cwd, { 'plans/a/scripts/3.ts': null, 'plans/a/scripts/3.sql': null, [`plans/a/scripts/${name}`]: text });
        const refused = await tidemark(cwd, ['db:migrate:scripts'], env);
        assert.match(refused.err, says);
        assert.is(refused.code === 1 || refused.code === 3, true, refused.err);
      }
    },
  ));

test('one that never ends is ended by its deadline, whether it waits, works or sits in SQL', () =>
  withScripts({ 'tidemark.config.json': config({ timeouts: { scripts: '2s' } }) }, async (cwd, _, env) => {
    for (const body of ['new Promise(() => setInterval(() => 1, 1e6))', '(() => { for (;;); })()', "sql('SELECT pg_sleep(60)')"]) {
      put(cwd, { 'plans/a/scripts/1.ts': `export default async ({ sql }: any) => { await ${body}; };\n` });
      const from = Date.now();
      const ended = await tidemark(cwd, ['db:migrate:scripts'], env);
      assert.is(ended.code, 1);
      assert.match(ended.err, /SCRIPT_TIMEOUT|canceling statement/);
      assert.ok(Date.now() - from < 20_000);
    }
  }));

test('killed in the middle: nothing of it is there, the next run says so and runs it again', () =>
  withScripts(
    {
      'plans/a/scripts/1.ts': `export default async ({ sql, log }: any) => { await sql\`INSERT INTO noted (what) VALUES ('half')\`; log('in it'); await sql\`SELECT pg_sleep(30)\`; };\n`,
    },
    async (cwd, url, env) => {
      const stopped = child(cwd, ['db:migrate:scripts'], env);
      await stopped.saying('in it');
      stopped.child.kill('SIGTERM');
      refusedBy(await stopped.ended, { code: 130, id: 'INTERRUPTED', next: 'tidemark db:migrate:scripts runs a/1.ts again' });
      const running = child(cwd, ['db:migrate:scripts'], env);
      await running.saying('in it');
      running.child.kill('SIGKILL');
      await running.ended;
      put(cwd, { 'plans/a/scripts/1.ts': `export default async ({ sql }: any) => { await sql\`INSERT INTO noted (what) VALUES ('whole')\`; };\n` });
      const ended = good(await tidemark(cwd, ['db:migrate:scripts'], env));
      assert.match(ended.err, 'script a/1.ts did not complete during a run');
      assert.equal(await noted(url), ['whole']);
    },
  ));

test('container: started only for a script that reads it, which then runs from its beginning', () =>
  withScripts(
    {
      'tidemark.config.json': config({ scripts: { container: 'container.ts' } }),
      'container.ts': `import { writeFileSync } from 'node:fs';
        export default async () => { writeFileSync('started', process.env.DATABASE_URL + ' ' + process.env.MEDUSA_WORKER_MODE + ' ' + process.env.NODE_ENV + ' ' + process.env.DB_MIGRATION_CONCURRENCY); return { resolve: (name: string) => name.toUpperCase() }; };\n`,
      'plans/a/scripts/1.ts': `export default async ({ sql }: any) => { await sql\`INSERT INTO noted (what) VALUES ('plain')\`; };\n`,
    },
    async (cwd, url, env) => {
      const { existsSync, readFileSync } = await import('node:fs');
      good(await tidemark(cwd, ['db:migrate:scripts'], env));
      assert.not.ok(existsSync(join(cwd, 'started')));
      put(cwd, {
        'plans/a/scripts/2.ts': `export default async ({ container, sql }: any) => { await sql\`INSERT INTO noted (what) VALUES (\${container.resolve('early')})\`; };\n`,
        'plans/a/scripts/3.ts': `export default async (all: any) => { await all.sql\`INSERT INTO noted (what) VALUES ('before')\`; await all.sql\`INSERT INTO noted (what) VALUES (\${all.container.resolve('late')})\`; };\n`,
      });
      good(await tidemark(cwd, ['db:migrate', '--concurrency', '3'], env));
      assert.equal(await noted(url), ['plain', 'EARLY', 'before', 'LATE']);
      assert.is(readFileSync(join(cwd, 'started'), 'utf8'), `${url} server development 3`);
      // What fails beside what is waited for fails, in one sentence; and tables may be missing because nobody planned them.
      put(cwd, {
        'container.ts': `export default async () => { void Promise.reject(new Error('no relation tax')); await new Promise((next) => setTimeout(next, 9e3)); };\n`,
        'plans/a/scripts/4.ts': `export default async ({ container }: any) => container.resolve('never');\n`,
        'schema/tax.sql': 'CREATE TABLE tax (id int);\n',
      });
      const why = ['did not start: no relation tax; nothing', 'no plan is there yet: tax'];
      await refuses(cwd, ['db:migrate:scripts'], { code: 1, id: 'SCRIPT_CONTAINER', says: why, next: 'tidemark plan' }, env);
    },
  ));

/** What of Medusa a script meets, small: flags in a file, an application that counts how often it is started. */
const medusa: Files = {
  'node_modules/@medusajs/medusa/package.json': '{ "name": "@medusajs/medusa", "version": "2.21.2", "main": "dist/index.js" }',
  'node_modules/@medusajs/medusa/dist/index.js': '',
  'node_modules/@medusajs/medusa/dist/loaders/index.js': `
const { container } = require('@medusajs/framework');
exports.initializeContainer = async (root) => { require('@medusajs/framework/utils').flags = require(root + '/flags.json'); return container; };`,
  'node_modules/@medusajs/medusa/dist/migration-scripts/assign-roles.js': `
require('@medusajs/framework/utils').defineFileConfig({ path: __filename, isDisabled: () => !require('@medusajs/framework/utils').flags?.rbac });
exports.default = async ({ container }) => container.note('roles');`,
  'node_modules/@medusajs/framework/package.json': '{ "name": "@medusajs/framework", "version": "2.21.2", "main": "index.js" }',
  'node_modules/@medusajs/framework/index.js': `
const { appendFileSync } = require('node:fs');
const note = (text) => appendFileSync('told', text + '\\n');
exports.container = { note, resolve: () => ({ plugins: [] }) };
exports.MedusaAppLoader = class { async load() { note('started'); return { onApplicationStart() {}, onApplicationPrepareShutdown() {}, onApplicationShutdown() { note('stopped'); } }; } };`,
  'node_modules/@medusajs/framework/database.js': 'exports.pgConnectionLoader = async () => {};',
  'node_modules/@medusajs/framework/links.js': 'exports.LinkLoader = class { async load() {} };',
  'node_modules/@medusajs/framework/workflows.js': 'exports.WorkflowLoader = class { async load() {} };',
  'node_modules/@medusajs/framework/modules-sdk.js': 'exports.MedusaModule = { clearInstances() {} };',
  'node_modules/@medusajs/framework/utils.js': `
const files = new Map();
module.exports = { defineFileConfig: (c) => files.set(c.path, c), getDefinedFileConfig: (f) => files.get(f), isFileDisabled: (f) => files.get(f)?.isDisabled() === true,
  ContainerRegistrationKeys: {}, getResolvedPlugins: async () => [], mergePluginModules() {} };`,
  'node_modules/wishes/package.json': '{ "name": "wishes" }',
  'node_modules/wishes/.medusa/server/src/migration-scripts/seed.js': `exports.default = async ({ container }) => container.note('wishes ' + require('@medusajs/framework').container.note.length);`,
  'flags.json': '{}',
  'medusa-config.ts': `export default { plugins: ['wishes'], projectConfig: { databaseUrl: process.env.FROM_MEDUSA, databaseSchema: 'shop' } };\n`,
  'src/migration-scripts/lib/said.ts': `export const said: string[] = [];\n`,
  'src/migration-scripts/seed-a.ts': `import { said } from './lib/said';
export default async function seed({ container, sql }: any) {
  said.push('a');
  container.note('a in ' + (await sql('SELECT current_schema() AS s'))[0].s);
  console.error('connects to', process.env.DATABASE_URL);
  void sql('SELECT pg_sleep(0.2)').then(() => sql("INSERT INTO public.noted (what) VALUES ('too late')"));
}\n`,
  'src/migration-scripts/seed-b.ts': `throw new Error('it has run long ago');\n`,
  'src/migration-scripts/Seed-c.ts': `import { said } from './lib/said';
export default async ({ container }: any) => { await new Promise((next) => setTimeout(next, 400)); container.note('c after ' + said.join()); };\n`,
};

test("Medusa's own scripts, those of plugins and src/migration-scripts run unchanged, in its order, on one application; what Medusa ran does not run again", async () => {
  const db = await one.database();
  await on(db.superUrl, 'CREATE SCHEMA shop AUTHORIZATION keeper', `ALTER ROLE keeper PASSWORD 'hunter2'`);
  await on(
    db.url,
    'CREATE TABLE public.noted (id int GENERATED ALWAYS AS IDENTITY, what text)',
    ...['public', 'shop'].map((s) => `CREATE TABLE ${s}.script_migrations (id serial, script_name varchar(255) NOT NULL, finished_at timestamptz)`),
    "INSERT INTO shop.script_migrations (script_name, finished_at) VALUES ('seed-b.js', now()), ('seed-a.js', NULL)",
    // Of another application in this database.
    "INSERT INTO public.script_migrations (script_name, finished_at) VALUES ('Seed-c.js', now())",
  );
  await inFolder({ ...medusa, 'tidemark.config.json': config() }, async (cwd) => {
    const env = { FROM_MEDUSA: db.url.replace('keeper@', 'keeper:hunter2@') };
    const told = (): string[] => readFileSync(join(cwd, 'told'), 'utf8').trim().split('\n');
    const printed: string[] = [];
    const { write } = process.stderr;
    process.stderr.write = (text: string) => (printed.push(text), true);
    const ended = await tidemark(cwd, ['db:migrate:scripts'], env).finally(() => (process.stderr.write = write));
    assert.match(good(ended).err, 'from databaseUrl in medusa-config.ts');
    assert.is(
      ended.out.replaceAll(/\d+ ms/g, 'n ms'),
      [
        'ran script plugin:wishes/seed.js (n ms)',
        'ran script src/migration-scripts/seed-a.ts (n ms)',
        'ran script src/migration-scripts/Seed-c.ts (n ms)',
        'script @medusajs/medusa/assign-roles.js: skipped, its framework has switched it off',
        '',
      ].join('\n'),
    );
    // the command does not wait for an application that takes its time to stop
    for (let n = 0; n < 100 && told().at(-1) !== 'stopped'; n += 1) await sleep(100);
    assert.equal(told(), ['started', 'wishes 1', 'a in shop', 'c after a', 'stopped']);
    assert.match(printed.join(''), 'keeper:***@');
    assert.not.match(printed.join(''), 'hunter2');
    assert.equal(await noted(db.url), []);
    // Switched on, it runs, and was never called interrupted; built, a script is the one it was built from.
    put(cwd, {
      'flags.json': '{ "rbac": true }',
      'src/migration-scripts/seed-a.ts': null,
      'src/migration-scripts/seed-a.js': `throw new Error('built, and it ran');\n`,
    });
    const then = good(await tidemark(cwd, ['db:migrate:scripts'], env));
    assert.match(then.out, /^ran script @medusajs\/medusa\/assign-roles\.js \(\d+ ms\)\n$/);
    assert.not.match(then.err, 'warning');
    // One that a run of ours did not finish and Medusa then did.
    await on(
      db.url,
      `UPDATE tidemark.scripts SET state = 'started', finished_at = NULL WHERE name = 'src/migration-scripts/Seed-c.ts'`,
      `INSERT INTO shop.script_migrations (script_name, finished_at) VALUES ('Seed-c.js', now())`,
    );
    assert.is(good(await tidemark(cwd, ['db:migrate:scripts'], env)).out, 'No pending scripts.\n');
    // Begun early, a process loads what the scripts import, calls nothing, and is silent until one of Medusa's own kind takes it.
    put(cwd, {
      'node_modules/@medusajs/core-flows/index.js': `require('@medusajs/framework').container.note('flows');\nconsole.log('flows are there');\n`,
      'flows.js': `throw new Error(require('@medusajs/core-flows'));\n`,
    });
    const host = processHost(undefined);
    const place = { cwd, env: { ...process.env, ...env } };
    host.prepare(place, { root: cwd, scripts: [join(cwd, 'flows.js')] });
    for (let n = 0; n < 400 && !told().includes('flows'); n += 1) await sleep(25);
    assert.equal([told().includes('flows'), told().filter((t) => t === 'started').length], [true, 2]);
    process.stderr.write = (text: string) => (printed.push(text), true);
    const [other, own] = [host.take({ ...place, native: false }), host.take({ ...place, native: true })];
    for (let n = 0; n < 400 && !printed.includes('flows are there\n'); n += 1) await sleep(25);
    process.stderr.write = write;
    assert.equal([other.fresh, own.fresh], [true, false]);
    assert.is(printed.at(-1), 'flows are there\n');
    for (const { child: taken } of [other, own]) taken.kill('SIGKILL');
    host.close();
    put(cwd, { 'node_modules/wishes': null });
    await refuses(cwd, ['db:migrate:scripts'], { code: 64, id: 'MEDUSA_PLUGIN_MISSING', says: ['the plugin wishes'], next: 'npm install wishes' }, env);
    put(cwd, { 'node_modules/wishes/package.json': '{}', 'node_modules/wishes/src/links/x.ts': '' });
    await refuses(cwd, ['db:migrate:scripts'], { code: 64, id: 'MEDUSA_PLUGIN_UNBUILT', says: ['src/links'], next: 'medusa plugin:build' }, env);
  });
  await db.drop();
});

test('a script finds the database that the run works on, whatever its name, and imports what is CommonJS', async () => {
  const { href } = new URL(import.meta.resolve('pg'));
  const script = `import pg from '${href}';
export default async ({ log }: any) => {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  log((await client.query('SELECT current_database() AS d')).rows[0].d + ' is ' + process.env.DB_NAME);
  await client.end();
};\n`;
  await inProject({ 'tidemark.config.json': config(), 'plans/a/scripts/1.ts': script }, async (cwd) => {
    for (const name of [`semi;colon "and" $HOME/100%`, 'why?#1']) {
      const ran = good(await tidemark(cwd, ['db:setup', '--db', name, '--json', '--skip-links'], { DATABASE_URL: one.url }));
      assert.match(ran.err, `${name} is ${name}\n`);
      assert.is((JSON.parse(ran.out) as { scripts: { outcome: string } }).scripts.outcome, 'ran');
    }
  });
});

test('requires: a plan that is not applied holds everything back; a name that is none is a usage error', () =>
  withScripts({ 'plans/a/scripts/1.sql': `-- requires: a/0001\n${insert('late')}`, 'plans/a/scripts/0.sql': insert('early') }, async (cwd, url, env) => {
    await refuses(cwd, ['db:migrate:scripts'], { code: 3, id: 'SCRIPT_WAITS', says: ['a/1.sql requires a/0001'], next: 'tidemark db:migrate' }, env);
    assert.equal(await noted(url), []);
    put(cwd, { 'plans/a/scripts/1.sql': `-- requires: the moon\n` });
    await refuses(cwd, ['db:migrate:scripts'], { code: 64, id: 'SCRIPT_REQUIRES', says: ['the moon', '1.sql:1'] }, env);
  }));

test('a medusa-config that throws, never ends, or says nothing of a database', () =>
  inProject({ 'medusa-config.ts': `throw new Error('no licence');\n` }, async (cwd) => {
    const threw = { code: 64, id: 'MEDUSA_CONFIG_THREW', says: ['medusa-config.ts threw: no licence'] };
    await refuses(cwd, ['status'], { ...threw, next: 'DATABASE_URL' });
    // The database is known: it is for its plugins that the config is asked.
    await refuses(cwd, ['db:migrate:scripts'], { ...threw, next: '--skip-scripts' }, { DATABASE_URL: 'postgres://127.0.0.1:1/x' });
    put(cwd, {
      'medusa-config.ts': 'await new Promise(() => setInterval(() => 1, 1e6));\n',
      'tidemark.config.json': config({ timeouts: { definitions: '2s' } }),
    });
    await refuses(cwd, ['status'], { code: 1, id: 'MEDUSA_CONFIG_TIMEOUT', says: ['within 2 s'] });
    put(cwd, { 'medusa-config.ts': 'export default { projectConfig: {} };\n', 'tidemark.config.json': config() });
    await refuses(cwd, ['status'], { code: 64, id: 'TARGET_NOT_CONFIGURED' });
    // As defineConfig() loads the modules of the application.
    put(cwd, {
      'src/modules/blog/index.ts': `import { name } from './name';\nexport default { name } as { name: string };\n`,
      'src/modules/blog/name.ts': `export const name: string = 'blog';\n`,
      'medusa-config.ts': `import { createRequire } from 'node:module';
createRequire(process.cwd() + '/x.js')('./src/modules/blog');
export default { projectConfig: { databaseUrl: 'postgres://127.0.0.1:1/x', databaseDriverOptions: { connection: { ssl: false } } } };\n`,
    });
    await refuses(cwd, ['status'], { code: 1, id: 'TARGET_UNREACHABLE', says: ['sslmode=disable'], next: 'databaseUrl in medusa-config.ts' });
    // As Node has it: public authorities, unless it is given one.
    put(cwd, { 'medusa-config.ts': `export default { projectConfig: { databaseUrl: 'postgres://127.0.0.1:1/x', databaseDriverOptions: { ssl: true } } };\n` });
    await refuses(cwd, ['status'], { code: 1, id: 'TARGET_UNREACHABLE', says: ['sslmode=verify-full'] });
  }));

test.run();
