// A transaction ends where a server would run out of locks, and nowhere between what goes and what comes in its place.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf, parseAddress, type Key } from '../../lib/catalog/address.ts';
import type { Node } from '../../lib/plan/order/nodes.ts';
import { segments } from '../../lib/plan/order/segments.ts';

const test = suite('segments');

let id = 0;
function node(does: string, more: { makes?: Key[]; breaks?: Key[] } = {}): Node {
  const key = keyOf(parseAddress(does.slice(2)));
  const { makes = does.startsWith('+') ? [key] : [], breaks = does.startsWith('-') ? [key] : [] } = more;
  const step = { does, sql: does, commit: 'inside', makes, alters: [], breaks, needs: [], timeout: 'lock' } as const;
  return { id: (id += 1), step, module: 'm', rank: 0, ordinal: 0, key, frees: [], takes: [], before: new Set(), rather: new Set() } as unknown as Node;
}

const lengths = (nodes: readonly Node[], most: number): number[] => segments(nodes, most).map((s) => s.steps.length);

test('a long run is cut by the relations it names, not by its steps', () => {
  const tables = Array.from({ length: 7 }, (_, i) => node(`+ table public.t${i}`));
  assert.equal(lengths(tables, 3), [3, 3, 1]);
  assert.equal(lengths(tables, 1_000), [7]);
  const columns = Array.from({ length: 7 }, (_, i) => node(`+ table column public.t.c${i}`));
  assert.equal(lengths(columns, 3), [7]);
});

test('what is dropped and made again stays in one transaction', () => {
  const nodes = [
    node('+ table public.a'),
    node('- view public.v'),
    node('+ table public.b'),
    node('+ table public.c'),
    node('+ view public.v'),
    node('+ table public.d'),
  ];
  assert.equal(lengths(nodes, 2), [5, 1]);
});

test.run();
