import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  statSync,
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TidemarkError } from '../../lib/errors.ts';
import { acknowledge } from '../../lib/format/acknowledge.ts';
import { finishWriting } from '../../lib/format/plans-finish.ts';
import {
  chainOf,
  readPlans,
  removePlanFile,
  replaceModule,
  replacePlanFile,
  replacePlanFiles,
  writePlanFile,
  writePlanFiles,
} from '../../lib/format/plans-folder.ts';
import { readPlan } from '../../lib/format/read.ts';
import { reseal } from '../../lib/format/seal.ts';
import { writePlan } from '../../lib/format/write.ts';
import { full, small, type Body } from './a-plan.ts';

const test = suite('the folder of plan files');
const root = mkdtempSync(join(tmpdir(), 'tidemark-plans-'));
const good = join(root, 'good', 'plans');

/** Adds a plan on the newest one. */
function add(dir: string, module: string, name: string, more: Partial<Body> = {}): string {
  const newest = chainOf(dir, module).at(-1);
  const parent = newest === undefined ? undefined : { plan: `${module}/${newest.name}`, seal: newest.seal };
  return writePlanFile(dir, { ...small(`${module}/${name}`, parent), ...more }).file;
}

test.before(() => {
  for (const name of ['0001-init', '0002-a', '0003-b']) add(good, 'product', name);
  add(good, 'order', '0001-init', { up: full().up });
});
test.after(() => rmSync(root, { recursive: true }));

let n = 0;
/** A copy of the good folder. */
function copy(): string {
  const dir = join(root, `copy-${(n += 1)}`, 'plans');
  cpSync(good, dir, { recursive: true });
  return dir;
}

async function refusal(dir: string): Promise<TidemarkError> {
  try {
    await readPlans(dir);
  } catch (e) {
    if (e instanceof TidemarkError) return e;
    throw e;
  }
  throw new Error('accepted');
}

/** Reading must fail with this id, name this file and say what to do. */
async function refuses(dir: string, id: string, file: string, next: RegExp): Promise<TidemarkError> {
  const e = await refusal(dir);
  assert.is(e.id, id, e.message);
  assert.is(e.at.file, file, e.message);
  assert.match(e.next ?? '', next);
  return e;
}

const at = (dir: string, module: string, file: string): string => join(dir, module, file);
const plan = (name: string): string => `${name}.plan.yaml`;

test('chains come back in order, with what each plan holds', async () => {
  const modules = await readPlans(good);
  assert.equal(
    modules.map((m) => [m.module, m.plans.map((p) => p.name)]),
    [
      ['order', ['0001-init']],
      ['product', ['0001-init', '0002-a', '0003-b']],
    ],
  );
  const [, product] = modules;
  assert.equal(product!.plans[1]!.parent, { plan: 'product/0001-init', seal: product!.plans[0]!.seal });
  assert.is(product!.plans[2]!.content().plan, 'product/0003-b');
  assert.is(product!.plans[2]!.content(), product!.plans[2]!.content());
  assert.is(product!.plans[2]!.file, 'plans/product/0003-b.plan.yaml');
  assert.is((await readPlans(good, { modules: ['order'] })).length, 1);
  assert.equal(await readPlans(join(root, 'nowhere')), []);
  assert.equal(readdirSync(join(good, 'product')).sort(), ['0001-init.plan.yaml', '0002-a.plan.yaml', '0003-b.plan.yaml', 'chain']);
});

test('CRLF and a BOM, as a checkout on Windows leaves them', async () => {
  const dir = copy();
  for (const f of readdirSync(join(dir, 'product'))) {
    writeFileSync(at(dir, 'product', f), `\uFEFF${readFileSync(at(dir, 'product', f), 'utf8').replaceAll('\n', '\r\n')}`);
  }
  const [, product] = await readPlans(dir);
  assert.is(product!.plans[2]!.content().plan, 'product/0003-b');
});

test('what is no plan is left alone', async () => {
  const dir = copy();
  writeFileSync(at(dir, 'product', 'README.md'), 'x');
  writeFileSync(at(dir, 'product', '.123-4.tmp'), 'half a plan');
  writeFileSync(join(dir, 'README.md'), 'x');
  mkdirSync(join(dir, '.git'));
  mkdirSync(join(dir, 'Empty Folder'));
  assert.is((await readPlans(dir)).length, 2);
});

