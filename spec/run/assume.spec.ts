// What the embedded shadow stands in for by catalog: it is planned both ways, and the proof says that it was assumed.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openShadow } from '../../lib/run/shadow/shadow.ts';
import { between } from '../kit/subject.ts';

const test = suite('assumed');
const texts = (segments: readonly { steps: readonly { sql: string }[] }[]): string[] => segments.flatMap((s) => s.steps.map((t) => t.sql));

test('compression by lz4 is planned, and passed on by parents as a server passes it on', async () => {
  const { up, down, to } = await between(
    `CREATE TABLE t (x text COMPRESSION lz4, y text COMPRESSION pglz);
     CREATE TABLE p (n int, x text) PARTITION BY LIST (n); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)`,
    `CREATE TABLE t (x text COMPRESSION "lz4" DEFAULT 'compression lz4', y text, CHECK (y <> 'COMPRESSION lz4'));
     CREATE TABLE d () INHERITS (t); ALTER TABLE d ALTER x SET COMPRESSION default;
     CREATE TABLE p (n int, x text COMPRESSION lz4) PARTITION BY LIST (n); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)`,
  );
  const compression = (sql: string[]): string[] =>
    sql
      .filter((s) => / SET COMPRESSION /.test(s))
      .map((s) => s.replace(/^ALTER TABLE ONLY "public"\."(\w+)" ALTER COLUMN "(\w+)" SET COMPRESSION /, '$1.$2 '))
      .sort();
  assert.equal(compression(texts(up)), ['d.x default', 'p.x lz4', 'p1.x lz4', 'p2.x lz4', 't.y default']);
  assert.equal(compression(texts(down)), ['p.x default', 'p1.x default', 't.y pglz']);
  assert.equal(
    [...to.objects.values()].filter((o) => o.at.kind === 'default value').map((o) => o.attrs['expression']),
    ["'compression lz4'::text", "'compression lz4'::text"],
  );
});

test('a state that is started from remembers what it holds by catalog only', async () => {
  const first = await openShadow();
  assert.equal(first.assumed, []);
  await first.run('CREATE TABLE t (x text COMPRESSION lz4)');
  assert.equal(first.assumed, ['compression lz4']);
  const second = await openShadow({ from: await first.snapshot() });
  try {
    await second.run('CREATE TABLE d () INHERITS (t)');
    assert.equal(await second.rows(`SELECT attcompression::text AS c FROM pg_attribute WHERE attrelid = 'd'::regclass AND attnum > 0`), [{ c: 'l' }]);
    assert.equal(second.assumed, ['compression lz4']);
  } finally {
    await second.close();
  }
});

test.run();
