// Which plans a plan waits for, and whose things are after plans that hand them on: by plan files alone.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { address, keyOf } from '../../lib/catalog/address.ts';
import type { PlanFile } from '../../lib/format/plan.generated.ts';
import { afterOf } from '../../lib/plan/chains/after.ts';
import { owners, transfers, withOwners } from '../../lib/plan/chains/owners.ts';
import type { Catalog } from '../../lib/catalog/catalog.ts';

/** `after` by names alone. */
function file(plan: string, lines: readonly string[], more: Partial<PlanFile> = {}): PlanFile {
  const up = [{ transaction: true, steps: lines.map((step) => ({ step, verdict: 'safe' as const, sql: 'SELECT 1' })) }];
  return { plan, up, after: [], seal: `of-${plan}`, ...more } as unknown as PlanFile;
}

const waits = (chain: readonly PlanFile[], next: PlanFile): string[] =>
  afterOf({ document: next, afterParts: [], needs: [] }, next.plan.split('/')[0]!, chain, []).map((a) => a.split(' ')[0]!);

test('who drops what he got waits for those who leaned on it when it was another’s', () => {
  const chain = [
    file('m/0001', ['+ table public.x']),
    file('z/0001', ['+ table public.y'], { after: ['m/0001 of-m/0001'] }),
    file('m/0002', [], { gives: [{ address: 'table public.x', to: 'c' }] }),
    file('c/0001', [], { takes: [{ address: 'table public.x', from: 'm' }], after: ['m/0002 of-m/0002'] }),
    file('z/0002', ['- table constraint public.y.to_x']),
  ];
  assert.equal(waits(chain, file('c/0002', ['- table public.x'])), ['m/0002', 'z/0002']);
  assert.equal(waits(chain, file('c/0002', ['+ table public.other'])), []);
  assert.equal(waits(chain.slice(0, 1), file('a/0001', [], { takes: [{ address: 'table public.x', from: 'm' }] })), ['m/0001']);
});

test('who makes something waits for those who had that name, also in or for something else', () => {
  const chain = [file('z/0001', ['+ table public.y', '+ index public.y_i']), file('z/0002', ['- table public.y']), file('q/0001', ['+ table public.q'])];
  assert.equal(waits(chain, file('a/0001', ['+ view public.y'])), ['z/0002']);
  assert.equal(waits(chain, file('a/0001', ['+ index public.y_i'])), ['z/0002']);
  assert.equal(waits(chain, file('a/0001', ['+ table constraint public.own.y_i'])), ['z/0002']);
  assert.equal(waits(chain, file('a/0001', ['+ table public.z'])), []);
});

test('what a rename took along is spoken of by its new name after it, and those who leaned on it came before', () => {
  const chain = [
    file('z/0001', ['+ schema s']),
    file('b/0001', ['+ table s.two'], { after: ['z/0001 of-z/0001'] }),
    file('a/0001', ['+ view public.av'], { after: ['b/0001 of-b/0001'] }),
  ];
  const renames = file('z/0002', ['~ schema s: renamed to r'], { carries: [{ address: 'table s.two', to: 'table r.two' }] });
  assert.equal(waits(chain, renames), ['a/0001', 'b/0001']);
  assert.equal(waits([...chain, renames], file('b/0002', ['+ table column r.two.k'])), ['z/0002']);
});

const [item, check, schema] = [address('table', ['s', 'x']), address('table constraint', ['s', 'x', 'positive']), address('schema', ['s'])];

test('a table that changes hands leaves behind what stays with its author, and a schema what stands in it', () => {
  const catalog = (of: readonly string[]): Catalog => {
    const objects = [{ at: schema }, { at: item }, { at: check, within: item }].map((o, i) => [keyOf(o.at), { ...o, attrs: {}, module: of[i] }] as const);
    return { objects: new Map(objects), edges: [], unmodelled: [] } as unknown as Catalog;
  };
  const begins = [file('b/0001', ['+ schema s', '+ table s.x', '+ table constraint s.x.positive'])];
  for (const is of [
    ['shared', 'b', 'b'],
    ['b', 'a', 'b'],
    ['b', 'a', 'c'],
    ['shared', 'a', 'a'],
  ]) {
    const moved = transfers(catalog(['b', 'b', 'b']), catalog(is));
    const show = (key: string): string => ({ [keyOf(schema)]: 'schema s', [keyOf(item)]: 'table s.x' })[key] ?? 'table constraint s.x.positive';
    const plans = ['a', 'b', 'c', 'shared'].map((m) =>
      file(`${m}/0002`, [], {
        takes: moved.filter((t) => t.to === m).map((t) => ({ address: show(t.key), from: t.from })),
        gives: moved.filter((t) => t.from === m).map((t) => ({ address: show(t.key), to: t.to })),
      }),
    );
    for (const order of [plans, [...plans].reverse()]) {
      const after = withOwners(catalog([]), owners([...begins, ...order]));
      assert.equal(
        [...after.objects.values()].map((o) => o.module),
        is,
      );
    }
  }
});

test.run();