test('edited by one byte', async () => {
  for (const name of ['0001-init', '0003-b']) {
    const dir = copy();
    const file = at(dir, 'product', plan(name));
    writeFileSync(file, readFileSync(file, 'utf8').replace('SELECT 1', 'SELECT 2'));
    await refuses(dir, 'PLAN_SEAL_BROKEN', `plans/product/${name}.plan.yaml`, /git checkout -- plans\/product.*tidemark prove/);
    writeFileSync(file, reseal(readFileSync(file, 'utf8')));
    const e = await refuses(dir, 'PLAN_SEAL_BROKEN', `plans/product/${name}.plan.yaml`, /git checkout/);
    assert.match(e.message, /another seal than plans\/product\/chain lists/);
  }
});

test('file and chain both rewritten: the next plan still holds the old seal', async () => {
  const dir = copy();
  const file = at(dir, 'product', plan('0002-a'));
  const old = chainOf(dir, 'product')[1]!.seal;
  const text = reseal(readFileSync(file, 'utf8').replace('SELECT 1', 'SELECT 2'));
  writeFileSync(file, text);
  const chain = at(dir, 'product', 'chain');
  writeFileSync(chain, readFileSync(chain, 'utf8').replace(old, /sha256:\w+\n$/.exec(text)![0].trim()));
  const e = await refuses(dir, 'CHAIN_BROKEN', 'plans/product/0003-b.plan.yaml', /plan --rebase product/);
  assert.match(e.message, /with another seal/);
});

test('missing, unlisted, without a chain', async () => {
  const gone = copy();
  rmSync(at(gone, 'product', plan('0002-a')));
  await refuses(gone, 'PLAN_MISSING', 'plans/product/chain', /restore plans\/product\/0002-a\.plan\.yaml from version control$/);

  const newest = copy();
  rmSync(at(newest, 'product', plan('0003-b')));
  await refuses(newest, 'PLAN_MISSING', 'plans/product/chain', /delete its line in plans\/product\/chain too$/);

  const extra = copy();
  writeFileSync(at(extra, 'product', plan('0004-x')), writePlan(small('product/0004-x')));
  await refuses(extra, 'PLAN_NOT_IN_CHAIN', 'plans/product/0004-x.plan.yaml', /restore plans\/product\/chain/);

  const bare = copy();
  rmSync(at(bare, 'product', 'chain'));
  await refuses(bare, 'CHAIN_MISSING', 'plans/product/chain', /bring plans\/product\/chain back/);
  mkdirSync(join(bare, '..', '.git'));
  await refuses(bare, 'CHAIN_MISSING', 'plans/product/chain', /git checkout/);
});

test('out of order, or another plan under this name', async () => {
  const swapped = copy();
  const chain = at(swapped, 'product', 'chain');
  const [a, b, c] = readFileSync(chain, 'utf8').trim().split('\n');
  writeFileSync(chain, `${a}\n${c}\n${b}\n`);
  await refuses(swapped, 'CHAIN_BROKEN', 'plans/product/0003-b.plan.yaml', /rebase/);
  writeFileSync(chain, `${b}\n${c}\n`);
  rmSync(at(swapped, 'product', plan('0001-init')));
  await refuses(swapped, 'CHAIN_BROKEN', 'plans/product/0002-a.plan.yaml', /rebase/);

  const renamed = copy();
  renameSync(at(renamed, 'product', plan('0003-b')), at(renamed, 'product', plan('0003-c')));
  await refuses(renamed, 'PLAN_NAME', 'plans/product/0003-c.plan.yaml', /git checkout/);
  const moved = copy();
  cpSync(join(moved, 'product'), join(moved, 'thief'), { recursive: true });
  await refuses(moved, 'PLAN_NAME', 'plans/thief/0001-init.plan.yaml', /git checkout/);
});

test('a merge of two branches', async () => {
  const dir = copy();
  const chain = at(dir, 'product', 'chain');
  const text = readFileSync(chain, 'utf8');
  writeFileSync(chain, `${text}<<<<<<< HEAD\n0004-x sha256:${'a'.repeat(64)}\n=======\n0004-y sha256:${'b'.repeat(64)}\n>>>>>>> theirs\n`);
  const e = await refuses(dir, 'CHAIN_CONFLICT', 'plans/product/chain', /tidemark plan --rebase/);
  assert.is(e.at.line, 4);
  assert.is(e.exit, 3);

  // both lines kept: both plans were made on the same parent
  const both = copy();
  const elsewhere = copy();
  add(both, 'product', '0004-x');
  add(elsewhere, 'product', '0004-y');
  cpSync(at(elsewhere, 'product', plan('0004-y')), at(both, 'product', plan('0004-y')));
  appendFileSync(at(both, 'product', 'chain'), readFileSync(at(elsewhere, 'product', 'chain'), 'utf8').split('\n')[3]! + '\n');
  await refuses(both, 'CHAIN_BROKEN', 'plans/product/0004-y.plan.yaml', /rebase product/);
});

