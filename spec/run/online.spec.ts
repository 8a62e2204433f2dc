// Lock-friendly forms on a server: in every transaction, who holds which lock while rows are read or an index is built, and
// whether a query ever misses its index.
import pg from 'pg';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { stronger } from '../../lib/hazards/locks.ts';
import { judge } from '../../lib/run/prove/judge.ts';
import type { LockMode } from '../../lib/kinds/kind.ts';
import { loadSqlFiles } from '../../lib/desired/sql-source.ts';
import { planBetween } from '../../lib/run/prove/diff-plan.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDatabase } from '../kit/servers.ts';

const tables = (more: string): string => `
  CREATE TABLE a (id int NOT NULL, n int NOT NULL, maybe int, kind text, CONSTRAINT a_kind_key UNIQUE (kind)${more});
  CREATE TABLE p (id int PRIMARY KEY);
  CREATE TABLE m (id int NOT NULL, k int) PARTITION BY RANGE (id);
  CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
  CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (10) TO (20);`;
const leaned = (key: string, index = ''): string =>
  `CREATE TABLE b (n int NOT NULL, k int${key}); ${index} CREATE TABLE c (n int CONSTRAINT c_b REFERENCES b (n));`;
const current = `${tables('')} ${leaned(', CONSTRAINT b_n UNIQUE (n)')} CREATE INDEX a_n ON a (n); CREATE INDEX a_old ON a (maybe);`;
const desired = `${tables(', CONSTRAINT a_pkey PRIMARY KEY (id), CONSTRAINT a_n_key UNIQUE (n), CONSTRAINT a_pos CHECK (n > 0), CONSTRAINT a_p FOREIGN KEY (n) REFERENCES p').replace('maybe int', 'maybe int NOT NULL').replace('UNIQUE (kind)', 'UNIQUE (kind, id)').replace('k int)', 'k int, CONSTRAINT m_pkey PRIMARY KEY (id), CONSTRAINT m_id_k UNIQUE (id, k))')}
  ${leaned('', 'CREATE UNIQUE INDEX b_n ON b (n) INCLUDE (k);')} CREATE INDEX a_n ON a (n DESC); CREATE INDEX a_new ON a (maybe, n); CREATE INDEX m_k ON m (k);`;
const rows = [
  'INSERT INTO a SELECT i, i, i, i::text FROM generate_series(1, 50) i',
  'INSERT INTO b SELECT i, i FROM generate_series(1, 50) i',
  'INSERT INTO c SELECT i FROM generate_series(1, 50) i',
  'INSERT INTO p SELECT i FROM generate_series(1, 50) i',
  'INSERT INTO m SELECT i, i FROM generate_series(1, 19) i',
];

async function planned(): ReturnType<typeof planBetween> {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-online-'));
  try {
    const load = async (name: string, sql: string): ReturnType<typeof loadSqlFiles> => {
      writeFileSync(join(dir, name), sql);
      return loadSqlFiles([join(dir, name)]);
    };
    return await planBetween({ current: await load('a.sql', current), desired: await load('b.sql', desired), floor: 15 });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const held = `select n.nspname || '.' || c.relname as relation, l.mode from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
  where l.pid = $1 and l.granted and c.relkind in ('r', 'p') and n.nspname = 'public'`;
const modeOf = (mode: string): LockMode =>
  mode
    .replace(/Lock$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase() as LockMode;
/** What DEBUG1 says while rows are read, files written or an index built. */
const work = /^(?:verifying table "(\w+)"|rewriting table "(\w+)"|building index "\w+" on table "(\w+)"|validating foreign key constraint "(\w+)")/;

test('nothing reads all rows or builds an index under a lock that keeps writers out, and steps take what they announce', async () => {
  const { up, from } = await planned();
  const judged = await judge(up, from, { floor: 15, policy: {} });
  assert.equal(
    judged.flatMap((s) => s.steps.filter((x) => x.verdict === 'unsafe').map((x) => `${x.does}: ${x.hazards!.map((h) => h.code).join(' ')}`)),
    // a key over other columns, or an index instead of it: what relied on the old one breaks, however it is replaced
    [
      '~ table constraint public.a.a_kind_key: put in place: COMPAT_CONSTRAINT_DROPPED PERF_INDEX_DROPPED',
      '+ index public.b_n: the key that has its name: COMPAT_CONSTRAINT_DROPPED PERF_INDEX_DROPPED',
    ],
  );
  await withDatabase(18, async (db) => {
    const [client, watcher] = [new pg.Client({ connectionString: db.superUrl }), new pg.Client({ connectionString: db.superUrl })];
    await Promise.all([client.connect(), watcher.connect()]);
    const wrong: string[] = [];
    let said: string[] = [];
    client.on('notice', (n) => said.push(n.message ?? ''));
    try {
      for (const sql of [current, ...rows]) await client.query(sql);
      await client.query('set client_min_messages = debug1');
      const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid as number;
      let scans = 0;
      for (const segment of judged) {
        if (segment.transaction) await client.query('begin');
        const before = new Map<string, LockMode>();
        for (const step of segment.steps) {
          said = [];
          await client.query(step.sql);
          const after = new Map<string, LockMode>();
          for (const r of (await watcher.query(held, [pid])).rows as { relation: string; mode: string }[]) {
            const mode = modeOf(r.mode);
            if (!after.has(r.relation) || stronger(mode, after.get(r.relation)!)) after.set(r.relation, mode);
          }
          for (const [relation, mode] of after)
            if (before.get(relation) !== mode && (step.lock === undefined || stronger(mode, step.lock)))
              wrong.push(`${step.sql}: took ${mode} on ${relation}, announced ${step.lock}`);
          for (const m of said.map((s) => work.exec(s)).filter((x) => x !== null)) {
            scans++;
            const table = `public.${m[1] ?? m[2] ?? m[3] ?? 'a'}`;
            const mode = after.get(table);
            // outside a transaction the lock is gone by now; that it is no stronger is asserted for each operation elsewhere
            if (segment.transaction && mode !== undefined && stronger(mode, 'SHARE UPDATE EXCLUSIVE')) wrong.push(`${step.sql}: ${m[0]} under ${mode}`);
          }
          for (const [relation, mode] of after) before.set(relation, mode);
        }
        if (segment.transaction) await client.query('commit');
        const gaps = await client.query(`select t.name from (values ('a'), ('b')) as t(name) where not exists (
          select from pg_index where indrelid = t.name::regclass and indisvalid and (select attname from pg_attribute where attrelid = indrelid and attnum = indkey[0]) = 'n')
          union all select 'what c may point to' where not exists (select from pg_constraint where conname = 'c_b')`);
        for (const { name } of gaps.rows as { name: string }[]) wrong.push(`${name} is without after ${segment.steps.map((s) => s.sql).join('; ')}`);
      }
      assert.ok(scans >= 6, `only ${scans} scans and builds were seen`);
      assert.equal((await client.query(`select indexrelid::regclass::text as name from pg_index where not indisvalid`)).rows, []);
    } finally {
      await Promise.all([client.end(), watcher.end()]);
    }
    assert.is(wrong.length, 0, wrong.join('\n    '));
  });
});

test.run();
