// The operation table against real servers: no lock is stronger than announced, and files change where it says so.
import pg from 'pg';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { classify } from '../../lib/hazards/classify.ts';
import { stronger } from '../../lib/hazards/locks.ts';
import type { Operation } from '../../lib/hazards/operation.ts';
import { operations } from '../../lib/hazards/operations.ts';
import type { LockMode } from '../../lib/kinds/kind.ts';
import { split } from '../../lib/sql/split.ts';
import { installedMajors } from '../kit/binaries.ts';
import { server } from '../kit/servers.ts';
import { fixture, setup } from './fixture.ts';
import { access } from './labelled/access.ts';
import { code } from './labelled/code.ts';
import { columns } from './labelled/columns.ts';
import { constraints } from './labelled/constraints.ts';
import { indexes } from './labelled/indexes.ts';
import { scripts } from './labelled/scripts.ts';
import { tables } from './labelled/tables.ts';

const labels = [...tables, ...columns, ...constraints, ...indexes, ...code, ...access, ...scripts].filter(
  (l) => l.alone === undefined && l.floor === undefined,
);
const before = await fixture();
const there = new Set(
  [...before.objects.values()].filter((o) => ['table', 'view', 'materialized view', 'foreign table'].includes(o.at.kind)).map((o) => o.at.names.join('.')),
);
const rows = [
  'insert into p (id) select generate_series(1, 20)',
  'insert into t (id, a, n, p_id, q_id, w, x, v, b, seen) select i, i, i, i, i, i, i, i, i, i from generate_series(1, 20) i',
  'insert into pt (id, k) values (1, 1), (11, 1)',
  'insert into lone values (1)',
];

const locksSql = `select n.nspname || '.' || c.relname as relation, l.mode from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
  where l.pid = pg_backend_pid() and l.granted and l.locktype = 'relation' and c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema')
    and l.database = (select oid from pg_database where datname = current_database())`;
const filesSql = `select n.nspname || '.' || c.relname as relation, pg_relation_filenode(c.oid)::text as file from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm', 'p') and n.nspname in ('public', 'other')`;

