// A plan edited by hand: proved, classified and sealed again, or refused with the object that differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ack } from '../../lib/verbs/ack.ts';
import { plan } from '../../lib/verbs/plan.ts';
import { prove } from '../../lib/verbs/prove.ts';
import { readPlans } from '../../lib/format/plans-folder.ts';
import { inProject, put, refused } from './place.ts';

const before = 'CREATE TABLE item (id int PRIMARY KEY, name text, old text);\n';
const after = 'CREATE TABLE item (id int PRIMARY KEY, name text, state text);\n';
const user = 'CREATE TABLE entry (item int REFERENCES item (id));\n';

test('what a person writes is kept, and what they accepted stays accepted', () =>
  inProject({ 'schema/a.sql': before }, async (cwd) => {
    await plan({ cwd });
    put(cwd, { 'schema/a.sql': after });
    const { plans } = await plan({ cwd, name: 'state' });
    await ack('a/0002', ['DATA_DROP_COLUMN'], 'nobody reads it', { cwd });
    const file = join(cwd, 'plans/a/0002-state.plan.yaml');
    const text = readFileSync(file, 'utf8');
    assert.match(text, 'nobody reads it');
    assert.is((await prove('a/0002-state', { cwd })).changed, false);

    const backfill = `      - step: the state of what is there\n        sql: |\n          UPDATE item SET state = old\n`;
    const drop = text.indexOf('      - step: "- table column public.item.old"');
    const add = text.indexOf('      - step: "+ table column public.item.state"');
    assert.ok(drop > 0 && add > 0);
    const [one, two] = [text.slice(Math.min(drop, add), Math.max(drop, add)), text.slice(Math.max(drop, add), text.indexOf('\ndown:') + 1)];
    const [dropText, addText] = drop < add ? [one, two] : [two, one];
    const edit = `${text.slice(0, Math.min(drop, add))}${addText}${backfill}${dropText}${text.slice(text.indexOf('\ndown:') + 1)}`;
    writeFileSync(file, edit);
    assert.is((await refused(() => readPlans(join(cwd, 'plans')))).id, 'PLAN_SEAL_BROKEN');

    const result = await prove('a/0002', { cwd });
    assert.equal(result.hand, ['the state of what is there']);
    assert.is(result.changed, true);
    const steps = result.content.up.flatMap((s) => s.steps);
    assert.equal(
      steps.map((s) => s.hand === true),
      [false, true, false],
    );
    assert.equal(steps[2]!.acknowledged, [{ code: 'DATA_DROP_COLUMN', reason: 'nobody reads it' }]);
    assert.is(result.content.target, plans[0]!.content.target);
    const [module] = await readPlans(join(cwd, 'plans'));
    assert.equal(module!.plans.at(-1)!.content(), result.content);

    // An edit that ends elsewhere is refused, and the file stays as the person left it.
    const elsewhere = readFileSync(file, 'utf8').replace('ADD COLUMN "state" text', 'ADD COLUMN "state" varchar(3)');
    writeFileSync(file, elsewhere);
    const missed = await refused(() => prove('a/0002', { cwd }));
    assert.is(missed.id, 'EDIT_MISSES_TARGET');
    assert.is(missed.at.object, 'table column public.item.state');
    assert.is(missed.exit, 3);
    assert.is(readFileSync(file, 'utf8'), elsewhere);
  }));

test('a plan that others were made on: its seal goes along where nothing else does, and a child forbids the edit', () =>
  inProject({ 'schema/a.sql': before, 'schema/b.sql': user }, async (cwd) => {
    await plan({ cwd });
    const file = join(cwd, 'plans/a/0001-init.plan.yaml');
    const text = readFileSync(file, 'utf8');
    // The same table in two statements, and no way back: that one is planned.
    const split = text
      .replace(/,\n\s+"old" text/, '')
      .replace(
        '\ndown:',
        `\n      - step: "+ table column public.item.old"\n        verdict: safe\n        sql: |\n          ALTER TABLE item ADD old text\ndown: []\n`,
      );
    writeFileSync(file, split.replace(/down: \[\]\n[^]*?\nexpect:/, 'down: []\nexpect:'));
    const beside = join(cwd, 'plans/b/0001-init.plan.yaml');
    const kept = readFileSync(beside, 'utf8');
    writeFileSync(beside, kept.replace('safe', 'unsafe'));
    const both = await refused(() => prove(file, { cwd }));
    assert.is(both.id, 'PLAN_SEAL_BROKEN');
    assert.match(both.next!, 'keep your text of plans/b/0001-init.plan.yaml elsewhere, put back what it was, tidemark prove a/0001-init');
    writeFileSync(beside, kept);
    const result = await prove(file, { cwd });
    assert.equal(result.resealed, ['b/0001-init']);
    assert.is(result.content.down.flatMap((s) => s.steps).length > 0, true);
    const modules = await readPlans(join(cwd, 'plans'));
    assert.equal(modules[1]!.plans[0]!.content().after, [`a/0001-init ${result.content.seal}`]);

    put(cwd, { 'schema/a.sql': before.replace('old text', 'old text, more int') });
    await plan({ cwd });
    assert.is((await refused(() => prove('a/0001-init', { cwd }))).id, 'PLAN_HAS_DESCENDANTS');
    assert.is((await refused(() => prove('a/0007', { cwd }))).id, 'PLAN_UNKNOWN');
    const nowhere = await refused(() => prove('nope', { cwd }));
    assert.equal([nowhere.id, nowhere.options.details], ['PLAN_UNKNOWN', ['  - a/0001-init', '  - a/0002-add-more', '  - b/0001-init']]);
  }));

test('a way back that was deleted is planned again past what stepped aside and what the server names', () => {
  const table = 'CREATE TABLE event (at int) PARTITION BY RANGE (at);\nCREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (9);\n';
  const was = `CREATE TABLE person (id int);\nCREATE VIEW human AS SELECT 1 AS one;\n${table}CREATE INDEX x ON event (at);\nCREATE INDEX y ON event (at) WHERE at > 1;\n`;
  const is = `-- tidemark: renamed from person\nCREATE TABLE human (id int);\n${table}-- tidemark: renamed from x\nCREATE INDEX z ON event (at);\nCREATE INDEX y ON event (at) WHERE at > 1;\n`;
  return inProject({ 'schema/a.sql': was }, async (cwd) => {
    await plan({ cwd });
    put(cwd, { 'schema/a.sql': is });
    await plan({ cwd, name: 'names' });
    const file = join(cwd, 'plans/a/0002-names.plan.yaml');
    const text = readFileSync(file, 'utf8');
    assert.match(text, 'human_tidemark_old');
    assert.match(text, 'event_1_at_idx1_was1');
    writeFileSync(file, `${text.slice(0, text.indexOf('\ndown:'))}\ndown: []\n${text.slice(text.indexOf('\nexpect:') + 1)}`);
    const { content } = await prove('a/0002', { cwd });
    assert.ok(content.down.flatMap((s) => s.steps).some((s) => s.step === '+ view public.human'));
  });
});

test.run();
