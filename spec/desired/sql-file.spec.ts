import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RenameMarker } from '../../lib/desired/authored.ts';
import { show } from '../../lib/catalog/address.ts';
import { order } from '../../lib/desired/order.ts';
import { readSql, type ReadSql } from '../../lib/desired/sql-file.ts';
import { refused } from './project.ts';

const test = suite('sql files');

const read = (text: string, lenient = false): Promise<ReadSql> => readSql({ module: 'm', file: 'schema/m/a.sql', text }, { lenient });
const ordered = async (text: string): Promise<string[]> => order((await read(text)).entries).map((s) => s.sql);

test('line ends and a byte order mark change nothing', async () => {
  const text = 'CREATE TABLE a (\n  id int -- one\n);\nCREATE VIEW v AS SELECT id FROM a;\n';
  assert.equal((await read(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).entries, (await read(text)).entries);
});

test('statements have lines', async () => {
  const { entries } = await read('-- note\n\nCREATE TABLE a (id int);\n/* two\nlines */ CREATE TABLE b (id int);');
  assert.equal(
    entries.map((e) => e.authored.line),
    [3, 5],
  );
});

for (const [what, text, next] of [
  ['INSERT', 'CREATE TABLE t (id int);\nINSERT INTO t VALUES (1);', 'script'],
  ['UPDATE', '\nUPDATE t SET id = 1;', 'script'],
  ['DO', '\nDO $$ BEGIN NULL; END $$;', 'write the statements'],
  ['DROP', '\nDROP TABLE t;', 'remove the definition'],
  ['DISABLE TRIGGER ALL', '\nALTER TABLE t DISABLE TRIGGER ALL;', 'DISABLE TRIGGER USER'],
  ['DROP COLUMN', '\nALTER TABLE t DROP COLUMN c;', 'remove the definition'],
  ['RENAME', '\nALTER TABLE t RENAME TO u;', 'renamed from'],
  ['SELECT', '\nSELECT 1;', 'query'],
  ['CREATE ROLE', '\nCREATE ROLE app;', 'outside tidemark'],
  ['SET ROLE', '\nSET ROLE app;', 'OWNER TO'],
  ['CREATE DATABASE', '\nCREATE DATABASE d;', 'db:create'],
  ['REFRESH', '\nREFRESH MATERIALIZED VIEW v;', 'declares no object'],
] as const) {
  test(`${what} is refused with file, line and what to do`, async () => {
    const error = await refused(() => read(text));
    assert.is(error.id, 'SQL_NOT_DECLARATIVE');
    assert.equal([error.at.file, error.at.line], ['schema/m/a.sql', 2]);
    assert.match(error.next!, next);
  });
}

test('what does not parse is refused with its line', async () => {
  const error = await refused(() => read('CREATE TABLE a (id int);\nCREATE TABEL b (id int);'));
  assert.equal([error.id, error.at.line], ['SQL_SYNTAX', 2]);
});

test('SET holds for what follows in the file, where it means anything', async () => {
  const { entries } = await read(
    `SET statement_timeout = 0; SET client_encoding = 'UTF8'; CREATE TABLE a (id int);
     SET search_path = app, public; CREATE TABLE b (id int); SET default_tablespace = ''; CREATE TABLE c (id int);
     RESET search_path; CREATE TABLE d (id int); SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.e (id int);
     SET xmloption = document; CREATE TABLE f (id int); RESET ALL; CREATE TABLE g (id int)`,
  );
  assert.equal(
    entries.map((e) => e.authored.settings),
    [
      undefined,
      { search_path: "'app', 'public'" },
      { search_path: "'app', 'public'" },
      undefined,
      { search_path: "''" },
      { search_path: "''", xmloption: "'document'" },
      undefined,
    ],
  );
  assert.equal(entries[1]!.makes, [{ as: 'relation', names: ['app', 'b'] }]);
});

test('a module with a schema of its own puts unqualified names there', async () => {
  const { entries } = await readSql({ module: 'm', file: 'a.sql', text: 'CREATE TABLE a (id int)', schema: 'shop' });
  assert.equal(entries[0]!.authored.settings, { search_path: "'shop', 'public'" });
});

test('roles and extensions that statements name', async () => {
  const { roles, extensions } = await read(
    `CREATE EXTENSION citext; CREATE TABLE t (id int); GRANT SELECT ON t TO app, PUBLIC; ALTER TABLE t OWNER TO "The Owner";
     CREATE POLICY p ON t TO reader USING (true); ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO later; REVOKE ALL ON t FROM CURRENT_USER;`,
  );
  assert.equal([...roles].sort(), ['The Owner', 'app', 'later', 'maker', 'reader']);
  assert.equal(extensions, ['citext']);
});

const said = (renames: readonly RenameMarker[]): string[] => renames.map((r) => `${r.line} ${show(r.at)} < ${show(r.from)}`);

test('rename markers: above a statement, a column, a constraint, an attribute, quoted, with a schema', async () => {
  const { renames } = await read(
    `-- tidemark: renamed from old_t
CREATE TABLE t (
  id int,
  -- tidemark: renamed from "Old c"
  "ünï 🐘" text,
  d text
    -- tidemark: renamed from d_old
    CONSTRAINT d_new UNIQUE,
  -- tidemark: renamed from pk_old
  CONSTRAINT pk PRIMARY KEY (id)
);
-- what it is for
-- tidemark: renamed from other.old_f
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
-- tidemark: renamed from i_old
CREATE INDEX i ON t (d);
--tidemark:renamed from tr_old
CREATE TRIGGER tr BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION g();
-- tidemark: renamed from ck_old
ALTER TABLE app.t ADD CONSTRAINT ck CHECK (id > 0);
CREATE TYPE c AS (a int,
-- tidemark: renamed from b_old
b int);
CREATE DOMAIN dom AS int
-- tidemark: renamed from low
CONSTRAINT lower CHECK (VALUE < 9);`,
  );
  assert.equal(
    said(renames).map((l) => l.replaceAll(/\(.*?\)/g, '')),
    [
      '1 table public.t < table public.old_t',
      '4 table column public.t."ünï 🐘" < table column public.t."Old c"',
      '7 table constraint public.t.d_new < table constraint public.t.d_old',
      '9 table constraint public.t.pk < table constraint public.t.pk_old',
      '13 function public.f < function other.old_f',
      '15 index public.i < index public.i_old',
      '17 trigger app.t.tr < trigger app.t.tr_old',
      '19 table constraint app.t.ck < table constraint app.t.ck_old',
      '22 attribute public.c.b < attribute public.c.b_old',
      '25 domain constraint public.dom.lower < domain constraint public.dom.low',
    ],
  );
});

test('a rename marker that speaks of nothing is refused, with its line', async () => {
  const mark = '-- tidemark: renamed from x';
  for (const [text, line] of [
    [`${mark}\nCOMMENT ON TABLE t IS NULL;`, 1],
    [`CREATE TABLE t (a int,\n  b int ${mark}\n, c int);`, 2],
    [`CREATE TABLE t (a int\n${mark}\n);`, 2],
    [`CREATE TABLE t (a int,\n${mark}\nUNIQUE (a));`, 2],
    [`CREATE TABLE t (a int); ${mark}\nCREATE TABLE u (a int);`, 1],
    [`CREATE TYPE e AS ENUM ('a'\n${mark}\n);`, 2],
    [`CREATE TABLE t (a int\n${mark}\nCHECK (a > 0), b int);`, 2],
    [`CREATE TABLE t (\n${mark}\nLIKE u, b int);`, 2],
    [`CREATE VIEW v (z,\n${mark}\ny) AS SELECT z, y FROM t;`, 2],
    [`CREATE VIEW v AS WITH q AS (SELECT\n${mark}\na AS y FROM t) SELECT z, y FROM q;`, 2],
    [`CREATE TABLE t (a int);\n${mark}\n`, 2],
    [`${mark}\nSET search_path = s;`, 1],
    [`${mark}\nALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u;`, 1],
  ] as const) {
    const error = await refused(() => read(text));
    assert.equal([error.id, error.at.line], ['RENAME_MARKER_MISPLACED', line]);
  }
});

test('a rename marker is a comment, and no text, and no comment within one', async () => {
  const mark = '-- tidemark: renamed from x';
  const { renames } = await read(`/*
${mark}
CREATE TABLE gone (a int); */ CREATE TABLE t (a text DEFAULT '
${mark}
', /* b
${mark}
*/ b text DEFAULT E'\\'
${mark}
', c int);
CREATE VIEW v (y) AS SELECT
  ${mark}
  -- the first of two
  1 AS one UNION SELECT 2;
CREATE VIEW w AS SELECT $$
${mark}
$$ AS y;
CREATE TYPE e AS ENUM ('a'
  ${mark}
  , E'c\\\\d');`);
  assert.equal(said(renames), ['11 view column public.v.y < view column public.v.x', '18 enum label public.e."c\\\\d" < enum label public.e.x']);
});

test('order: what is named comes first, whatever the order of the file', async () => {
  const statements = [
    'CREATE VIEW w AS SELECT id FROM v',
    'CREATE VIEW v AS SELECT g(1) AS id FROM t',
    'CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'CREATE FUNCTION g(numeric) RETURNS int LANGUAGE sql AS $$ SELECT 2 $$',
    "CREATE TABLE t (id app.mood DEFAULT 'ok', n int DEFAULT nextval('s'))",
    'CREATE SEQUENCE s',
    "CREATE TYPE app.mood AS ENUM ('ok')",
    'CREATE SCHEMA app',
    'CREATE INDEX t_n ON t (n)',
    'ALTER TABLE t ADD CONSTRAINT t_u FOREIGN KEY (n) REFERENCES u (id)',
    'CREATE TABLE u (id int PRIMARY KEY)',
    'COMMENT ON VIEW w IS $$x$$',
    'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app',
    'GRANT SELECT ON w TO app',
  ];
  const first = await ordered(statements.join(';\n'));
  const at = (start: string): number => first.findIndex((s) => s.startsWith(start));
  assert.ok(at('CREATE SCHEMA') === 0);
  assert.ok(at('CREATE TYPE') < at('CREATE TABLE t') && at('CREATE SEQUENCE') < at('CREATE TABLE t'));
  assert.ok(Math.max(at('CREATE FUNCTION g(int)'), at('CREATE FUNCTION g(numeric)')) < at('CREATE VIEW v'));
  assert.ok(at('CREATE VIEW v') < at('CREATE VIEW w'));
  assert.ok(at('ALTER DEFAULT') === first.length - 1);
  let seed = 1;
  for (let round = 0; round < 20; round++) {
    const shuffled = statements
      .map((s) => [(seed = (seed * 48271) % 2147483647), s] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, s]) => s);
    assert.equal(await ordered(shuffled.join(';\n')), first);
  }
});

