// What npm ships, installed into an empty project as a stranger would: the door, the API, types, ledger plans, a whole round.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const root = fileURLToPath(new URL('../', import.meta.url));
const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
const test = suite<{ folder: string; app: string; packed: Packed }>('package');

// No database but the embedded one is meant here, and npm is not asked about itself.
const surroundings = Object.entries(process.env).filter(([n]) => !/^(DATABASE_URL|PG.*|CI|NODE_ENV|npm_.*)$/.test(n));
const env = { ...Object.fromEntries(surroundings), NO_COLOR: '1', npm_config_update_notifier: 'false' };

function run(app: string, file: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: app,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return { code: status, out: stdout, err: stderr };
}

const tidemark = (app: string, ...args: string[]): ReturnType<typeof run> => run(app, join(app, 'node_modules/.bin/tidemark'), ...args);

function good(ended: ReturnType<typeof run>): string {
  assert.is(ended.code, 0, ended.err + ended.out);
  return ended.out;
}

test.before((context) => {
  assert.ok(existsSync(join(root, 'dist/bin/tidemark.js')), 'dist/ is not there: npm run build');
  context.folder = mkdtempSync(join(tmpdir(), 'tidemark package-'));
  context.app = join(context.folder, 'an app');
  mkdirSync(context.app);
  // Without scripts: npm test has built dist/ already, and other specs are reading it.
  const said = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', context.folder], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  [context.packed] = JSON.parse(said) as [Packed];
  writeFileSync(join(context.app, 'package.json'), '{ "name": "an-app", "private": true }');
  good(run(context.app, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', join(context.folder, context.packed.filename)));
});
test.after(({ folder }) => rmSync(folder, { recursive: true, force: true }));

test('the tarball holds what runs and nothing else', ({ packed }) => {
  const paths = packed.files.map((f) => f.path);
  for (const path of [
    'dist/bin/tidemark.js',
    'dist/bin/example/shop/schema/product/product.ts',
    'dist/lib/index.js',
    'dist/lib/index.d.ts',
    'dist/lib/format/plan.schema.json',
    'dist/lib/format/plan.validator.generated.cjs',
    'dist/lib/run/engine/template.pack.br',
    'plans/tidemark/chain',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'SECURITY.md',
  ])
    assert.ok(paths.includes(path), path);
  const strange = paths.filter((p) => !/^(dist\/(bin|lib)\/|plans\/tidemark\/|schema\/tidemark\/|[A-Z]+(\.md)?$|package\.json$)/.test(p));
  assert.equal(strange, []);
  const sources = paths.filter((p) => /\.(ts|map)$/.test(p) && !p.endsWith('.d.ts') && !p.includes('/example/'));
  assert.equal(sources, []);
});

test('nothing that is installed with it runs a script', ({ app }) => {
  const lock = JSON.parse(readFileSync(join(app, 'package-lock.json'), 'utf8')) as {
    packages: { [path: string]: { hasInstallScript?: boolean } };
  };
  assert.equal(
    Object.keys(lock.packages).filter((p) => lock.packages[p]!.hasInstallScript),
    [],
  );
});

test('npx finds it, and it knows its version', ({ app }) => {
  assert.is(good(run(app, 'npx', '--no', '--', 'tidemark', '--version')), `${version}\n`);
});

test('the sample shop: init, plan, apply, status, drift, rollback', ({ app }) => {
  good(tidemark(app, 'init', '--example', 'shop'));
  assert.match(good(tidemark(app, 'plan')), 'plans/order/0001-init.plan.yaml');
  const applied = JSON.parse(good(tidemark(app, 'apply', '--json'))) as { outcome: string; plans: { plan: string }[] };
  assert.is(applied.outcome, 'applied');
  assert.equal(
    applied.plans.map((p) => p.plan),
    ['product/0001-init', 'sales-channel/0001-init', 'order/0001-init'],
  );
  assert.match(good(tidemark(app, 'status')), 'Nothing to do.');
  assert.match(good(tidemark(app, 'drift')), 'In sync');
  assert.match(good(tidemark(app, 'plan')), 'Nothing to plan');
  good(tidemark(app, 'check'));
  const refused = tidemark(app, 'rollback');
  assert.is(refused.code, 3);
  const allow = /^ {2}next: .*?(--allow .*)$/m.exec(refused.err)?.[1];
  assert.ok(allow, refused.err);
  good(tidemark(app, 'rollback', ...allow!.split(' ')));
  assert.match(tidemark(app, 'status').out, 'pending  product/0001-init');
});

test('definitions and calls of the API have types', ({ app }) => {
  const options = {
    module: 'NodeNext',
    target: 'ES2022',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: [],
    skipLibCheck: true,
  };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['schema', '*.ts', '*.mts'] }));
  writeFileSync(
    join(app, 'deploy.mts'),
    `import { apply, plan, TidemarkError, type PlanResult } from 'tidemark';
const planned: PlanResult = await plan({ dryRun: true });
const unsafe: number = planned.unacknowledged;
// @ts-expect-error it is a number
const wrong: string = planned.unacknowledged;
await apply({ database: 'pglite:db', modules: ['product'] }).catch((error: unknown) => {
  if (error instanceof TidemarkError) console.error(error.id, error.next);
});
console.log(unsafe, wrong);
`,
  );
  good(run(app, process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'));
});

test('the API is imported in a moment and its errors are data', ({ app }) => {
  const script = `
    const started = performance.now();
    const { status } = await import('tidemark');
    const ms = performance.now() - started;
    const error = await status({ database: 'pglite:' }).catch((e) => e);
    console.log(JSON.stringify({ ms, id: error.id, next: error.next }));`;
  const said = JSON.parse(good(run(app, process.execPath, '--input-type=module', '-e', script))) as {
    ms: number;
    id: string;
    next: string;
  };
  assert.is(said.id, 'TARGET_URL');
  assert.ok(said.next);
  // 30 ms where nothing else runs; the bound leaves room for a busy machine and none for a loaded database engine.
  assert.ok(said.ms < 400, `import took ${Math.round(said.ms)} ms`);
});

test.run();
