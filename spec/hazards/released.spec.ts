// What a script has dropped or changed by now no longer leans on what it drops next.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Catalog } from '../../lib/catalog/catalog.ts';
import { lint } from '../../lib/hazards/lint.ts';
import { introspect } from '../../lib/run/introspect/introspect.ts';
import { openShadow } from '../../lib/run/shadow/shadow.ts';

const test = suite<{ before: Catalog }>('released');

test.before(async (context) => {
  const shadow = await openShadow();
  try {
    await shadow.run("CREATE TYPE mood AS ENUM ('sad', 'ok')");
    await shadow.run("CREATE TABLE t (id int, m mood NOT NULL DEFAULT 'ok')");
    await shadow.run('CREATE TABLE c (n int) INHERITS (t)');
    await shadow.run("CREATE TABLE p (id int, m mood DEFAULT 'ok') PARTITION BY LIST (id)");
    await shadow.run('CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)');
    await shadow.run('CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a');
    await shadow.run('CREATE VIEW v AS SELECT f(id) AS f FROM t');
    await shadow.run('CREATE FUNCTION g(a int) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN a > 0');
    await shadow.run('CREATE TABLE r (id int CONSTRAINT one CHECK (g(id)))');
    await shadow.run('CREATE POLICY q ON r USING (g(id))');
    await shadow.run('CREATE DOMAIN d AS int CONSTRAINT one CHECK (g(VALUE))');
    await shadow.run('CREATE TYPE k AS (a int)');
    await shadow.run('CREATE FUNCTION said(k) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1).a::text');
    await shadow.run('CREATE CAST (k AS text) WITH FUNCTION said(k)');
    context.before = await introspect(shadow);
  } finally {
    await shadow.close();
  }
});

const p = 'ALTER TABLE p ALTER m DROP DEFAULT; ALTER TABLE p1 ALTER m DROP DEFAULT; ALTER TABLE p ALTER m TYPE text USING m::text;';
const other =
  'ALTER TABLE r RENAME CONSTRAINT one TO two; ALTER POLICY q ON r RENAME TO q2; ALTER DOMAIN d RENAME CONSTRAINT one TO two; ALTER TYPE d RENAME TO e;';
const scripts: readonly (readonly [script: string, refused: boolean])[] = [
  ['DROP TABLE p; DROP VIEW v; DROP TABLE c; DROP TABLE t; DROP TYPE mood', false],
  ['DROP TABLE p; ALTER TABLE t DROP COLUMN m; DROP TYPE mood', false],
  [`${p} ALTER TABLE t DROP COLUMN m; DROP TYPE mood`, false],
  ["DROP TABLE p; ALTER TABLE t ALTER m DROP DEFAULT; ALTER TABLE t ALTER m TYPE text; ALTER TABLE t ALTER m SET DEFAULT 'ok'; DROP TYPE mood", false],
  ['CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql RETURN b; CREATE OR REPLACE VIEW v AS SELECT f(id, 1) AS f FROM t; DROP FUNCTION f(int)', false],
  ['CREATE OR REPLACE VIEW v AS SELECT f(1) AS f FROM t; DROP FUNCTION f(int)', true],
  [`DROP TABLE p; DROP VIEW v; ALTER TABLE c ALTER m DROP DEFAULT; ALTER TABLE t ALTER m DROP DEFAULT; ALTER TABLE t ALTER m TYPE text; DROP TYPE mood`, false],
  ['DROP TYPE mood', true],
  ['DROP VIEW v; DROP TABLE c; DROP TABLE t; DROP TYPE mood', true],
  ['DROP TABLE p; ALTER TABLE t ALTER m DROP DEFAULT; DROP TYPE mood', true],
  ['DROP TABLE p; ALTER TABLE t ALTER m TYPE text; DROP TYPE mood', true],
  ['ALTER TYPE mood RENAME TO old; DROP TYPE old', true],
  [`${other} ALTER TABLE r DROP CONSTRAINT two; DROP POLICY q2 ON r; ALTER DOMAIN e DROP CONSTRAINT two; DROP FUNCTION g(int)`, false],
  [`${other} ALTER TABLE r DROP CONSTRAINT two; DROP POLICY q2 ON r; DROP FUNCTION g(int)`, true],
  [`${other} ALTER TABLE r DROP CONSTRAINT two; DROP DOMAIN e; DROP FUNCTION g(int)`, true],
  [`${other} DROP POLICY q2 ON r; DROP DOMAIN e; DROP FUNCTION g(int)`, true],
  ['DROP CAST (k AS text); DROP FUNCTION said(k); DROP TYPE k', false],
];
for (const [script, refused] of scripts) {
  test(`${script}: ${refused ? 'refused' : 'not refused'}`, async ({ before }) => {
    const { statements } = await lint(script, { from: before });
    const last = statements.at(-1)!;
    assert.is(
      last.hazards.some((h) => h.code === 'FAIL_CERTAIN'),
      refused,
    );
  });
}

test('a domain of this script that a table with rows got is not a new one', async ({ before }) => {
  const { statements } = await lint('CREATE DOMAIN big AS int; ALTER TABLE c ALTER n TYPE big; ALTER DOMAIN big ADD CHECK (VALUE > 9)', { from: before });
  assert.ok(statements.at(-1)!.hazards.some((h) => h.code === 'FAIL_DATA_DEPENDENT'));
});

test.run();