test('changes of one object keep the order of their file', async () => {
  const text =
    'ALTER TABLE t ALTER a SET DEFAULT 2; CREATE TABLE t (a int); ALTER TABLE t ALTER a SET DEFAULT 1; GRANT ALL ON t TO x; REVOKE DELETE ON t FROM x';
  assert.equal(await ordered(text), [
    'CREATE TABLE t (a int)',
    'ALTER TABLE t ALTER a SET DEFAULT 2',
    'ALTER TABLE t ALTER a SET DEFAULT 1',
    'GRANT ALL ON t TO x',
    'REVOKE DELETE ON t FROM x',
  ]);
});

test('a cycle still gives every statement once', async () => {
  const text = 'CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a; CREATE VIEW c AS SELECT * FROM b';
  assert.equal((await ordered(text)).length, 3);
});

test('a dump read leniently: its own order, without data', async () => {
  const text = `\\restrict abc
SET default_tablespace = '';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;
COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL';
\\connect other
CREATE ROLE app;
DROP TABLE IF EXISTS public.b;
CREATE VIEW public.a AS SELECT 1 AS x;
CREATE TABLE public.b (id int, t text);
ALTER TABLE public.b OWNER TO boss;
COPY public.b (id, t) FROM stdin;
1\tCREATE TABLE nonsense (;
2\t\\N
\\.
INSERT INTO public.b VALUES (3, 'x');
INSERT INTO public.b VALUES (4, 'y;z');
SELECT pg_catalog.setval('public.s', 3, true);
BEGIN;
CREATE INDEX CONCURRENTLY i ON public.b (id);
COMMIT;
\\unrestrict abc
`;
  const { entries, skipped, roles } = await read(text, true);
  assert.equal(
    entries.map((e) => e.authored.sql.slice(0, 24)),
    ['DROP TABLE IF EXISTS pub', 'CREATE VIEW public.a AS ', 'CREATE TABLE public.b (i', 'ALTER TABLE public.b OWN', 'CREATE INDEX i ON public'],
  );
  assert.equal(
    [...skipped],
    [
      ['CREATE ROLE', 1],
      ['COPY', 1],
      ['INSERT', 2],
      ['SELECT', 1],
    ],
  );
  assert.equal([...roles].sort(), ['app', 'boss']);
  assert.is((await refused(() => read(text))).id, 'SQL_PSQL');
});

test.run();
