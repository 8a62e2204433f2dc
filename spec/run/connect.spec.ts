import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, connect as dial, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { TidemarkError } from '../../lib/errors.ts';
import { connect } from '../../lib/run/target/connect.ts';
import { conninfo } from '../../lib/run/target/conninfo.ts';
import { passwordFromFile } from '../../lib/run/target/pgpass.ts';
import { describeTarget, resolveTarget } from '../../lib/run/target/target.ts';
import { encryptions } from '../../lib/run/target/tls.ts';
import { runAs } from '../kit/binaries.ts';
import { server } from '../kit/servers.ts';
import { temp } from './sample.ts';

const nobody = { HOME: '/nonexistent' };

async function refused(id: string, work: () => unknown): Promise<TidemarkError> {
  try {
    const made = await work();
    await (made as { close?: () => Promise<void> } | undefined)?.close?.();
  } catch (error) {
    assert.is((error as TidemarkError).id, id, (error as Error).stack);
    assert.ok((error as TidemarkError).next);
    return error as TidemarkError;
  }
  throw new Error(`${id} expected, and nothing was refused`);
}

const reading = suite('what a connection string means');

reading('a URL, pairs and PG* give the same', () => {
  const want = { host: 'db.example', port: 6000, user: 'me', database: 'shop', password: 'a b', sslmode: 'require' };
  const pick = (c: ReturnType<typeof conninfo>) => ({
    host: c.host,
    port: c.port,
    user: c.user,
    database: c.database,
    password: c.password,
    sslmode: c.sslmode,
  });
  assert.equal(pick(conninfo('postgres://me:a%20b@db.example:6000/shop?sslmode=require', nobody)), want);
  assert.equal(pick(conninfo("host=db.example port=6000 user=me dbname=shop password='a b' sslmode=require", nobody)), want);
  assert.equal(
    pick(conninfo('', { ...nobody, PGHOST: 'db.example', PGPORT: '6000', PGUSER: 'me', PGDATABASE: 'shop', PGPASSWORD: 'a b', PGSSLMODE: 'require' })),
    want,
  );
});

reading('odd hosts, passwords and names', () => {
  assert.is(conninfo('postgres://u@%2Fvar%2Frun/x', nobody).host, '/var/run');
  assert.is(conninfo('postgres://u@[::1]:7/x', nobody).host, '::1');
  assert.is(conninfo('postgres:///x?host=/tmp&user=u', nobody).host, '/tmp');
  assert.is(conninfo('postgres://u:p:q@h/x', nobody).password, 'p:q');
  assert.is(conninfo("password='it\\'s' host=h user=u", nobody).password, "it's");
  assert.is(conninfo('postgres://u@h', nobody).database, 'u');
});

reading('what it cannot mean is refused without quoting the password', async () => {
  for (const text of [
    'postgres://u:sekrit@h1,h2/x',
    'postgres://u:sekrit@h/x?sslmod=require',
    'postgres://u:sekrit@h/x?sslmode=yes',
    'postgres://u:sekrit@h:port/x',
    'postgres://u:sek%rit@h/x',
    'mysql://u:sekrit@h/x',
    'postgres://u:sekrit@h/x?connect_timeout=soon',
  ]) {
    const error = await refused('TARGET_URL', () => conninfo(text, nobody));
    assert.not.match(error.message, 'sek');
    assert.is(error.exit, 64);
  }
});

reading('a newline at the end, as a file leaves it; quotation marks, as an env file of docker leaves them', async () => {
  const from = (text: string) => resolveTarget({}, { ...nobody, DATABASE_URL: text });
  const got = from(' postgres://u@h/x\n');
  assert.ok(got.is === 'server' && got.at.database === 'x');
  assert.match((await refused('TARGET_URL', () => from('"postgres://u:sekrit@h/x"'))).message, /^DATABASE_URL holds quotation marks/);
  await refused('TARGET_NOT_CONFIGURED', () => from(' \n'));
});

