import { parse } from 'yaml';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCanonical } from '../../lib/format/canonical.ts';
import { readPlan } from '../../lib/format/read.ts';
import { writePlan } from '../../lib/format/write.ts';
import { full, small, type Body } from './a-plan.ts';

const test = suite('the bytes of a plan file');

/** The same plan through the YAML parser: a comment more, and it is no longer what writePlan gives. */
function slowly(text: string): Body {
  const commented = `# by hand\n${text}`;
  assert.is(readCanonical(commented, 'f'), undefined, 'the slow way is meant');
  return unsealed(readPlan(commented, 'f', { edited: true }));
}
function unsealed(plan: Body & { seal?: string }): Body {
  const { seal: _, ...rest } = plan;
  return rest;
}
function withSql(sql: string): Body {
  return small('m/0001-x', undefined, sql);
}

test('UTF-8 text with LF, no BOM, the seal last, one line feed at the end', () => {
  const text = writePlan(full());
  assert.not.match(text, /\r|\uFEFF|\t/);
  assert.match(text, /^# yaml-language-server: \$schema=[^\n]+plan\.schema\.json\ntidemark: 1\nplan: product\/0003-add-status\n/);
  assert.match(text, /\nabsent: [^\n]+\nseal: sha256:[0-9a-f]{64}\n$/);
});

test('keys in the order of the schema, whatever the order in memory', () => {
  const plan = full();
  const shuffled = Object.fromEntries(Object.entries(plan).reverse()) as unknown as Body;
  shuffled.up = plan.up.map((s) => ({
    ...s,
    steps: s.steps.map((x) => Object.fromEntries(Object.entries(x).reverse()) as typeof x),
  }));
  assert.is(writePlan(shuffled), writePlan(plan));
});

test('reading gives the plan back, the fast way and the YAML way', () => {
  const plan = { ...full(), links: [{ address: 'table public.a_b', between: 'm.A - m.B' }] };
  const text = writePlan(plan);
  assert.ok(readCanonical(text, 'f'), 'our own bytes take the fast way');
  assert.equal(unsealed(readPlan(text, 'f')), plan);
  assert.equal(slowly(text), plan);
});

test('write(read(x)) = x for files we wrote', () => {
  for (const plan of [full(), small('m/0001-x'), { ...small('m/0001-x'), up: [] }]) {
    const text = writePlan(plan);
    assert.is(writePlan(readPlan(text, 'f')), text);
  }
});

test('a statement is a block literal, and quoted where a literal would lose something', () => {
  const literal = ['SELECT 1', 'a\n\n  b\n    c', 'x: y # z', '- a', '"q"', "'s'", '{[&*!|>%@`', 'acknowledged: []', 'ünï', '~', 'true', 'seal: x', 'a\tb'];
  const doubled = [
    '',
    ' a',
    '\na',
    '\ta',
    'a \nb',
    'a ',
    'a\n \nb',
    'a\r\nb',
    'a\rb',
    '\u0000',
    'a\u0085b',
    'a\u2028b',
    '\ufeffa',
    '\ud800',
    'a\u007f',
    'a\n\t\nb',
  ];
  for (const sql of literal) assert.ok(writePlan(withSql(sql)).includes('sql: |\n'), JSON.stringify(sql));
  for (const sql of doubled) assert.ok(writePlan(withSql(sql)).includes('sql: "'), JSON.stringify(sql));
  for (const sql of [...literal, ...doubled]) {
    const text = writePlan(withSql(sql));
    assert.is(readPlan(text, 'f').up[0]!.steps[0]!.sql, sql);
    assert.is((slowly(text).up[0]!.steps[0] as { sql: string }).sql, sql);
  }
});

test('line feeds at the end of a statement do not count', () => {
  assert.is(writePlan(withSql('SELECT 1\n\n')), writePlan(withSql('SELECT 1')));
});

test('no text of a person becomes YAML', () => {
  const texts = [
    'true',
    'No',
    'null',
    '~',
    '1',
    '1e3',
    '0x1F',
    '2024-01-01',
    '12:30',
    '.inf',
    'a: b',
    'a #b',
    'a:',
    '- a',
    '? a',
    '[a]',
    '{a',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    '"a',
    "'a",
    'a ',
    ' a',
    '',
    'a\nb',
    'ä ö',
    '1 safe, 2 unsafe',
    '1 : 2',
    'a\u0000',
    'a\u2029b',
    '---',
    '...',
    '=',
    '<<',
    '\ud800',
    'a, b] }',
  ];
  for (const t of texts) {
    const plan: Body = {
      ...small('m/0001-x'),
      summary: t,
      unmodelled: [t, 'x'.repeat(150)],
      up: [
        {
          transaction: true,
          steps: [
            {
              step: t,
              verdict: 'unsafe',
              hazards: [{ code: 'X', message: t, remedy: t }],
              acknowledged: [{ code: 'X', reason: t }],
              makes: [t],
              sql: 'SELECT 1',
            },
          ],
        },
      ],
      expect: { [t]: { [t]: t } },
      proof: { ...small('m/0001-x').proof, rows: t, engine: t, assumed: [t] },
    };
    const text = writePlan(plan);
    assert.equal(unsealed(readPlan(text, 'f')), plan, JSON.stringify(t));
    assert.equal(slowly(text), plan, JSON.stringify(t));
    assert.is((parse(text) as Body).summary, t);
  }
});

test('an edited file is read by the YAML parser, in any layout', () => {
  const text = writePlan(full())
    .replace(/after: \[([^,]+), ([^\]]+)\]/, 'after:\n- $1\n- $2 # two')
    .replace('verdict: safe', "'verdict': 'safe'");
  const plan = readPlan(text, 'f', { edited: true });
  assert.equal(unsealed(plan), full());
});

test.run();
