import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { acknowledge } from '../../lib/format/acknowledge.ts';
import { decode } from '../../lib/format/document.ts';
import { acknowledgements } from '../../lib/format/lines.ts';
import { readPlan } from '../../lib/format/read.ts';
import { reseal, sealIn, sealOf, verifySeal } from '../../lib/format/seal.ts';
import { writePlan } from '../../lib/format/write.ts';
import { TidemarkError } from '../../lib/errors.ts';
import { full, small } from './a-plan.ts';

const test = suite('the seal');
const text = writePlan(full());

function idOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (e) {
    if (e instanceof TidemarkError) return e.id;
    throw e;
  }
  return undefined;
}

test('a written plan carries the seal it should', () => {
  assert.is(sealIn(text), sealOf(text));
  assert.ok(verifySeal(text));
  assert.is(reseal(text), text);
});

test('every byte counts, except in acknowledgements', () => {
  const bytes = Buffer.from(text);
  const free = acknowledgements(text).map(({ start, end }) => [Buffer.byteLength(text.slice(0, start)), Buffer.byteLength(text.slice(0, end))] as const);
  assert.is(free.length, 1);
  let accepted = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    for (const bit of [1, 4, 32]) {
      const flipped = Buffer.from(bytes);
      flipped[i]! ^= bit;
      const inside = free.some(([from, to]) => i >= from && i < to);
      const id = idOf(() => readPlan(decode(flipped, 'f'), 'f'));
      if (!inside) assert.ok(id !== undefined, `byte ${i} (${JSON.stringify(String.fromCharCode(bytes[i]!))}) bit ${bit} went unseen`);
      else if (id === undefined) accepted += 1;
    }
  }
  assert.ok(accepted > 0, 'some edits of a reason are legal');
});

test('a byte more or less is seen', () => {
  for (let i = 0; i < text.length; i += 7) {
    if (acknowledgements(text).some(({ start, end }) => i >= start && i < end)) continue;
    assert.not.ok(verifySeal(text.slice(0, i) + text.slice(i + 1)), `without ${i}`);
    assert.not.ok(verifySeal(`${text.slice(0, i)} ${text.slice(i)}`), `space at ${i}`);
  }
  assert.not.ok(verifySeal(`${text}# more\n`));
  assert.not.ok(verifySeal(`${text}\n`));
});

test('CRLF and a BOM are undone first, a lone CR is not', () => {
  const crlf = text.replaceAll('\n', '\r\n');
  for (const changed of [crlf, `\uFEFF${text}`, `\uFEFF${crlf}`]) {
    assert.ok(verifySeal(changed));
    assert.is(sealOf(changed), sealOf(text));
    assert.equal(readPlan(changed, 'f'), readPlan(text, 'f'));
    assert.is(reseal(changed), text);
  }
  assert.not.ok(verifySeal(text.replace('\n', '\r')));
});

test('acknowledgements come and go, on one line or several, and the seal holds', () => {
  const line = /^ +acknowledged: .*\n/m;
  const without = text.replace(line, '');
  assert.ok(verifySeal(without));
  assert.is(readPlan(without, 'f').up[0]!.steps[1]!.acknowledged, undefined);
  const block = text.replace(line, '        acknowledged:\n          - code: DATA_DROP_COLUMN\n            reason: by hand\n');
  assert.ok(verifySeal(block));
  assert.equal(readPlan(block, 'f').up[0]!.steps[1]!.acknowledged, [{ code: 'DATA_DROP_COLUMN', reason: 'by hand' }]);
});

test('a line of SQL that looks like an acknowledgement counts', () => {
  for (const indent of ['', '  ', '        ', '            ']) {
    const sql = (code: string): string => `SELECT 1\n${indent}acknowledged: [{ code: ${code}, reason: "x" }]\n${indent}  AND 2\nFROM t`;
    assert.is.not(sealOf(writePlan(small('m/0001-x', undefined, sql('A')))), sealOf(writePlan(small('m/0001-x', undefined, sql('B')))));
  }
});

