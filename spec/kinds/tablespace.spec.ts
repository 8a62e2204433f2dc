// Tablespaces: a partition and its copies of indexes come where their parents point at that moment, which may be elsewhere than they are to lie.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { between } from '../kit/subject.ts';

const test = suite('tablespaces');

const parent = (space: string, index: string): string => `
  CREATE TABLE part (id int, k int, PRIMARY KEY (id) USING INDEX TABLESPACE ${index}) PARTITION BY RANGE (id) ${space};
  CREATE INDEX part_k ON part (k) TABLESPACE ${index};`;

test('partitions beside their parent, and copies of an index that moves in the same plan', async () => {
  // that each plan ends where it must is what its proof says
  const { up } = await between(
    '',
    `${parent('TABLESPACE one', 'one')}
     CREATE TABLE a PARTITION OF part FOR VALUES FROM (0) TO (10) TABLESPACE pg_default;
     CREATE TABLE b PARTITION OF part FOR VALUES FROM (10) TO (20);
     CREATE TABLE c PARTITION OF part FOR VALUES FROM (20) TO (30) PARTITION BY RANGE (id);
     ALTER TABLE c SET TABLESPACE pg_default;`,
  );
  const sql = up.flatMap((s) => s.steps.map((t) => t.sql));
  assert.match(
    sql.find((t) => t.includes('"a"'))!,
    /TABLESPACE "pg_default"$/,
  );
  assert.match(
    sql.find((t) => t.includes('"b"'))!,
    /TABLESPACE "one"$/,
  );
  assert.ok(sql.includes('ALTER TABLE "public"."c" SET TABLESPACE pg_default'));
  await between(parent('TABLESPACE one', 'one'), `${parent('', 'two')} CREATE TABLE d PARTITION OF part FOR VALUES FROM (30) TO (40);`);
});

test.run();
