// Modules as `plan` keeps them apart: what changes hands, what is planned alone, what looks like a rename.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { connect } from '../../lib/run/target/connect.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';
import { apply } from '../../lib/verbs/apply.ts';
import { check } from '../../lib/verbs/check.ts';
import { drift } from '../../lib/verbs/drift.ts';
import { plan } from '../../lib/verbs/plan.ts';
import { rollback } from '../../lib/verbs/rollback.ts';
import { inProject, planFiles, put, refused } from './place.ts';

const item = 'CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL);\nCREATE INDEX item_name ON item (name);\n';

test('an object that moves to another module is in both chains and in no statement', () =>
  inProject({ 'schema/a.sql': item, 'schema/b.sql': 'CREATE TABLE other (id int);\n' }, async (cwd) => {
    await plan({ cwd });
    put(cwd, {
      'schema/a.sql': 'CREATE TABLE rest (id int);\n',
      'schema/b.sql': `CREATE TABLE other (id int);\n${item}`,
    });
    const alone = await refused(() => plan({ cwd, modules: ['a'] }));
    assert.is(alone.id, 'SUBSET_INCOMPLETE');
    assert.match(alone.next!, 'tidemark plan a b');

    const moved = await plan({ cwd });
    const [a, b] = [moved.plans.find((p) => p.plan.startsWith('a/'))!, moved.plans.find((p) => p.plan.startsWith('b/'))!];
    assert.equal(a.content.gives, [
      { address: 'index public.item_name', to: 'b' },
      { address: 'table public.item', to: 'b' },
    ]);
    assert.equal(b.content.takes, [
      { address: 'index public.item_name', from: 'a' },
      { address: 'table public.item', from: 'a' },
    ]);
    assert.equal(b.content.up, []);
    assert.equal(b.content.after.length, 1);
    assert.equal(
      planFiles(cwd).filter((f) => f.startsWith('b/')),
      ['b/0001-init.plan.yaml', 'b/0002-transfer.plan.yaml', 'b/chain'],
    );
    assert.equal((await check({ cwd })).findings, []);

    // From now on b changes it, columns and all.
    put(cwd, { 'schema/b.sql': 'CREATE TABLE other (id int);\nCREATE TABLE item (id int PRIMARY KEY);\n' });
    const later = await plan({ cwd, dryRun: true });
    assert.equal(
      later.plans.map((p) => p.plan.split('/')[0]),
      ['b'],
    );
  }));

test('one module is planned over the others as their plans built them, or the one to add is named', () =>
  inProject(
    {
      'schema/a.sql': 'CREATE TABLE a (id int PRIMARY KEY, x int);\n',
      'schema/b.sql': 'CREATE VIEW b AS SELECT id, x FROM a;\n',
    },
    async (cwd) => {
      const missing = await refused(() => plan({ cwd, modules: ['b'] }));
      assert.is(missing.id, 'SUBSET_INCOMPLETE');
      assert.match(missing.message, 'without a');
      await plan({ cwd });

      put(cwd, {
        'schema/a.sql': 'CREATE TABLE a (id int PRIMARY KEY, y int);\n',
        'schema/b.sql': 'CREATE VIEW b AS SELECT id FROM a;\n',
      });
      const leaning = await refused(() => plan({ cwd, modules: ['a'] }));
      assert.is(leaning.id, 'SUBSET_INCOMPLETE');
      assert.match(leaning.message, 'without b');
      assert.is(leaning.next, 'tidemark plan a b');
      const alone = await plan({ cwd, modules: ['b'] });
      assert.equal(
        alone.plans.map((p) => p.plan.split('/')[0]),
        ['b'],
      );
      const rest = await plan({ cwd, modules: ['a'] });
      assert.equal(
        rest.plans.map((p) => p.plan.split('/')[0]),
        ['a'],
      );

      // A drop and an add alike: planned as they stand, and told.
      const drop = rest.plans[0]!.content.up.flatMap((s) => s.steps).find((s) => s.step === '- table column public.a.x')!;
      assert.is(drop.verdict, 'unsafe');
      assert.match(drop.hazards![0]!.remedy!, 'tidemark plan --rename "table column public.a.x:y"');
      assert.match(rest.warnings.join(), 'public.a.x');
      // b/0001 needs a.x: it still runs before the plan that drops it.
      assert.match(rest.plans[0]!.content.after.join(), 'b/0002');
      assert.equal(
        (await check({ cwd })).findings.map((f) => f.id),
        ['UNACKNOWLEDGED', 'UNACKNOWLEDGED'],
      );
    },
  ));