reading('sslmode means what it means to libpq', () => {
  const kinds = (query: string) =>
    encryptions(conninfo(`postgres://u@h/x?${query}`, nobody), nobody).map((e) =>
      e === false ? 'plain' : `tls${e.rejectUnauthorized === true ? ' verified' : ''}`,
    );
  assert.equal(kinds(''), ['tls', 'plain']);
  assert.equal(kinds('sslmode=disable'), ['plain']);
  assert.equal(kinds('sslmode=allow'), ['plain', 'tls']);
  assert.equal(kinds('sslmode=require'), ['tls']);
  assert.equal(kinds('sslmode=no-verify'), ['tls']);
  assert.equal(kinds('sslmode=verify-full&sslrootcert=system'), ['tls verified']);
  const ca = join(temp(), 'ca.pem');
  writeFileSync(ca, 'x');
  assert.equal(kinds(`sslmode=require&sslrootcert=${ca}`), ['tls verified']);
  assert.equal(kinds(`sslmode=verify-ca&sslrootcert=${ca}`), ['tls verified']);
  assert.equal(encryptions(conninfo('host=/tmp user=u sslmode=require', nobody), nobody), [false]);
  assert.throws(
    () => kinds('sslmode=verify-ca'),
    (e: TidemarkError) => e.id === 'TARGET_TLS',
  );
  assert.throws(
    () => kinds('sslmode=require&sslrootcert=system'),
    (e: TidemarkError) => e.id === 'TARGET_TLS',
  );
  assert.throws(
    () => kinds('sslmode=require&sslrootcert=/nowhere'),
    (e: TidemarkError) => e.id === 'TARGET_TLS',
  );
});

reading('a service: below the connection string, above PG*, and never silently another database', async () => {
  const file = join(temp(), 'pg_service.conf');
  writeFileSync(file, '# c\n[other]\nhost=no\n[shop]\nhost = db.example\ndbname=shop\nuser=svc\n\n[last]\nport=1\n');
  const env = { ...nobody, PGSERVICEFILE: file, PGSERVICE: 'shop', PGHOST: 'elsewhere', PGPORT: '7' };
  const got = resolveTarget({}, env, { target: 'embedded' });
  assert.ok(got.is === 'server');
  assert.equal([got.at.host, got.at.database, got.at.user, got.at.port], ['db.example', 'shop', 'svc', 7]);
  assert.is(conninfo('postgres://me@/x?service=shop', env).user, 'me');
  assert.is((await refused('TARGET_SERVICE', () => conninfo('service=none', env))).exit, 64);
  await refused('TARGET_NOT_CONFIGURED', () => resolveTarget({ database: '' }, env));
});

reading('.pgpass: the first line that fits, escapes undone, ignored when others may read it', () => {
  const file = join(temp(), '.pgpass');
  writeFileSync(file, '# c\nother:*:*:*:no\nh:5432:x:u:se\\:cret\n/run/pg:*:*:*:socket\n*:*:*:*:later\n', { mode: 0o600 });
  const at = (text: string) => conninfo(`${text} passfile=${file}`, nobody);
  assert.is(passwordFromFile(at('host=h user=u dbname=x')), 'se:cret');
  assert.is(passwordFromFile(at('host=h hostaddr=127.0.0.1 user=u dbname=x')), 'se:cret');
  assert.is(passwordFromFile(at('host=/run/pg user=u dbname=x')), 'socket');
  assert.is(passwordFromFile(at('host=q user=u dbname=x')), 'later');
  chmodSync(file, 0o644);
  assert.is(passwordFromFile(at('host=h user=u dbname=x')), undefined);
});

reading.run();

const choosing = suite('which target');

