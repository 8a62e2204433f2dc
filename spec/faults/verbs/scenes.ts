// Every command that writes, on two modules that lean on each other.
import type { Scene, Stage } from './scene.ts';

const A = `CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x', note text);
CREATE INDEX a_name ON a (name);
CREATE VIEW av AS SELECT id, name FROM a;
`;
const B = `CREATE TABLE b (id bigint PRIMARY KEY, a bigint REFERENCES a (id), qty integer CHECK (qty > 0));
CREATE INDEX b_a ON b (a);
`;
const two = { 'schema/one/a.sql': A, 'schema/two/b.sql': B };
/** An index that is built alone, a column that is added. */
const more = {
  'schema/one/a.sql': `${A.replace('note text', 'note text, more int')}CREATE INDEX a_note ON a (note);`,
  'schema/two/b.sql': B.replace('qty int', 'w text, qty int'),
};
const consent = ['DATA_DROP_COLUMN', 'COMPAT_DROP', 'PERF_DROP_INDEX'].flatMap((code) => ['--allow', code]);
const library = {
  'schema/library/book.ts': `import { entity, text, uuid } from 'tidemark';\nexport const book = entity('book', { id: uuid().primaryKey(), title: text() });`,
  'schema/lending/reader.ts': `import { entity, text } from 'tidemark';\nexport const reader = entity('reader', { card: text().primaryKey() });`,
  'schema/links/loan.ts': `import { date, link } from 'tidemark';\nimport { book } from '../library/book.ts';\nimport { reader } from '../lending/reader.ts';\nexport const loan = link(reader, book, { extraColumns: { due: date() } });`,
};

const applied = async (s: Stage): Promise<void> => {
  s.put(two);
  s.run('plan');
  s.run('apply');
  await s.sql(`INSERT INTO a (name) VALUES ('p'), ('q')`);
};
const planned = async (s: Stage): Promise<void> => {
  await applied(s);
  s.put(more);
  s.run('plan', '--name', 'more');
};
const second = async (s: Stage): Promise<void> => {
  await planned(s);
  s.run('apply');
};
/** What one module renames takes along what the other has there: its plan says so (`carries:`). */
const along = (schema: string, type: string, more = '', marked = (sql: string): string => sql): Readonly<Record<string, string>> => ({
  'schema/one/a.sql': marked(`CREATE SCHEMA ${schema};\nCREATE TYPE ${type} AS ENUM ('x');\nCREATE TABLE ${schema}.a (id int PRIMARY KEY, n int${more});\n`),
  'schema/two/b.sql': `CREATE TABLE ${schema}.b (id int PRIMARY KEY, a int REFERENCES ${schema}.a${more}); CREATE INDEX b_a ON ${schema}.b (a);
    CREATE FUNCTION f(${type}) RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER TABLE ${schema}.a ADD CONSTRAINT n_positive CHECK (n > 0);`,
});
const takingAlong = async (s: Stage): Promise<void> => {
  s.put(along('s', 'mood'));
  s.run('plan');
  s.run('apply');
  await s.sql('INSERT INTO s.a VALUES (1, 1); INSERT INTO s.b VALUES (1, 1)');
  const marked = (sql: string): string =>
    sql.replace('CREATE S', '-- tidemark: renamed from s\nCREATE S').replace('CREATE TY', '-- tidemark: renamed from mood\nCREATE TY');
  s.put(along('r', 'humor', ', k text', marked));
  s.run('plan', '--name', 'along', '--allow', 'COMPAT_RENAME');
};
/** Plans, links and scripts of a database that has nothing yet. */
const shelved = async (s: Stage): Promise<void> => {
  s.put(library);
  s.run('db:generate', 'library', 'lending');
  s.put({
    'plans/library/scripts/1-books.sql': `-- requires: library/0001-init\nINSERT INTO book VALUES ('00000000-0000-0000-0000-000000000001', 'one');`,
    'plans/lending/scripts/1.ts': `export default async ({ sql }) => {\n  await sql\`INSERT INTO reader VALUES ('r1')\`;\n  await sql\`INSERT INTO reader VALUES ('r2')\`;\n};`,
  });
};
/** A database with what `0001-baseline` makes, and with something else beside it, on which nothing was recorded yet. */
const otherTarget = async (s: Stage): Promise<void> => {
  s.put(two);
  await s.sql(A + B);
  s.run('baseline');
  await s.bySuperuser('DROP SCHEMA tidemark CASCADE');
  await s.sql(`ALTER TABLE a ALTER note SET DEFAULT 'z'; CREATE INDEX odd ON b (qty)`);
};
/** Two branches that both planned both modules, as a merge leaves their chains. */
const merged = async (s: Stage): Promise<void> => {
  await applied(s);
  s.keep('base');
  s.put({ 'schema/one/a.sql': A.replace('note text', 'note text, l int'), 'schema/two/b.sql': `${B}CREATE INDEX b_q ON b (qty);` });
  s.run('plan', '--name', 'left');
  s.run('apply');
  s.keep('left');
  s.bring('base');
  s.put({ 'schema/one/a.sql': A.replace('note text', 'note text, r int'), 'schema/two/b.sql': `${B}CREATE INDEX b_r ON b (a, qty);` });
  s.run('plan', '--name', 'right');
  for (const module of ['one', 'two']) {
    const [first, left] = s.read(`.kept/left/${module}/chain`).split('\n');
    const right = s.read(`plans/${module}/chain`).split('\n')[1];
    s.put({
      [`plans/${module}/0002-left.plan.yaml`]: s.read(`.kept/left/${module}/0002-left.plan.yaml`),
      [`plans/${module}/chain`]: [first, '<<<<<<< HEAD', left, '=======', right, '>>>>>>> right', ''].join('\n'),
    });
  }
  s.put({ 'schema/one/a.sql': A.replace('note text', 'note text, l int, r int') });
  s.put({ 'schema/two/b.sql': `${B}CREATE INDEX b_q ON b (qty); CREATE INDEX b_r ON b (a, qty);` });
};

