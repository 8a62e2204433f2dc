// Dropping a column over two releases: the unsafe half waits in the plan file, and check stays green meanwhile.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tidemark } from './door.ts';
import { inProject, planFiles, put } from './place.ts';

const files = (sql: string): { [path: string]: string } => ({ 'tidemark.config.json': '{ "target": "embedded" }', 'schema/shop/a.sql': sql });
const first = `CREATE TABLE product (id bigint PRIMARY KEY, title text NOT NULL, legacy text NOT NULL, price int NOT NULL DEFAULT 0);
CREATE INDEX product_legacy_idx ON product (legacy);
CREATE TABLE olds (id int PRIMARY KEY);
CREATE TABLE size (width varchar(5), height int);`;
const second = `CREATE TABLE product (id bigint PRIMARY KEY, title text NOT NULL, price int NOT NULL DEFAULT 0, subtitle text);
CREATE TABLE size (width varchar(9), height bigint);`;

interface Shown {
  plans: { plan: string; content: { summary: string; up: { steps: { step: string; verdict: string }[] }[]; withheld?: { step: string }[] } }[];
  withheld: { step: string; plan: string; plansSince: number }[];
  unacknowledged: number;
}

async function plan(cwd: string, ...argv: string[]): Promise<Shown> {
  const { code, out, err } = await tidemark(cwd, ['plan', '--json', ...argv]);
  assert.is(code, 0, err);
  return JSON.parse(out) as Shown;
}

const lines = (s: Shown): string[] => s.plans.flatMap((p) => p.content.up.flatMap((g) => g.steps.map((x) => `${x.verdict} ${x.step}`)));

test('unsafe changes wait, a NOT NULL that new writers would break goes at once, and --contract plans the rest', async () => {
  await inProject(files(first), async (cwd) => {
    await plan(cwd);
    put(cwd, files(second));
    const held = await plan(cwd, '--safe-only');
    // Of two changes that one statement could say, one is safe.
    assert.equal(lines(held), [
      'safe ~ table column public.size.width: type character varying(9)',
      'safe + table column public.product.subtitle',
      'safe - not null public.product.legacy',
    ]);
    assert.equal(held.plans[0]!.content.withheld!.map((s) => s.step).sort(), [
      '- index public.product_legacy_idx',
      '- table column public.product.legacy',
      '- table public.olds',
      '~ table column public.size.height: type bigint',
    ]);
    assert.is(held.unacknowledged, 0);
    const check = await tidemark(cwd, ['check']);
    assert.is(check.code, 0, check.out + check.err);
    assert.match(check.out, /4 change\(s\) held back.*--contract/);
    assert.match(check.out, /- table column public\.product\.legacy {2}DATA_DROP_COLUMN, COMPAT_DROP · since shop\/0002-[\w-]+ \(the newest plan\)/);
    assert.is((await tidemark(cwd, ['apply'])).code, 0);
    const shown = await tidemark(cwd, ['show', 'shop/0002']);
    assert.match(shown.out, /4 withheld\n[^]*withheld, to be planned by tidemark plan --contract\n[^]*- table column public\.product\.legacy/);

    // Whatever else is planned leaves it alone.
    put(cwd, files(`${second}\nCREATE TABLE review (id int PRIMARY KEY);`));
    const between = await plan(cwd);
    assert.equal(lines(between), ['safe + table public.review']);
    assert.equal(
      between.withheld.map((w) => w.plansSince),
      [0, 0, 0, 0],
    );
    const contracted = await plan(cwd, '--contract');
    assert.equal(lines(contracted).sort(), [
      'safe - index public.product_legacy_idx',
      'unsafe - table column public.product.legacy',
      'unsafe - table public.olds',
      'unsafe ~ table column public.size.height: type bigint',
    ]);
    assert.equal(contracted.withheld, []);
    for (const code of ['DATA_DROP_COLUMN', 'DATA_DROP_TABLE', 'COMPAT_DROP', 'LOCK_REWRITE', 'COMPAT_TYPE'])
      assert.is((await tidemark(cwd, ['ack', contracted.plans[0]!.plan, code, '--reason', 'nobody has read it since'])).code, 0);
    const green = await tidemark(cwd, ['check']);
    assert.is(green.code, 0, green.out);
    assert.not.match(green.out, /held back/);
  });
});

test('a module of which everything is unsafe gets a plan without a statement; what changes its mind is planned', async () => {
  await inProject(files(first), async (cwd) => {
    await plan(cwd);
    put(cwd, files(first.replace('price int', 'price bigint')));
    const held = await plan(cwd, '--safe-only');
    assert.equal(lines(held), []);
    assert.match(held.plans[0]!.content.summary, /^no statement · \d+ withheld$/);
    assert.ok(held.plans[0]!.content.withheld!.some((s) => s.step === '~ table column public.product.price: type bigint'));
    assert.equal((await plan(cwd)).plans, []);
    const before = planFiles(cwd).length;
    const text = readFileSync(
      join(
        cwd,
        'plans',
        planFiles(cwd).find((f) => f.includes('0002'))!,
      ),
      'utf8',
    );
    assert.match((await tidemark(cwd, ['prove', 'shop/0002'])).out, /./);
    assert.is(
      readFileSync(
        join(
          cwd,
          'plans',
          planFiles(cwd).find((f) => f.includes('0002'))!,
        ),
        'utf8',
      ),
      text,
    );
    // Another type than the one that waits is another change.
    put(cwd, files(first.replace('price int', 'price numeric')));
    assert.ok(lines(await plan(cwd, '--dry-run')).includes('unsafe ~ table column public.product.price: type numeric'));
    // As it was: nothing waits, nothing is to be planned.
    put(cwd, files(first));
    const nothing = await plan(cwd);
    assert.equal([nothing.plans.length, nothing.withheld.length, planFiles(cwd).length], [0, 0, before]);
    assert.is((await tidemark(cwd, ['plan', '--safe-only', '--contract'])).code, 64);
  });
});

test('a rename that waits keeps what comes with it, and is carried out when it is contracted', async () => {
  await inProject(files(first), async (cwd) => {
    await plan(cwd);
    put(cwd, files(`-- tidemark: renamed from olds\nCREATE TABLE elders (id int PRIMARY KEY, since date);\n${first.replace(/CREATE TABLE olds.*$/m, '')}`));
    const held = await plan(cwd, '--safe-only');
    assert.equal(lines(held), []);
    const contracted = lines(await plan(cwd, '--contract'));
    assert.ok(
      contracted.some((l) => l.startsWith('unsafe ± ') || l.includes('public.elders')),
      contracted.join('\n'),
    );
    assert.ok(
      contracted.some((l) => l.includes('table column public.elders.since')),
      contracted.join('\n'),
    );
    assert.not.ok(
      contracted.some((l) => l.includes('- table public.olds')),
      contracted.join('\n'),
    );
  });
});

test.run();
