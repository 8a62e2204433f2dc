import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { TidemarkError } from '../../lib/errors.ts';
import { parse } from '../../lib/sql/parse.ts';

async function refusal(text: string): Promise<TidemarkError> {
  try {
    await parse(text, { file: 'a.sql' });
  } catch (error) {
    assert.instance(error, TidemarkError);
    return error as TidemarkError;
  }
  throw new Error('parsed');
}

test('statements come with tag, line and offset', async () => {
  const text = `-- über\nselect 'é';\n  drop\n table "ß", t`;
  const statements = await parse(text);
  assert.equal(
    statements.map((s) => [s.tag, s.line, text.slice(s.start, s.start + s.sql.length)]),
    [
      ['SelectStmt', 2, `select 'é'`],
      ['DropStmt', 3, 'drop\n table "ß", t'],
    ],
  );
});

test('locations in the tree count characters', async () => {
  const [s] = await parse(`select '日本é𝒳', xx from t`);
  const column = s!.node.SelectStmt.targetList[1].ResTarget;
  assert.is(s!.sql.slice(column.location, column.location + 2), 'xx');
});

// Before anything loads the newer one, which then reads everything.
test('many small inputs in one process outlive the old engine', async () => {
  for (let n = 0; n < 400; n++) assert.is((await parse(`create table t${n} (id int primary key, a text not null, b text, c numeric(10, 2))`)).length, 1);
});

test('both engines give one shape', async () => {
  const table =
    'create table t (a int primary key check (a > 0) references o, b int not null, c int generated always as (a) stored, check (b > 0), foreign key (b) references o)';
  const statements = [
    table,
    'alter table t add constraint c check (a > 0) not valid',
    'merge into t using s on t.a = s.a when matched then delete when not matched then insert values (1)',
    'create domain d as int check (value > 0)',
  ];
  const small = await parse(statements.join(';'));
  const large = await parse(`${statements.join(';')}; select '${'x'.repeat(50_000)}'`);
  const bare = (node: unknown): unknown =>
    JSON.parse(JSON.stringify(node, (name, value: unknown) => (name.endsWith('location') || name.startsWith('list_') ? undefined : value)));
  for (let n = 0; n < statements.length; n++) assert.equal(bare(small[n]!.node), bare(large[n]!.node), statements[n]);
});

test('what was no reserved word before 17 is read whatever was read before', async () => {
  await parse(`select '${'x'.repeat(50_000)}'`);
  const statements = await parse(`create function json_value(a int) returns int language sql as 'select 1'; select json_query(a) from t`);
  assert.equal(
    statements.map((s) => s.tag),
    ['CreateFunctionStmt', 'SelectStmt'],
  );
});

test('the grammar of PostgreSQL 17 and 18 is understood', async () => {
  const statements = await parse(`
    create table a (x int, y int generated always as (x) virtual);
    alter table a add constraint c check (x > 0) not enforced;
    create table b (r int4range, id int, primary key (id, r without overlaps));
    alter table a alter y set expression as (x + 1);
    alter table a add constraint nn not null x not valid;
    merge into a using b on true when not matched by source then delete returning *;
    update a set x = 1 returning old.x, new.x`);
  assert.equal(
    statements.map((s) => s.tag),
    ['CreateStmt', 'AlterTableStmt', 'CreateStmt', 'AlterTableStmt', 'AlterTableStmt', 'MergeStmt', 'UpdateStmt'],
  );
});

test('thousands of statements and one of a megabyte', async () => {
  const many = await parse('create index on t (a);\n'.repeat(2000));
  assert.is(many.length, 2000);
  const [one] = await parse(`select '${'x'.repeat(1_200_000)}'`);
  assert.is(one!.tag, 'SelectStmt');
});

test('a syntax error names file, line, column and shows a caret', async () => {
  const e = await refusal(`select 1;\nselect 'é' fro m,, x`);
  assert.is(e.id, 'SQL_SYNTAX');
  assert.equal(e.at, { file: 'a.sql', line: 2 });
  assert.match(e.message, 'line 2, column 16');
  assert.equal(e.options.details, [`select 'é' fro m,, x`, '               ^']);
});

test('what is not SQL is refused with its line', async () => {
  assert.is((await refusal('hello world')).id, 'SQL_SYNTAX');
  assert.equal([(await refusal('select 1;\n\\connect x')).id, (await refusal('select 1;\n\\connect x')).at.line], ['SQL_PSQL', 2]);
  assert.equal([(await refusal('copy t from stdin;\n1\n\\.\n')).id, (await refusal('copy t from stdin;\n1\n\\.\n')).at.line], ['SQL_COPY_DATA', 2]);
  assert.equal([(await refusal('select 1;\nselect \0 2')).id, (await refusal('select 1;\nselect \0 2')).at.line], ['SQL_NUL', 2]);
});

test('dumps are read with psql: skip', async () => {
  const statements = await parse('\\restrict abc\nset x = 1;\ncopy t (a) from stdin;\n1;\n\\.\n\nselect 2;\n\\unrestrict abc\n', { psql: 'skip' });
  assert.equal(
    statements.map((s) => [s.tag, s.line]),
    [
      ['VariableSetStmt', 2],
      ['CopyStmt', 3],
      ['SelectStmt', 7],
    ],
  );
});

test('tolerant keeps what does not parse', async () => {
  const [a, b] = await parse('create flurb x;\nselect 1', { tolerant: true });
  assert.match(a!.error?.message ?? '', 'syntax error');
  assert.is(a!.error?.line, 1);
  assert.is(b!.tag, 'SelectStmt');
});

test('nothing in, nothing out', async () => {
  assert.equal(await parse(''), []);
  assert.equal(await parse('\uFEFF -- only a comment\n;'), []);
});

test.run();
