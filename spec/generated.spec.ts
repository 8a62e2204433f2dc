// The first 300 seeds of the generator, ten to a database: planned and proved both ways on PGlite; some of them planned again,
// from shuffled statements too, and judged on a server. And thirty pairs of schemas that have nothing to do with each other. Thousands of seeds are for `npm run soak`. SEEDS=301,600 runs others.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { alike, beside, crossed, recipe, shuffled } from './kit/generate/pair.ts';
import { random } from './kit/generate/random.ts';
import { roles } from './kit/generate/roles.ts';
import { load } from './kit/load.ts';
import { pool } from './kit/pool.ts';
import { server } from './kit/servers.ts';
import { plan } from './kit/subject.ts';
import { rowsNoLongerFit, trial, worded } from './kit/trial.ts';

const [from, to] = (process.env['SEEDS'] ?? '1,300').split(',').map(Number) as [number, number];
const groups = alike(from, to - from + 1, 10);
const options = { floor: 15, roles };
/** One group of so many is also planned again and judged on a server. */
const JUDGED = 15;

test('generated pairs', async () => {
  const s = await server(18);
  await load(s.superUrl, roles.map((r) => `CREATE ROLE ${r}`).join('; '));
  let steps = 0;
  const broken = await pool(groups, 2, async (seeds, n): Promise<string | undefined> => {
    const pair = beside(seeds.map((seed) => recipe(seed)));
    try {
      const planned = await plan(pair.current, pair.desired, options);
      steps += planned.up.flatMap((u) => u.steps).length;
      if (n % JUDGED > 0) return undefined;
      const verdict = await trial(s, pair, { plan: () => Promise.resolve(planned), replan: () => plan(pair.desired, pair.desired, options) });
      if (!verdict.won && !rowsNoLongerFit(pair, verdict)) return `${pair.name}: ${verdict.at!}: ${verdict.why!.join(' | ').slice(0, 500)}`;
      const again = await plan(pair.current, shuffled(pair.statements, random(n)).join(';\n'), options);
      return JSON.stringify(again.up) === JSON.stringify(planned.up) ? undefined : `${pair.name}: another order of the same statements gives another plan`;
    } catch (error) {
      return `${pair.name}: ${worded(error)}`;
    }
  });
  assert.equal(
    broken.filter((b) => b !== undefined),
    [],
  );
  assert.ok(steps > to - from, 'pairs that differ in nothing would prove nothing');
});

/** The fifth and the twentieth change a type as only a person can say. */
const unrelated = Array.from({ length: 32 }, (_, i) => i + 1).filter((seed) => seed !== 5 && seed !== 20);

test('generated schemas that have nothing to do with each other, under the same names', async () => {
  const six = [0, 1, 2, 3, 4].map((n) => unrelated.slice(6 * n, 6 * n + 6));
  const broken = await pool(six, 2, async (seeds): Promise<string | undefined> => {
    const pair = beside(seeds.map((seed) => crossed(seed)));
    const reason = (error: unknown): string => `${pair.name}: ${worded(error)}`;
    return plan(pair.current, pair.desired, options).then(() => undefined, reason);
  });
  assert.equal(
    broken.filter((b) => b !== undefined),
    [],
  );
});

test.run();
