// Targets that cannot be reached, entered or written: one attempt, one sentence with host, database and mode, never the
// password; and targets that somebody else changed.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { on } from '../kit/on.ts';
import { server, type Database } from '../kit/servers.ts';
import { refusedBy, refuses, tidemark, type Ended, type Env, type Refusal } from './door.ts';
import { inProject, put } from './place.ts';

const test = suite('bad targets');
const major = 18;
const one = await server(major, { own: true });
const connecting = [['apply'], ['apply', '--dry-run'], ['rollback'], ['status'], ['drift']];
const begun: (() => Promise<void>)[] = [];

async function database(): Promise<Database> {
  const made = await one.database();
  begun.push(() => made.drop());
  return made;
}

let plans: { readonly [file: string]: string } = {};
const first = 'CREATE TABLE item (id int PRIMARY KEY, name text);\n';
const second = 'CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL);\n';

test.before(() =>
  inProject({ 'schema/a.sql': first }, async (cwd) => {
    await tidemark(cwd, ['plan', '--name', 'init']);
    put(cwd, { 'schema/a.sql': second });
    await tidemark(cwd, ['plan', '--name', 'strict', '--no-online', '--allow', 'FAIL_DATA_DEPENDENT', '--allow', 'COMPAT_REQUIRED', '--allow', 'LOCK_SCAN']);
    const { readFileSync } = await import('node:fs');
    const { planFiles } = await import('./place.ts');
    plans = Object.fromEntries(planFiles(cwd).map((f) => [`plans/${f}`, readFileSync(`${cwd}/plans/${f}`, 'utf8')]));
  }),
);
test.after(async () => {
  for (const end of begun) await end();
  await one.stop();
});

/** A project that has nothing but its plans, as a deployed one does. */
const deployed = (work: (cwd: string) => Promise<void>): Promise<void> => inProject(plans, work);

test('no target: refused, with or without CI; the embedded default is not for CI or production', () =>
  deployed(async (cwd) => {
    const refusal: Refusal = { code: 64, id: 'TARGET_NOT_CONFIGURED', next: '--database' };
    for (const argv of connecting) await refuses(cwd, argv, refusal, { CI: 'true' });
    await refuses(cwd, ['apply'], refusal);
    put(cwd, { 'tidemark.config.json': '{ "target": "embedded" }' });
    for (const argv of connecting) await refuses(cwd, argv, { ...refusal, says: ['CI is set'] }, { CI: '1' });
    await refuses(cwd, ['apply'], { ...refusal, says: ['NODE_ENV'] }, { NODE_ENV: 'production' });
  }));

/** Every command that connects ends with the same sentence, soon. */
async function unreachable(url: string, refusal: Refusal, env: Env = {}): Promise<void> {
  await deployed(async (cwd) => {
    for (const argv of connecting) {
      const from = Date.now();
      const ended = await refuses(cwd, [...argv, '--database', url], refusal, env);
      assert.ok(Date.now() - from < 12_000, `${argv.join(' ')} took ${Date.now() - from} ms`);
      assert.not.match(ended.err, 'sekrit');
      assert.match(ended.err, /^target: /);
    }
  });
}
const at = (path: string, user = 'keeper'): string => `postgres://${user}:sekrit@127.0.0.1:${one.port}/${path}`;

test('no server', () =>
  unreachable('postgres://u:sekrit@127.0.0.1:1/shop', {
    code: 1,
    id: 'TARGET_UNREACHABLE',
    says: ['shop', '127.0.0.1:1', 'sslmode=prefer', 'nothing listens'],
  }));
test('no such host', () =>
  unreachable('postgres://u:sekrit@nowhere.invalid/shop', {
    code: 1,
    id: 'TARGET_UNREACHABLE',
    says: ['shop', 'nowhere.invalid:5432', 'sslmode=prefer', 'host name'],
  }));
test('no such database', () =>
  unreachable(at('nowhere'), {
    code: 1,
    id: 'TARGET_NO_DATABASE',
    says: ['nowhere', `127.0.0.1:${one.port}`, 'sslmode=prefer'],
    next: 'tidemark db:create --db nowhere',
  }));
test('no such role', () => unreachable(at('postgres', 'stranger'), { code: 1, id: 'TARGET_AUTH', says: ['stranger', 'sslmode=prefer'] }));
test('TLS refused', () =>
  unreachable(at('postgres?sslmode=require'), {
    code: 1,
    id: 'TARGET_TLS',
    says: ['postgres', `127.0.0.1:${one.port}`, 'sslmode=require', 'does not offer TLS'],
    next: 'sslmode',
  }));
test('TLS to be verified, and nothing to verify it with', () =>
  unreachable(
    at('postgres?sslmode=verify-full'),
    { code: 1, id: 'TARGET_TLS', says: [`127.0.0.1:${one.port}`, 'verify-full'], next: 'sslrootcert' },
    { HOME: '/nonexistent' },
  ));
test('a URL that is none', () =>
  deployed(async (cwd) => {
    for (const url of ['mysql://u:sekrit@h/x', 'postgres://u:sek%rit@h/x', 'postgres://u:sekrit@h:port/x', 'shop', 'pglite:']) {
      const ended = await refuses(cwd, ['apply', '--database', url], { code: 64, id: 'TARGET_URL' });
      assert.not.match(ended.err, /sek/);
    }
  }));

