import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { address, keyOf, type Address } from '../../lib/catalog/address.ts';
import type { Catalog, CatalogObject } from '../../lib/catalog/catalog.ts';
import { followingRenames } from '../../lib/plan/renames/following-names.ts';
import { liveRenames } from '../../lib/plan/renames/renames.ts';

const test = suite('rename markers');

const column = (name: string): Address => address('table column', ['public', 'person', name]);
function catalog(...columns: readonly string[]): Catalog {
  const all = [address('table', ['public', 'person']), ...columns.map(column)];
  return { objects: new Map(all.map((at) => [keyOf(at), { at, attrs: {} } as CatalogObject])) } as unknown as Catalog;
}
const marker = {
  module: 'person',
  file: 'schema/person.hints.json',
  line: 3,
  at: column('website'),
  from: column('bio'),
};

const cases: readonly (readonly [what: string, current: Catalog, desired: Catalog, renames: number, warns: RegExp | undefined])[] = [
  ['old there, new wanted: renamed', catalog('bio'), catalog('website'), 1, undefined],
  ['applied: inert', catalog('website'), catalog('website'), 0, undefined],
  ['both gone and nothing wanted: inert', catalog(), catalog(), 0, undefined],
  ['neither exists: created, and said', catalog(), catalog('website'), 0, /neither exists.*hints\.json:3/],
  [
    'the new name is not in the definitions: said',
    catalog('bio'),
    catalog('wbsite'),
    0,
    /bio is marked as renamed to .*website, which the definitions do not have.*hints\.json:3/,
  ],
];
for (const [what, current, desired, renames, warns] of cases) {
  test(what, () => {
    const live = liveRenames(current, desired, [marker]);
    assert.is(live.renamings.length, renames);
    assert.is(live.warnings.length, warns === undefined ? 0 : 1);
    if (warns !== undefined) assert.match(live.warnings[0]!, warns);
  });
}

test('both names exist: an error that names the marker', () => {
  assert.throws(
    () => liveRenames(catalog('bio', 'website'), catalog('bio', 'website'), [marker]),
    (e: { id: string }) => e.id === 'RENAME_BOTH_EXIST',
  );
});

test('what follows a name is of the module that renamed it, of however many', () => {
  const table = (n: number, name: string): Address => address('table', ['public', `${name}${String.fromCharCode(97 + n)}`]);
  const numbers = [...Array(12).keys()];
  const index = (n: number, name: string): CatalogObject => {
    const at = table(n, name);
    return { at: address('index', ['public', `IDX_${at.names[1]!}_id`]), attrs: {}, within: table(n, 'is_') } as unknown as CatalogObject;
  };
  const of = (name: string): Catalog =>
    ({ objects: new Map(numbers.map((n) => index(n, name)).map((o) => [keyOf(o.at), o])), edges: [] }) as unknown as Catalog;
  const renamed = numbers.map((n) => ({ from: table(n, 'was_'), to: table(n, 'is_'), module: `m${n}` }));
  const following = followingRenames(of('was_'), of('was_'), of('is_'), renamed, renamed);
  assert.equal(
    Object.fromEntries(following.map((r) => [r.to.names[1], r.module])),
    Object.fromEntries(numbers.map((n) => [index(n, 'is_').at.names[1], `m${n}`])),
  );
});

test.run();
