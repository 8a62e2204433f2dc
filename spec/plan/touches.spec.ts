import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PlanFile, PlanStep } from '../../lib/format/plan.generated.ts';
import { readChains } from '../../lib/run/execute/pending.ts';
import { spelledOut } from '../../lib/plan/document/touches.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePlanFile } from '../../lib/format/plans-folder.ts';

const test = suite('touches');

const step = (line: string, more: Partial<PlanStep> = {}): PlanStep => ({
  step: line,
  verdict: 'safe',
  sql: 'SELECT 1',
  ...more,
});

const plan: PlanFile = {
  tidemark: 1,
  plan: 'shop/0001-init',
  summary: '5 safe, 0 unsafe',
  after: [],
  floor: 15,
  base: `sha256:${'0'.repeat(64)}`,
  target: `sha256:${'1'.repeat(64)}`,
  proof: { printer: '18.6/catalog-1', engine: 'PGlite 18.6', up: true, undo: true, down: true, rows: 0 },
  up: [
    {
      transaction: true,
      steps: [
        step('+ table public.a'),
        step('~ table public.a: comment'),
        step('- table column public.b.gone'),
        step('~ table column public.b.old: renamed to new', {
          makes: ['table column public.b.new'],
          alters: [],
          breaks: ['table column public.b.old'],
        }),
      ],
      undo: [{ transaction: true, steps: [step('- table public.a')] }],
    },
    { transaction: true, steps: [step('± view public.v'), step('by hand')] },
  ],
  down: [{ transaction: true, steps: [step('- view public.v')] }],
  expect: {},
  seal: `sha256:${'2'.repeat(64)}`,
};

const lists = (s: PlanStep): unknown => [s.makes, s.alters, s.breaks];

test('a plan spelled out says in lists what its step lines say', () => {
  const out = spelledOut(plan);
  assert.equal(out.up[0]!.steps.map(lists), [
    [['table public.a'], [], []],
    [[], ['table public.a'], []],
    [[], [], ['table column public.b.gone']],
    [['table column public.b.new'], [], ['table column public.b.old']],
  ]);
  assert.equal(out.up[1]!.steps.map(lists), [
    [['view public.v'], [], []],
    [[], [], []],
  ]);
  assert.equal(lists(out.up[0]!.undo![0]!.steps[0]!), [[], [], ['table public.a']]);
  assert.equal(lists(out.down[0]!.steps[0]!), [[], [], ['view public.v']]);
});

test('whoever runs plan files gets them spelled out: what a step line names is checked on the target', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-touches-'));
  try {
    writePlanFile(dir, plan);
    const [stored] = (await readChains(dir)).get('shop')!;
    assert.equal(stored!.content().up[0]!.steps[0]!.makes, ['table public.a']);
    assert.not.match(stored!.text, 'makes: ["table public.a"]');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test.run();
