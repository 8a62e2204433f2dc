// Where a chain of plans leads: replayed, or started from what an earlier run kept of the chain or of its beginning.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PlanFile } from '../../lib/format/plan.generated.ts';
import { standing } from '../../lib/run/elaborate/standing.ts';
import { templatePack } from '../../lib/run/shadow/shadow.ts';

const test = suite('standing');

function planOf(seal: string, statements: readonly string[]): PlanFile {
  const steps = statements.map((sql, n) => ({ step: `step ${n}`, verdict: 'safe', sql }));
  return { plan: `app/${seal}`, seal, up: [{ transaction: true, steps }], down: [] } as unknown as PlanFile;
}
const many = planOf(
  'many',
  Array.from({ length: 120 }, (_, n) => `CREATE TABLE t${n} (id int)`),
);
const few = planOf('few', ['CREATE TABLE few (id int)', 'DROP TABLE t7']);
const other = planOf('other', ['CREATE TABLE other (id int)']);

test('a long beginning is kept once and serves every chain that begins alike; a short one is only replayed', async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'tidemark-spec-'));
  const tables = async (plans: readonly PlanFile[]): Promise<string[]> => {
    const shadow = await standing(plans, { cacheDir });
    try {
      const rows = await shadow.rows<{ name: string }>(`SELECT relname::text AS name FROM pg_class WHERE oid >= 16384 AND relkind = 'r' ORDER BY oid`);
      return rows.map((r) => r.name);
    } finally {
      await shadow.close();
    }
  };
  try {
    await templatePack();
    const kept = async (): Promise<number> => (await readdir(cacheDir)).length;
    assert.is((await tables([few, other].slice(1))).length, 1);
    const none = await kept();
    assert.is((await tables([many])).length, 120);
    assert.is(await kept(), none + 1);
    assert.equal((await tables([many, few])).slice(-3), ['t118', 't119', 'few']);
    assert.equal((await tables([many, few])).includes('t7'), false);
    assert.equal((await tables([many, other])).slice(-2), ['t119', 'other']);
    assert.is(await kept(), none + 1);
    // Its text is not looked at again: the seal says that it is what was kept.
    const blind = { ...many, up: [{ transaction: true, steps: many.up[0]!.steps.map((step) => ({ ...step, sql: 'SELECT nope' })) }] };
    assert.is((await tables([blind])).length, 120);
  } finally {
    await rm(cacheDir, { recursive: true });
  }
});

test.run();
