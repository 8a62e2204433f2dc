import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { TidemarkError } from '../../lib/errors.ts';
import { codes } from '../../lib/hazards/codes.ts';
import { explain } from '../../lib/report/explain.ts';

test('every code has a page', () => {
  for (const code of Object.keys(codes)) {
    const page = explain(code);
    assert.ok(page.startsWith(code), code);
    assert.not.match(page, /undefined|\{\w+\}/, code);
  }
});

test('the page names operations and a way around', () => {
  const page = explain('lock_index_build');
  assert.match(page, 'unsafe  CREATE INDEX · SHARE');
  assert.match(page, 'Instead of');
});

test('an unknown code is a usage error', () => {
  try {
    explain('FLURB');
    assert.unreachable();
  } catch (error) {
    assert.instance(error, TidemarkError);
    assert.is((error as TidemarkError).exit, 64);
  }
});

test.run();
