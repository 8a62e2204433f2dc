// What the embedded shadow stands in for by catalog: it is planned both ways, and the proof says that it was assumed.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openShadow } from '../../lib/run/shadow/shadow.ts';
import { between } from '../kit/subject.ts';

const test = suite('assumed');
const texts = (segments: readonly { steps: readonly { sql: string }[] }[]): string[] => segments.flatMap((s) => s.steps.map((t) => t.sql));

test('compression by lz4 is planned, and passed on by parents as a server passes it on', async () => {
  const { up, down, to } = await between(
    `CREATE TABLE t (x text COMPRESSION lz4, y text COMPRESSION pglz);
     CREATE TABLE p (n int, x text) PARTITION BY LIST (n); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)`,
    `CREATE TABLE t (x text COMPRESSION "lz4" DEFAULT 'compression lz4', y text, CHECK (y <> 'COMPRESSION lz4'));
     CREATE TABLE d () INHERITS (t); ALTER TABLE d ALTER x SET COMPRESSION default;
     CREATE TABLE p (n int, x text COMPRESSION lz4) PARTITION BY LIST (n); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)`,
  );
  const compression = (sql: string[]): string[] =>
    sql
      .filter((s) => / SET COMPRESSION /.test(s))
      .map((s) => s.replace(/^ALTER TABLE ONLY "public"\."(\w+)" ALTER COLUMN "(\w+)" SET COMPRESSION /, '$1.$2 '))
      .sort();
  assert.equal(compression(texts(up)), ['d.x default', 'p.x lz4', 'p1.x lz4', 'p2.x lz4', 't.y default']);
  assert.equal(compression(texts(down)), ['p.x default', 'p1.x default', 't.y pglz']);
  assert.equal(
    [...to.objects.values()].filter((o) => o.at.kind === 'default value').map((o) => o.attrs['expression']),
    ["'compression lz4'::text", "'compression lz4'::text"],
  );
});

test('security labels are planned with what they stand on, and come back where it is made again', async () => {
  const both = `CREATE TYPE e AS ENUM ('b'); CREATE SCHEMA s; CREATE VIEW v AS SELECT id FROM t; SECURITY LABEL FOR se ON VIEW public.v IS 'v'; SECURITY LABEL FOR se ON TYPE e IS 'E'`;
  const { up, down } = await between(
    `CREATE TABLE t (id int, "x y" text); ${both.replace("('b')", "('a', 'b')")}; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
     SECURITY LABEL FOR se ON FUNCTION f(int) IS 'it''s f'; SECURITY LABEL FOR mask ON COLUMN t."x y" IS 'MASKED'`,
    `CREATE TABLE t (id bigint, "x y" text); ${both}; CREATE FUNCTION f(int) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
     SECURITY LABEL FOR se ON FUNCTION f(int) IS 'it''s f'; SECURITY LABEL FOR se ON TABLE t IS 'T'; SECURITY LABEL FOR se ON SCHEMA s IS 'S'`,
  );
  const labels = (sql: string[]): string[] =>
    sql
      .filter((s) => s.startsWith('SECURITY LABEL'))
      .map((s) => s.replace(/^SECURITY LABEL FOR /, ''))
      .sort();
  assert.equal(labels(texts(up)), [
    `"mask" ON COLUMN "public"."t"."x y" IS NULL`,
    `"se" ON FUNCTION "public"."f"(integer) IS 'it''s f'`,
    `"se" ON SCHEMA "s" IS 'S'`,
    `"se" ON TABLE "public"."t" IS 'T'`,
    `"se" ON TYPE "public"."e" IS 'E'`,
    `"se" ON VIEW "public"."v" IS 'v'`,
  ]);
  assert.is(labels(texts(down)).length, 5);
});

test('security labels of what has columns that are no objects', async () => {
  const made = (more: string): string => `CREATE TABLE t (id int${more}); CREATE TYPE c AS (x int${more});
     CREATE VIEW v AS SELECT ${more === '' ? '' : 'y, '}id FROM t; CREATE MATERIALIZED VIEW m AS SELECT ${more === '' ? '' : 'y, '}id FROM t;
     SECURITY LABEL FOR se ON COLUMN v.id IS 'V'; SECURITY LABEL FOR se ON COLUMN m.id IS 'M'; SECURITY LABEL FOR se ON COLUMN c.x IS 'C${more}';`;
  const { up, down } = await between(made(''), made(', y text'));
  const labels = (sql: string[]): string[] => sql.filter((s) => s.startsWith('SECURITY LABEL')).map((s) => s.slice(s.indexOf('COLUMN ') + 7));
  assert.equal(labels(texts(up)).sort(), [`"public"."c"."x" IS 'C, y text'`, `"public"."m"."id" IS 'M'`, `"public"."v"."id" IS 'V'`]);
  assert.equal(labels(texts(down)).sort(), [`"public"."c"."x" IS 'C'`, `"public"."m"."id" IS 'M'`, `"public"."v"."id" IS 'V'`]);
});

test('a state that is started from remembers what it holds by catalog only', async () => {
  const first = await openShadow();
  assert.equal(first.assumed, []);
  await first.run('CREATE TABLE t (x text COMPRESSION lz4)');
  assert.equal(first.assumed, ['compression lz4']);
  const second = await openShadow({ from: await first.snapshot() });
  try {
    await second.run('CREATE TABLE d () INHERITS (t)');
    assert.equal(await second.rows(`SELECT attcompression::text AS c FROM pg_attribute WHERE attrelid = 'd'::regclass AND attnum > 0`), [{ c: 'l' }]);
    assert.equal(second.assumed, ['compression lz4']);
  } finally {
    await second.close();
  }
});

test.run();