test('a server that answers nothing is given up on in time, after one attempt', () =>
  deployed(async (cwd) => {
    let attempts = 0;
    const silent = createServer((socket) => void (attempts++, socket.on('error', () => undefined))).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const from = Date.now();
    const ended = await refuses(cwd, ['status', '--database', `postgres://u:sekrit@127.0.0.1:${port}/shop`], {
      code: 1,
      id: 'TARGET_UNREACHABLE',
      says: ['shop', `127.0.0.1:${port}`, 'no answer within 10 s'],
    });
    assert.ok(Date.now() - from < 12_000);
    assert.is(attempts, 1);
    assert.not.match(ended.err, 'sekrit');
    silent.close();
  }));

test('a wrong password', async () => {
  await on(one.superUrl, "CREATE ROLE locked LOGIN PASSWORD 'right'");
  const [{ file }] = (await on(one.superUrl, "SELECT current_setting('hba_file') AS file")) as [{ file: string }];
  const { readFileSync, writeFileSync } = await import('node:fs');
  writeFileSync(file, `host all locked all scram-sha-256\n${readFileSync(file, 'utf8')}`);
  await on(one.superUrl, 'SELECT pg_reload_conf()', 'SELECT pg_sleep(0.3)');
  await unreachable(at('postgres', 'locked'), {
    code: 1,
    id: 'TARGET_AUTH',
    says: ['postgres', `127.0.0.1:${one.port}`, 'locked', 'sslmode=prefer', 'refused the password'],
  });
  await unreachable(at('postgres', 'locked').replace(':sekrit', ''), { code: 1, id: 'TARGET_AUTH', says: ['wants a password'] }, { HOME: '/nonexistent' });
});

const good = (ended: Ended): Ended => {
  assert.is(ended.code, 0, ended.err + ended.out);
  return ended;
};
const tables = "SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'";

test('an owner who is no superuser can do everything, twice', async () => {
  const db = await database();
  await deployed(async (cwd) => {
    const to = ['--database', db.url];
    good(await tidemark(cwd, ['apply', '--to', 'a/0001-init', ...to]));
    good(await tidemark(cwd, ['apply', ...to]));
    assert.match(good(await tidemark(cwd, ['apply', ...to])).out, 'Nothing to do');
    assert.match(good(await tidemark(cwd, ['drift', ...to])).out, 'In sync');
    const refused = await tidemark(cwd, ['rollback', '--steps', '2', ...to]);
    refusedBy(refused, {
      code: 3,
      id: 'UNSAFE_NOT_ACKNOWLEDGED',
      says: ['DATA_DROP_TABLE'],
      next: '--allow DATA_DROP_TABLE',
    });
    // What it says to type works as it stands.
    const typed = /next: repeat the command with (.*)$/m.exec(refused.err)![1]!.split(' ');
    good(await tidemark(cwd, ['rollback', '--steps', '2', ...typed, ...to]));
    assert.match(good(await tidemark(cwd, ['rollback', ...to])).out, 'Nothing to roll back');
    assert.equal(await on(db.url, tables), [{ n: 0 }]);
  });
});

test('a role that may not create anything', async () => {
  const db = await database();
  await on(one.superUrl, 'CREATE ROLE guest LOGIN');
  await deployed(async (cwd) => {
    await on(db.url, 'CREATE SCHEMA tidemark');
    await refuses(cwd, ['apply', '--database', db.url], { code: 3, id: 'LEDGER_DAMAGED', says: [db.name, 'is no ledger'], next: 'rename it' });
    await on(db.url, 'DROP SCHEMA tidemark');
    const to = ['--database', db.url.replace(/\/\/[^@]*@/, '//guest@')];
    await refuses(cwd, ['apply', ...to], {
      code: 1,
      id: 'LEDGER_REFUSED',
      says: ['guest', db.name],
      next: 'GRANT CREATE',
    });
    good(await tidemark(cwd, ['status', ...to]));
    assert.equal(await on(db.url, "SELECT count(*)::int AS n FROM pg_namespace WHERE nspname = 'tidemark'"), [{ n: 0 }]);
    good(await tidemark(cwd, ['apply', '--database', db.url]));
    for (const verb of ['status', 'drift', 'apply', 'rollback'])
      await refuses(cwd, [verb, ...to], { code: 1, id: 'LEDGER_FORBIDDEN', says: ['guest', db.name], next: 'GRANT' });
    // A role that may look, and nothing else, looks.
    await on(db.url, 'GRANT USAGE ON SCHEMA tidemark TO guest', 'GRANT SELECT ON ALL TABLES IN SCHEMA tidemark TO guest');
    assert.match(good(await tidemark(cwd, ['status', ...to])).out, 'a/0002-strict');
    assert.match(good(await tidemark(cwd, ['drift', ...to])).out, 'In sync');
    const rollback = ['rollback', '--allow', 'COMPAT_NULLABLE', '--steps', '1'];
    await refuses(cwd, [...rollback, ...to], {
      code: 1,
      id: 'LEDGER_FORBIDDEN',
      says: ['guest', 'write'],
      next: 'INSERT',
    });
  });
});

