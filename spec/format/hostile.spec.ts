import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decode, lineOf, parseJson, parseYaml, SIZE } from '../../lib/format/document.ts';
import { readPlan } from '../../lib/format/read.ts';
import { reseal } from '../../lib/format/seal.ts';
import { writePlan } from '../../lib/format/write.ts';
import { TidemarkError } from '../../lib/errors.ts';
import { full, small } from './a-plan.ts';

const test = suite('hostile documents');

function error(run: () => unknown): TidemarkError {
  try {
    run();
  } catch (e) {
    if (e instanceof TidemarkError) return e;
    throw e;
  }
  throw new Error('accepted');
}
const id = (run: () => unknown): string => error(run).id;
const text = writePlan(full());

test('bytes: too large, NUL, not UTF-8', () => {
  assert.is(
    id(() => decode(new Uint8Array(SIZE + 1).fill(97), 'f')),
    'FILE_TOO_LARGE',
  );
  assert.is(
    id(() => decode(Buffer.from('a\0b'), 'f')),
    'FILE_HAS_NUL',
  );
  for (const bytes of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xe2, 0x82]]) {
    assert.is(
      id(() => decode(Uint8Array.from(bytes), 'f')),
      'FILE_NOT_UTF8',
    );
  }
  assert.is(decode(Buffer.from('\uFEFFä'), 'f'), '\uFEFFä');
});

test('aliases, anchors and tags are refused before anything is built', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((c, i) => `${c}: &${c} [${`*${'abcdefgh'[i]!},`.repeat(9)}]`).join('\n')}\n`;
  const started = Date.now();
  assert.is(
    id(() => parseYaml(bomb, 'f')),
    'YAML_MALFORMED',
  );
  assert.ok(Date.now() - started < 1000);
  for (const t of ['a: &x 1', 'a: *x', 'a: !!js/function x', '&x a: 1', 'a: !<tag:yaml.org,2002:str> x'])
    assert.match(error(() => parseYaml(t, 'f')).message, /not used/, t);
});

test('deep nesting of every kind, in bounded time', () => {
  const n = 200_000;
  const deep = ['['.repeat(n), '{a: '.repeat(n), '- '.repeat(n), '? '.repeat(n), `${'[{a: '.repeat(n)}`];
  const stairs = Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  for (const t of [...deep, stairs, stairs.replaceAll('a:', '-')]) {
    const started = Date.now();
    assert.is(
      id(() => parseYaml(t, 'f')),
      'YAML_MALFORMED',
    );
    assert.ok(Date.now() - started < 3000, t.slice(0, 10));
  }
});

test('two keys of one name, two documents, broken YAML: with the line', () => {
  assert.is(error(() => parseYaml('a: 1\nb: 2\na: 3\n', 'f')).at.line, 3);
  assert.is(
    id(() => parseYaml('a: 1\n---\na: 2\n', 'f')),
    'YAML_MALFORMED',
  );
  assert.is(error(() => parseYaml('a: 1\nb: [1, 2\nc: 3\n', 'f')).at.file, 'f');
  const twice = reseal(text.replace('floor: 15\n', 'floor: 15\nfloor: 13\n'));
  assert.is(
    id(() => readPlan(twice, 'f')),
    'YAML_MALFORMED',
  );
});

test('an edited plan with any byte changed is read or refused, and never crashes', () => {
  const bytes = Buffer.from(text);
  let read = 0;
  for (let i = 0; i < bytes.length; i += 17) {
    const flipped = Buffer.from(bytes);
    flipped[i]! ^= 1 << (i % 6);
    try {
      readPlan(decode(flipped, 'f'), 'f', { edited: true });
      read += 1;
    } catch (e) {
      assert.instance(e, TidemarkError, `byte ${i}: ${String((e as Error).stack)}`);
    }
  }
  assert.ok(read > 20, `only ${read} were read`);
});

test('a key named __proto__ is a key that does not belong there', () => {
  const e = error(() => readPlan(reseal(text.replace('floor: 15\n', 'floor: 15\n__proto__: { polluted: 1 }\n')), 'f'));
  assert.is(e.id, 'PLAN_INVALID');
  assert.is(({} as { polluted?: number }).polluted, undefined);
});

test('a plan from a newer format says so first, even when all else is unknown', () => {
  const e = error(() => readPlan('tidemark: 2\nwhatever: [', 'f'));
  assert.is(e.id, 'PLAN_FORMAT_NEWER');
  assert.match(e.next!, /npm install tidemark/);
  assert.is(
    id(() => readPlan('hello: 1\n', 'f')),
    'PLAN_INVALID',
  );
  assert.is(
    id(() => readPlan('', 'f')),
    'PLAN_INVALID',
  );
});

test('what the schema refuses has file, pointer, line and a suggestion', () => {
  const changed = reseal(text.replace('        verdict: unsafe\n', '        verdict: unsave\n'));
  const e = error(() => readPlan(changed, 'plans/p.yaml'));
  assert.is(e.id, 'PLAN_INVALID');
  assert.is(e.at.pointer, '/up/0/steps/1/verdict');
  assert.is(changed.split('\n')[e.at.line! - 1], '        verdict: unsave');
  assert.match(e.message, /did you mean "unsafe"/);
  assert.equal(e.options.details, []);
});

test('names in a plan cannot leave the folder', () => {
  for (const name of ['../x/0001-a', 'm/../../etc', 'm/0001-a/b', 'M/0001-a', 'm/0001-A', 'm/1-a', 'm/0001-a.b', 'm\\0001-a', 'm/0001-ä']) {
    assert.is(
      id(() => readPlan(writePlan(small(name)), 'f')),
      'PLAN_INVALID',
      name,
    );
  }
});

test('JSON: broken with its line, a key twice, a BOM', () => {
  assert.equal(parseJson('\uFEFF{"a": [1]}', 'f'), { a: [1] });
  const broken = error(() => parseJson('{\n  "a": 1\n  "b": 2\n}', 'f'));
  assert.is(broken.id, 'JSON_MALFORMED');
  assert.is(broken.at.line, 3);
  assert.is(error(() => parseJson('{\n\t"a": 1,\n\t"a": 2\n}', 'f')).at.line, 3);
});

test('the line of a pointer', () => {
  const json = '{\n  "columns": {\n    "a/b": { "type": "text" },\n    "c": [\n      1,\n      2\n    ]\n  }\n}';
  assert.is(lineOf(json, ''), 1);
  assert.is(lineOf(json, '/columns/a~1b/type'), 3);
  assert.is(lineOf(json, '/columns/c/1'), 6);
  assert.is(lineOf(json, '/columns/missing'), 2);
});

test.run();
