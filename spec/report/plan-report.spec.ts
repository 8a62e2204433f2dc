import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PlanFile } from '../../lib/format/plan.generated.ts';
import { listed } from '../../lib/report/listed.ts';
import { unpainted } from '../../lib/report/paint.ts';
import { judgedSql, planMarkdown, planText, withheldLines } from '../../lib/report/plan-report.ts';

const hazard = (code: string, more: object = {}): object => ({ code, message: `about ${code}`, ...more });
const plan = {
  plan: 'shop/0002-x',
  summary: '0 safe, 1 unsafe',
  after: [],
  floor: 15,
  proof: { engine: 'PGlite 18.6', up: true, undo: true, down: true, rows: 3 },
  up: [
    {
      transaction: true,
      steps: [
        {
          step: '- table column public.t.c',
          verdict: 'unsafe',
          lock: 'ACCESS EXCLUSIVE',
          hazards: [
            hazard('COMPAT_DROP'),
            hazard('PERF_IO', { advisory: true }),
            hazard('DATA_DROP_COLUMN', { remedy: '-- first\n-- then' }),
            hazard('LOCK_REFERENCED', { advisory: true }),
          ],
          acknowledged: [{ code: 'COMPAT_DROP', reason: 'unused' }],
          sql: 'ALTER TABLE t DROP COLUMN c',
        },
      ],
    },
  ],
  withheld: [{ step: '- table public.olds', verdict: 'unsafe', hazards: [hazard('DATA_DROP_TABLE')], sql: 'DROP TABLE olds' }],
  down: [],
} as unknown as PlanFile;

test('an unsafe step says what it loses, what waits, who breaks, and what to do instead, before anything else', () => {
  const text = planText(plan, unpainted).split('\n');
  const from = text.findIndex((l) => l.includes('- table column'));
  assert.equal(
    text.slice(from).map((l) => l.trim()),
    [
      '- table column public.t.c  unsafe · ACCESS EXCLUSIVE',
      'loses    DATA_DROP_COLUMN about DATA_DROP_COLUMN',
      'breaks   COMPAT_DROP about COMPAT_DROP',
      'acknowledged: unused',
      'blocks   reads and writes, for a moment (ACCESS EXCLUSIVE)',
      'instead  -- first',
      '-- then',
      'accept   tidemark ack shop/0002-x DATA_DROP_COLUMN --reason "…"',
      'PERF_IO about PERF_IO',
      'LOCK_REFERENCED about LOCK_REFERENCED',
      'ALTER TABLE t DROP COLUMN c',
      'withheld, to be planned by tidemark plan --contract',
      '- table public.olds  unsafe',
      'DATA_DROP_TABLE about DATA_DROP_TABLE',
      'DROP TABLE olds',
    ],
  );
  assert.match(planMarkdown(plan), /\| - table public\.olds \| withheld \|/);
});

test('what waits says since when', () => {
  const held = { step: '- table public.olds', codes: ['DATA_DROP_TABLE'], plan: 'shop/0002-x' };
  assert.equal(
    withheldLines([{ ...held, plansSince: 2, since: '2026-10-01' }], unpainted)[1],
    '  - table public.olds  DATA_DROP_TABLE · since shop/0002-x (2026-10-01, 2 plans ago)',
  );
  assert.match(withheldLines([{ ...held, plansSince: 0 }], unpainted)[1]!, /\(the newest plan\)$/);
  assert.equal(withheldLines([], unpainted), []);
});

test('statements that no plan file holds carry their verdict as a comment, on one line each', () => {
  const step = {
    does: '- table column public."a\nb".c',
    sql: 'DROP IT',
    verdict: 'unsafe',
    lock: 'ACCESS EXCLUSIVE',
    hazards: [{ code: 'COMPAT_DROP', message: 'c\nis gone' }],
  };
  assert.is(
    judgedSql([{ transaction: true, steps: [step] } as never]),
    'SET check_function_bodies = off;\nBEGIN;\n-- - table column public."a b".c: unsafe, ACCESS EXCLUSIVE\n--   COMPAT_DROP: c is gone\nDROP IT;\nCOMMIT;\n',
  );
  assert.is(judgedSql([]), '');
});

test('a list for people ends, and says how much it leaves out', () => {
  const names = Array.from({ length: 5000 }, (_, n) => `table public.t${n}`);
  assert.is(listed(names.slice(0, 3)), 'table public.t0, table public.t1, table public.t2');
  assert.ok(listed(names).endsWith('table public.t29 and 4970 more (--json lists them all)'));
});

test.run();
