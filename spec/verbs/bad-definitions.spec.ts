// Definitions that are wrong: every one ends with one sentence that names the file or object, and changes nothing.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { refuses, tidemark } from './door.ts';
import { inProject, type Files } from './place.ts';

const test = suite('bad definitions');

const entity = (name: string, rest = ''): string =>
  `import { entity, integer, link, text } from 'tidemark';\nexport const ${name} = entity('${name}', { id: integer().primaryKey()${rest} });\n`;

const one = { 'schema/shop/item.ts': entity('item') };

function refused(name: string, given: Files, refusal: Parameters<typeof refuses>[2], argv = ['plan']): void {
  test(name, () =>
    inProject({ ...one, ...given }, async (cwd) => {
      await refuses(cwd, argv, refusal);
    }),
  );
}

refused('a module that is not there', {}, { code: 64, id: 'MODULE_UNKNOWN', says: ['shopp', 'shop'], next: 'name shop' }, ['plan', 'shopp']);
refused('a module that nothing is like', {}, { code: 64, id: 'MODULE_UNKNOWN', says: ['zzz', 'shop'] }, ['plan', 'zzz']);
refused(
  'no definitions at all',
  { 'schema/shop/item.ts': null, schema: null },
  { code: 64, id: 'DEFINITIONS_MISSING', says: ['schema'], next: 'tidemark init' },
);

refused(
  'what the oldest server does not know',
  {
    'tidemark.config.json': '{ "postgres": ">=13" }',
    'schema/shop/late.sql': '-- one\n\nCREATE TABLE late (id int, UNIQUE NULLS NOT DISTINCT (id));\n',
  },
  { code: 3, id: 'FLOOR_TOO_OLD', says: ['schema/shop/late.sql:3', 'public.late.late_id_key'], next: '>=15' },
);
refused(
  'a definition that throws',
  { 'schema/shop/bad.ts': "export const x = 1;\n\nthrow new Error('the network is down');\n" },
  { code: 1, id: 'DEFINITION_THREW', says: ['schema/shop/bad.ts', 'the network is down'] },
);
refused(
  'a definition that throws what is no error',
  { 'schema/shop/bad.ts': "throw 'a mere text';\n" },
  { code: 1, id: 'DEFINITION_THREW', says: ['schema/shop/bad.ts', 'a mere text'] },
);
refused(
  'a definition that does not parse',
  { 'schema/shop/bad.ts': 'export const x = {;\n' },
  { code: 1, id: 'DEFINITION_THREW', says: ['schema/shop/bad.ts'] },
);
refused(
  'an import that is not there',
  { 'schema/shop/bad.ts': "import { a } from './nothing.ts';\nexport const x = a;\n" },
  { code: 1, id: 'DEFINITION_THREW', says: ['schema/shop/bad.ts', 'nothing'] },
);
refused(
  'a definition that ends the process',
  { 'schema/shop/bad.ts': 'process.exit(0);\n' },
  { code: 1, id: 'DEFINITION_THREW', says: ['schema/shop/bad.ts'] },
);
refused(
  'a definition that hangs',
  {
    'tidemark.config.json': '{ "timeouts": { "definitions": "2s" } }',
    'schema/shop/bad.ts': 'export {};\nfor (;;) {}\n',
  },
  { code: 1, id: 'DEFINITION_TIMEOUT', says: ['schema/shop/bad.ts', '2 s'] },
);
refused(
  'a definition that never settles',
  {
    'tidemark.config.json': '{ "timeouts": { "definitions": "2s" } }',
    'schema/shop/bad.ts': 'setInterval(() => {}, 1000);\nawait new Promise(() => {});\nexport const x = 1;\n',
  },
  { code: 1, id: 'DEFINITION_TIMEOUT', says: ['schema/shop/bad.ts'] },
);
refused(
  'a definition that exports nothing',
  { 'schema/shop/bad.ts': "import { entity, integer } from 'tidemark';\nentity('lost', { id: integer() });\n" },
  { code: 1, id: 'DEFINITION_EMPTY', says: ['schema/shop/bad.ts'] },
);

