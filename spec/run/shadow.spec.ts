import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { TidemarkError } from '../../lib/errors.ts';
import { openCache } from '../../lib/run/engine/cache.ts';
import { refuseForbidden } from '../../lib/run/shadow/forbidden.ts';
import { makePack, packOver, readPack, unpackOver } from '../../lib/run/engine/pack.ts';
import { replaySql } from '../../lib/run/elaborate/replay.ts';
import type { ServerError } from '../../lib/run/session/session.ts';
import { openPacks, openShadow, type Shadow, type ShadowOptions } from '../../lib/run/shadow/shadow.ts';
import { stub } from '../../lib/run/shadow/stubs.ts';
import { server } from '../kit/servers.ts';

const test = suite('shadow');

async function withShadow(options: ShadowOptions, body: (s: Shadow) => Promise<void>): Promise<void> {
  const shadow = await openShadow(options);
  try {
    await body(shadow);
  } finally {
    await shadow.close();
  }
}

const refusal = (promise: Promise<unknown>): Promise<TidemarkError & ServerError> =>
  promise.then(
    () => assert.unreachable('it was not refused'),
    (error) => error as TidemarkError & ServerError,
  ) as Promise<TidemarkError & ServerError>;

test('closed twice it is given to one other, and who still speaks to it is refused', async () => {
  const first = await openShadow();
  await Promise.all([first.close(), first.close()]);
  const [one, other] = await Promise.all([openShadow(), openShadow()]);
  try {
    await one.run('CREATE TABLE only_here ()');
    assert.equal(await other.rows(`SELECT to_regclass('only_here') IS NOT NULL AS there`), [{ there: false }]);
    const late = await first.run('SELECT 1').then(
      () => undefined,
      (error: { id?: string }) => error.id,
    );
    assert.is(late, 'SHADOW_BROKEN');
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
});

test('it is an empty PostgreSQL whose definitions belong to tidemark', () =>
  withShadow({ roles: ['app', 'pg_monitor', 'public', 'app'] }, async (s) => {
    const [who] = await s.rows(
      `SELECT session_user::text AS who, current_setting('is_superuser') AS su, (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public') AS owner`,
    );
    assert.equal(who, { who: 'tidemark', su: 'on', owner: 'pg_database_owner' });
    const roles = await s.rows<{ rolname: string; rolcanlogin: boolean }>(`SELECT rolname::text, rolcanlogin FROM pg_roles WHERE rolname = 'app'`);
    assert.equal(roles, [{ rolname: 'app', rolcanlogin: false }]);
    assert.match(s.version, /^18\./);
  }));

test('cells: json parsed, int8 and numeric as text, arrays and parameters both ways', () =>
  withShadow({}, async (s) => {
    const [row] = await s.rows(
      `SELECT 1::int4 AS i, 9007199254740993::int8 AS b, 1.50::numeric AS n, '{"a":[1]}'::jsonb AS j, true AS t, null AS z, ARRAY['a','b c']::name[] AS names, $1::text[] AS arr, $2::jsonb->>'k' AS k`,
      [['x"y', null, '\\'], { k: 'v' }],
    );
    assert.equal(row, { i: 1, b: '9007199254740993', n: '1.50', j: { a: [1] }, t: true, z: null, names: ['a', 'b c'], arr: ['x"y', null, '\\'], k: 'v' });
  }));

test('queries that come again keep their plans, and see what changed in between', () =>
  withShadow({}, async (s) => {
    const queries = ['SELECT relname::text AS name FROM pg_class WHERE oid >= 16384 ORDER BY 1', 'SELECT count(*)::int4 AS n FROM pg_prepared_statements'];
    const names = async (): Promise<unknown[]> => (await s.read!(queries))[0]!.map((r) => r['name']);
    assert.equal(await names(), []);
    await s.run('CREATE TABLE one (id int)');
    assert.equal(await names(), ['one']);
    assert.is((await refusal(s.read!(['SELECT nope', 'SELECT 1']))).code, '42703');
    await s.batch(['BEGIN', 'CREATE SCHEMA other', 'CREATE TABLE other.two (id int)']);
    assert.equal(await names(), ['one', 'two']);
    await s.run('ROLLBACK');
    assert.equal(await names(), ['one']);
    // as many as change with every schema must not stay
    for (let n = 0; n < 500; n += 100) await s.read!(Array.from({ length: 100 }, (_, i) => `SELECT ${n + i} AS n`));
    const left = (await s.read!(queries))[1]![0] as { n: number };
    assert.ok(left.n <= 400, `${left.n} are kept`);
  }));

test('errors keep SQLSTATE and position; a batch stops at the first and says which; notices are kept', () =>
  withShadow({}, async (s) => {
    const error = await refusal(s.rows('SELECT nope'));
    assert.is(error.code, '42703');
    assert.is(error.position, '8');
    assert.is((await refusal(s.rows('SELECT 1; SELECT 2'))).code, '42601');
    await s.run(`DO $$ BEGIN RAISE NOTICE 'hello'; END $$`);
    assert.equal(s.notices(), ['hello']);
    assert.equal(s.notices(), []);
    const { rows, failed } = await s.batch(['SELECT 1 AS a', 'SELECT 2 AS a', 'DROP TABLE nope', 'SELECT 3 AS a']);
    assert.equal(rows, [[{ a: 1 }], [{ a: 2 }]]);
    assert.is(failed!.index, 2);
    assert.is(failed!.error.code, '42P01');
  }));

test('a statement that never ends is ended with the shadow, and named', async () => {
  const shadow = await openShadow({ deadlineMs: 400 });
  const started = Date.now();
  const error = await refusal(shadow.batch(['SELECT 1', 'DO $$\nBEGIN LOOP NULL; END LOOP; END $$']));
  assert.is(error.id, 'SHADOW_TIMEOUT');
  assert.match(error.message, 'DO $$');
  assert.ok(Date.now() - started < 10_000);
  assert.is((await refusal(shadow.rows('SELECT 1'))).id, 'SHADOW_TIMEOUT');
  await shadow.close();
});

test('a batch may take longer than the deadline of one statement', () =>
  withShadow({ deadlineMs: 1500 }, async (s) => {
    const { failed } = await s.batch(
      Array.from({ length: 6 }, () => `DO $$ BEGIN WHILE clock_timestamp() < statement_timestamp() + '400 ms' LOOP END LOOP; END $$`),
    );
    assert.is(failed, undefined);
  }));

test('a command of the operating system is not run, and what PGlite drops is not taken for an answer', async () => {
  const shadow = await openShadow({ deadlineMs: 5000 });
  await shadow.run('CREATE TABLE t (a text)');
  const error = await refusal(shadow.run(`COPY t FROM PROGRAM 'sleep 100'`));
  assert.ok(['SHADOW_BROKEN', 'SHADOW_TIMEOUT'].includes(error.id), error.id);
  await shadow.close();
});

test('endless recursion is an error, and the shadow goes on', () =>
  withShadow({}, async (s) => {
    await s.run('CREATE FUNCTION r(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN r($1 + 1); END $$');
    assert.is((await refusal(s.rows('SELECT r(1)'))).code, '54001');
    assert.equal(await s.rows('SELECT 3 AS x'), [{ x: 3 }]);
  }));

test('a snapshot opens again, with what is in it and nothing of the transaction that was open', async () => {
  const first = await openShadow();
  await first.run('CREATE TABLE kept (id int PRIMARY KEY)');
  await first.run('INSERT INTO kept VALUES (7)');
  const pack = await first.snapshot();
  await withShadow({ from: pack }, async (s) => {
    assert.equal(await s.rows('SELECT id FROM kept'), [{ id: 7 }]);
    await s.run('DROP TABLE kept');
  });
  await withShadow({ from: pack }, async (s) => assert.equal(await s.rows('SELECT id FROM kept'), [{ id: 7 }], 'a pack is not written to'));
});

const booted = 'pg_postmaster_start_time()::text AS booted';

test('a shadow that is closed serves the next one, which finds nothing of what was', async () => {
  const seen = (s: Shadow): Promise<unknown[]> =>
    s.rows(`SELECT (SELECT pg_catalog.count(*) FROM pg_class)::int4 AS relations, (SELECT pg_catalog.count(*) FROM pg_roles)::int4 AS roles,
      current_setting('search_path') AS path, current_setting('work_mem') AS memory, (SELECT pg_catalog.count(*) FROM pg_prepared_statements)::int4 AS kept,
      (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public') AS owner, current_setting('tidemark.x', true) AS own, ${booted}`);
  const spoil = async (s: Shadow): Promise<unknown> => {
    for (const sql of ['CREATE ROLE spoiler', `SET work_mem = '7MB'`, 'SET search_path = pg_catalog', `SET tidemark.x = 'y'`]) await s.run(sql);
    await s.run('CREATE TABLE public.filled (id serial PRIMARY KEY, t text)');
    await s.run(`INSERT INTO public.filled (t) SELECT repeat(g::text, 300) FROM generate_series(1, 3000) g`);
    for (const sql of ['CREATE INDEX ON public.filled (t)', 'VACUUM FULL pg_catalog.pg_attribute', 'CHECKPOINT']) await s.run(sql);
    const [made] = await s.rows(`SELECT 'public.filled'::regclass::oid::text AS oid, count(*)::int4 AS n, max(id)::int4 AS last FROM public.filled`);
    await s.run('BEGIN');
    await s.run('DROP TABLE public.filled');
    await s.run('SELECT 1/0').catch(() => undefined);
    return made;
  };
  // Who opens one only takes no mark.
  await (await openShadow()).close();
  const first = await openShadow();
  const [before, made] = [await seen(first), await spoil(first)];
  await first.close();
  // The fourth return remembers what was asked; those after it must find that alone.
  for (const time of [2, 3, 4, 5, 6]) {
    const again = await openShadow();
    const [[found], [expected]] = [await seen(again), before] as [[{ kept: number }], [{ kept: number }]];
    assert.equal({ ...found, kept: 0 }, { ...expected, kept: 0 }, `time ${time}`);
    assert.equal(await spoil(again), made, 'with the same OIDs');
    await again.close();
  }
  await withShadow({ roles: ['spoiler'] }, async (s) => assert.equal(await s.rows(`SELECT 1 AS x FROM pg_roles WHERE rolname = 'spoiler'`), [{ x: 1 }]));
});

test('a shadow that loaded a library or ended badly serves nobody else', async () => {
  const when = async (s: Shadow): Promise<unknown> => (await s.rows(`SELECT ${booted}`))[0];
  const spoilt = await openShadow();
  const first = await when(spoilt);
  await spoilt.run(`SELECT to_tsvector('english', 'running')`);
  await spoilt.close();
  const late = await openShadow({ deadlineMs: 300 });
  const second = await when(late);
  assert.not.equal(second, first);
  await refusal(late.run('SELECT count(*) FROM generate_series(1, 1000000000)'));
  await late.close();
  await withShadow({}, async (s) => assert.ok(![first, second].includes(await when(s))));
});

test('a pack keeps every byte, alone and over another', () => {
  const bytes = (...b: number[]): Uint8Array => Uint8Array.from(b);
  const base = makePack(
    ['a'],
    [
      { path: 'a/1', bytes: bytes(1, 2, 3) },
      { path: 'x', bytes: bytes() },
    ],
  );
  const next = makePack(
    ['a', 'b'],
    [
      { path: 'a/1', bytes: bytes(1, 2, 3) },
      { path: 'b/2', bytes: bytes(10, 13, 0, 255) },
      { path: 'x', bytes: bytes(9) },
    ],
  );
  const stored = packOver(base, next);
  const again = unpackOver(base, stored);
  assert.equal(Buffer.from(again.bytes), Buffer.from(next.bytes));
  assert.equal(
    readPack(again).files.map((f) => [f.path, [...f.bytes]]),
    [
      ['a/1', [1, 2, 3]],
      ['b/2', [10, 13, 0, 255]],
      ['x', [9]],
    ],
  );
  assert.throws(() => unpackOver(makePack([], []), stored));
  assert.throws(() => readPack({ bytes: next.bytes.subarray(0, next.bytes.length - 1) }));
});

test('packs are cached; a damaged file is not there, a folder that takes none is no error', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tidemark-spec-'));
  const packs = await openPacks({ cacheDir: dir });
  assert.is(await packs.read('k'), undefined);
  const s = await openShadow({ cacheDir: dir });
  await s.run('CREATE TABLE t (id int)');
  await packs.write('k', await s.snapshot());
  const pack = await packs.read('k');
  await withShadow({ from: pack! }, async (s) => assert.equal(await s.rows('SELECT count(*)::int4 AS n FROM t'), [{ n: 0 }]));
  for (const name of await readdir(dir)) {
    const file = join(dir, name);
    const bytes = await readFile(file);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(file, bytes);
  }
  assert.is(await packs.read('k'), undefined);
  assert.equal(
    (await readdir(dir)).filter((n) => n.endsWith('.tmp')),
    [],
  );
  await rm(dir, { recursive: true });

  const file = join(tmpdir(), `tidemark-spec-${process.pid}`);
  await writeFile(file, '');
  const cache = openCache(join(file, 'no-folder'));
  await cache.write('a', Buffer.from('1'));
  assert.is(String(await cache.read('a')), '1');
  assert.is(await cache.read('b'), undefined);
  await rm(file);
});

