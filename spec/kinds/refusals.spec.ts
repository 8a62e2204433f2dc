// What PostgreSQL has no way for is refused by the planner, with the object and what to do, and not by the shadow in its words.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { TidemarkError } from '../../lib/errors.ts';
import { plan } from '../kit/subject.ts';

const test = suite('what has no way is refused by name');

async function refusal(current: string, desired: string): Promise<TidemarkError> {
  try {
    await plan(current, desired);
  } catch (error) {
    return error as TidemarkError;
  }
  throw new Error('planned');
}

test('a check more on a domain whose arrays rows are told apart by, and one that would have to come back', async () => {
  const [loose, strict] = ['', ' CHECK (VALUE > 0)'].map(
    (check) => `CREATE DOMAIN score AS integer${check}; CREATE TABLE games (best score[]) PARTITION BY RANGE (best);`,
  );
  for (const sides of [
    [loose!, strict!],
    [strict!, loose!],
  ] as const) {
    const refused = await refusal(...sides);
    assert.is(refused.id, 'PLAN_BLOCKED');
    assert.match(refused.message, 'table column public.games.best');
    assert.is(refused.exit, 3);
  }
});

test('a type that only an explicit cast of an extension reaches', async () => {
  const holding = (type: string): string => `CREATE EXTENSION hstore; CREATE TABLE shelf (label ${type});`;
  const refused = await refusal(holding('hstore'), holding('jsonb'));
  assert.is(refused.id, 'CAST_MISSING');
  assert.is(refused.at.object, 'table column public.shelf.label');
  assert.match(refused.next!, '`using: "label"::jsonb`');
});

test('a collation under the key of a partitioned table that has a column of it; by another name it is planned', async () => {
  const by = (name: string, locale: string): string =>
    `CREATE COLLATION ${name} (locale = '${locale}'); CREATE TABLE p (id text COLLATE ${name}) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('1');`;
  const refused = await refusal(by('co', 'C'), by('co', 'POSIX'));
  assert.is(refused.id, 'COLLATION_IN_KEY');
  assert.is(refused.at.object, 'table public.p');
  assert.match(refused.next!, 'another name');
  assert.ok((await plan(by('co', 'C'), by('co2', 'POSIX'))).up.length > 0);
});

test('what the oldest server of the plan does not know', async () => {
  const refused = await plan('', 'CREATE TABLE t (id int, UNIQUE NULLS NOT DISTINCT (id));', { floor: 13 }).catch((e: unknown) => e as TidemarkError);
  assert.is((refused as TidemarkError).id, 'FLOOR_TOO_OLD');
  assert.match((refused as TidemarkError).next!, "'>=15'");
});

test.run();