test('a chain that is not one', async () => {
  const bad = [
    '0001-init',
    '0001-init sha256:12',
    '../../etc/passwd sha256:' + 'a'.repeat(64),
    'x sha256:' + 'a'.repeat(64),
    ' ',
    '0001-init  sha256:' + 'a'.repeat(64),
  ];
  for (const line of bad) {
    const dir = copy();
    appendFileSync(at(dir, 'product', 'chain'), `${line}\n`);
    const e = await refuses(dir, 'CHAIN_MALFORMED', 'plans/product/chain', /git checkout/);
    assert.is(e.at.line, 4);
  }
  const twice = copy();
  appendFileSync(at(twice, 'product', 'chain'), readFileSync(at(twice, 'product', 'chain'), 'utf8').split('\n')[0]! + '\n');
  await refuses(twice, 'CHAIN_MALFORMED', 'plans/product/chain', /git checkout/);
});

test('names that are not allowed, links that lead out, bytes that are no text', async () => {
  const upper = copy();
  renameSync(at(upper, 'product', plan('0003-b')), at(upper, 'product', plan('0003-B')));
  assert.is((await refusal(upper)).id, 'PLAN_NAME');
  const folder = copy();
  renameSync(join(folder, 'order'), join(folder, 'Order'));
  assert.is((await refusal(folder)).id, 'MODULE_NAME');

  const link = copy();
  rmSync(at(link, 'product', plan('0003-b')));
  symlinkSync(at(good, 'product', plan('0003-b')), at(link, 'product', plan('0003-b')));
  await refuses(link, 'PLAN_OUTSIDE', 'plans/product/0003-b.plan.yaml', /replace the link/);
  const linked = copy();
  rmSync(join(linked, 'product'), { recursive: true });
  symlinkSync(join(good, 'product'), join(linked, 'product'));
  assert.is((await refusal(linked)).id, 'PLAN_OUTSIDE');
  const dangling = copy();
  rmSync(at(dangling, 'product', plan('0003-b')));
  symlinkSync('nothing', at(dangling, 'product', plan('0003-b')));
  assert.is((await refusal(dangling)).id, 'PLAN_MISSING');

  const bytes = copy();
  appendFileSync(at(bytes, 'product', plan('0003-b')), Uint8Array.of(0xff));
  assert.is((await refusal(bytes)).id, 'FILE_NOT_UTF8');
  const newer = copy();
  writeFileSync(at(newer, 'product', plan('0003-b')), 'tidemark: 9\n');
  await refuses(newer, 'PLAN_FORMAT_NEWER', 'plans/product/0003-b.plan.yaml', /npm install/);
});

test('an acknowledgement in the middle of a chain breaks nothing', async () => {
  const dir = copy();
  const [order] = await readPlans(dir);
  const first = order!.plans[0]!;
  replacePlanFile(dir, first.plan, acknowledge(first.text, first.file, 'CLIENT_BREAKS', 'all clients are ours'));
  add(dir, 'order', '0002-a');
  const [again] = await readPlans(dir);
  assert.is(again!.plans.length, 2);
  replacePlanFile(dir, first.plan, acknowledge(again!.plans[0]!.text, first.file, 'CLIENT_BREAKS', 'really'));
  const [last] = await readPlans(dir);
  assert.is(last!.plans[0]!.content().up[0]!.steps[1]!.acknowledged!.at(-1)!.reason, 'really');
});

test('writing refuses what would break the chain, and leaves all as it was', async () => {
  const dir = copy();
  const before = (): string =>
    JSON.stringify(
      readdirSync(join(dir, 'product'))
        .sort()
        .map((f) => [f, readFileSync(at(dir, 'product', f), 'utf8')]),
    );
  const was = before();
  const id = (run: () => unknown): string => {
    try {
      run();
    } catch (e) {
      return (e as TidemarkError).id;
    }
    return 'accepted';
  };
  assert.is(
    id(() => writePlanFile(dir, small('product/0004-x'))),
    'CHAIN_BROKEN',
  );
  assert.is(
    id(() => add(dir, 'product', '0003-b')),
    'PLAN_EXISTS',
  );
  assert.is(
    id(() => writePlanFile(dir, small('../x/0001-a'))),
    'MODULE_NAME',
  );
  assert.is(
    id(() => writePlanFile(dir, small('product/../../0001-a'))),
    'PLAN_NAME',
  );
  assert.is(
    id(() => removePlanFile(dir, 'product/0002-a')),
    'PLAN_HAS_DESCENDANTS',
  );
  assert.is(
    id(() => removePlanFile(dir, 'product/0009-a')),
    'PLAN_MISSING',
  );
  const text = readFileSync(at(dir, 'product', plan('0002-a')), 'utf8');
  assert.is(
    id(() => replacePlanFile(dir, 'product/0002-a', reseal(text.replace('SELECT 1', 'SELECT 2')))),
    'PLAN_HAS_DESCENDANTS',
  );
  assert.is(
    id(() => replacePlanFile(dir, 'product/0002-a', text.replace('SELECT 1', 'SELECT 2'))),
    'PLAN_SEAL_BROKEN',
  );
  assert.is(before(), was);
});

