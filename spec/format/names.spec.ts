import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isModuleName, isPlanName, planName, planNumber, slug, splitPlanName } from '../../lib/format/names.ts';
import { nearest } from '../../lib/format/nearest.ts';

const test = suite('names');

test('modules', () => {
  for (const n of ['product', 'sales-channel', 'a', '2fa', 'order_items', 'x'.repeat(63), 'constant', 'com']) assert.ok(isModuleName(n), n);
  for (const n of [
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    'Product',
    '-a',
    '_a',
    'a b',
    'a.b',
    'ä',
    'con',
    'nul',
    'com1',
    'lpt9',
    'a\0',
    'a\n',
    'x'.repeat(64),
    'a:b',
  ])
    assert.not.ok(isModuleName(n), n);
});

test('plans', () => {
  for (const n of ['0001-init', '0003-add-status', '12345-x_y']) assert.ok(isPlanName(n), n);
  for (const n of ['1-x', '0001', '0001-', '0001-X', '0001-a.b', '0001-a/b', '../0001-a', '0001-a\n', ' 0001-a', '0001--a', `0001-${'x'.repeat(101)}`])
    assert.not.ok(isPlanName(n), n);
  assert.equal(splitPlanName('product/0003-add-status'), { module: 'product', name: '0003-add-status' });
  for (const n of ['0001-a', 'a/b/0001-a', '/0001-a', 'nul/0001-a', '../0001-a']) assert.throws(() => splitPlanName(n), n);
  assert.is(planNumber('0012-x'), 12);
});

test('a summary becomes a name that is allowed, whatever it holds', () => {
  assert.is(slug('Add status to product'), 'add-status-to-product');
  assert.is(slug('Größe, déjà vu!'), 'gro-e-deja-vu');
  assert.is(slug('../../etc/passwd'), 'etc-passwd');
  assert.is(slug('日本'), 'change');
  assert.is(slug(''), 'change');
  assert.is(slug('a very long summary that goes on and on and never comes to its end'), 'a-very-long-summary-that-goes-on-and-on-and');
  for (const s of ['x'.repeat(500), 'con', '--', 'A'.repeat(48), 'a '.repeat(99)]) assert.ok(isPlanName(planName(7, s)), s);
  assert.is(planName(12345, 'x'), '12345-x');
});

test('did you mean', () => {
  assert.is(nearest('colums', ['columns', 'comment']), 'columns');
  assert.is(nearest('tetx', ['text', 'uuid']), 'text');
  assert.is(nearest('VARCHAR', ['varchar']), 'varchar');
  assert.is(nearest('brand', ['blog', 'brand_module']), 'brand_module');
  assert.is(nearest('brand', ['brand_a', 'brand_b']), undefined);
  assert.is(nearest('banana', ['text', 'uuid']), undefined);
  assert.is(nearest('x', []), undefined);
});

test.run();