export const scenes: readonly Scene[] = [
  {
    name: 'plan',
    prepare: async (s) => (await applied(s), s.put({ ...more, 'schema/three/c.sql': 'CREATE TABLE c (id int PRIMARY KEY);' })),
    command: ['plan', '--name', 'more'],
    offline: true,
  },
  {
    name: 'plan --rename',
    prepare: async (s) => (await applied(s), s.put({ 'schema/one/a.sql': A.replace('note text', 'remark text') })),
    command: ['plan', '--rename', 'a.note:remark'],
    offline: true,
  },
  { name: 'plan --checkpoint', prepare: second, command: ['plan', '--checkpoint'], offline: true },
  { name: 'plan --rebase', prepare: merged, command: ['plan', '--rebase'], offline: true, after: [['apply'], ['plan', '--check']] },
  {
    name: 'ack',
    prepare: async (s) => (await applied(s), s.put({ 'schema/one/a.sql': A.replace(', note text', '') }), s.run('plan', '--name', 'less')),
    command: ['ack', 'one/0002-less', 'DATA_DROP_COLUMN', 'COMPAT_DROP', '--reason', 'because'],
    offline: true,
  },
  {
    name: 'prove',
    prepare: async (s) => {
      await applied(s);
      // the other plan names the one that is edited, and gets its new seal
      s.put({
        'schema/one/a.sql': A.replace('note text', 'note text, more int UNIQUE'),
        'schema/two/b.sql': B.replace('qty int', 'more int REFERENCES a (more), qty int'),
      });
      s.run('plan', '--name', 'more', '--no-online', '--allow', 'LOCK_WRITES', '--allow', 'LOCK_ALL', '--allow', 'FAIL_DUPLICATES');
      s.edit('plans/one/0002-more.plan.yaml', (t) =>
        t.replace(/^(up:\n {2}- transaction: true\n {4}steps:\n)/m, `$1      - step: fill\n        sql: |\n          UPDATE a SET name = name || '!'\n`),
      );
    },
    command: ['prove', 'one/0002-more'],
    offline: true,
    after: [['check']],
  },
  { name: 'apply', prepare: planned, command: ['apply'] },
  { name: 'apply --all-or-nothing', prepare: planned, command: ['apply', '--all-or-nothing', ...consent], finishes: ['apply'] },
  {
    name: 'apply --concurrency',
    prepare: async (s) => {
      s.put({ 'schema/three/c.sql': 'CREATE TABLE c (id int PRIMARY KEY);', 'schema/four/d.sql': 'CREATE TABLE d (id int PRIMARY KEY);' });
      await applied(s);
      s.put({
        ...more,
        'schema/three/c.sql': 'CREATE TABLE c (id int PRIMARY KEY, y int); CREATE INDEX c_y ON c (y);',
        'schema/four/d.sql': 'CREATE TABLE d (id int PRIMARY KEY, z int);',
      });
      s.run('plan', '--name', 'more');
    },
    command: ['apply', '--concurrency', '4'],
  },
  { name: 'apply, taking along', prepare: takingAlong, command: ['apply'] },
  { name: 'apply --all-or-nothing, taking along', prepare: takingAlong, command: ['apply', '--all-or-nothing', ...consent, '--allow', 'COMPAT_RENAME'] },
  {
    name: 'rollback, taking along',
    prepare: async (s) => (await takingAlong(s), s.run('apply')),
    command: ['rollback', ...consent, '--allow', 'COMPAT_RENAME'],
    doneWith: 2,
  },
  { name: 'apply, recording a checkpoint', prepare: async (s) => (await second(s), s.run('plan', '--checkpoint')), command: ['apply'] },
  { name: 'apply --release', prepare: async (s) => (await second(s), s.run('rollback', '--hold', ...consent)), command: ['apply', '--release'] },
  { name: 'rollback', prepare: second, command: ['rollback', ...consent], doneWith: 2 },
  { name: 'rollback --hold', prepare: second, command: ['rollback', '--hold', ...consent], doneWith: 2, after: [['apply']] },
  {
    name: 'rollback --to-common',
    prepare: async (s) => {
      await applied(s);
      s.keep('base');
      s.put(more);
      s.run('plan', '--name', 'left');
      s.run('apply');
      s.bring('base');
      s.put({ ...two, 'schema/one/a.sql': A.replace('note text', 'note text, r int') });
      s.run('plan', '--name', 'right');
    },
    command: ['rollback', '--to-common', ...consent],
    after: [['apply']],
  },
  {
    name: 'baseline',
    prepare: async (s) => (s.put(two), await s.sql(`${A}${B}INSERT INTO a (name) VALUES ('q'); CREATE TABLE stray (x int);`)),
    command: ['baseline'],
    doneWith: 2,
  },
  { name: 'baseline, a second target', prepare: otherTarget, command: ['baseline'], doneWith: 2 },
  {
    name: 'baseline --recheck',
    prepare: async (s) => (await otherTarget(s), s.run('baseline'), await s.sql('ALTER TABLE a ALTER note DROP DEFAULT')),
    command: ['baseline', '--recheck'],
  },
  {
    name: 'drift --adopt',
    prepare: async (s) => (await applied(s), await s.sql(`CREATE INDEX odd ON b (qty); ALTER TABLE a ADD extra int; ALTER TABLE a ALTER name SET DEFAULT 'y'`)),
    command: ['drift', '--adopt'],
  },
  {
    name: 'drift --ignore',
    prepare: async (s) => (await applied(s), await s.sql('CREATE INDEX odd ON b (qty)')),
    command: ['drift', '--ignore', 'index public.odd', '--until', '2130-01-31', '--reason', 'load test'],
  },
  { name: 'db:sync-links', prepare: async (s) => (s.put(library), s.run('db:generate', 'library', 'lending'), s.run('apply')), command: ['db:sync-links'] },
  { name: 'db:create', creates: true, prepare: async () => undefined, command: ['db:create', '--no-interactive', '--write-env'] },
  { name: 'db:setup', creates: true, prepare: shelved, command: ['db:setup', '--no-interactive', '--write-env'] },
  { name: 'db:migrate', prepare: shelved, command: ['db:migrate'] },
  { name: 'db:rollback', prepare: second, command: ['db:rollback', 'one', 'two', ...consent], doneWith: 2 },
  {
    name: 'db:rollback, plans and links',
    prepare: async (s) => (await shelved(s), s.run('db:migrate')),
    command: ['db:rollback', 'library', 'lending', 'links', ...consent, '--allow', 'DATA_DROP_TABLE'],
    doneWith: 0,
  },
  {
    name: 'db:migrate:scripts',
    prepare: async (s) => {
      s.put({
        'plans/one/scripts/1.sql': `INSERT INTO a (name) VALUES ('s1'); INSERT INTO a (name) VALUES ('s1b');`,
        'plans/two/scripts/1.ts': `export default async ({ sql }) => {\n  await sql\`INSERT INTO b SELECT 1, min(id), 1 FROM a\`;\n  await sql\`INSERT INTO b SELECT 2, min(id), 1 FROM a\`;\n};`,
        'plans/two/scripts/2.sql': `INSERT INTO b VALUES (3, NULL, 3);`,
      });
      await applied(s);
    },
    command: ['db:migrate:scripts'],
  },
];