test('the newest plan is replaced with its seal, and taken away', async () => {
  const dir = copy();
  const file = at(dir, 'product', plan('0003-b'));
  const { seal, ...body } = readPlan(readFileSync(file, 'utf8'), file);
  const left = join(dir, 'product', `.${spawnSync(process.execPath, ['-e', '']).pid}-1-1-1-1.tmp`);
  writeFileSync(left, 'what a process that was killed left');
  chmodSync(file, 0o640);
  const written = replacePlanFile(dir, 'product/0003-b', writePlan({ ...body, summary: 'other' }));
  assert.is(existsSync(left), false);
  assert.is(statSync(file).mode & 0o777, 0o640);
  assert.is.not(written.seal, seal);
  assert.is((await readPlans(dir))[1]!.plans[2]!.seal, written.seal);
  removePlanFile(dir, 'product/0003-b');
  assert.not.ok(existsSync(file));
  assert.is((await readPlans(dir))[1]!.plans.length, 2);
});

test('nothing is parsed to check a chain', async () => {
  const dir = copy();
  const body = writePlan(small('product/0004-x', { plan: 'product/0003-b', seal: chainOf(dir, 'product')[2]!.seal }));
  const text = reseal(body.replace(/\nup:[^]*/, '\nup: [broken\n'));
  writeFileSync(at(dir, 'product', plan('0004-x')), text);
  appendFileSync(at(dir, 'product', 'chain'), `0004-x ${/sha256:\w+\n$/.exec(text)![0]}`);
  const plans = (await readPlans(dir))[1]!.plans;
  assert.throws(() => plans[3]!.content(), /cannot be read/);
});

test('several plans at once: all of them, or nothing where one cannot be; what a killed process left behind is swept', async () => {
  const dir = copy();
  const newest = (module: string): Body['parent'] => ({ plan: `${module}/${chainOf(dir, module).at(-1)!.name}`, seal: chainOf(dir, module).at(-1)!.seal });
  const [product, order] = [small('product/0004-c', newest('product')), small('order/0002-c', newest('order'))];
  const before = readdirSync(dir, { recursive: true }).sort();
  assert.throws(
    () => writePlanFiles(dir, [product, small('order/0003-d')]),
    (e: TidemarkError) => e.id === 'CHAIN_BROKEN',
  );
  assert.throws(
    () => writePlanFiles(dir, [product, { ...order, summary: 'x'.repeat(21 << 20) }]),
    (e: TidemarkError) => e.id === 'PLAN_TOO_LARGE',
  );
  assert.equal(readdirSync(dir, { recursive: true }).sort(), before);
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const [left, other] = [join(dir, 'product', `.${gone}-1-1-1-4.tmp`), join(dir, 'product', `.${process.ppid}-1-1-1-4.tmp`)];
  for (const file of [left, other]) writeFileSync(file, '');
  assert.is(writePlanFiles(dir, [product, order]).length, 2);
  assert.is(existsSync(left), false);
  assert.is(existsSync(other), true);
  rmSync(other);
  const plans = (await readPlans(dir)).flatMap((m) => m.plans.map((one) => one.plan));
  assert.ok(plans.includes('product/0004-c') && plans.includes('order/0002-c'));
});

