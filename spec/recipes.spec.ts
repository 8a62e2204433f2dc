// The recipes for drift run as the README has them: crontab, Kubernetes, GitHub; with drift and without.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { server } from './kit/servers.ts';
import { bare, root, tidemark } from './verbs/door.ts';
import { inProject } from './verbs/place.ts';

const test = suite('recipes');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const fences = (language: string): string[] => [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map((m) => m[1]!);

interface Ran {
  readonly code: number | null;
  readonly out: string;
}

/** Stand-ins for what a machine has around the recipe: npx finds this tidemark, npm ci has nothing to fetch, mail keeps what it is given. */
function machine(cwd: string): (argv: readonly string[], env: NodeJS.ProcessEnv) => Ran {
  const bin = join(cwd, '.machine');
  mkdirSync(bin);
  const tool = (name: string, script: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  tool('npx', `shift; exec "${process.execPath}" --import tsx "${join(root, 'bin/tidemark.ts')}" "$@"`);
  tool('npm', 'exit 0');
  tool('mail', `cat > "${join(cwd, 'mail.txt')}"`);
  return ([file, ...args], env) => {
    const kept = { ...process.env, ...bare, ...env, PATH: `${bin}:${process.env['PATH']}` };
    const done = spawnSync(file!, args, { cwd, encoding: 'utf8', env: Object.fromEntries(Object.entries(kept).filter(([, v]) => v !== undefined)) });
    return { code: done.status, out: done.stdout + done.stderr };
  };
}

test('crontab, CronJob and workflow tell drift, and are silent without', async () => {
  const db = await (await server(15)).database();
  await inProject({ 'schema/shop.sql': `CREATE TABLE product (id int PRIMARY KEY, title text DEFAULT '')`, 'tidemark.config.json': '{}' }, async (cwd) => {
    for (const argv of [['plan'], ['apply', '--database', db.url]]) assert.is((await tidemark(cwd, argv)).code, 0);
    const run = machine(cwd);
    const [crontab] = fences('crontab');
    const line = /^[*\d/,-]+ \S+ \S+ \S+ \S+ (.*)$/m.exec(crontab!)![1]!;
    const yaml = fences('yaml').map((text) => parse(text) as Record<string, never>);
    const job = yaml.find((y) => y['kind'] === 'CronJob') as unknown as {
      spec: { jobTemplate: { spec: { template: { spec: { containers: { command: string[]; env: { name: string }[] }[] } } } } };
    };
    const [container] = job.spec.jobTemplate.spec.template.spec.containers;
    assert.equal(
      container!.env.map((e) => e.name),
      ['DATABASE_URL'],
    );
    const workflow = yaml.find((y) => y['jobs'] !== undefined) as unknown as { jobs: { drift: { steps: { run?: string; env?: object }[] } } };
    const steps = workflow.jobs.drift.steps.filter((s) => s.run !== undefined);

    const cron = (): Ran => run(['/bin/sh', '-c', line], { DATABASE_URL: db.url, SHOP: cwd });
    const pod = (): Ran => run(container!.command, { DATABASE_URL: db.url, NODE_ENV: 'production' });
    const runner = (): Ran => {
      let last: Ran = { code: 0, out: '' };
      for (const s of steps)
        if (last.code === 0)
          last = run(['bash', '-e', '-c', s.run!], { CI: 'true', GITHUB_ACTIONS: 'true', ...(s.env === undefined ? {} : { DATABASE_URL: db.url }) });
      return last;
    };

    assert.is(cron().code, 0);
    assert.not.ok(existsSync(join(cwd, 'mail.txt')), 'no mail without drift');
    assert.is(pod().code, 0);
    assert.match(runner().out, '::notice title=tidemark drift::in sync');

    const client = new pg.Client(db.url);
    await client.connect();
    await client.query(`ALTER TABLE product ALTER title SET DEFAULT 'x'`);
    await client.end();
    assert.is(cron().code, 0, 'the mail went out');
    assert.match(readFileSync(join(cwd, 'mail.txt'), 'utf8'), '| default value public.product.title | changed: expression |');
    const failed = pod();
    assert.is(failed.code, 2);
    assert.match(failed.out, '"outcome": "drifted"');
    const annotated = runner();
    assert.is(annotated.code, 2);
    assert.match(annotated.out, '::error title=drift%3A default value public.product.title::');

    rmSync(join(cwd, 'mail.txt'));
    run(['/bin/sh', '-c', line], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', SHOP: cwd });
    assert.match(readFileSync(join(cwd, 'mail.txt'), 'utf8'), 'error ', 'a check that cannot look is told too');
  });
  await db.drop();
});

test('a role of the plans, granted to the one that logs in: its grants and policies hold', async () => {
  const db = await (await server(15)).database();
  const asked = async (url: string, ...texts: string[]): Promise<number> => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      let rows = 0;
      for (const text of texts) rows = (await client.query(text)).rowCount ?? 0;
      return rows;
    } finally {
      await client.end();
    }
  };
  const definitions = `CREATE TABLE note (id int, mine boolean);
    ALTER TABLE note ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON note FOR SELECT TO app USING (mine);
    GRANT SELECT ON note TO app;`;
  const recipe = fences('sql').find((text) => text.includes('NOLOGIN'))!;
  try {
    await asked(db.superUrl, `CREATE ROLE app_production LOGIN PASSWORD 'x'`, recipe);
    await inProject({ 'schema/shop.sql': definitions, 'tidemark.config.json': '{}' }, async (cwd) => {
      for (const argv of [['plan'], ['apply', '--allow', 'SEC_GRANT', '--database', db.url]]) {
        const { code, err } = await tidemark(cwd, argv);
        assert.is(code, 0, err);
      }
      const login = new URL(db.url);
      [login.username, login.password] = ['app_production', 'x'];
      await asked(db.url, 'INSERT INTO note VALUES (1, true), (2, false)');
      assert.is(await asked(login.href, 'SELECT FROM note'), 1);
      writeFileSync(join(cwd, 'tidemark.config.json'), '{ "roles": { "app": "app_production" } }');
      assert.match((await tidemark(cwd, ['status', '--database', db.url])).err, 'error CONFIG_ROLES');
    });
  } finally {
    await db.drop();
    await asked((await server(15)).superUrl, 'DROP ROLE IF EXISTS app_production, app');
  }
});

test.run();
