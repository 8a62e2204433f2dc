import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readHints } from '../../lib/desired/hints.ts';
import type { PlanFile, PlanStep } from '../../lib/format/plan.generated.ts';
import { writePlanFile } from '../../lib/format/plans-folder.ts';
import { show } from '../../lib/catalog/address.ts';
import { writeRenames } from '../../lib/verbs/rename-hints.ts';
import { inProject, put, refused } from './place.ts';

const test = suite('rename hints');

function plan(
  name: string,
  lines: readonly (string | Pick<PlanStep, 'step' | 'makes' | 'breaks'>)[],
  columns: readonly string[],
  parent?: PlanFile['parent'],
): Omit<PlanFile, 'seal'> {
  const steps: PlanStep[] = lines.map((said) => ({ ...(typeof said === 'string' ? { step: said } : said), verdict: 'safe', sql: 'SELECT 1' }));
  return {
    tidemark: 1,
    plan: name,
    summary: `${steps.length} safe, 0 unsafe`,
    ...(parent === undefined ? {} : { parent }),
    after: [],
    floor: 15,
    base: `sha256:${'0'.repeat(64)}`,
    target: `sha256:${'1'.repeat(64)}`,
    proof: { printer: '18.6/catalog-1', engine: 'PGlite 18.6', up: true, undo: true, down: true, rows: 0 },
    up: [{ transaction: true, steps }],
    down: [{ transaction: true, steps }],
    expect: Object.fromEntries(columns.map((c) => [`table column ${c}`, { type: 'text' }])),
  };
}

async function shop(work: (cwd: string, hints: (module: string) => { [at: string]: string }) => Promise<void>): Promise<void> {
  await inProject({}, async (cwd) => {
    const plans = join(cwd, 'plans');
    writePlanFile(
      plans,
      plan(
        'person/0001-init',
        [
          '+ table public.person',
          '+ index public.person_bio_idx',
          '+ function public.f(integer)',
          {
            step: '~ table column public.person.story: renamed to age',
            makes: ['table column public.person.age'],
            breaks: ['table column public.person.story'],
          },
          { step: '~ function public.h(integer): renamed to f', makes: ['function public.f(integer)'], breaks: ['function public.h(integer)'] },
        ],
        ['public.person.bio', 'public.person.age'],
      ),
    );
    const lines = ['+ table public.item', '+ table shop.item', '+ table public."odd name"'];
    const first = writePlanFile(plans, plan('shop/0001-init', lines, ['public.item.code', 'shop.item.code', 'public.item.old', 'public."odd name"."a.b"']));
    writePlanFile(plans, plan('shop/0002-less', ['- table column public.item.old'], [], { plan: 'shop/0001-init', seal: first.seal }));
    await work(cwd, (module) => {
      const { rename } = JSON.parse(readFileSync(join(cwd, `schema/${module}.hints.json`), 'utf8')) as {
        rename: { [at: string]: string };
      };
      return rename;
    });
  });
}

test('short, qualified and with its kind: each goes to the hints of the module that owns it', () =>
  shop(async (cwd, hints) => {
    const lines = await writeRenames(
      ['person.bio:website', 'public.person.age:years', 'index public.person_bio_idx:person_site_idx', 'function public.f(integer):g', 'shop.item:article'],
      { cwd },
    );
    assert.is(lines[0], 'schema/person.hints.json: table column public.person.website was bio');
    // planned by a command that was repeated
    const again = await writeRenames(['person.story:age', 'function public.h(integer):f'], { cwd });
    assert.match(again.join(), /public\.person\.age has that name .*public\.f\(integer\) has that name/);
    // the old name mistyped
    assert.is((await refused(() => writeRenames(['boi:website'], { cwd }))).id, 'RENAME_UNKNOWN');
    assert.equal(hints('person'), {
      'table column public.person.website': 'bio',
      'table column public.person.years': 'age',
      'index public.person_site_idx': 'person_bio_idx',
      'function public.g(integer)': 'f',
    });
    assert.equal(hints('shop'), { 'table shop.article': 'item' });
  }));

test('what it writes is what hints are read as, odd names too', () =>
  shop(async (cwd) => {
    await writeRenames(['"odd name"."a.b":"c:d"', 'public.item:shop.article'], { cwd });
    const file = join(cwd, 'schema/shop.hints.json');
    const { renames } = await readHints(readFileSync(file, 'utf8'), 'shop', file);
    assert.equal(
      renames.map((r) => [show(r.at), show(r.from)]),
      [
        ['table column public."odd name"."c:d"', 'table column public."odd name"."a.b"'],
        ['table shop.article', 'table public.item'],
      ],
    );
  }));

test('what stands in the file stays, and the same rename twice is one', () =>
  shop(async (cwd, hints) => {
    put(cwd, {
      'schema/person.hints.json': '{ "rename": { "table public.person": "people" }, "using": { "table column public.person.bio": "bio::text" } }',
    });
    await writeRenames(['person.bio:website'], { cwd });
    await writeRenames(['person.bio:website'], { cwd });
    assert.equal(hints('person'), { 'table public.person': 'people', 'table column public.person.website': 'bio' });
    assert.match(readFileSync(join(cwd, 'schema/person.hints.json'), 'utf8'), '"bio::text"');
  }));

const wrong: readonly (readonly [asked: string, id: string, next?: string])[] = [
  ['person.bio', 'RENAME_MALFORMED'],
  [':x', 'RENAME_MALFORMED'],
  ['person.bio:', 'RENAME_MALFORMED'],
  ['person.bio:bio', 'RENAME_MALFORMED'],
  ['person.bio:a.b.c.d', 'RENAME_MALFORMED'],
  ['person.boi:x', 'RENAME_UNKNOWN', 'person.bio'],
  ['item.old:x', 'RENAME_UNKNOWN'],
  ['item.code:x', 'RENAME_AMBIGUOUS', '"table column public.item.code:'],
];
for (const [asked, id, next] of wrong) {
  test(`${asked} is ${id}, and nothing is written`, () =>
    shop(async (cwd) => {
      const error = await refused(() => writeRenames(['person.age:years', asked], { cwd }));
      assert.is(error.id, id);
      assert.is(error.exit, 64);
      if (next !== undefined) assert.match(String(error.next), next);
      assert.not(existsSync(join(cwd, 'schema')));
    }));
}

test('a second former name for one object is refused', () =>
  shop(async (cwd) => {
    put(cwd, { 'schema/person.hints.json': '{ "rename": { "table column public.person.website": "homepage" } }' });
    const error = await refused(() => writeRenames(['person.bio:website'], { cwd }));
    assert.is(error.id, 'RENAME_TWICE');
  }));

test.run();