test('contrib extensions load; one that no package carries is named with what to do', async () => {
  await withShadow({ extensions: ['citext', 'uuid-ossp', 'earthdistance', 'plpgsql', 'refint'] }, async (s) => {
    const { failed } = await s.batch([
      'CREATE EXTENSION citext',
      'CREATE EXTENSION "uuid-ossp"',
      'CREATE EXTENSION earthdistance CASCADE',
      'CREATE EXTENSION refint',
      `SELECT 'A'::citext = 'a'::citext AS same`,
    ]);
    assert.is(failed, undefined);
  });
  await withShadow({ extensions: ['pgstattuple', 'postgres_fdw'] }, async (s) => {
    const { failed } = await s.batch([
      'CREATE EXTENSION pgstattuple WITH SCHEMA public',
      'CREATE EXTENSION postgres_fdw',
      'CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host $$x$$)',
    ]);
    assert.is(failed, undefined);
    assert.equal(s.assumed, ['extension pgstattuple', 'extension postgres_fdw']);
  });
  const error = await refusal(openShadow({ extensions: ['dblink'] }));
  assert.is(error.id, 'EXTENSION_UNAVAILABLE');
  assert.match(error.next!, '--shadow');
  assert.match((await refusal(openShadow({ extensions: ['vector'], cwd: tmpdir() }))).next!, 'npm install');
});

