// What a run that died before it could record may have changed: more than its plans name.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { addressOf, keyOf, parseAddress, show } from '../../lib/catalog/address.ts';
import type { Catalog, CatalogObject, Edge } from '../../lib/catalog/catalog.ts';
import type { PlanFile } from '../../lib/format/plan.generated.ts';
import { touchedBy } from '../../lib/run/ledger/touched-by.ts';
import type { Recorded } from '../../lib/run/ledger/recorded.ts';

const test = suite('touched');
const key = (text: string) => keyOf(parseAddress(text));
const object = (text: string, within?: string): CatalogObject => ({
  at: parseAddress(text),
  within: within === undefined ? undefined : parseAddress(within),
  attrs: {},
});
const needs = (from: string, to: string): Edge => ({ from: key(from), to: key(to), how: 'needs' });

test('the columns of a table that is made OF a changed type, and not those of a table in a changed schema', () => {
  const there = [object('schema app'), object('composite type app.reading'), object('table app.readings'), object('table app.other')];
  const map = (more: CatalogObject[]) => new Map([...there, ...more].map((o) => [keyOf(o.at), o]));
  const edges = [needs('table app.readings', 'composite type app.reading'), needs('table app.readings', 'schema app'), needs('table app.other', 'schema app')];
  const live = { objects: map([object('table column app.readings.note', 'table app.readings')]), edges } as unknown as Catalog;
  const recorded = {
    objects: map([object('table column app.readings.unit', 'table app.readings'), object('table column app.other.gone', 'table app.other')]),
  } as unknown as Recorded;
  const step = { alters: ['composite type app.reading', 'schema app'] };
  const plan = { up: [{ steps: [step] }], down: [] } as unknown as PlanFile;
  const found = [...touchedBy(plan, live, recorded)].map((k) => k as string);
  assert.ok(found.includes(key('table column app.readings.note')));
  assert.ok(found.includes(key('table column app.readings.unit')), 'gone by CASCADE');
  assert.not.ok(found.includes(key('table column app.other.gone')), show(parseAddress('table column app.other.gone')));
  assert.not.ok(found.includes(key('table app.readings')), 'the table itself is as it was');
});

test('the sequence of a serial column: it goes to the owner of its table', () => {
  const all = [object('table app.t'), object('table column app.t.id', 'table app.t'), object('sequence app.t_id_seq'), object('sequence app.other')];
  const objects = new Map(all.map((o) => [keyOf(o.at), o]));
  const owned: Edge = { from: key('sequence app.t_id_seq'), to: key('table column app.t.id'), how: 'owned' };
  const plan = { up: [{ steps: [{ alters: ['table app.t'] }] }], down: [] } as unknown as PlanFile;
  const found = touchedBy(plan, { objects, edges: [owned] } as unknown as Catalog, { objects } as unknown as Recorded);
  assert.equal([...found].map((k) => show(addressOf(k))).sort(), ['sequence app.t_id_seq', 'table app.t', 'table column app.t.id']);
});

test.run();
