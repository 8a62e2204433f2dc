// The check before a narrowing counts exactly the rows that the server would refuse; none is asked of rows that go meanwhile.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tooWide } from '../../lib/kinds/keys/violations.ts';
import { openShadow } from '../../lib/run/shadow/shadow.ts';
import { between } from '../kit/subject.ts';

const narrowings: readonly (readonly [from: string, to: string, values: readonly string[]])[] = [
  ['text', 'character varying(3)', ["'abc'", "'abcd'", "'abc  '", "'é€ü'", 'NULL']],
  ['character varying(10)', 'character(3)', ["'abc'", "'abcd'", "'a   '"]],
  ['character(5)', 'character varying(3)', ["'abc'", "'abcd'"]],
  ['bigint', 'integer', ['2147483647', '2147483648', '-2147483648', '-2147483649', 'NULL']],
  ['integer', 'smallint', ['32767', '32768', '-32769']],
  ['numeric', 'integer', ['2147483647.4', '2147483647.5', "'NaN'", "'Infinity'"]],
  ['numeric(10,2)', 'smallint', ['32767.49', '32767.50']],
  ['numeric(10,2)', 'numeric(4,1)', ['999.94', '999.95', '-1000']],
  ['numeric', 'numeric(5,2)', ['999.994', '999.995', "'NaN'", "'Infinity'"]],
  ['integer', 'numeric(4,2)', ['99', '100']],
];

test('for every value, the check counts it when the change of type refuses it, and only then', async () => {
  const shadow = await openShadow();
  try {
    for (const [from, to, values] of narrowings) {
      for (const value of values) {
        await shadow.run(`CREATE TABLE public.t (c ${from})`);
        await shadow.run(`INSERT INTO public.t VALUES (${value})`);
        const check = tooWide(['public', 't'], 'c', from, to);
        assert.ok(check !== undefined, `${from} -> ${to}`);
        const counted = Number(Object.values((await shadow.rows<Record<string, unknown>>(check.sql))[0]!)[0]);
        const refused = await shadow.run(`ALTER TABLE public.t ALTER COLUMN c TYPE ${to}`).then(
          () => 0,
          () => 1,
        );
        assert.is(counted, refused, `${value}: ${from} -> ${to}`);
        await shadow.run('DROP TABLE public.t');
      }
    }
  } finally {
    await shadow.close();
  }
});

test('what always fits, and what a cast does not judge by size, has no check', () => {
  for (const [from, to] of [
    ['integer', 'bigint'],
    ['character varying(3)', 'character varying(5)'],
    ['character varying(3)', 'text'],
    ['numeric(4,2)', 'numeric(8,2)'],
    ['text', 'integer'],
    ['double precision', 'integer'],
  ] as const)
    assert.is(tooWide(['t'], 'c', from, to), undefined, `${from} -> ${to}`);
});

test('rows are asked before the first write, but not where they leave the table in the plan, or those pointed at come to it', async () => {
  const whole = 'CREATE TABLE t (a int, b int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF t FOR VALUES IN (1);';
  const apart = 'CREATE TABLE t (a int, b int) PARTITION BY LIST (a); CREATE TABLE p (a int, b int);';
  const rules = 'ALTER TABLE t ADD CONSTRAINT k UNIQUE (a), ADD CONSTRAINT c CHECK (b > 0), ALTER b SET NOT NULL;';
  const target = 'CREATE TABLE o (x int);';
  const pointing = 'ALTER TABLE o ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES t (a);';
  const asked = async (from: string, to: string): Promise<string[]> =>
    (await between(from + target, to + target)).up.flatMap((s) => s.steps.flatMap((step) => (step.check === undefined ? [] : [step.check.message])));
  assert.ok((await asked(whole, whole + rules)).length >= 3);
  assert.equal(await asked(whole, apart + rules), []);
  const key = 'ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);';
  const to = async (from: string): Promise<string[]> =>
    (await between(from + key + target, whole + key + target + pointing)).up.flatMap((s) => s.steps.flatMap((step) => step.check?.message ?? []));
  assert.equal((await to(whole)).length, 1);
  assert.equal(await to(apart), []);
});

test.run();