test('collations and tablespaces that the shadow lacks are stood in for, under their own names', () =>
  withShadow({}, async (s) => {
    const ddl = [
      'CREATE TABLE t (a text COLLATE "de-x-icu", b text COLLATE "en_US.utf8") TABLESPACE fast',
      'CREATE INDEX i ON t (lower(a) COLLATE pg_catalog."fr-FR-x-icu")',
    ];
    await stub(s, ddl);
    await stub(s, ddl);
    assert.is((await s.batch(ddl)).failed, undefined);
    assert.match((await s.rows<{ d: string }>(`SELECT pg_get_indexdef('i'::regclass) AS d`))[0]!.d, 'COLLATE "fr-FR-x-icu"');
    assert.is((await refusal(s.run('CREATE TABLE pg_catalog.x (a int)'))).code, '42501');
  }));

test('what reaches outside the database is refused with its place', async () => {
  const refused = [
    `COPY t FROM PROGRAM 'id'`,
    `copy t to '/tmp/x'`,
    `SELECT pg_read_file('/etc/passwd')`,
    `CREATE VIEW v AS SELECT pg_catalog.pg_ls_dir('/')`,
    `SELECT lo_import('/etc/passwd')`,
    'ALTER SYSTEM SET fsync = off',
    'DEALLOCATE ALL',
    `LOAD 'x'`,
    'COMMIT',
    '/* x */ ROLLBACK',
    'CREATE DATABASE d',
  ];
  for (const sql of refused) {
    const error = await refusal(
      refuseForbidden([
        { sql: 'CREATE TABLE copy_of (id int)', file: 'a.sql', line: 1 },
        { sql, file: 'a.sql', line: 3 },
      ]),
    );
    assert.is(error.id, 'SHADOW_FORBIDDEN', sql);
    assert.equal(error.at, { file: 'a.sql', line: 3, pointer: undefined });
  }
  await refuseForbidden([
    { sql: `CREATE TABLE load (copy text DEFAULT 'COPY x FROM PROGRAM y', system int)` },
    { sql: `COMMENT ON TABLE load IS 'pg_read_file'` },
  ]);
});