choosing('option, DATABASE_URL, PG*, config, in this order, and it says where from', () => {
  const env = { ...nobody, DATABASE_URL: 'postgres://u:sekrit@url/x', PGHOST: 'env' };
  const config = { target: 'postgres://u@config/x', file: 'tidemark.config.ts', root: '/p' };
  assert.is(
    describeTarget(resolveTarget({ database: 'postgres://u:sekrit@option/x' }, env, config)),
    'database x on option:5432 as u, sslmode=prefer (from --database)',
  );
  assert.match(describeTarget(resolveTarget({ database: 'postgres://u@name/x?hostaddr=::1' }, env)), 'database x on name:5432 (::1) as u');
  assert.is(describeTarget(resolveTarget({}, env, config)), 'database x on url:5432 as u, sslmode=prefer (from DATABASE_URL)');
  assert.match(describeTarget(resolveTarget({}, { ...nobody, PGHOST: 'env', PGUSER: 'u' }, config)), '(from PGHOST)');
  assert.match(describeTarget(resolveTarget({}, nobody, config)), '(from target in tidemark.config.ts)');
  assert.is(describeTarget(resolveTarget({ database: 'pglite:a/b', cwd: '/p' }, env)), 'PGlite directory /p/a/b (from --database)');
});

choosing('no silent target: the embedded one needs the config, and neither CI nor production', async () => {
  assert.match(
    describeTarget(resolveTarget({}, nobody, { target: 'embedded', root: '/p', file: 'c' })),
    "PGlite directory /p/.tidemark/db (from target: 'embedded' in c)",
  );
  for (const [env, config] of [
    [nobody, {}],
    [{ ...nobody, CI: 'true' }, { target: 'embedded' }],
    [{ ...nobody, NODE_ENV: 'production' }, { target: 'embedded' }],
  ] as const) {
    assert.is((await refused('TARGET_NOT_CONFIGURED', () => resolveTarget({}, env, config))).exit, 64);
  }
});

choosing.run();

const connecting = suite('connecting');
const majors = (process.env['TIDEMARK_SPEC_MAJORS'] ?? '15,18').split(',').map(Number);

