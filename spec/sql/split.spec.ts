import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { split } from '../../lib/sql/split.ts';

const sqls = (text: string): string[] => split(text).pieces.map((p) => p.sql);

test('quotes, dollar quotes and comments hide semicolons', () => {
  assert.equal(sqls(`select ';' ; select "a;b"; select $x$ ; $$ ; $x$; select E'\\';'; select /* ; /* ; */ ; */ 1 -- ;\n; select a$b$c;`), [
    `select ';'`,
    `select "a;b"`,
    'select $x$ ; $$ ; $x$',
    `select E'\\';'`,
    'select /* ; /* ; */ ; */ 1',
    'select a$b$c',
  ]);
});

test('a backslash escapes only in E strings', () => {
  assert.equal(sqls(`select 'a\\'; select 2`), [`select 'a\\'`, 'select 2']);
});

test('BEGIN ATOMIC bodies and rule actions are one statement', () => {
  const body = 'create or replace function s.f() returns int begin atomic select case when true then 1 end; select 2; end';
  const rule = 'create rule r as on insert to t do (select 1; select 2)';
  assert.equal(sqls(`${body}; ${rule};begin; end; select 1`), [body, rule, 'begin', 'end', 'select 1']);
  assert.equal(sqls(`create function begin() returns int language sql as 'select 1'; select 2`).length, 2);
});

test('comments stay with the statement below them, or with the line they end', () => {
  const { pieces, tail } = split('-- a\n/* b */\nselect 1; -- c\n-- d\nselect 2;\n-- e\n');
  assert.equal(
    pieces.map((p) => [p.sql, p.line, p.comments.map((c) => `${c.text}@${c.line}`), p.trailing.map((c) => c.text)]),
    [
      ['select 1', 3, ['-- a@1', '/* b */@2'], ['-- c']],
      ['select 2', 5, ['-- d@4'], []],
    ],
  );
  assert.equal(
    tail.map((c) => c.text),
    ['-- e'],
  );
});

test('psql commands and COPY data are told apart from statements', () => {
  const { pieces } = split('\\connect db\ncopy t (a) from stdin;\n1;2\nx\n\\.\nselect 1 \\gexec\nselect 2;');
  assert.equal(
    pieces.map((p) => [p.is, p.sql, p.line]),
    [
      ['psql', '\\connect db', 1],
      ['sql', 'copy t (a) from stdin', 2],
      ['copy data', '1;2\nx', 3],
      ['sql', 'select 1', 6],
      ['psql', '\\gexec', 6],
      ['sql', 'select 2', 7],
    ],
  );
});

test('empty input, bare semicolons, a BOM and an unterminated quote', () => {
  assert.equal(sqls(''), []);
  assert.equal(sqls(' ;;\n; '), []);
  const bom = split('\uFEFFselect 1').pieces[0]!;
  assert.equal([bom.sql, bom.start, bom.line], ['select 1', 1, 1]);
  assert.equal(sqls(`select 'a; select 2`), [`select 'a; select 2`]);
});

test('offsets are those of the text, with wide characters', () => {
  const text = `select 'é日𝒳';\n\nselect 2`;
  const second = split(text).pieces[1]!;
  assert.is(text.slice(second.start), 'select 2');
  assert.is(second.line, 3);
});

test('20 MB are cut in seconds, not minutes', () => {
  const one = `create table t (a int, b text default 'x;y', c text); -- note\ncreate function f() returns int language plpgsql as $$ begin return 1; end $$;\n`;
  const text = one.repeat(Math.ceil(20_000_000 / one.length));
  const began = process.cpuUsage();
  assert.is(split(text).pieces.length, 2 * Math.ceil(20_000_000 / one.length));
  // Of the processor: on the clock it is a question of who else is at work.
  assert.ok(process.cpuUsage(began).user < 6_000_000, 'took more than 6 s');
});

test.run();
