import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PlanFile, PlanSegment } from '../../lib/format/plan.generated.ts';
import { isApplied, isGone, moves, start, type Position } from '../../lib/run/ledger/moves.ts';
import { step } from './sample.ts';

const segment = (name: string, undo?: PlanSegment[]): PlanSegment => ({
  transaction: true,
  steps: [step(name, `SELECT '${name}'`)],
  ...(undo === undefined ? {} : { undo }),
});
const plan = {
  plan: 'a/0001-x',
  up: [segment('u0', [segment('-u0')]), segment('u1', [segment('-u1a'), segment('-u1b')]), segment('u2')],
  down: [segment('d0', [segment('-d0')]), segment('d1')],
} as unknown as PlanFile;

const names = (at: Position, goal: 'applied' | 'gone'): string[] => moves(plan, at, goal).map((m) => m.segment.steps[0]!.step);
const up = (done: number, undone: number | null = null): Position => ({ track: 'up', done, undone });
const down = (done: number, undone: number | null = null): Position => ({ track: 'down', done, undone });

test('up is its segments, down is its own', () => {
  assert.equal(names(start, 'applied'), ['u0', 'u1', 'u2']);
  assert.equal(names(up(3), 'gone'), ['d0', 'd1']);
  assert.equal(names(up(3), 'applied'), []);
  assert.equal(names(start, 'gone'), []);
  assert.equal(names(down(2), 'applied'), ['u0', 'u1', 'u2']);
});

test('half-way it goes on, or back by the undo of what is committed', () => {
  assert.equal(names(up(1), 'applied'), ['u1', 'u2']);
  assert.equal(names(up(2), 'gone'), ['-u1a', '-u1b', '-u0']);
  assert.equal(names(down(1), 'gone'), ['d1']);
  assert.equal(names(down(1), 'applied'), ['-d0']);
});

test('an undo that has begun is finished, whichever way it goes then', () => {
  assert.equal(names(up(2, 1), 'gone'), ['-u1b', '-u0']);
  assert.equal(names(up(2, 1), 'applied'), ['-u1b', 'u1', 'u2']);
});

test('following the moves from anywhere ends where it should, each starting where the one before ended', () => {
  for (const at of [start, up(1), up(2), up(2, 1), up(3), down(0), down(1), down(2)]) {
    for (const goal of ['applied', 'gone'] as const) {
      let here = at;
      for (const m of moves(plan, at, goal)) {
        // a plan that is whole on one track stands at the start of the other
        if (here === at && isApplied(plan, at) && goal === 'gone') here = down(0);
        if (here === at && isGone(plan, at) && goal === 'applied') here = start;
        assert.equal(m.from, here);
        here = m.then;
      }
      assert.ok(goal === 'applied' ? isApplied(plan, here) : isGone(plan, here), `${JSON.stringify(at)} ${goal} ends at ${JSON.stringify(here)}`);
    }
  }
});

test('without an undo there is no way back, and it says which way there is', () => {
  const stuck = { ...plan, up: [segment('u0'), segment('u1')] } as PlanFile;
  assert.throws(
    () => moves(stuck, up(1), 'gone'),
    (e: { id: string; next: string }) => e.id === 'PLAN_NO_UNDO' && e.next === 'tidemark apply finishes it',
  );
});

test('an empty undo only moves the mark', () => {
  const still = { ...plan, up: [segment('u0', []), segment('u1')] } as PlanFile;
  assert.equal(
    moves(still, up(1), 'gone').map((m) => [m.segment.steps.length, m.then.done]),
    [[0, 0]],
  );
});

test.run();