test('read only: what writes is refused, what reads works', async () => {
  const db = await database();
  await deployed(async (cwd) => {
    const to = ['--database', db.url];
    good(await tidemark(cwd, ['apply', '--to', 'a/0001-init', ...to]));
    await on(db.superUrl, `ALTER DATABASE "${db.name}" SET default_transaction_read_only = on`);
    for (const argv of [['apply'], ['rollback', '--allow', 'DATA_DROP_TABLE']])
      await refuses(cwd, [...argv, ...to], {
        code: 1,
        id: 'TARGET_READ_ONLY',
        says: [db.name, 'default_transaction_read_only'],
        next: 'RESET default_transaction_read_only',
      });
    assert.match(good(await tidemark(cwd, ['status', ...to])).out, 'a/0002-strict');
    assert.match(good(await tidemark(cwd, ['drift', ...to])).out, 'In sync');
    const dry = good(await tidemark(cwd, ['apply', '--dry-run', ...to]));
    assert.match(dry.out, 'would apply a/0002-strict');
    assert.match(dry.err, 'apply would be refused here: default_transaction_read_only');
    assert.match(
      good(await tidemark(cwd, ['rollback', '--dry-run', '--allow', 'DATA_DROP_TABLE', '--allow', 'COMPAT_DROP', ...to])).out,
      'would roll back a/0001-init',
    );
  });
});

test('changed by hand where the plan touches it: refused before anything is done', async () => {
  const db = await database();
  await deployed(async (cwd) => {
    const to = ['--database', db.url];
    good(await tidemark(cwd, ['apply', '--to', 'a/0001-init', ...to]));
    await on(db.url, 'ALTER TABLE item ALTER COLUMN name TYPE varchar(10)');
    for (const argv of [['apply'], ['apply', '--dry-run']])
      await refuses(cwd, [...argv, ...to], {
        code: 3,
        id: 'TARGET_DRIFTED',
        says: ['a/0002-strict', 'table column public.item.name', 'type'],
        next: 'tidemark drift',
      });
    assert.is((await tidemark(cwd, ['drift', ...to])).code, 2);
    assert.match((await tidemark(cwd, ['status', ...to])).out, /pending\s+a\/0002-strict/);
    await on(db.url, 'ALTER TABLE item ALTER COLUMN name TYPE text');
    good(await tidemark(cwd, ['apply', ...to]));
  });
});

test('what the plan makes is there already', async () => {
  const db = await database();
  await deployed(async (cwd) => {
    await on(db.url, 'CREATE TABLE item (theirs int)');
    await refuses(cwd, ['apply', '--database', db.url], {
      code: 3,
      id: 'TARGET_OCCUPIED',
      says: ['table public.item'],
      next: 'tidemark baseline',
    });
    await refuses(cwd, ['drift', '--database', db.url], { code: 3, id: 'LEDGER_LOST', says: ['table public.item', 'a/0001-init'], next: 'tidemark baseline' });
    await on(db.url, 'DROP TABLE item; CREATE TABLE item (id int PRIMARY KEY, name text)');
    put(cwd, { 'schema/a.sql': second });
    const [first, strict] = ['- a/0001-init: all that it leaves is here', '- a/0002-strict: '];
    await refuses(cwd, ['baseline', '--database', db.url], { code: 3, id: 'BASELINE_TO', says: [first!, strict!], next: 'tidemark baseline --to a/0001-init' });
    assert.equal(await on(db.url, tables), [{ n: 1 }]);
  });
});

test('rows that the plan cannot take', async () => {
  const db = await database();
  await deployed(async (cwd) => {
    const to = ['--database', db.url];
    good(await tidemark(cwd, ['apply', '--to', 'a/0001-init', ...to]));
    await on(db.url, 'INSERT INTO item VALUES (4711, NULL)');
    const ended = await refuses(cwd, ['apply', ...to], {
      code: 3,
      id: 'CHECK_FAILED',
      says: ['a/0002-strict', '1 row'],
    });
    assert.not.match(ended.err, '4711');
    await on(db.url, "UPDATE item SET name = ''");
    good(await tidemark(cwd, ['apply', ...to]));
  });
});

test('names that are not known', async () => {
  const db = await database();
  await deployed(async (cwd) => {
    const to = ['--database', db.url];
    for (const verb of ['apply', 'status']) await refuses(cwd, [verb, 'aa', ...to], { code: 64, id: 'MODULE_UNKNOWN', says: ['aa'], next: 'a' });
    good(await tidemark(cwd, ['apply', ...to]));
    for (const verb of ['apply', 'rollback', 'status', 'drift']) await refuses(cwd, [verb, 'aa', ...to], { code: 64, id: 'MODULE_UNKNOWN', says: ['aa'] });
    for (const verb of ['apply', 'rollback']) await refuses(cwd, [verb, '--to', '../../etc/passwd', ...to], { code: 64, id: 'PLAN_UNKNOWN' });
  });
});

test.run();
