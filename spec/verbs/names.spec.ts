// Names that would break out of quotes, lines, comments or addresses, in every position, all the way.
import { suite } from 'uvu';
import { refuses, tidemark } from './door.ts';
import { inProject } from './place.ts';
import { good, round } from './round.ts';

const test = suite('names');

/** One name in every position, and texts that hold it. */
function hostile(n: string, v: 1 | 2): string {
  const q = (end = ''): string => `"${(n + end).replaceAll('"', '""')}"`;
  const text = (s: string): string => `E'${s.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n')}'`;
  return `CREATE SCHEMA ${q()};
CREATE TYPE ${q()}.${q('e')} AS ENUM (${text(n)}, 'b'${v === 2 ? ", 'c'" : ''});
CREATE DOMAIN ${q()}.${q('d')} AS text CONSTRAINT ${q()} CHECK (VALUE <> ${text(n)});
CREATE TABLE ${q()}.${q()} (
  ${q()} integer GENERATED ALWAYS AS IDENTITY, ${q('b')} text DEFAULT ${text(n)}${v === 2 ? ' NOT NULL' : ''}, ${q('x')} ${q()}.${q('e')}, ${q('y')} ${q()}.${q('d')},
  CONSTRAINT ${q('pk')} PRIMARY KEY (${q()}), CONSTRAINT ${q('c')} CHECK (${q('b')} <> ${text(n + v)})${v === 2 ? `, CONSTRAINT ${q('f')} FOREIGN KEY (${q()}) REFERENCES ${q()}.${q()}` : ''});
CREATE INDEX ${q('i')} ON ${q()}.${q()} (lower(${q('b')})) WHERE ${q('b')} <> ${text(n + v)};
COMMENT ON TABLE ${q()}.${q()} IS ${text(n + v)};
COMMENT ON COLUMN ${q()}.${q()}.${q()} IS ${text(n)};
CREATE VIEW ${q()}.${q('v')} AS SELECT ${q()}, ${q('b')} AS ${q('z')}${v === 2 ? `, ${q('y')}` : ''} FROM ${q()}.${q()};
CREATE FUNCTION ${q()}.${q('t')}() RETURNS trigger LANGUAGE plpgsql AS $fn$ BEGIN RETURN NEW; /* ${v} */ END $fn$;
CREATE FUNCTION ${q()}.${q()}(${q()} ${q()}.${q('e')}, VARIADIC ${q('r')} integer[]) RETURNS ${q()}.${q('d')} LANGUAGE sql AS $fn$ SELECT ${text(n + v)}::${q()}.${q('d')} $fn$;
CREATE TRIGGER ${q()} BEFORE UPDATE OF ${q('b')} ON ${q()}.${q()} FOR EACH ROW WHEN (NEW.${q('b')} <> ${text(n + v)}) EXECUTE FUNCTION ${q()}.${q('t')}(${text(n)});
CREATE POLICY ${q()} ON ${q()}.${q()} USING (${q('b')} <> ${text(n + v)});
`;
}
const names = [`it's "a" b.c`, `'; DROP TABLE x; --`, 'Ünï 表 😀', '$$ -- \\ /* */', 'line\nbreak: ~ + table x', 'select', 'x'.repeat(61)];
for (const [n, major] of [
  [names.slice(0, 3), 18],
  [names.slice(3), 15],
] as const)
  round(test, `names like ${JSON.stringify(n[0])}`, {
    current: n.map((one) => hostile(one, 1)).join(''),
    desired: n.map((one) => hostile(one, 2)).join(''),
    major,
  });

const entity = (table: string, column = 'id'): string => JSON.stringify({ entity: table, columns: { [column]: { type: 'integer' } } });

test('what PostgreSQL cannot store is refused where it stands', async () => {
  const wrong: [id: string, says: string, files: Record<string, string>][] = [
    ['NAME_TOO_LONG', '64 bytes', { 'schema/a.json': entity('x'.repeat(64)) }],
    ['NAME_TOO_LONG', '64 bytes', { 'schema/a.json': entity('t', 'é'.repeat(32)) }],
    ['NAME_NUL', '\\u0000', { 'schema/a.json': entity('a\0b') }],
    ['NAME_EMPTY', 'empty', { 'schema/a.json': entity('t', '') }],
    ['NAME_SURROGATE', 'surrogate', { 'schema/a.json': entity('t', '\ud800') }],
    ['SQL_NAME_TOO_LONG', '64 bytes', { 'schema/a.sql': `CREATE TABLE "${'x'.repeat(64)}" (id int);` }],
    ['SQL_NUL', 'NUL', { 'schema/a.sql': 'CREATE TABLE "a\0b" (id int);' }],
    ['MODULE_NAME', 'my shop', { 'schema/my shop/a.sql': 'CREATE TABLE t (id int);' }],
    ['MODULE_NAME', 'Shop', { 'schema/Shop/a.sql': 'CREATE TABLE t (id int);' }],
  ];
  for (const [id, says, files] of wrong) await inProject(files, async (cwd) => void (await refuses(cwd, ['plan'], { code: 1, id, says: [says] })));
});

test('63 bytes, other schemas, comments, CRLF, a BOM: as they stand', () =>
  inProject(
    {
      'schema/a.sql': `\ufeffCREATE SCHEMA "Über";\r\nCREATE TABLE "Über"."${'x'.repeat(63)}" (\r\n  "Id" int\r\n);\r\n-- ends without a line end`,
      'schema/b.json': entity('é'.repeat(31), 'Mixed Case'),
      'schema/c.sql': "CREATE TABLE c (id int);\nCOMMENT ON TABLE c IS E'it''s \"so\"\\n\\\\ and\\ttab';\n",
    },
    async (cwd) => {
      good(await tidemark(cwd, ['plan']));
      good(await tidemark(cwd, ['check']));
      good(await tidemark(cwd, ['diff', '--from', 'plans', '--to', 'definitions']));
    },
  ));

test.run();