test('nothing hides behind a line that only looks like an acknowledgement', () => {
  const line = /^ +acknowledged: .*\n/m;
  const hidden = [
    text.replace(line, '        remedy: "x\n          acknowledged: [{ code: A, reason: b }]\n          "\n'),
    text.replace(line, '        acknowledged: [{ code: A, reason: b }]\n          , sql: x\n'),
    text.replace(line, '        acknowledged: [{ code: A, reason: b }]\n        acknowledged: [{ code: B, reason: b }]\n'),
    text.replace(line, '        acknowledged: &a [{ code: A, reason: b }]\n'),
    text.replace(line, '        acknowledged: !!seq [{ code: A, reason: b }]\n'),
    text.replace(line, '        acknowledged: [{ code: A, reason: b, sql: x }]\n'),
    text.replace(line, '        acknowledged: yes\n'),
    // a folded text that the line scanner takes for the end of a literal
    reseal(text.replace('step: "+ x"', 'step: "+\n                acknowledged: []\n                x"')),
    reseal(text.replace('tidemark: 1\n', 'tidemark: 1\nsummary: "\n acknowledged: x\n "\n').replace(/\nsummary: 1.*/, '')),
  ];
  for (const h of hidden) assert.ok(idOf(() => readPlan(h, 'f')) !== undefined, h.slice(0, 3000));
  for (const h of hidden.slice(-2)) assert.throws(() => readPlan(h, 'f'), /acknowledged.*not a line of its own/);
});

test('ack writes the line in every step that carries the code, and nothing else changes', () => {
  const bare = text.replace(/^ +acknowledged: .*\n/m, '');
  const one = acknowledge(bare, 'f', 'DATA_DROP_COLUMN', 'said "so":\nok');
  assert.ok(verifySeal(one));
  assert.is(sealIn(one), sealIn(bare));
  const plan = readPlan(one, 'f');
  const accepted = [{ code: 'DATA_DROP_COLUMN', reason: 'said "so":\nok' }];
  assert.equal(plan.up[0]!.steps[1]!.acknowledged, accepted);
  assert.equal(plan.up[0]!.undo![0]!.steps[0]!.acknowledged, accepted);
  assert.is(one.replaceAll(/^ +acknowledged: \[\{ code: DATA_DROP_COLUMN.*\n/gm, ''), bare);
  const both = acknowledge(one, 'f', 'CLIENT_BREAKS', 'b');
  assert.equal(readPlan(both, 'f').up[0]!.steps[1]!.acknowledged, [...accepted, { code: 'CLIENT_BREAKS', reason: 'b' }]);
  const again = acknowledge(both, 'f', 'CLIENT_BREAKS', 'c');
  assert.equal(readPlan(again, 'f').up[0]!.steps[1]!.acknowledged!.at(-1), { code: 'CLIENT_BREAKS', reason: 'c' });
  assert.is(writePlan(readPlan(again, 'f')), again, 'still the bytes that writePlan gives');
});

test('ack of one step, of the last step, and over an acknowledgement written by hand', () => {
  const one = acknowledge(text, 'f', 'DATA_DROP_COLUMN', 'here', '+ x');
  assert.is(readPlan(one, 'f').up[0]!.undo![0]!.steps[0]!.acknowledged![0]!.reason, 'here');
  assert.match(readPlan(one, 'f').up[0]!.steps[1]!.acknowledged![0]!.reason, /^unused/);
  assert.equal(readPlan(acknowledge(text, 'f', 'DATA_DROP_TABLE', 'w'), 'f').withheld![0]!.acknowledged, [{ code: 'DATA_DROP_TABLE', reason: 'w' }]);
  const block = text.replace(/^ +acknowledged: .*\n/m, '        acknowledged:\n          - code: DATA_DROP_COLUMN\n            reason: by hand\n');
  const over = acknowledge(block, 'f', 'CLIENT_BREAKS', 'x');
  assert.equal(
    readPlan(over, 'f').up[0]!.steps[1]!.acknowledged!.map((a) => a.code),
    ['DATA_DROP_COLUMN', 'CLIENT_BREAKS'],
  );
  assert.ok(verifySeal(over));
});

test('ack refuses what it cannot do', () => {
  assert.is(
    idOf(() => acknowledge(text, 'f', 'DATA_DROP_COLUMN', '  ')),
    'ACK_REASON_EMPTY',
  );
  assert.is(
    idOf(() => acknowledge(text, 'f', 'DATA_DROP_COLUMM', 'x')),
    'ACK_CODE_UNKNOWN',
  );
  assert.is(
    idOf(() => acknowledge(text, 'f', 'DATA_DROP_COLUMN', 'x', 'nope')),
    'ACK_STEP_UNKNOWN',
  );
  assert.is(
    idOf(() => acknowledge(text.replace('brief', 'briefly'), 'f', 'DATA_DROP_COLUMN', 'x')),
    'PLAN_SEAL_BROKEN',
  );
});

test.run();