test('a transfer and a renamed module on a target: applied, recorded, rolled back, without a statement', () =>
  inProject({ 'schema/a.sql': `CREATE TABLE item (id int PRIMARY KEY);\n${parent()}`, 'schema/d.sql': partition }, async (cwd) => {
    const on = { cwd, database: `pglite:${cwd}/db` };
    await plan({ cwd, allow: ['LOCK_AEL_WAIT'] });
    await apply(on);
    put(cwd, {
      'schema/a.sql': `CREATE TABLE rest ();\n${parent(', more text')}`,
      'schema/b.sql': 'CREATE TABLE item (id int PRIMARY KEY);\n',
      'schema/d.sql': 'CREATE TABLE d ();\n',
      'schema/e.sql': partition,
    });
    const moved = await plan({ cwd });
    // A column more in the partition of another module: that one's plan made the partition without it.
    assert.match(moved.plans.find((p) => p.plan.startsWith('a/'))!.content.after.join(), 'd/0001-init');
    assert.equal((await check({ cwd })).findings, []);
    await apply(on);
    assert.ok((await recorded(cwd)).includes('e index public.p1_k_idx'));
    assert.equal((await drift({ ...on, modules: ['b'] })).drifted, []);
    assert.equal(await columnOwner(cwd), ['b']);

    // b is called c from now on; its chain goes on.
    put(cwd, {
      'schema/b.sql': null,
      'schema/c.sql': 'CREATE TABLE item (id int PRIMARY KEY, name text);\n',
      'tidemark.config.json': '{ "modules": { "c": { "renamedFrom": "b" } } }',
    });
    const { plans } = await plan({ cwd, modules: ['c'], name: 'name' });
    assert.equal(
      plans.map((p) => p.plan),
      ['b/0002-name'],
    );
    assert.equal(
      (await apply({ ...on, modules: ['c'] })).plans.map((p) => p.plan),
      ['b/0002-name'],
    );
    put(cwd, { 'schema/b.sql': 'CREATE TABLE again ();\n' });
    assert.is((await refused(() => plan({ cwd }))).id, 'MODULE_RENAMED_BOTH');

    await rollback({ ...on, modules: ['c'], allow: ['DATA_DROP_COLUMN', 'COMPAT_DROP'] });
    await rollback({ ...on, modules: ['c', 'a'], withDependents: true, allow: ['DATA_DROP_TABLE', 'DATA_DROP_COLUMN', 'COMPAT_DROP'] });
    assert.equal(await columnOwner(cwd), ['a']);
  }));

test('a rename takes along what other modules have there: in the plan, in the record, on the way back and where they rename it too', () => {
  const a = (s: string, mood: string): string =>
    `CREATE SCHEMA ${s};\nCREATE TYPE ${mood} AS ENUM ('x');\nCREATE TABLE ${s}.one (id int PRIMARY KEY, n int);\n`;
  const b = (s: string, mood: string, two: string, more = ''): string =>
    `CREATE TABLE ${s}.${two} (id int PRIMARY KEY, one int REFERENCES ${s}.one, m text${more});\nCREATE INDEX by_m ON ${s}.${two} (m);\n` +
    `CREATE FUNCTION f(${mood}) RETURNS int LANGUAGE sql AS 'SELECT ${more === '' ? 1 : 2}';\nALTER TABLE ${s}.one ADD CONSTRAINT n_positive CHECK (n > 0);\n`;
  return inProject({ 'schema/a.sql': a('s', 'mood'), 'schema/b.sql': b('s', 'mood', 'two') }, async (cwd) => {
    const on = { cwd, database: `pglite:${cwd}/db`, allow: ['COMPAT_RENAME', 'COMPAT_DROP', 'DATA_DROP_COLUMN', 'DATA_DROP_TABLE', 'LOCK_INDEX'] };
    const inSync = async (): Promise<void> => {
      const { outcome, drifted, unmanaged } = await drift(on);
      assert.equal({ outcome, drifted, unmanaged }, { outcome: 'in sync', drifted: [], unmanaged: [] });
    };
    await plan({ cwd });
    await apply(on);
    const before = await recorded(cwd);
    assert.ok(before.includes('b table constraint s.one.n_positive'));

    const renamed = (sql: string): string =>
      sql.replace('CREATE SCHEMA', '-- tidemark: renamed from s\nCREATE SCHEMA').replace('CREATE TYPE', '-- tidemark: renamed from mood\nCREATE TYPE');
    put(cwd, {
      'schema/a.sql': renamed(a('r', 'humor')),
      'schema/b.sql': `-- tidemark: renamed from two\n${b('r', 'humor', 'deux', ', k int DEFAULT 3')}`,
    });
    const { plans } = await plan({ cwd });
    assert.equal(plans.find((p) => p.plan.startsWith('a/'))!.content.carries, [
      { address: 'function public.f(public.mood)', to: 'function public.f(public.humor)' },
      { address: 'index s.by_m', to: 'index r.by_m' },
      { address: 'table constraint s.one.n_positive', to: 'table constraint r.one.n_positive' },
      { address: 'table s.two', to: 'table r.two' },
    ]);
    await apply({ ...on, modules: ['a'] });
    await inSync();
    assert.ok((await recorded(cwd)).includes('b table column r.two.m'));
    await apply(on);
    await inSync();
    assert.equal((await plan({ cwd, dryRun: true })).plans, []);
    const after = await recorded(cwd);

    await rollback({ ...on, steps: 1, modules: ['a', 'b'] });
    await inSync();
    assert.equal(await recorded(cwd), before);
    await apply(on);
    assert.equal(await recorded(cwd), after);
  });
});

const parent = (more = ''): string => `CREATE TABLE parent (id int, k int${more}) PARTITION BY RANGE (id);\nCREATE INDEX by_k ON parent (k);\n`;
const partition = 'CREATE TABLE p1 PARTITION OF parent DEFAULT;\n';

/** Whose everything is in the ledger's record. */
async function recorded(cwd: string): Promise<string[]> {
  const target = await connect(resolveTarget({ database: `pglite:${cwd}/db` }, {}), {});
  try {
    const rows = await target.session.rows<{ what: string }>(
      `SELECT module || ' ' || address AS what FROM tidemark.objects WHERE project <> 'tidemark' ORDER BY 1`,
    );
    return rows.map((r) => r.what);
  } finally {
    await target.close();
  }
}

/** Who has the column in the ledger's record. */
async function columnOwner(cwd: string): Promise<string[]> {
  const target = await connect(resolveTarget({ database: `pglite:${cwd}/db` }, {}), {});
  try {
    const rows = await target.session.rows<{ module: string }>(`SELECT module FROM tidemark.objects WHERE address = 'table column public.item.id'`);
    return rows.map((r) => r.module);
  } finally {
    await target.close();
  }
}

test.run();
