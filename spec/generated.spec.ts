// The first seeds of the generator, planned and proved both ways on PGlite, and planned again: nothing may be left. Servers and
// thousands of seeds are for `npm run soak`. SEEDS=40,80 runs others.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { roles } from './kit/generate/roles.ts';
import { pairOf, recipe } from './kit/generate/pair.ts';
import { pool } from './kit/pool.ts';
import { plan } from './kit/subject.ts';
import { worded } from './kit/trial.ts';

const [from, to] = (process.env['SEEDS'] ?? '1,24').split(',').map(Number) as [number, number];
const options = { floor: 15, roles };

test('generated pairs', async () => {
  const seeds = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  let steps = 0;
  const broken = await pool(seeds, 2, async (seed): Promise<string | undefined> => {
    const { current, desired } = pairOf(recipe(seed));
    try {
      steps += (await plan(current, desired, options)).up.flatMap((s) => s.steps).length;
      const again = (await plan(desired, desired, options)).up.flatMap((s) => s.steps.map((t) => t.sql));
      return again.length === 0 ? undefined : `seed ${seed} plans again: ${again[0]!}`;
    } catch (error) {
      return `seed ${seed}: ${worded(error)}`;
    }
  });
  assert.equal(
    broken.filter((b) => b !== undefined),
    [],
  );
  assert.ok(steps > seeds.length, 'pairs that differ in nothing would prove nothing');
});

test.run();
