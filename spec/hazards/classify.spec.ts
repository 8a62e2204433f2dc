import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Catalog } from '../../lib/catalog/catalog.ts';
import { classify, type Classified } from '../../lib/hazards/classify.ts';
import { codes } from '../../lib/hazards/codes.ts';
import { operations } from '../../lib/hazards/operations.ts';
import { fixture } from './fixture.ts';
import { all } from './labelled/all.ts';
import type { Label } from './labelled/label.ts';

let before: Catalog;

test.before(async () => {
  before = await fixture();
});

const read = new Map<Label, Classified>();

async function last(label: Label): Promise<Classified> {
  if (!read.has(label)) read.set(label, (await classify(label.sql, { before: label.alone === true ? null : before, floor: label.floor })).at(-1)!);
  return read.get(label)!;
}

const sorted = (codes: readonly string[]): string => [...new Set(codes)].sort().join(' ');

test('every labelled statement has its verdict, its codes and its operation', async () => {
  const wrong: string[] = [];
  for (const label of all) {
    const got = await last(label);
    const [want, is] = [`${label.verdict} ${sorted(label.codes)}`, `${got.verdict} ${sorted(got.hazards.map((h) => h.code))}`];
    if (want !== is || !(got.operations as readonly string[]).includes(label.op))
      wrong.push(`${label.alone === true ? '(alone) ' : ''}${label.sql}\n      want ${label.op}: ${want}\n      is   ${got.operations.join('+')}: ${is}`);
  }
  assert.is(wrong.length, 0, `${wrong.length} of ${all.length}:\n    ${wrong.join('\n    ')}`);
});

test('every operation has a labelled statement, and every code is used or kept for a reason', () => {
  const labelled = new Set(all.map((l) => l.op));
  assert.equal(
    operations.map((o) => o.id).filter((id) => !labelled.has(id)),
    [],
  );
  const used = new Set<string>([...operations.flatMap((o) => [...o.codes]), ...all.flatMap((l) => l.codes)]);
  // raised by the planner, which alone knows what stood there before
  assert.equal(
    Object.keys(codes).filter((c) => !used.has(c)),
    ['DATA_MIGRATION', 'ORDER_CHANGED'],
  );
});

