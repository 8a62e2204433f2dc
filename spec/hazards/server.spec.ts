// The operation table against real servers: no lock is stronger than announced, and files change where it says so.
import pg from 'pg';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { classify } from '../../lib/hazards/classify.ts';
import { stronger } from '../../lib/hazards/locks.ts';
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
  'insert into pt values (1), (11)',
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

for (const major of [15, 18].filter((m) => installedMajors().includes(m))) {
  test(`PostgreSQL ${major} takes no stronger lock and rewrites no other file than announced`, async () => {
    const db = await (await server(major)).database();
    const client = new pg.Client({ connectionString: db.superUrl });
    await client.connect();
    const wrong: string[] = [];
    let count = 0;
    try {
      // what the server is too old for is left out, and so are the labels that use it
      for (const p of split(setup).pieces) await client.query(p.sql).catch((e: Error) => void (major < 18 || assert.unreachable(`${p.sql}: ${e.message}`)));
      for (const sql of rows) await client.query(sql);
      for (const label of labels) {
        const statements = split(label.sql).pieces.map((p) => p.sql);
        const got = (await classify(label.sql, { before })).at(-1)!;
        if (!got.transaction || statements.some((s) => /^(begin|commit|create index concurrently|create unique index concurrently|set role)/i.test(s)))
          continue;
        await client.query('begin');
        try {
          for (const s of statements.slice(0, -1)) await client.query(s);
          const key = (r: { relation: string; mode: string }): string => `${r.relation} ${r.mode}`;
          const held = new Set((await client.query(locksSql)).rows.map(key));
          const files = new Map((await client.query(filesSql)).rows.map((r: { relation: string; file: string }) => [r.relation, r.file]));
          await client.query(statements.at(-1)!);
          count++;
          if (major === 18 && got.hazards.some((h) => h.code === 'FAIL_CERTAIN')) wrong.push(`${label.sql}\n      said to fail, and did not`);
          const announced = new Map(got.locks.map((l) => [l.relation, l.mode]));
          for (const r of (await client.query(locksSql)).rows as { relation: string; mode: string }[]) {
            const mode = modeOf(r.mode);
            const said = announced.get(r.relation);
            if (held.has(key(r)) || !there.has(r.relation) || readers.includes(mode)) continue;
            if (said === undefined || stronger(mode, said)) wrong.push(`${label.sql}\n      ${r.relation}: took ${mode}, announced ${said ?? 'nothing'}`);
          }
          const changed = ((await client.query(filesSql)).rows as { relation: string; file: string | null }[])
            .filter((r) => files.has(r.relation) && r.file !== null && files.get(r.relation) !== r.file)
            .map((r) => r.relation);
          const says = got.rewrite && !got.operations.some((o) => beside.has(o));
          if (changed.some((c) => there.has(c)) !== says)
            wrong.push(`${label.sql}\n      rewritten: ${changed.join(', ') || 'nothing'}; announced: ${says ? 'a rewrite' : 'none'}`);
        } catch (error) {
          // what the fixture lacks (roles, languages, tablespaces) says nothing about the table
          if (!(error instanceof pg.DatabaseError)) throw error;
        } finally {
          await client.query('rollback');
        }
      }
    } finally {
      await client.end();
      await db.drop();
    }
    assert.is(wrong.length, 0, `${wrong.length}:\n    ${wrong.join('\n    ')}`);
    assert.ok(count > (major < 18 ? 150 : 200), `only ${count} of ${labels.length} statements ran`);
  });
}

test.run();
