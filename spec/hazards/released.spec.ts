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
    context.before = await introspect(shadow);
  } finally {
    await shadow.close();
  }
});

const p = 'ALTER TABLE p ALTER m DROP DEFAULT; ALTER TABLE p1 ALTER m DROP DEFAULT; ALTER TABLE p ALTER m TYPE text USING m::text;';
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

test.run();