const modeOf = (mode: string): LockMode =>
  mode
    .replace(/Lock$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase() as LockMode;
const readers: readonly LockMode[] = ['ACCESS SHARE', 'ROW SHARE'];
/** Rewrites files of indexes or sequences only, which the query above leaves out. */
const beside = new Set<string>(operations.filter((o) => 'rewrite' in o && o.rewrite !== 'table').map((o) => o.id));
const fails = new Map<string, string | undefined>((operations as readonly Operation[]).map((o) => [o.id, o.fails]));

/** Statements that run outside a transaction block: seen from another session while a writer keeps them waiting. */
const alone: readonly { sql: string; table: string }[] = [
  { sql: 'CREATE INDEX CONCURRENTLY c1 ON sought (id)', table: 'sought' },
  { sql: 'CREATE UNIQUE INDEX CONCURRENTLY c2 ON sought (id)', table: 'sought' },
  { sql: 'REINDEX INDEX CONCURRENTLY sought_idx', table: 'sought' },
  { sql: 'DROP INDEX CONCURRENTLY sought_idx', table: 'sought' },
  { sql: 'DROP INDEX CONCURRENTLY sought_uq', table: 'sought' },
  { sql: 'VACUUM sought', table: 'sought' },
  { sql: 'VACUUM FULL sought', table: 'sought' },
  { sql: 'ALTER TABLE pt DETACH PARTITION pt2 CONCURRENTLY', table: 'pt' },
  { sql: 'CREATE INDEX CONCURRENTLY c3 ON pk_parts (k)', table: 'pk_parts' },
];

/** Operations that no statement here can try on these servers. */
const untried: Readonly<Record<string, string>> = {
  opaque: 'is no statement',
  'drop-constraint-unknown': 'only without a catalog',
  'validate-unknown': 'only without a catalog',
  'create-or-replace-view-unknown': 'only without a catalog',
  'alter-type-add-value-and-use': 'is refused at COMMIT or at once, by version',
  'alter-type-options': 'wants a base type written in C',
  'create-language': 'wants a handler written in C',
  'security-label': 'wants a label provider',
  'large-object': 'wants a large object; locks no relation',
  'partition-detach-finalize': 'wants a detach that was interrupted',
  'set-access-method': 'there is one access method',
  'set-tablespace-table': 'wants a tablespace',
  'set-tablespace-index': 'wants a tablespace',
  'drop-tablespace': 'wants a tablespace',
  'create-database-new': 'reaches beyond the database',
  'drop-database': 'reaches beyond the database',
  'database-settings': 'reaches beyond the database',
  'alter-system': 'reaches beyond the database',
  'reindex-system': 'takes the whole database',
  subscription: 'wants a publisher',
  'subscription-here': 'wants a subscription; locks no relation',
  'drop-subscription': 'wants a publisher',
  'alter-extension-update': 'wants two versions of an extension',
  'extension-member': 'wants an extension',
  'drop-extension': 'wants an extension',
  'drop-extension-cascade': 'wants an extension',
  'session-role': 'locks nothing',
  transaction: 'locks nothing',
  execute: 'is what was prepared',
};

const majors = (process.env['MAJORS'] ?? '15,18').split(',').map(Number);
const tried = new Set<string>();
const key = (r: { relation: string; mode: string }): string => `${r.relation} ${r.mode}`;

async function prepared(client: pg.Client, major: number): Promise<void> {
  // roles are the cluster's: an earlier database made them; what the server is too old for is left out, and so are the labels that use it
  for (const p of split(setup).pieces)
    await client.query(p.sql).catch((e: Error) => void (major < 18 || p.sql.startsWith('create role') || assert.unreachable(`${p.sql}: ${e.message}`)));
  for (const sql of rows) await client.query(sql);
}

for (const major of majors.filter((m) => installedMajors().includes(m))) {
  test(`PostgreSQL ${major} takes no stronger lock, reads and rewrites no other table than announced`, async () => {
    const db = await (await server(major)).database();
    const client = new pg.Client({ connectionString: db.superUrl });
    await client.connect();
    const wrong: string[] = [];
    let said: string[] = [];
    client.on('notice', (n) => said.push(n.message ?? ''));
    try {
      await prepared(client, major);
      for (const label of labels) {
        const statements = split(label.sql).pieces.map((p) => p.sql);
        const got = (await classify(label.sql, { before, server: major })).at(-1)!;
        if (!got.transaction || statements.some((s) => /^(begin|commit|create index concurrently|create unique index concurrently|set role)/i.test(s)))
          continue;
        await client.query('begin');
        try {
          for (const s of statements.slice(0, -1)) await client.query(s);
          const held = new Set((await client.query(locksSql)).rows.map(key));
          const files = new Map((await client.query(filesSql)).rows.map((r: { relation: string; file: string }) => [r.relation, r.file]));
          await client.query('set local client_min_messages = debug1');
          said = [];
          await client.query(statements.at(-1)!);
          const evidence = said.map((m) => /^(?:verifying|rewriting) table "(.*)"$/.exec(m)?.[1]).filter((t) => t !== undefined);
          await client.query('set local client_min_messages = notice');
          for (const o of got.operations) tried.add(o);
          if (major === 18 && got.hazards.some((h) => h.code === 'FAIL_CERTAIN')) wrong.push(`${label.sql}\n      said to fail, and did not`);
          const announced = new Map(got.locks.map((l) => [l.relation, l.mode]));
          for (const r of (await client.query(locksSql)).rows as { relation: string; mode: string }[]) {
            const mode = modeOf(r.mode);
            const expected = announced.get(r.relation);
            if (held.has(key(r)) || !there.has(r.relation) || readers.includes(mode)) continue;
            if (expected === undefined || stronger(mode, expected))
              wrong.push(`${label.sql}\n      ${r.relation}: took ${mode}, announced ${expected ?? 'nothing'}`);
          }
          if (!got.scan && !got.rewrite && evidence.some((t) => there.has(`public.${t}`)))
            wrong.push(`${label.sql}\n      read ${evidence.join(', ')} and announced no scan`);
          const changed = ((await client.query(filesSql)).rows as { relation: string; file: string | null }[])
            .filter((r) => files.has(r.relation) && r.file !== null && files.get(r.relation) !== r.file)
            .map((r) => r.relation);
          const says = got.rewrite && !got.operations.some((o) => beside.has(o));
          if (changed.some((c) => there.has(c)) !== says)
            wrong.push(`${label.sql}\n      rewritten: ${changed.join(', ') || 'nothing'}; announced: ${says ? 'a rewrite' : 'none'}`);
        } catch (error) {
          if (!(error instanceof pg.DatabaseError)) throw error;
          // what was said to fail fails as was said; what the fixture lacks (roles, languages) says nothing about the table
          const certain = got.operations.filter((o) => fails.get(o) !== undefined && got.hazards.some((h) => h.code === 'FAIL_CERTAIN'));
          for (const o of certain) {
            tried.add(o);
            if (error.code !== fails.get(o)) wrong.push(`${label.sql}\n      failed with ${error.code} (${error.message}), announced ${fails.get(o)}`);
          }
        } finally {
          await client.query('rollback');
        }
      }
    } finally {
      await client.end();
      await db.drop();
    }
    assert.is(wrong.length, 0, `${wrong.length}:\n    ${wrong.join('\n    ')}`);
  });

  test(`PostgreSQL ${major} takes no stronger lock than announced for what runs outside a transaction`, async () => {
    const db = await (await server(major)).database();
    const [client, writer, watcher] = await Promise.all(
      [0, 1, 2].map(async () => {
        const c = new pg.Client({ connectionString: db.superUrl });
        await c.connect();
        return c;
      }),
    );
    const wrong: string[] = [];
    try {
      await prepared(client!, major);
      const pid = (await client!.query('select pg_backend_pid() as pid')).rows[0].pid as number;
      for (const { sql, table } of alone) {
        const got = (await classify(sql, { before, server: major }))[0]!;
        await writer!.query('begin');
        await writer!.query(`lock table ${table} in row exclusive mode`);
        let done: pg.DatabaseError | true | undefined;
        const running = client!.query(sql).then(
          () => (done = true),
          (e: pg.DatabaseError) => (done = e),
        );
        const seen = new Set<LockMode>();
        const until = Date.now() + 2000;
        // until it waits for the writer, or ends without ever waiting
        for (let waits = false; done === undefined && !waits && Date.now() < until;) {
          const found = await watcher!.query(`select l.mode, l.granted from pg_locks l where l.pid = $1 and l.relation = $2::regclass`, [pid, table]);
          for (const r of found.rows as { mode: string }[]) seen.add(modeOf(r.mode));
          waits = (await watcher!.query(`select 1 from pg_locks where pid = $1 and not granted`, [pid])).rows.length > 0;
          if (waits)
            for (const r of (await watcher!.query(`select mode from pg_locks where pid = $1 and relation = $2::regclass`, [pid, table])).rows as {
              mode: string;
            }[])
              seen.add(modeOf(r.mode));
        }
        await writer!.query('commit');
        await running;
        const said = got.locks.find((l) => l.relation === `public.${table}`)?.mode;
        for (const mode of seen)
          if (!readers.includes(mode) && (said === undefined || stronger(mode, said))) wrong.push(`${sql}: took ${mode}, announced ${said}`);
        const failed = done instanceof pg.DatabaseError ? done : undefined;
        if (failed !== undefined && fails.get(got.operations[0]!) !== failed.code && failed.code !== '42601')
          wrong.push(`${sql}: ${failed.code} ${failed.message}`);
        if (failed === undefined || fails.get(got.operations[0]!) === failed.code) tried.add(got.operations[0]!);
      }
    } finally {
      await Promise.all([client!.end(), writer!.end(), watcher!.end()]);
      await db.drop();
    }
    assert.is(wrong.length, 0, wrong.join('\n    '));
  });
}

test('every operation was tried on a server, or has its reason', () => {
  if (!majors.includes(18)) return;
  const left = operations.map((o) => o.id).filter((id) => !tried.has(id));
  assert.equal(
    left.filter((id) => untried[id] === undefined),
    [],
  );
  assert.equal(
    Object.keys(untried).filter((id) => !left.includes(id as never)),
    [],
    'tried after all',
  );
});

test.run();