for (const major of majors) {
  connecting(`PostgreSQL ${major}: a session of ours, whatever the role and database set`, async () => {
    const db = await (await server(major)).database();
    const to = resolveTarget({ database: db.url }, nobody);
    const first = await connect(to);
    for (const set of [
      "statement_timeout = '1ms'",
      "lock_timeout = '1ms'",
      "search_path = 'x'",
      "TimeZone = 'Asia/Tokyo'",
      "default_transaction_isolation = 'serializable'",
    ])
      await first.session.run(`ALTER DATABASE "${db.name}" SET ${set}`);
    await first.close();
    const target = await connect(to, { write: true });
    const rows = await target.session.rows(
      `SELECT current_setting('statement_timeout') AS s, current_setting('lock_timeout') AS l, current_setting('search_path') AS p, current_setting('TimeZone') AS z, current_setting('default_transaction_isolation') AS i, current_setting('application_name') AS a, current_setting('client_connection_check_interval', true) AS c`,
    );
    assert.equal(rows, [{ s: '0', l: '0', p: 'pg_catalog', z: 'UTC', i: 'read committed', a: 'tidemark', c: major >= 14 ? '1s' : null }]);
    assert.is(Math.floor(target.server / 10_000), major);
    await target.close();
  });

  connecting(`PostgreSQL ${major}: what is wrong, in one sentence with host, database and mode`, async () => {
    const one = await server(major);
    const db = await one.database();
    const to = (database: string) => connect(resolveTarget({ database }, nobody), { write: true });
    const missing = await refused('TARGET_NO_DATABASE', () => to(db.url.replace(db.name, 'nowhere')));
    assert.match(missing.message, `database nowhere on 127.0.0.1:${one.port}`);
    assert.match(missing.message, 'sslmode=prefer');
    await refused('TARGET_AUTH', () => to(db.url.replace('keeper', 'nobody')));
    await refused('TARGET_TLS', () => to(`${db.url}?sslmode=require`));
    const admin = await connect(resolveTarget({ database: db.superUrl }, nobody));
    await admin.session.run(`ALTER DATABASE "${db.name}" SET default_transaction_read_only = on`);
    await admin.close();
    await refused('TARGET_READ_ONLY', () => to(db.url));
  });

  connecting(`PostgreSQL ${major}: passwords by URL, function and command; a wrong one is never shown`, async () => {
    const one = await server(major, { own: true });
    const admin = await connect(resolveTarget({ database: one.superUrl }, nobody));
    await admin.session.run(`CREATE ROLE lock LOGIN PASSWORD 'sekrit'`);
    const [{ file }] = (await admin.session.rows(`SELECT current_setting('hba_file') AS file`)) as [{ file: string }];
    writeFileSync(file, `host all lock 127.0.0.1/32 scram-sha-256\n${readFileSync(file, 'utf8')}`);
    await admin.session.run('SELECT pg_reload_conf()');
    await admin.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const url = `postgres://lock@127.0.0.1:${one.port}/postgres`;
    for (const setting of [
      resolveTarget({ database: url.replace('lock@', 'lock:sekrit@') }, nobody),
      resolveTarget({ database: url }, { ...nobody, PGPASSWORD: 'sekrit' }),
      resolveTarget({}, nobody, { target: { url, password: async () => 'sekrit' } }),
      resolveTarget({}, nobody, { target: { url, passwordCommand: 'echo sekrit' } }),
      resolveTarget({}, nobody, { target: { url, passwordCommand: ['echo', 'sekrit'] } }),
    ])
      await (await connect(setting)).close();
    const wrong = await refused('TARGET_AUTH', () => connect(resolveTarget({ database: url.replace('lock@', 'lock:wrongpass@') }, nobody)));
    assert.not.match(JSON.stringify([wrong.message, wrong.next, wrong.options]), 'wrongpass');
    assert.match((await refused('TARGET_AUTH', () => connect(resolveTarget({ database: url }, nobody)))).message, 'wants a password');
    const failing = await refused('TARGET_PASSWORD', () => connect(resolveTarget({}, nobody, { target: { url, passwordCommand: 'echo sekrit >&2; exit 3' } })));
    assert.not.match(JSON.stringify([failing.message, failing.next]), 'sekrit');
    await one.stop();
  });
}

connecting('nobody there: refused, unknown, silent; one attempt within the timeout', async () => {
  await refused('TARGET_UNREACHABLE', () => connect(resolveTarget({ database: 'postgres://u@127.0.0.1:1/x' }, nobody)));
  await refused('TARGET_UNREACHABLE', () => connect(resolveTarget({ database: 'postgres://u@host.invalid/x' }, nobody)));
  let attempts = 0;
  const silent = createServer(() => void (attempts += 1));
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  const { port } = silent.address() as { port: number };
  const from = Date.now();
  const error = await refused('TARGET_UNREACHABLE', () => connect(resolveTarget({ database: `postgres://u@127.0.0.1:${port}/x?connect_timeout=1` }, nobody)));
  assert.match(error.message, 'no answer within 1 s');
  assert.ok(Date.now() - from < 3_000);
  assert.is(attempts, 1);
  silent.close();
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.log('  openssl is not here: TLS is not tried');
else {
  connecting('TLS: verified by authority and name as the mode says', async () => {
    const dir = temp('tm-tls-');
    const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=spec authority');
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'server.key',
      '-out',
      'server.csr',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      'server.csr',
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      'server.crt',
      '-days',
      '2',
      '-copy_extensions',
      'copy',
    );
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'other.key', '-out', 'other.crt', '-days', '2', '-subj', '/CN=another authority');
    chmodSync(join(dir, 'server.key'), 0o600);
    chmodSync(dir, 0o755);
    if (runAs !== undefined) chownSync(join(dir, 'server.key'), runAs.uid, runAs.gid);
    const one = await server(majors.at(-1)!, { settings: { ssl: 'on', ssl_cert_file: join(dir, 'server.crt'), ssl_key_file: join(dir, 'server.key') } });
    const to = (host: string, query: string) => connect(resolveTarget({ database: `postgres://keeper@${host}:${one.port}/postgres?${query}` }, nobody));
    const encrypted = async (host: string, query: string): Promise<unknown> => {
      const target = await to(host, query);
      const [row] = await target.session.rows<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
      await target.close();
      return row!.ssl;
    };
    const ca = join(dir, 'ca.crt');
    assert.is(await encrypted('localhost', ''), true);
    assert.is(await encrypted('localhost', 'sslmode=disable'), false);
    assert.is(await encrypted('127.0.0.1', 'sslmode=require'), true);
    assert.is(await encrypted('localhost', `sslmode=verify-full&sslrootcert=${ca}`), true);
    assert.is(await encrypted('localhost', `hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert=${ca}`), true);
    assert.is(await encrypted('127.0.0.1', `sslmode=verify-ca&sslrootcert=${ca}`), true);
    const name = await refused('TARGET_TLS', () => to('127.0.0.1', `sslmode=verify-full&sslrootcert=${ca}`));
    assert.match(name.message, 'not for 127.0.0.1');
    const authority = await refused('TARGET_TLS', () => to('localhost', `sslmode=require&sslrootcert=${join(dir, 'other.crt')}`));
    assert.match(authority.message, 'not signed by');
    assert.match(authority.next!, 'sslrootcert=');
    await one.stop();
  });
}

