// A checkpoint is written down on a database that has what it stands for: cut off, undone with its run, beside accepted differences.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PlanSegment } from '../../lib/format/plan.generated.ts';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { status } from '../../lib/run/execute/status.ts';
import { link, type Fault } from '../kit/link.ts';
import { at, majors, place, refused, type Place } from './place.ts';
import { alone, concurrentIndex, step, tx, write } from './sample.ts';

const [major] = majors.slice(-1);
const test = suite(`recording a checkpoint, PostgreSQL ${major}`);
const makes = ['table public.a', 'table column public.a.x'];
const up = tx(
  step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes }),
  step('+ table public.b', 'CREATE TABLE public.b (x int)', { makes: ['table public.b'] }),
);
const down = tx(step('- table public.a', 'DROP TABLE public.a, public.b', { breaks: ['table public.a', 'table public.b'] }));

/** A database at the end of the old chain, with a checkpoint among the files, and what may come after it. */
async function waiting(after?: PlanSegment): Promise<Place> {
  const p = { ...(await place(major!)), allOrNothing: after !== undefined };
  const first = write(p.plansDir, 'a/0001-init', [up], [down]);
  await apply({ ...p, allOrNothing: false });
  const more = { checkpoint: `sha256:${'c'.repeat(64)}`, replaces: ['a/0001-init'], expect: { 'table column public.a.x': { type: 'integer' } } };
  const second = write(p.plansDir, 'a/0002-checkpoint', [up], [down], more, first);
  if (after !== undefined) write(p.plansDir, 'a/0003-more', [after], [tx()], {}, second);
  return p;
}
const applied = async (p: Place): Promise<string[]> => (await status(p)).applied.map((a) => `${a.plan} ${a.how}`);
const both = ['a/0001-init run', 'a/0002-checkpoint checkpoint'];

test('cut off at any statement, the next apply writes it down, once', async () => {
  for (const fault of ['before', 'sent', 'answered'] as Fault[]) {
    for (let n = 1, through = false; !through; n += 2) {
      const p = await waiting();
      let hit = 0;
      let armed = false;
      const l = await link(Number(new URL(p.database).port), {
        all: true,
        at: ({ sql }) => {
          armed ||= sql.startsWith('BEGIN');
          return armed && !/^select/i.test(sql) && (hit += 1) === n ? fault : undefined;
        },
      });
      await apply({ ...p, target: at(l.url(p.database)).target }).then(
        () => (through = hit < n),
        (error: unknown) => assert.ok((error as { id?: string }).id, String(error)),
      );
      l.close();
      await apply(p);
      assert.equal([await applied(p), (await drift(p)).outcome], [both, 'in sync'], `${n} ${String(fault)}`);
    }
  }
});

test('a run that is undone undoes the record too', async () => {
  // in one transaction, and where there can be none
  for (const fails of [tx(step('~ more', 'SELECT 1/0')), alone(concurrentIndex('i', 'public.nope (x)'))]) {
    const p = await waiting(fails);
    await refused('STEP_FAILED', apply(p));
    assert.equal(await applied(p), both.slice(0, 1));
    assert.is((await drift(p)).outcome, 'in sync');
  }
  const q = await waiting(tx(step('~ more', 'SELECT 1')));
  await apply(q);
  assert.equal(await applied(q), [...both, 'a/0003-more run']);
});

test('what differs is named, unless it was accepted', async () => {
  const p = await waiting();
  await p.sql('DROP TABLE public.a', `DELETE FROM tidemark.objects WHERE address LIKE '%public.a%'`);
  const error = await refused('CHECKPOINT_UNEQUAL', apply(p));
  assert.equal([error.exit, error.at.object], [3, 'table public.a']);
  assert.equal(await applied(p), both.slice(0, 1));
  await p.sql(
    `INSERT INTO tidemark.exceptions (project, address, module, kind, planned, found, fingerprint) VALUES ('shop', 'table public.a', 'a', 'accepted', '{}', NULL, 'x')`,
  );
  await apply(p);
  assert.equal(await applied(p), both);
  await p.sql('DROP TABLE public.b');
  assert.is((await drift(p)).outcome, 'drifted', 'a record is no drift, and hides none');
});

test.run();
