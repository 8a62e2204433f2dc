// The states between steps that run one by one, and what each of them is taken back by.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf, parseAddress } from '../../lib/catalog/address.ts';
import type { Catalog, CatalogObject } from '../../lib/catalog/catalog.ts';
import { fingerprint } from '../../lib/catalog/fingerprint.ts';
import { spans, statesBetween } from '../../lib/plan/document/boundaries.ts';
import type { Segment, Step } from '../../lib/plan/step.ts';
import { between, close } from '../kit/subject.ts';

const test = suite('boundaries');

const object = (text: string, attrs: CatalogObject['attrs'] = {}): CatalogObject => ({ at: parseAddress(text), attrs });
function catalog(...objects: CatalogObject[]): Catalog {
  const all = new Map(objects.map((o) => [keyOf(o.at), o]));
  return {
    objects: all,
    edges: [],
    printer: { server: 180000, version: '18', engine: 'PGlite', catalog: 1 },
    unmodelled: [],
  };
}
const one = (what: 'makes' | 'alters' | 'breaks', text: string): Segment => {
  const step: Step = { does: text, sql: '', commit: 'alone', makes: [], alters: [], breaks: [], needs: [], timeout: 'lock' };
  return { transaction: false, steps: [{ ...step, [what]: [keyOf(parseAddress(text))] }] };
};

test('single statements that follow each other are one span, and the last segment is its own', () => {
  const [single, pair] = [
    one('makes', 'index public.a'),
    { transaction: true, steps: [...one('makes', 'index public.a').steps, ...one('makes', 'index public.b').steps] },
  ];
  assert.equal(spans([pair, single, single, single, single]), [
    [0, 1],
    [1, 4],
    [4, 5],
  ]);
  assert.equal(spans([single, single, single], 1), [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  assert.equal(spans([]), []);
});

test('what one step made is there after it, and not before', () => {
  const [a, b, c] = ['index public.a', 'index public.b', 'index public.c'].map((t) => object(t)) as [CatalogObject, CatalogObject, CatalogObject];
  const states = statesBetween(catalog(a), catalog(b, c), [one('makes', 'index public.b'), one('breaks', 'index public.a'), one('makes', 'index public.c')])!;
  assert.equal(
    states.map((s) => [...s.objects.values()].map((o) => o.at.names[1])),
    [['a', 'b'], ['b'], ['b', 'c']],
  );
  assert.is(fingerprint(states[0]!.objects), fingerprint(catalog(a, b).objects));
});

test('a difference that no step speaks of, or two do, tells no state in between', () => {
  const [a, b] = [object('index public.a'), object('index public.b')];
  assert.is(statesBetween(catalog(), catalog(a, b), [one('makes', 'index public.a'), one('makes', 'index public.c')]), undefined);
  assert.is(statesBetween(catalog(), catalog(a), [one('makes', 'index public.a'), one('alters', 'index public.a')]), undefined);
});

test('every step of a row of builds, replacements and drops has its own way back', async () => {
  const table = 'CREATE TABLE t (a int, b int, c int, d int, CONSTRAINT positive CHECK (a > 0) NOT VALID);';
  const { proof, up } = await between(
    `${table} CREATE INDEX kept ON t (a); CREATE INDEX gone ON t (b); CREATE INDEX gone_too ON t (c); CREATE INDEX gone_last ON t (d);`,
    `${table.replace(' NOT VALID', '')} CREATE INDEX kept ON t (b, a); CREATE INDEX fresh ON t (c); CREATE UNIQUE INDEX fresh_too ON t (d);`,
  );
  assert.is(proof.boundaries.length, up.length + 1);
  const back = up.map((s, n) => [s.steps.map((step) => step.sql), proof.undo[n]!.flatMap((u) => u.steps.map((step) => step.sql))] as const);
  for (const [forth, undo] of back.slice(0, -1)) {
    const made = /^CREATE (?:UNIQUE )?INDEX CONCURRENTLY ("\w+")/.exec(forth[0]!)?.[1];
    if (made !== undefined) assert.equal(undo, [`DROP INDEX CONCURRENTLY "public".${made}`]);
    const dropped = /^DROP INDEX CONCURRENTLY "public".("\w+")/.exec(forth[0]!)?.[1];
    if (dropped !== undefined) assert.ok(undo.length === 1 && undo[0]!.startsWith(`CREATE INDEX CONCURRENTLY ${dropped} `), JSON.stringify(undo));
  }
  assert.ok(back.filter(([forth]) => forth[0]!.startsWith('CREATE')).length >= 3);
  assert.ok(back.filter(([forth]) => forth[0]!.startsWith('DROP')).length >= 3);
});

test.after(close);
test.run();