connecting('a further session that the server does not settle leaves no connection, which would keep the process alive', async () => {
  const one = await server(majors.at(-1)!);
  let made = 0;
  let gone: Promise<unknown> | undefined;
  const proxy = createServer((client) => {
    const spoils = (made += 1) === 2;
    const up = dial(one.port, '127.0.0.1');
    for (const s of [client, up]) s.on('error', () => undefined);
    // not once(): it rejects on an error before the close, when the server's answer comes after the client has ended
    if (spoils) gone = new Promise((done) => client.on('close', () => done(true)));
    client.on('data', (chunk) =>
      up.write(spoils ? Buffer.from(chunk.toString('latin1').replace('select pg_catalog.set', 'selekt pg_catalog.set'), 'latin1') : chunk),
    );
    client.on('close', () => up.destroy());
    up.pipe(client);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const target = await connect(
    resolveTarget({ database: `postgres://keeper@127.0.0.1:${(proxy.address() as AddressInfo).port}/postgres?sslmode=disable` }, nobody),
  );
  await target.another!().then(
    () => assert.unreachable('it was spoilt'),
    (error: Error) => assert.match(error.message, 'selekt'),
  );
  assert.ok(await Promise.race([gone, sleep(5_000)]), 'it is still open');
  await target.close();
  proxy.close();
});

connecting('a PGlite directory: opened by one process at a time, and the lock of a dead one is taken over', async () => {
  const dir = join(temp(), 'db');
  const to = resolveTarget({ database: `pglite:${dir}` }, nobody);
  const target = await connect(to, { write: true });
  assert.is(target.engine, 'PGlite');
  assert.match((await refused('TARGET_IN_USE', () => connect(to))).message, `process ${process.pid}`);
  await target.session.run('CREATE TABLE public.kept (x int)');
  await target.close();
  writeFileSync(`${dir}.lock`, JSON.stringify({ pid: process.pid, host: (await import('node:os')).hostname(), start: 'another life' }));
  const again = await connect(to);
  assert.equal(await again.session.rows('SELECT count(*)::int AS n FROM public.kept'), [{ n: 0 }]);
  await again.close();
  const file = join(temp(), 'file');
  writeFileSync(file, '');
  await refused('TARGET_UNREACHABLE', () => connect(resolveTarget({ database: `pglite:${file}/db` }, nobody), { write: true }));
});

connecting.run();
