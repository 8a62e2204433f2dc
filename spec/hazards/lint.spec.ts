import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { TidemarkError } from '../../lib/errors.ts';
import { lint } from '../../lib/hazards/lint.ts';

async function refusal(text: string): Promise<[string, number | undefined]> {
  try {
    await lint(text, { file: 'a.sql' });
  } catch (error) {
    assert.instance(error, TidemarkError);
    assert.is((error as TidemarkError).at.file, 'a.sql');
    return [(error as TidemarkError).id, (error as TidemarkError).at.line];
  }
  throw new Error('read');
}

test('counts, lines and the longest lock', async () => {
  const r = await lint(`-- a script\nSET lock_timeout = '2s';\n\nALTER TABLE t ADD COLUMN z int;\nDROP TABLE t;\n`, { file: 'a.sql' });
  assert.equal([r.safe, r.unsafe, r.lock], [2, 1, 'ACCESS EXCLUSIVE']);
  assert.equal(
    r.statements.map((s) => [s.line, s.verdict]),
    [
      [2, 'safe'],
      [4, 'safe'],
      [5, 'unsafe'],
    ],
  );
});

test('a comment with a code and a reason allows the hazard', async () => {
  const r = await lint('-- tidemark: allow DATA_DROP_COLUMN, COMPAT_DROP unused since 4.2\nALTER TABLE t DROP COLUMN c;\n');
  assert.equal([r.unsafe, r.notes], [0, []]);
  assert.equal(
    r.statements[0]!.allowed.map((a) => [a.code, a.reason]),
    [
      ['DATA_DROP_COLUMN', 'unused since 4.2'],
      ['COMPAT_DROP', 'unused since 4.2'],
    ],
  );
});

test('it may stand behind the statement, or in a block comment', async () => {
  assert.is((await lint('DROP INDEX i; -- tidemark: allow LOCK_AEL_WAIT: nobody is awake')).unsafe, 0);
  assert.is((await lint('/* tidemark: allow LOCK_AEL_WAIT nobody is awake */ DROP INDEX i')).unsafe, 0);
});

test('it allows its own statement and its own code only', async () => {
  const r = await lint('-- tidemark: allow DATA_DROP_COLUMN old\nALTER TABLE t DROP COLUMN c;\nALTER TABLE t DROP COLUMN d;');
  assert.equal(
    r.statements.map((s) => s.hazards.map((h) => h.code)),
    [['COMPAT_DROP'], ['DATA_DROP_COLUMN', 'COMPAT_DROP']],
  );
  assert.is(r.unsafe, 2);
});

test('unused, unknown and unexplained comments are reported', async () => {
  const r = await lint(
    '-- tidemark: allow LOCK_SCAN not here\nSELECT 1;\n-- tidemark: allow FLURB x\nSELECT 2;\n-- tidemark: allow DATA_DROP_TABLE\nDROP TABLE t;\n-- tidemark: allow LOCK_SCAN at the end\n',
  );
  assert.equal(
    r.notes.map((n) => [n.line, n.id]),
    [
      [1, 'ALLOW_UNUSED'],
      [3, 'ALLOW_UNKNOWN_CODE'],
      [5, 'ALLOW_WITHOUT_REASON'],
      [7, 'ALLOW_UNUSED'],
    ],
  );
  assert.is(r.unsafe, 1);
});

test('a transaction that the runner opens is taken into account', async () => {
  const text = 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\nALTER TABLE t VALIDATE CONSTRAINT c;';
  assert.is((await lint(text)).unsafe, 0);
  assert.is((await lint(text, { inTransaction: true })).unsafe, 1);
});

test('what is not a script is refused, with the line', async () => {
  assert.equal(await refusal('SELECT 1;\nthis is not sql'), ['SQL_SYNTAX', 2]);
  assert.equal(await refusal('SELECT 1;\n\\i other.sql\n'), ['SQL_PSQL', 2]);
  assert.equal(await refusal('COPY t FROM stdin;\n1\n\\.\n'), ['SQL_COPY_DATA', 2]);
  assert.equal(await refusal('SELECT\n\0 1'), ['SQL_NUL', 2]);
});

test('a dump is read with psql: skip', async () => {
  const r = await lint('\\restrict a\nCREATE TABLE t (id int);\nCOPY t (id) FROM stdin;\n1\n\\.\nALTER TABLE ONLY t ADD PRIMARY KEY (id);\n\\unrestrict a\n', {
    psql: 'skip',
  });
  assert.equal(
    r.statements.map((s) => [s.line, s.verdict]),
    [
      [2, 'safe'],
      [3, 'safe'],
      [6, 'safe'],
    ],
  );
});

test('empty input, a BOM, several statements on a line, DO blocks', async () => {
  assert.equal((await lint('')).statements, []);
  assert.equal((await lint(' -- nothing\n')).statements, []);
  assert.is((await lint('\uFEFFDROP TABLE t')).statements[0]!.start, 1);
  assert.equal(
    (await lint('SELECT 1; DROP TABLE t; SELECT 2')).statements.map((s) => s.verdict),
    ['safe', 'unsafe', 'safe'],
  );
  const [block] = (await lint(`DO $$ BEGIN EXECUTE 'drop table t'; END $$`)).statements;
  assert.equal([block!.opaque, block!.hazards[0]!.code], [true, 'OPAQUE_CODE']);
});

test('locks are said of relations, also where the statement names none', async () => {
  const script = 'DO $$ BEGIN END $$; CALL p(); DROP INDEX i; DROP SCHEMA s CASCADE; COMMENT ON SCHEMA s IS NULL; ALTER FUNCTION f() OWNER TO o;';
  assert.equal(
    (await lint(script)).statements.map((s) => s.locks.map((l) => l.relation).join()),
    ['whatever it touches', 'whatever it touches', 'the table of index i', 'what lies in or leans on schema s', '', ''],
  );
});

test('one statement of a megabyte, and many statements', async () => {
  assert.is((await lint(`INSERT INTO t VALUES ('${'x'.repeat(1_100_000)}')`)).safe, 1);
  const r = await lint('ALTER TABLE t ADD COLUMN z int;\n'.repeat(3000));
  assert.equal([r.safe, r.statements.at(-1)!.line], [3000, 3000]);
});

test('the grammar of 17 and 18, and a floor below it', async () => {
  const text =
    'ALTER TABLE t ADD COLUMN v int GENERATED ALWAYS AS (a + 1) VIRTUAL;\nMERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING *;\nCREATE TABLE w (r int4range, id int, PRIMARY KEY (id, r WITHOUT OVERLAPS));';
  assert.equal([(await lint(text)).unsafe, (await lint(text, { floor: 15 })).unsafe], [0, 1]);
});

test.run();
