// Definitions that reach for files, sockets, or all the time there is: the shadow must end each, and nothing outside is read or written.
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elaborate } from '../../lib/run/elaborate/elaborate.ts';
import { replaySql } from '../../lib/run/elaborate/replay.ts';
import { openShadow } from '../../lib/run/shadow/shadow.ts';
import type { Figure } from './figure.ts';

const DEADLINE = 4_000;

/** `dir` holds a secret; `port` counts who calls. */
function attacks(dir: string, port: number): string[] {
  const secret = join(dir, 'secret');
  const fresh = (n: number): string => join(dir, `written-${n}`);
  const conninfo = `host=127.0.0.1 port=${port} dbname=x user=x`;
  const fn = (body: string, language = 'plpgsql'): string => `CREATE FUNCTION f() RETURNS int LANGUAGE ${language} AS $x$ ${body} $x$`;
  const now = (body: string): string => `CREATE TABLE t (a int DEFAULT 1); ${fn(body)}; CREATE INDEX i ON t ((f()))`;
  const used = (body: string): string[] => [
    `CREATE FUNCTION f() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $x$ ${body} $x$`,
    'CREATE MATERIALIZED VIEW m AS SELECT f()',
  ];
  return [
    // files
    ...['text', 'csv', 'binary'].map((f) => `CREATE TABLE t (a text); COPY t FROM '${secret}' (FORMAT ${f})`),
    `COPY (SELECT 'x') TO '${fresh(1)}'`,
    `COPY (SELECT 1) TO PROGRAM 'touch ${fresh(2)}'`,
    `CREATE TABLE t (a text); COPY t FROM PROGRAM 'cat ${secret}'`,
    ...['pg_read_file', 'pg_read_binary_file', 'pg_stat_file', 'pg_ls_dir', 'lo_import'].flatMap((f) => [
      `CREATE MATERIALIZED VIEW m AS SELECT ${f}('${f === 'pg_ls_dir' ? dir : secret}')`,
      used(`EXECUTE 'SELECT ${f}(''${f === 'pg_ls_dir' ? dir : secret}'')'; RETURN 1;`).join(';'),
    ]),
    used(`EXECUTE format('COPY (SELECT 1) TO %L', '${fresh(3)}'); RETURN 1;`).join(';'),
    used(`EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', 'touch ${fresh(4)}'); RETURN 1;`).join(';'),
    used(`PERFORM lo_export(lo_create(0), '${fresh(5)}'); RETURN 1;`).join(';'),
    `CREATE EXTENSION adminpack`,
    `CREATE EXTENSION file_fdw; CREATE SERVER s FOREIGN DATA WRAPPER file_fdw; CREATE FOREIGN TABLE t (a text) SERVER s OPTIONS (filename '${secret}'); CREATE MATERIALIZED VIEW m AS SELECT * FROM t`,
    `CREATE FOREIGN TABLE t (a text) SERVER s OPTIONS (program 'touch ${fresh(6)}')`,
    `CREATE TABLESPACE x LOCATION '${dir}'`,
    `LOAD '${secret}'`,
    `CREATE FUNCTION f() RETURNS int LANGUAGE c AS '${secret}', 'f'`,
    `CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/lib/x86_64-linux-gnu/libc.so.6', 'system'`,
    `CREATE FUNCTION f() RETURNS int LANGUAGE internal AS 'pg_read_file'`,
    `CREATE EXTENSION plpython3u; ${fn(`open('${fresh(7)}','w')`, 'plpython3u')}`,
    `CREATE EXTENSION plperlu; ${fn(`open(F, '>${fresh(8)}')`, 'plperlu')}`,
    `SET dynamic_library_path = '${dir}'; LOAD 'secret'`,
    `SET log_directory = '${dir}'`,
    `ALTER SYSTEM SET log_directory = '${dir}'`,
    `ALTER DATABASE postgres SET local_preload_libraries = '${secret}'`,
    `SET SESSION session_preload_libraries = '${secret}'`,
    `CREATE TABLE t (a text DEFAULT pg_read_file('${secret}'))`,
    U(`SELECT pg_read_file('${secret}')`),
    // sockets
    `CREATE EXTENSION dblink; CREATE MATERIALIZED VIEW m AS SELECT * FROM dblink('${conninfo}', 'SELECT 1') AS t(a int)`,
    `CREATE EXTENSION dblink; ${used(`PERFORM dblink_connect('${conninfo}'); RETURN 1;`).join(';')}`,
    `CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '${port}', dbname 'x'); CREATE USER MAPPING FOR CURRENT_USER SERVER s; CREATE FOREIGN TABLE ft (a int) SERVER s; CREATE MATERIALIZED VIEW m AS SELECT * FROM ft`,
    `CREATE SUBSCRIPTION s CONNECTION '${conninfo}' PUBLICATION p`,
    used(`EXECUTE 'CREATE SUBSCRIPTION s CONNECTION ''${conninfo}'' PUBLICATION p'; RETURN 1;`).join(';'),
    `CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '${port}'); IMPORT FOREIGN SCHEMA public FROM SERVER s INTO public`,
    used(`PERFORM pg_notify('a', repeat('x', 7000)); RETURN 1;`).join(';'),
    `LISTEN a`,
    // time and memory
    `CREATE MATERIALIZED VIEW m AS SELECT pg_sleep(60)`,
    `CREATE TABLE t AS SELECT count(*) FROM generate_series(1, 1000000000000)`,
    `CREATE MATERIALIZED VIEW m AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r`,
    used('LOOP END LOOP; RETURN 1;').join(';'),
    used('RETURN f();').join(';'),
    `CREATE MATERIALIZED VIEW m AS SELECT repeat('x', 1000000000) || repeat('y', 70000000)`,
    `CREATE MATERIALIZED VIEW m AS SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' ~ '^(((a+)+)+)+$'`,
    `CREATE MATERIALIZED VIEW m AS SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`,
    `CREATE MATERIALIZED VIEW m AS SELECT ${'1+'.repeat(50_000)}1`,
    `CREATE TABLE t (${Array.from({ length: 1_600 }, (_, n) => `c${n} int`).join(', ')}, d int)`,
    `CREATE TABLE t (a int CHECK (${Array.from({ length: 5_000 }, () => 'a > 0').join(' AND ')}))`,
    now('LOOP END LOOP; RETURN 1;'),
    `CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO t VALUES (1)`,
    // the instance and its neighbours
    `SELECT pg_terminate_backend(pg_backend_pid())`,
    used('PERFORM pg_terminate_backend(pg_backend_pid()); RETURN 1;').join(';'),
    `COMMIT; CREATE TABLE stays (a int)`,
    `ROLLBACK; DROP SCHEMA public CASCADE`,
    `SET SESSION AUTHORIZATION postgres; CREATE TABLE pg_catalog.x (a int)`,
    `DROP SCHEMA pg_catalog CASCADE`,
    `UPDATE pg_catalog.pg_class SET relname = relname || 'x'`,
    `CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION pg_sleep(60)`,
  ];
}