test('steps replay at their own boundaries; a refused one is named and its transaction leaves nothing', () =>
  withShadow({}, async (s) => {
    await replaySql(s, [
      { transaction: true, steps: [{ sql: 'CREATE TABLE t (id int)' }, { sql: 'GRANT SELECT ON t TO "some one", other' }] },
      { transaction: false, steps: [{ sql: 'CREATE INDEX CONCURRENTLY i ON t (id)' }] },
    ]);
    const error = await refusal(
      replaySql(s, [{ transaction: true, steps: [{ sql: 'CREATE TABLE u (id int)' }, { sql: 'DROP TABLE nope', step: '- table public.nope' }] }], 'shop/0002'),
    );
    assert.is(error.id, 'REPLAY_FAILED');
    assert.match(error.message, /- table public\.nope.*shop\/0002.*does not exist/);
    const names = await s.rows<{ relname: string }>(`SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`);
    assert.equal(
      names.map((n) => n.relname),
      ['i', 't'],
    );
  }));

test('a real server as shadow: its own database, gone afterwards with its roles; one that is not empty is refused', async () => {
  const at = await server(15);
  const db = await at.database();
  const shadow = await openShadow({ url: db.superUrl, roles: ['shadow_spec_role'] });
  assert.match(shadow.version, /^15\./);
  const { failed } = await shadow.batch(['CREATE TABLE t (id int)', 'GRANT SELECT ON t TO shadow_spec_role', 'SELECT nope']);
  assert.is(failed?.index, 2);
  await shadow.close();
  const again = await openShadow({ url: db.superUrl });
  assert.equal(await again.rows(`SELECT rolname FROM pg_roles WHERE rolname = 'shadow_spec_role'`), []);
  assert.equal(await again.rows(`SELECT datname FROM pg_database WHERE datname ~ '^tidemark_shadow' AND datname <> current_database()`), []);
  await again.run('CREATE TABLE t (id int)');
  await again.close();

  const { default: pg } = await import('pg');
  const client = new pg.Client(db.superUrl);
  await client.connect();
  await client.query('CREATE TABLE here (id int)');
  await client.end();
  const error = await refusal(openShadow({ url: db.superUrl }));
  assert.is(error.id, 'SHADOW_NOT_EMPTY');
  assert.match(error.message, 'here');
  await db.drop();
  await at.stop();
});

test.run();