test('what a process was killed at between its first and its last file is finished, as far as it is whole', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const half = (module: string, n: number): string => `${module}/.${gone}-1-2-${n}-4.tmp`;
  const begun = (): { dir: string; whole: unknown } => {
    const dir = copy();
    const newest = (module: string): Body['parent'] => ({ plan: `${module}/${chainOf(dir, module).at(-1)!.name}`, seal: chainOf(dir, module).at(-1)!.seal });
    const chains = ['product/chain', 'order/chain'].map((file) => [file, readFileSync(join(dir, file))] as const);
    writePlanFiles(dir, [small('product/0004-c', newest('product')), small('order/0002-c', newest('order'))]);
    const whole = readdirSync(dir, { recursive: true }).sort();
    const waiting = [
      ['order/0002-c.plan.yaml', half('order', 2)],
      ['product/chain', half('product', 3)],
      ['order/chain', half('order', 4)],
    ] as const;
    for (const [file, to] of waiting) renameSync(join(dir, file), join(dir, to));
    for (const [file, was] of chains) writeFileSync(join(dir, file), was);
    return { dir, whole };
  };
  const { dir, whole } = begun();
  // who only reads says so, and leaves all as it is
  const e = await refuses(dir, 'PLANS_HALF_WRITTEN', 'plans/order/chain', /tidemark plan /);
  assert.match(e.message, /killed while it wrote product\/0004-c, order\/0002-c left 3 file/);
  assert.equal(finishWriting(dir), ['product/0004-c', 'order/0002-c']);
  assert.equal(readdirSync(dir, { recursive: true }).sort(), whole);
  assert.is((await readPlans(dir)).flatMap((m) => m.plans).length, 6);
  // one of the rest was never written; the first file has become another; none has its place yet
  const never: ((dir: string) => void)[] = [
    (to) => rmSync(join(to, half('order', 4))),
    (to) => writeFileSync(join(to, half('order', 2)), 'tidemark: 1\nplan: order/0002-c\n'),
    (to) => renameSync(at(to, 'product', plan('0004-c')), at(to, 'product', plan('0005-d'))),
    (to) => renameSync(at(to, 'product', plan('0004-c')), join(to, half('product', 1))),
  ];
  for (const change of never) {
    const { dir: to } = begun();
    change(to);
    const before = readdirSync(to, { recursive: true }).sort();
    assert.equal(finishWriting(to), []);
    assert.equal(readdirSync(to, { recursive: true }).sort(), before);
    assert.is.not(await readPlans(to).catch((error: TidemarkError) => error.id), 'PLANS_HALF_WRITTEN');
  }
});

test('plans that get other texts together are finished too, unless somebody worked on one of them since', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const [first, ...rest] = [
    ['product', plan('0003-b')],
    ['product', 'chain'],
    ['order', plan('0001-init')],
    ['order', 'chain'],
  ] as const;
  const other = (dir: string, module: string, name: string): { plan: string; text: string } => {
    const { seal: _seal, ...body } = readPlan(readFileSync(at(dir, module, plan(name)), 'utf8'), name);
    return { plan: `${module}/${name}`, text: writePlan({ ...body, summary: 'other' }) };
  };
  const begun = (): { dir: string; whole: string[] } => {
    const dir = copy();
    const was = rest.map(([module, file]) => readFileSync(at(dir, module, file)));
    replacePlanFiles(dir, [other(dir, 'product', '0003-b'), other(dir, 'order', '0001-init')]);
    const whole = [first, ...rest].map(([module, file]) => readFileSync(at(dir, module, file), 'utf8'));
    for (const [i, [module, file]] of rest.entries()) {
      renameSync(at(dir, module, file), join(dir, module, `.${gone}-1-1-${i + 2}-4.tmp`));
      writeFileSync(at(dir, module, file), was[i]!);
    }
    return { dir, whole };
  };
  const { dir, whole } = begun();
  await refuses(dir, 'PLANS_HALF_WRITTEN', 'plans/order/chain', /tidemark plan /);
  assert.equal(finishWriting(dir), ['product/0003-b', 'order/0001-init']);
  assert.equal(
    [first, ...rest].map(([module, file]) => readFileSync(at(dir, module, file), 'utf8')),
    whole,
  );
  const { dir: edited } = begun();
  appendFileSync(at(edited, 'order', plan('0001-init')), '# mine');
  assert.equal(finishWriting(edited), []);
});

test('a plan that outgrew what is read again is refused where it is replaced as well', () => {
  const dir = copy();
  const file = at(dir, 'product', plan('0003-b'));
  const before = readFileSync(file, 'utf8');
  const { seal: _seal, ...body } = readPlan(before, file);
  const text = writePlan({ ...body, summary: 'x'.repeat(21 << 20) });
  const tooLarge = (e: TidemarkError): boolean => e.id === 'PLAN_TOO_LARGE';
  assert.throws(() => replacePlanFile(dir, 'product/0003-b', text), tooLarge);
  assert.throws(() => replaceModule(dir, 'product', [{ name: '0003-b', text }]), tooLarge);
  assert.is(readFileSync(file, 'utf8'), before);
});

test.run();