/** The same words in another spelling: escapes that a word list does not see. */
function U(sql: string): string {
  return `CREATE MATERIALIZED VIEW m AS ${sql.replace('pg_read_file', 'U&"pg\\005fread\\005ffile"')}`;
}

/** `part`: one attack in that many. */
export async function shadowAttacks(until: number, part = 1): Promise<Figure> {
  const dir = mkdtempSync(join(tmpdir(), 'tm-attack-'));
  const word = `never-to-be-read-${process.pid}`;
  writeFileSync(join(dir, 'secret'), word);
  let calls = 0;
  const listener = createServer((s) => void ((calls += 1), s.destroy()));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as { port: number };
  const wrong: string[] = [];
  const slow: number[] = [];
  const ids: Record<string, number> = {};
  let tried = 0;
  const before = readdirSync(dir).join();
  for (const [n, text] of attacks(dir, port).entries()) {
    if (n % part !== 0) continue;
    if (Date.now() > until) break;
    const statements = text.includes('$x$') || text.length > 10_000 ? pieces(text) : text.split('; ');
    const shadow = await openShadow({ deadlineMs: DEADLINE, extensions: [] });
    const from = performance.now();
    let told: string;
    try {
      // by turns as definitions and as steps of a plan file
      if (n % 2 === 0)
        await elaborate(
          {
            modules: ['a'],
            statements: statements.map((sql, i) => ({ module: 'a', sql, file: 'a.sql', line: i + 1 })),
            renames: [],
            using: [],
            extensions: [],
            roles: [],
          },
          shadow,
        );
      else
        await replaySql(
          shadow,
          statements.map((sql) => ({ transaction: false, steps: [{ sql, step: 'attack' }] })),
        );
      told = 'held';
    } catch (error) {
      const e = error as Error & { id?: string; options?: { details?: readonly string[] } };
      told = e.id ?? `no id: ${e.message.split('\n')[0]}`;
      const all = [e.message, ...(e.options?.details ?? [])].join('\n');
      if (all.includes(word)) wrong.push(`attack ${n} read the file: ${text.slice(0, 120)}`);
      if (e.id === undefined) wrong.push(`attack ${n}: ${told}: ${text.slice(0, 120)}`);
    }
    const took = performance.now() - from;
    slow.push(took);
    await shadow.close();
    tried += 1;
    ids[told] = (ids[told] ?? 0) + 1;
    if (took > 5_000) wrong.push(`attack ${n} took ${(took / 1000).toFixed(1)} s: ${text.slice(0, 120)}`);
    if (readdirSync(dir).join() !== before || readFileSync(join(dir, 'secret'), 'utf8') !== word || statSync(join(dir, 'secret')).size !== word.length)
      wrong.push(`attack ${n} changed files: ${text.slice(0, 120)}`);
    if (existsSync('/tmp/x')) wrong.push(`attack ${n} wrote elsewhere`);
  }
  listener.close();
  if (calls > 0) wrong.push(`${calls} connections were made`);
  return {
    what: 'definitions and steps that reach for files, sockets, time or memory',
    tried,
    wrong,
    note: `longest ${(Math.max(...slow) / 1000).toFixed(1)} s; ${JSON.stringify(ids)}`,
  };
}

/** Apart at semicolons outside of bodies. */
function pieces(text: string): string[] {
  return text.split(/;\s*(?=CREATE|SELECT|LOAD|SET)/).map((s) => s.replace(/;\s*$/, ''));
}