test('sentences name the object, and remedies carry its names and are SQL', async () => {
  const { parse } = await import('../../lib/sql/parse.ts');
  for (const label of all) {
    for (const h of (await last(label)).hazards) {
      if (h.remedy !== undefined) await parse(h.remedy).catch((e: Error) => assert.unreachable(`${label.sql}: ${h.remedy}: ${e.message}`));
      assert.not.match(h.message, /undefined|\[object/, `${label.sql}: ${h.message}`);
      assert.not.match(h.remedy ?? '', /undefined|\{\w+\}/, `${label.sql}: ${h.remedy}`);
    }
  }
});

test('remedies of single statements are SQL that parses', async () => {
  const { parse } = await import('../../lib/sql/parse.ts');
  for (const sql of [
    'ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)',
    'ALTER TABLE t ADD CHECK (a > 0), ADD FOREIGN KEY (q_id) REFERENCES p',
    'ALTER TABLE t ADD COLUMN z uuid NOT NULL DEFAULT gen_random_uuid()',
    'CREATE UNIQUE INDEX i ON t (a) WHERE b IS NULL',
    'ALTER TABLE "Odd" ALTER "select" SET NOT NULL',
    'DROP INDEX t_b_idx',
    'ALTER TABLE t ADD COLUMN z int DEFAULT 1 REFERENCES p',
    'ALTER TABLE bare ADD PRIMARY KEY (id)',
  ]) {
    const [c] = await classify(sql);
    const remedies = c!.hazards.flatMap((h) => (h.remedy === undefined ? [] : [h.remedy]));
    assert.ok(remedies.length > 0, sql);
    for (const r of remedies) assert.ok((await parse(r)).length > 0, r);
  }
});

test('groups give one result per text, and share a transaction or not', async () => {
  const pair = ['ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID', 'ALTER TABLE t VALIDATE CONSTRAINT ck'];
  const together = await classify([{ transaction: true, statements: pair }], { before });
  assert.equal(
    together.map((c) => c.verdict),
    ['safe', 'unsafe'],
  );
  const apart = await classify(
    pair.map((s) => ({ transaction: true, statements: [s] })),
    { before },
  );
  assert.equal(
    apart.map((c) => c.verdict),
    ['safe', 'safe'],
  );
  const both = await classify(
    [
      { transaction: true, statements: [pair.join('; ')] },
      { transaction: false, statements: [] },
    ],
    { before },
  );
  assert.is(both.length, 1);
  assert.is(both[0]!.verdict, 'unsafe');
});

test('a foreign key whose index the same plan builds later is not told that it has none', async () => {
  const key = { transaction: true, statements: ['ALTER TABLE solo ADD FOREIGN KEY (id) REFERENCES p NOT VALID'] };
  const index = { transaction: false, statements: ['CREATE INDEX CONCURRENTLY i ON solo (id)'] };
  const told = async (...groups: (typeof key)[]): Promise<boolean> =>
    (await classify(groups, { before }))[0]!.hazards.some((h) => h.code === 'PERF_FK_NO_INDEX');
  assert.equal([await told(key), await told(key, index)], [true, false]);
});

test('a view that was renamed lets go of a column by its new name', async () => {
  for (const lets of ['DROP VIEW tw', 'CREATE OR REPLACE VIEW tw AS SELECT id AS seen FROM t']) {
    const got = (await classify(`ALTER VIEW tv RENAME TO tw; ${lets}; ALTER TABLE t DROP COLUMN seen`, { before, floor: 15 })).at(-1)!;
    assert.is(sorted(got.hazards.map((h) => h.code)), 'COMPAT_DROP DATA_DROP_COLUMN', lets);
  }
  const after = await classify('ALTER VIEW tv RENAME TO tw; ALTER TABLE solo RENAME TO tv; DROP VIEW tw; ALTER TABLE tv ADD z int', { before, floor: 15 });
  assert.is(after.at(-1)!.verdict, 'safe');
  const ruled = await classify('ALTER VIEW v1 RENAME TO v1_old; DROP VIEW v3; DROP VIEW v1_old', { before, floor: 15 });
  assert.not.ok(ruled.at(-1)!.hazards.some((h) => h.code === 'FAIL_CERTAIN'));
});

test('a column that was renamed is left, and leaned on, by its new name', async () => {
  const leaves = await classify('ALTER TABLE su RENAME id TO no; ALTER TABLE su ALTER no DROP DEFAULT; DROP SEQUENCE used', { before, floor: 15 });
  assert.not.ok(leaves.at(-1)!.hazards.some((h) => h.code === 'FAIL_CERTAIN'));
  const routine = 'CREATE FUNCTION reads() RETURNS bigint BEGIN ATOMIC SELECT count(seen) FROM t; END';
  const moved = await classify(`${routine}; ALTER FUNCTION reads() SET SCHEMA other; DROP FUNCTION other.reads(); DROP VIEW tv; ALTER TABLE t DROP seen`, {
    before,
    floor: 15,
  });
  assert.not.ok(moved.at(-1)!.hazards.some((h) => h.code === 'FAIL_CERTAIN'));
  const leans = await classify('ALTER TABLE t RENAME seen TO shown; ALTER TABLE t DROP COLUMN shown', { before, floor: 15 });
  assert.ok(leans.at(-1)!.hazards.some((h) => h.code === 'FAIL_CERTAIN'));
});

test('a foreign table has no rows here, unless a table here is its child', async () => {
  const rewrites = async (table: string): Promise<boolean> =>
    (await classify(`ALTER TABLE ${table} ALTER COLUMN id TYPE bigint`, { before, floor: 15 })).at(-1)!.hazards.some((h) => h.code === 'LOCK_REWRITE');
  assert.not.ok(await rewrites('ft'));
  assert.ok(await rewrites('far'));
});

test('locks name each relation, and the strongest of them', async () => {
  const [fk] = await classify('ALTER TABLE t ADD FOREIGN KEY (q_id) REFERENCES p NOT VALID', { before });
  assert.equal(fk!.locks, [
    { relation: 'public.t', mode: 'SHARE ROW EXCLUSIVE' },
    { relation: 'public.p', mode: 'SHARE ROW EXCLUSIVE' },
  ]);
  const [many] = await classify('ALTER TABLE t ALTER a SET STATISTICS 10, ADD COLUMN z int', { before });
  assert.is(many!.lock, 'ACCESS EXCLUSIVE');
  const [, fresh] = await classify('CREATE TABLE fresh (id int); CREATE INDEX ON fresh (id)', { before });
  assert.is(fresh!.lock, undefined);
});

test('what may not run in a transaction says so', async () => {
  const all = await classify('CREATE INDEX CONCURRENTLY i ON t (a); VACUUM t; ALTER TABLE t ADD z int');
  assert.equal(
    all.map((c) => c.transaction),
    [false, false, true],
  );
});

test('a policy overrides a code, and only that code', async () => {
  const sql = 'ALTER TABLE t ALTER COLUMN n DROP NOT NULL';
  assert.is((await classify(sql, { before, policy: { verdicts: { COMPAT_NULLABLE: 'safe' } } }))[0]!.verdict, 'safe');
  assert.is((await classify(sql, { before, policy: { verdicts: { SEC_GRANT: 'safe' } } }))[0]!.verdict, 'unsafe');
  assert.is((await classify('ALTER TABLE t ADD z int', { before, policy: { verdicts: { COMPAT_PREPARED: 'unsafe' } } }))[0]!.verdict, 'unsafe');
});

test('a lock on a table known to be small is no hazard, and everything else about the statement still is', async () => {
  const judged = async (sql: string, rows: number | undefined, safeBelow: { rows?: number; bytes?: number } = { rows: 1000 }): Promise<string> =>
    (await classify(sql, { before, policy: { safeBelow, sizes: new Map([['public.t', { rows, bytes: 8192 }]]) } })).at(-1)!.verdict;
  assert.is(await judged('CREATE INDEX i ON t (a)', 10), 'safe');
  assert.is(await judged('CREATE INDEX i ON t (a)', 1000), 'unsafe');
  assert.is(await judged('CREATE INDEX i ON t (a)', undefined), 'unsafe');
  assert.is(await judged('CREATE INDEX i ON t (a)', undefined, { bytes: 10_000 }), 'safe');
  assert.is(await judged('CREATE INDEX i ON t (a)', 10, { rows: 1000, bytes: 100 }), 'unsafe');
  assert.is(await judged('CREATE INDEX i ON t (a)', 10, {}), 'unsafe');
  assert.is(await judged('ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)', 10), 'safe');
  assert.is(await judged('ALTER TABLE t ALTER COLUMN a SET NOT NULL', 10), 'safe');
  assert.is(await judged('ALTER TABLE t ADD COLUMN z int NOT NULL', 10), 'unsafe');
  assert.is(await judged('ALTER TABLE t ALTER COLUMN id TYPE bigint', 10), 'unsafe');
  assert.is(await judged('ALTER TABLE t DROP COLUMN a', 10), 'unsafe');
  assert.is(await judged('BEGIN; CREATE INDEX i ON t (a); UPDATE t SET a = 2 WHERE a = 1', 10), 'safe');
});

test('large and strange input', async () => {
  assert.equal(await classify(''), []);
  assert.is((await classify(`INSERT INTO t VALUES ('${'x'.repeat(1_200_000)}')`))[0]!.verdict, 'safe');
  assert.equal(
    (await classify('SELECT 1; DROP TABLE t; SELECT 2')).map((c) => [c.line, c.verdict]),
    [
      [1, 'safe'],
      [1, 'unsafe'],
      [1, 'safe'],
    ],
  );
  assert.equal(
    (await classify('\\restrict x\nSELECT 1;\n')).map((c) => c.line),
    [2],
  );
  assert.is((await classify('not sql at all'))[0]!.opaque, true);
});

test.run();
