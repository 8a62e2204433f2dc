// Two branches that both planned a module, merged with git in both orders.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readPlans } from '../../lib/format/plans-folder.ts';
import { ack } from '../../lib/verbs/ack.ts';
import { check } from '../../lib/verbs/check.ts';
import { plan } from '../../lib/verbs/plan.ts';
import { prove } from '../../lib/verbs/prove.ts';
import { rebase } from '../../lib/verbs/rebase.ts';
import { inProject, planFiles, put, refused } from './place.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
const spec = hasGit ? test : test.skip;
if (!hasGit) console.log('skipped: git is not installed');

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=spec', '-c', 'user.email=spec@localhost', '-c', 'init.defaultBranch=main', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
const commit = (cwd: string, message: string): void => {
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', message);
};
/** True when git left conflicts. */
const merge = (cwd: string, branch: string): boolean => {
  try {
    git(cwd, 'merge', '-q', '--no-edit', branch);
    return false;
  } catch {
    return true;
  }
};

const item = (...more: string[]): string => `CREATE TABLE item (\n  id int PRIMARY KEY,\n  old text\n);\n${more.join('')}`;

spec('both orders give the same line of plans: those of main first, hand-written steps and acknowledgements kept', () =>
  inProject({ 'schema/a/item.sql': item() }, async (cwd) => {
    await plan({ cwd });
    git(cwd, 'init', '-q');
    commit(cwd, 'base');

    git(cwd, 'checkout', '-qb', 'feature');
    put(cwd, {
      'schema/a/item.sql': 'CREATE TABLE item (\n  id int PRIMARY KEY\n);\n',
      'schema/a/part.sql': 'CREATE TABLE part (id int);\n',
      'schema/b/user.sql': 'CREATE TABLE usage (part int);\nCREATE VIEW parts AS SELECT id FROM part;\n',
    });
    await plan({ cwd, name: 'change' });
    await ack('a/0002', ['DATA_DROP_COLUMN', 'COMPAT_DROP'], 'unused', { cwd });
    const file = join(cwd, 'plans/a/0002-change.plan.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        '\ndown:',
        `\n      - step: a row to start with\n        verdict: safe\n        sql: |\n          INSERT INTO part VALUES (1)\ndown:`,
      ),
    );
    const proved = await prove('a/0002', { cwd });
    assert.equal(proved.hand, ['a row to start with']);
    assert.equal(proved.resealed, ['b/0001-change']);
    commit(cwd, 'feature');

    git(cwd, 'checkout', '-q', 'main');
    put(cwd, { 'schema/a/note.sql': 'CREATE TABLE note (id int);\n' });
    await plan({ cwd, name: 'change' });
    commit(cwd, 'main');

    const there = `${cwd}/other-order`;
    cpSync(join(cwd, '.git'), join(there, '.git'), { recursive: true });
    git(there, 'checkout', '-qf', 'feature');

    const chains: string[] = [];
    for (const [at, other] of [
      [cwd, 'feature'],
      [there, 'main'],
    ] as const) {
      assert.is(merge(at, other), true, 'the chain is to conflict');
      assert.is((await refused(() => plan({ cwd: at }))).exit, 3);
      const result = await rebase({ cwd: at });
      assert.is(result.by, 'main');
      assert.equal(result.kept, ['a/0002-change']);
      assert.equal(
        result.moved.map((m) => [m.from, m.to, m.asItWas]),
        [
          ['a/0002-change', 'a/0003-change', true],
          ['b/0001-change', 'b/0001-change', true],
        ],
      );
      assert.equal(planFiles(at), [
        'a/0001-init.plan.yaml',
        'a/0002-change.plan.yaml',
        'a/0003-change.plan.yaml',
        'a/chain',
        'b/0001-change.plan.yaml',
        'b/chain',
      ]);
      const [a, b] = await readPlans(join(at, 'plans'));
      const steps = a!.plans[2]!.content().up.flatMap((s) => s.steps);
      assert.equal(steps.find((s) => s.hand === true)?.step, 'a row to start with');
      assert.equal(
        steps.find((s) => s.verdict === 'unsafe' && s.step.startsWith('- '))!.acknowledged!.map((x) => x.reason),
        ['unused', 'unused'],
      );
      assert.equal(b!.plans[0]!.content().after, [`a/0003-change ${a!.plans[2]!.seal}`]);
      chains.push(a!.plans.map((p) => p.seal).join() + b!.plans.map((p) => p.seal).join());
    }
    assert.is(chains[0], chains[1]);
    assert.equal((await check({ cwd })).findings, []);
    assert.equal((await rebase({ cwd })).moved, []);
  }),
);