refused(
  'two modules with one table',
  { 'schema/other/item.ts': entity('item') },
  { code: 1, id: 'DEFINED_TWICE', says: ['table', 'item', 'schema/shop/item.ts', 'schema/other/item.ts'] },
);
refused(
  'two modules with one table, in two languages',
  { 'schema/other/item.sql': 'SELECT 1;\n'.replace('SELECT 1;', 'CREATE TABLE item (id int);') },
  { code: 1, id: 'DEFINED_TWICE', says: ['item', 'schema/shop/item.ts', 'schema/other/item.sql'] },
);
refused(
  'two modules with one index name',
  {
    'schema/a.sql': 'CREATE TABLE a (id int);\nCREATE INDEX same ON a (id);\n',
    'schema/b.sql': 'CREATE TABLE b (id int);\nCREATE INDEX same ON b (id);\n',
  },
  { code: 1, id: 'DEFINED_TWICE', says: ['same', 'schema/a.sql', 'schema/b.sql'] },
);
refused(
  'a table and a view of one name',
  { 'schema/b.sql': 'CREATE VIEW item AS SELECT 1 AS one;\n' },
  { code: 1, id: 'DEFINED_TWICE', says: ['item', 'schema/b.sql'] },
);

refused(
  'a link to an entity that is not there',
  { 'schema/shop/link.json': '{ "link": { "left": { "entity": "item" }, "right": { "entity": "itm" } } }' },
  { code: 1, id: 'ENTITY_UNKNOWN', says: ['schema/shop/link.json', 'itm', 'item'] },
);
refused(
  'a link to a module that is not there',
  {
    'schema/shop/link.json': '{ "link": { "left": { "entity": "item" }, "right": { "entity": "item", "module": "shopp" } } }',
  },
  { code: 1, id: 'ENTITY_UNKNOWN', says: ['schema/shop/link.json', 'shopp'] },
);
refused(
  'a link to what is no entity',
  {
    'schema/shop/link.ts': "import { link } from 'tidemark';\nimport { item } from './item.ts';\nexport const l = link(item, undefined as never);\n",
  },
  { code: 1, id: 'RELATION_TARGET', says: ['schema/shop/link.ts', 'right side of a link'] },
);
refused(
  'a typo in a document',
  { 'schema/shop/b.json': '{ "entity": "b", "columns": { "id": { "type": "integr" } } }' },
  { code: 1, id: 'DEFINITION_INVALID', says: ['schema/shop/b.json', '/columns/id/type', 'integer'] },
);

refused(
  'SQL that never loads',
  { 'schema/shop/view.sql': '\n\nCREATE VIEW v AS SELECT nothing FROM item;\n' },
  { code: 1, id: 'DEFINITION_REFUSED', says: ['schema/shop/view.sql:3', 'column "nothing" does not exist'] },
);
refused(
  'SQL that is none',
  { 'schema/shop/view.sql': 'CREATE VIEW v AS\nSELEC 1;\n' },
  { code: 1, id: 'SQL_SYNTAX', says: ['schema/shop/view.sql:2', 'SELEC'] },
);
refused(
  'SQL that ends in the middle',
  { 'schema/shop/f.sql': 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1;\n' },
  { code: 1, id: 'SQL_SYNTAX', says: ['schema/shop/f.sql:1'] },
);
refused(
  'SQL that changes data',
  { 'schema/shop/d.sql': 'INSERT INTO item VALUES (1);\n' },
  { code: 1, id: 'SQL_NOT_DECLARATIVE', says: ['schema/shop/d.sql:1', 'INSERT'] },
);

test('with --json the error is one document on stdout', () =>
  inProject({ ...one, 'schema/shop/bad.ts': "throw new Error('no');\n" }, async (cwd) => {
    const ended = await tidemark(cwd, ['plan', '--json']);
    assert.is(ended.code, 1);
    const { error } = JSON.parse(ended.out) as {
      error: { id: string; message: string; next: string; at: { file: string } };
    };
    assert.is(error.id, 'DEFINITION_THREW');
    assert.is(error.at.file, 'schema/shop/bad.ts');
    assert.ok(error.message && error.next);
    assert.not.match(ended.out, 'import-code');
    assert.match((await tidemark(cwd, ['plan', '--verbose'])).err, /^\s+at .*bad\.ts:1/m);
  }));

test.run();
