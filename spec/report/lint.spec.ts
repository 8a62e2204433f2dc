import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lint } from '../../lib/hazards/lint.ts';
import { lintGithub, lintJson, lintSarif, lintText } from '../../lib/report/lint.ts';

const text = '-- tidemark: allow COMPAT_DROP nobody reads it\n  DROP TABLE t; SELECT 1;\n-- tidemark: allow LOCK_SCAN x\nALTER TABLE u ADD COLUMN z int;\n';
const result = await lint(text, { file: 'up.sql' });

test('text shows the source line and a caret', () => {
  const lines = lintText([{ result, text }]).split('\n');
  assert.equal(lines.slice(0, 3), ['up.sql:2  unsafe · ACCESS EXCLUSIVE on public.t', '    2 |   DROP TABLE t; SELECT 1;', '      |   ^']);
  assert.match(lines[3]!, 'DATA_DROP_TABLE table public.t and all its rows are destroyed');
  assert.match(lines[4]!, 'instead: ');
  assert.ok(lines.includes('up.sql:3  ALLOW_UNUSED nothing here has LOCK_SCAN: remove the comment'));
  assert.is(lines.at(-1), '2 safe, 1 unsafe, 1 allowed by comment');
});

test('json is the shape that is documented', async () => {
  const plain = JSON.parse(lintJson([await lint('ALTER TABLE t ALTER COLUMN a TYPE bigint')])) as { statements: { hazards: object[] }[] };
  assert.equal(Object.keys(plain), ['statements']);
  assert.equal(Object.keys(plain.statements[0]!), ['line', 'sql', 'verdict', 'hazards', 'locks', 'rewrite', 'scan', 'reversible']);
  assert.equal(Object.keys(plain.statements[0]!.hazards[0]!), ['code', 'message', 'remedy']);
  assert.equal((plain.statements[0] as unknown as { locks: unknown }).locks, [{ relation: 'public.t', mode: 'ACCESS EXCLUSIVE' }]);
  assert.equal(JSON.parse(lintJson([await lint('')])), { statements: [] });
});

test('github annotations escape what they must', () => {
  const lines = lintGithub([result]).split('\n');
  assert.is(lines.length, 2);
  assert.match(lines[0]!, /^::error file=up\.sql,line=2,title=DATA_DROP_TABLE::table public\.t and all its rows are destroyed%0A%0Ainstead:%0A/);
  assert.match(lines[1]!, /^::warning file=up\.sql,line=3,title=ALLOW_UNUSED::/);
});

test('sarif has a rule per code, and suppressions', () => {
  const sarif = JSON.parse(lintSarif([result], '1.2.3')) as {
    version: string;
    runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; level: string; suppressions?: { justification: string }[] }[] }[];
  };
  assert.is(sarif.version, '2.1.0');
  const [run] = sarif.runs;
  assert.equal(
    run!.results.map((r) => [r.ruleId, r.level, r.suppressions?.[0]?.justification]),
    [
      ['DATA_DROP_TABLE', 'error', undefined],
      ['COMPAT_DROP', 'error', 'nobody reads it'],
      ['COMPAT_PREPARED', 'note', undefined],
      ['ALLOW_UNUSED', 'warning', undefined],
    ],
  );
  const rules = new Set(run!.tool.driver.rules.map((r) => r.id));
  for (const r of run!.results) assert.ok(rules.has(r.ruleId));
});

test.run();