spec('what does not prove on the new base is planned again, or named when a person wrote it', () =>
  inProject({ 'schema/a.sql': 'CREATE VIEW v AS SELECT 1 AS a;\n' }, async (cwd) => {
    await plan({ cwd });
    cpSync(join(cwd, 'plans'), join(cwd, 'base'), { recursive: true });
    const branch = async (name: string, view: string): Promise<void> => {
      put(cwd, { plans: null, 'schema/a.sql': view });
      cpSync(join(cwd, 'base'), join(cwd, 'plans'), { recursive: true });
      await plan({ cwd, name });
      renameSync(join(cwd, 'plans'), join(cwd, name));
    };
    await branch('left', 'CREATE VIEW v AS SELECT 1 AS a, 2 AS b;\n');
    await branch('right', 'CREATE VIEW v AS SELECT 1 AS a, 3 AS c;\n');
    // The chain was put together by hand: both plans were made on the first one.
    const together = (): void => {
      put(cwd, { plans: null });
      for (const name of ['right', 'left']) cpSync(join(cwd, name), join(cwd, 'plans'), { recursive: true });
      appendFileSync(join(cwd, 'plans/a/chain'), readFileSync(join(cwd, 'right/a/chain'), 'utf8').split('\n')[1]! + '\n');
    };
    together();
    put(cwd, { 'schema/a.sql': 'CREATE VIEW v AS SELECT 1 AS a, 2 AS b, 3 AS c;\n' });
    assert.is((await refused(() => plan({ cwd }))).id, 'CHAIN_BROKEN');
    const result = await rebase({ cwd });
    assert.equal(
      result.moved.map((m) => [m.from, m.to, m.asItWas]),
      [['a/0002-right', 'a/0003-right', false]],
    );
    assert.equal((await plan({ cwd })).plans, []);

    together();
    const file = join(cwd, 'plans/a/0002-right.plan.yaml');
    const { hand } = await byHand(file);
    const stopped = await refused(() => rebase({ cwd }));
    assert.is(stopped.id, 'REBASE_CANNOT_KEEP');
    assert.match(stopped.options.details!.join('\n'), hand);
    assert.is(readFileSync(file, 'utf8').includes('hand: true'), true);
  }),
);

/** Marks the one step of a plan as a person's, and makes its chain line right. */
async function byHand(file: string): Promise<{ hand: string }> {
  const { reseal, sealIn } = await import('../../lib/format/seal.ts');
  const text = readFileSync(file, 'utf8');
  const marked = reseal(text.replace(/\n( +)sql: \|\n +CREATE OR REPLACE/, (all, indent: string) => `\n${indent}hand: true${all}`));
  writeFileSync(file, marked);
  const chain = join(file, '../chain');
  writeFileSync(chain, readFileSync(chain, 'utf8').replace(sealIn(text)!, sealIn(marked)!));
  return { hand: /step: "([^"]+)"/.exec(text)![1]! };
}

spec('a schema renamed on one branch, added to by another module on the other: either plan is made again on the other one', () => {
  const a = (s: string, marker = ''): string => `${marker}CREATE SCHEMA ${s};\nCREATE TABLE ${s}.one (id int PRIMARY KEY);\n`;
  const b = (s: string, more = ''): string => `CREATE TABLE ${s}.two (one int REFERENCES ${s}.one);\n${more}`;
  const three = (s: string): string => `CREATE TABLE ${s}.three (id int PRIMARY KEY);\n`;
  const marker = '-- tidemark: renamed from s\n';
  return inProject({ 'schema/a.sql': a('s'), 'schema/b.sql': b('s') }, async (cwd) => {
    await plan({ cwd });
    cpSync(join(cwd, 'plans'), join(cwd, 'base'), { recursive: true });
    put(cwd, { 'schema/a.sql': a('r', marker), 'schema/b.sql': b('r') });
    await plan({ cwd, name: 'left' });
    cpSync(join(cwd, 'plans/a'), join(cwd, 'left'), { recursive: true });
    put(cwd, { plans: null, 'schema/a.sql': a('s'), 'schema/b.sql': b('s', three('s')) });
    cpSync(join(cwd, 'base'), join(cwd, 'plans'), { recursive: true });
    await plan({ cwd, name: 'right' });
    cpSync(join(cwd, 'left'), join(cwd, 'plans/a'), { recursive: true });
    cpSync(join(cwd, 'plans'), join(cwd, 'merged'), { recursive: true });
    put(cwd, { 'schema/a.sql': a('r', marker), 'schema/b.sql': b('r', three('r')) });

    const stopped = await refused(() => plan({ cwd }));
    assert.is(stopped.id, 'REPLAY_FAILED');
    assert.is(stopped.options.details!.at(-1), 'b/0002-right was made without a/0002-left, which runs before it');
    assert.is(stopped.next, 'tidemark plan --rebase b/0002-right, or, where that one is applied already, a/0002-left');
    assert.is((await refused(() => rebase({ cwd, plans: ['b/0002-wrong'] }))).id, 'PLAN_UNKNOWN');
    const again = await rebase({ cwd, plans: ['b/0002-right'] });
    assert.equal(
      again.moved.map((m) => [m.to, m.asItWas, m.content?.after.map((p) => p.split(' ')[0])]),
      [['b/0002-right', false, ['a/0002-left']]],
    );
    assert.equal((await plan({ cwd })).plans, []);

    put(cwd, { plans: null });
    cpSync(join(cwd, 'merged'), join(cwd, 'plans'), { recursive: true });
    const other = await rebase({ cwd, plans: ['a/0002-left'] });
    assert.equal(
      other.moved.map((m) => [m.to, m.asItWas, m.content?.after.map((p) => p.split(' ')[0])]),
      [['a/0002-left', true, ['b/0002-right']]],
    );
    assert.equal(
      other.moved[0]!.content!.carries!.map((c) => c.to),
      ['table r.three', 'table r.two'],
    );
    assert.equal((await plan({ cwd })).plans, []);
  });
});

test.run();
