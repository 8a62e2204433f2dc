// ALTER where ALTER exists, and nothing that PostgreSQL does by itself.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { close, plan } from '../kit/subject.ts';

const test = suite('minimal plans');

const pairs: readonly (readonly [what: string, current: string, desired: string, statements: readonly string[]])[] = [
  [
    'a default rides a change of the type, where its text stays the same; one statement changes the types of a table',
    `CREATE TABLE t (a numeric(10,2) DEFAULT 0, b integer NOT NULL DEFAULT 7, c varchar(10) DEFAULT 'x')`,
    `CREATE TABLE t (a numeric(12,2) DEFAULT 0, b bigint NOT NULL DEFAULT 7, c varchar(20) DEFAULT 'x')`,
    ['ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE numeric(12,2), ALTER COLUMN "b" TYPE bigint, ALTER COLUMN "c" TYPE character varying(20)'],
  ],
  [
    'two swapped types that one table has: each change waits for its own type',
    `CREATE TYPE e AS ENUM ('a', 'b'); CREATE TYPE f AS ENUM ('c', 'd'); CREATE TABLE t (a e, b e[], c f, d int)`,
    `CREATE TYPE e AS ENUM ('a'); CREATE TYPE f AS ENUM ('c'); CREATE TABLE t (a e, b e[], c f, d bigint)`,
    [
      'ALTER TYPE "public"."e" RENAME TO "e_tidemark_old"',
      `CREATE TYPE "public"."e" AS ENUM ('a')`,
      'ALTER TYPE "public"."f" RENAME TO "f_tidemark_old"',
      `CREATE TYPE "public"."f" AS ENUM ('c')`,
      'ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE "public"."e" USING "a"::text::"public"."e", ALTER COLUMN "b" TYPE "public"."e"[] USING "b"::text[]::"public"."e"[], ALTER COLUMN "c" TYPE "public"."f" USING "c"::text::"public"."f", ALTER COLUMN "d" TYPE bigint',
      'DROP TYPE "public"."e_tidemark_old"',
      'DROP TYPE "public"."f_tidemark_old"',
    ],
  ],
  [
    'where its text changes it stands aside',
    `CREATE TABLE t (c varchar(10) DEFAULT 'x')`,
    `CREATE TABLE t (c text DEFAULT 'x')`,
    [
      'ALTER TABLE ONLY "public"."t" ALTER COLUMN "c" DROP DEFAULT',
      'ALTER TABLE "public"."t" ALTER COLUMN "c" TYPE text',
      `ALTER TABLE ONLY "public"."t" ALTER COLUMN "c" SET DEFAULT 'x'::text`,
    ],
  ],
  [
    'an index becomes the key of its name, or gives way to it without a gap',
    'CREATE TABLE t (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX t_a ON t (a); CREATE INDEX t_b ON t (b)',
    'CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT t_a UNIQUE (a), CONSTRAINT t_b UNIQUE (b))',
    [
      'ALTER TABLE "public"."t" ADD CONSTRAINT "t_a" UNIQUE USING INDEX "t_a"',
      'CREATE UNIQUE INDEX CONCURRENTLY "t_b_tidemark_idx" ON "public"."t" (b)',
      'ALTER INDEX "public"."t_b" RENAME TO "t_b_tidemark_2_idx"',
      'ALTER TABLE "public"."t" ADD CONSTRAINT "t_b" UNIQUE USING INDEX "t_b_tidemark_idx"',
      'DROP INDEX CONCURRENTLY "public"."t_b_tidemark_2_idx"',
    ],
  ],
  [
    'rows are known to replicas all the time: the next index says so before the last one, or its NOT NULL, goes',
    `CREATE TABLE t (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX t_a ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX t_a;
    CREATE TABLE u (a int NOT NULL, b int NOT NULL, CONSTRAINT u_a UNIQUE (a)); ALTER TABLE u REPLICA IDENTITY USING INDEX u_a`,
    `CREATE TABLE t (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX t_b ON t (b); ALTER TABLE t REPLICA IDENTITY USING INDEX t_b;
    CREATE TABLE u (a int, b int NOT NULL, CONSTRAINT u_a UNIQUE (a)); CREATE UNIQUE INDEX u_b ON u (b); ALTER TABLE u REPLICA IDENTITY USING INDEX u_b`,
    [
      'CREATE UNIQUE INDEX CONCURRENTLY "t_b" ON "public"."t" USING btree (b)',
      'CREATE UNIQUE INDEX CONCURRENTLY "u_b" ON "public"."u" USING btree (b)',
      'ALTER TABLE "public"."t" REPLICA IDENTITY USING INDEX "t_b"',
      'ALTER TABLE "public"."u" REPLICA IDENTITY USING INDEX "u_b"',
      'ALTER TABLE "public"."u" ALTER COLUMN "a" DROP NOT NULL',
      'DROP INDEX CONCURRENTLY "public"."t_a"',
    ],
  ],
  [
    'a view of a partition follows a renamed column of the parent',
    'CREATE TABLE p (id int, x int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE VIEW v AS SELECT x FROM p1',
    `CREATE TABLE p (id int,
      -- tidemark: renamed from x
      y int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE VIEW v AS SELECT y FROM p1`,
    ['ALTER TABLE "public"."p" RENAME COLUMN "x" TO "y"', 'ALTER VIEW "public"."v" RENAME COLUMN "x" TO "y"'],
  ],
  [
    'an index or key that is built anew has its options, comments and marks from that, and is not given them again',
    `CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT k UNIQUE (a)); CREATE INDEX i ON t (a); COMMENT ON INDEX k IS 'a'; COMMENT ON INDEX i IS 'a'`,
    `CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT k UNIQUE (a, b) WITH (fillfactor = 70)); CREATE INDEX i ON t (b) WITH (fillfactor = 80);
     COMMENT ON INDEX k IS 'b'; COMMENT ON INDEX i IS 'b'; ALTER TABLE t REPLICA IDENTITY USING INDEX k, CLUSTER ON i`,
    [
      `CREATE UNIQUE INDEX CONCURRENTLY "k_tidemark_idx" ON "public"."t" (a, b) WITH (fillfactor = '70')`,
      `CREATE INDEX CONCURRENTLY "i_tidemark_idx" ON "public"."t" USING btree (b) WITH (fillfactor = '80')`,
      'ALTER TABLE "public"."t" DROP CONSTRAINT "k", ADD CONSTRAINT "k" UNIQUE USING INDEX "k_tidemark_idx"',
      'ALTER TABLE "public"."t" REPLICA IDENTITY USING INDEX "k"',
      `COMMENT ON INDEX "public"."k" IS 'b'`,
      'ALTER INDEX "public"."i" RENAME TO "i_tidemark_2_idx"',
      'ALTER INDEX "public"."i_tidemark_idx" RENAME TO "i"',
      'ALTER TABLE "public"."t" CLUSTER ON "i"',
      'DROP INDEX CONCURRENTLY "public"."i_tidemark_2_idx"',
      `COMMENT ON INDEX "public"."i" IS 'b'`,
    ],
  ],
];

for (const [what, current, desired, statements] of pairs)
  test(what, async () => {
    const { up } = await plan(current, desired, {});
    assert.equal(
      up.flatMap((s) => s.steps.map((step) => step.sql)),
      statements,
    );
  });

test.after(close);
test.run();
