// lint as people call it: what it reads, what it refuses, and the state before the first statement from every source.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lint } from '../../lib/verbs/lint.ts';
import { refuses, tidemark } from './door.ts';
import { inProject, put } from './place.ts';

const test = suite('lint');
const table = (n: string): string => `CREATE TABLE item (id int PRIMARY KEY, n int${n});\n`;

test('every state source: definitions, plans, empty, a file, a folder, several', () =>
  inProject({ 'schema/shop/a.sql': table(''), 'one.sql': table(' NOT NULL'), 'two/b.sql': 'CREATE TABLE other (id int);\n' }, async (cwd) => {
    assert.is((await tidemark(cwd, ['plan'])).code, 0);
    put(cwd, {
      'schema/shop/a.sql': table(' NOT NULL'),
      'x.sql': 'ALTER TABLE item ALTER COLUMN n SET NOT NULL;\nCREATE TABLE IF NOT EXISTS other (id int);\n',
    });
    const verdicts = async (...from: string[]): Promise<string> => {
      const { out } = await tidemark(cwd, ['lint', 'x.sql', '--json', ...from]);
      return (JSON.parse(out) as { statements: { verdict: string }[] }).statements.map((s) => s.verdict).join();
    };
    assert.equal(
      {
        'nothing known': await verdicts(),
        definitions: await verdicts('--from', 'definitions'),
        plans: await verdicts('--from', 'plans'),
        empty: await verdicts('--from', 'empty'),
        file: await verdicts('--from', 'one.sql'),
        folder: await verdicts('--from', 'two'),
        several: await verdicts('--from', 'one.sql,two'),
      },
      {
        'nothing known': 'unsafe,unsafe',
        definitions: 'safe,safe',
        plans: 'unsafe,safe',
        empty: 'unsafe,safe',
        file: 'safe,safe',
        folder: 'unsafe,unsafe',
        several: 'safe,unsafe',
      },
    );
    await refuses(cwd, ['lint', 'x.sql', '--from', 'nope'], { code: 64, id: 'SOURCE_UNKNOWN', says: ['nope'] });
  }));

test('what cannot be read is refused with file and line, never half read', () =>
  inProject({}, async (cwd) => {
    const refused = async (text: string | Uint8Array, id: string, line?: number, next?: string): Promise<void> => {
      writeFileSync(join(cwd, 'x.sql'), text);
      await refuses(cwd, ['lint', 'x.sql'], { code: 1, id, says: line === undefined ? ['x.sql'] : [`x.sql:${line}`], ...(next === undefined ? {} : { next }) });
    };
    await refused('SELECT 1;\nhello there\n', 'SQL_SYNTAX', 2);
    await refused('SELECT 1;\n/* never closed\nDROP TABLE t;\n', 'SQL_SYNTAX', 2);
    await refused('SELECT 1 /* never closed\n;DROP TABLE t;\n', 'SQL_SYNTAX', 1);
    await refused("SELECT 1;\nSELECT 'abc\n;DROP TABLE t;\n", 'SQL_SYNTAX', 2);
    await refused('SELECT 1;\nDO $$ BEGIN ;\n', 'SQL_SYNTAX', 2);
    await refused(`SELECT ${'1+'.repeat(60_000)}1;\n`, 'SQL_SYNTAX', 1);
    await refused('SELECT 1;\n\\i other.sql\n', 'SQL_PSQL', 2, 'tidemark lint --dump x.sql');
    await refused('COPY t FROM stdin;\n1\n\\.\n', 'SQL_COPY_DATA', 2, 'tidemark lint --dump x.sql');
    await refused('SELECT 1;\n\0', 'SQL_NUL', 2);
    await refused(Buffer.from("SELECT 'é'", 'latin1'), 'FILE_NOT_UTF8', undefined, 'save it as UTF-8');
    await refused(Buffer.from('\ufeffDROP TABLE t;', 'utf16le'), 'FILE_NOT_UTF8');
    await refuses(cwd, ['lint', 'nowhere.sql'], { code: 64, id: 'LINT_FILE_MISSING', says: ['nowhere.sql'] });
  }));

test('standard input keeps characters that come in two parts', async () => {
  const [read] = await lint(['-'], {}, async () => Buffer.from('\ufeffCOMMENT ON TABLE t IS \'é\'; DROP TABLE "größe";'));
  assert.match(read!.result.statements.map((s) => s.hazards.map((h) => h.message).join()).join(), 'table public."größe" and all its rows');
});

test('comments that are meant as allowances and are none are told', async () => {
  const text =
    '-- tidemark: allow\nDROP TABLE a;\n-- tidemark: allow data_drop_table, COMPAT_DROP nobody reads it\nDROP TABLE b;\n-- tidemark: allow NOPE at the end\n';
  const [read] = await lint(['-'], {}, async () => Buffer.from(text));
  assert.equal(
    read!.result.notes.map((n) => `${n.line} ${n.id}`),
    ['1 ALLOW_UNKNOWN_CODE', '5 ALLOW_UNKNOWN_CODE'],
  );
  assert.is(read!.result.unsafe, 1);
});

test.run();
