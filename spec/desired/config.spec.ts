import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { basename, join } from 'node:path';
import { fromEnvironment, loadConfig, milliseconds, targetOf } from '../../lib/desired/config.ts';
import { inFolder, refused, type Files } from './project.ts';

const test = suite('config');

const configs: { readonly [name: string]: Files } = {
  'tidemark.config.ts': {
    'tidemark.config.ts':
      "import { defineConfig, env } from 'tidemark';\nexport default defineConfig({ project: 'shop', plans: 'db/plans', target: { url: 'postgres://h/d', password: () => 'x' }, roles: { app: env('APP') } });",
  },
  'tidemark.config.mjs': { 'tidemark.config.mjs': "export default { project: 'shop', plans: 'db/plans' };" },
  'tidemark.config.js': { 'tidemark.config.js': "module.exports = { project: 'shop', plans: 'db/plans' };" },
  'tidemark.config.json': { 'tidemark.config.json': '{ "project": "shop", "plans": "db/plans" }' },
  'package.json': { 'package.json': '{ "name": "ignored", "tidemark": { "project": "shop", "plans": "db/plans" } }' },
};

for (const [name, files] of Object.entries(configs)) {
  test(`${name} is found upwards`, () =>
    inFolder({ ...files, 'deep/er/x.txt': '' }, async (root) => {
      const project = await loadConfig(join(root, 'deep', 'er'));
      assert.equal(
        [project.root, basename(project.file!), project.project, project.plansDir, project.schemaDir],
        [root, name, 'shop', join(root, 'db/plans'), join(root, 'schema')],
      );
    }));
}

test('none is needed', () =>
  inFolder({ 'schema/a.sql': '', 'deep/x.txt': '' }, async (root) => {
    const project = await loadConfig(join(root, 'deep'));
    assert.equal([project.root, project.file, project.project, project.config], [root, undefined, 'spec', {}]);
  }));

test('--config names one', () =>
  inFolder({ 'other/my.config.mjs': "export default { schema: 'defs' }" }, async (root) => {
    assert.is((await loadConfig(root, { config: 'other/my.config.mjs' })).schemaDir, join(root, 'other', 'defs'));
    assert.is((await refused(() => loadConfig(root, { config: 'none.ts' }))).id, 'CONFIG_MISSING');
  }));

test('two in one folder, a typo, no export, one that throws', async () => {
  const fails = (files: Files): Promise<{ id: string; message: string; next: string | undefined }> =>
    inFolder(files, (root) => refused(() => loadConfig(root)));
  assert.is((await fails({ 'tidemark.config.json': '{}', 'tidemark.config.mjs': 'export default {}' })).id, 'CONFIG_TWICE');
  const typo = await fails({ 'tidemark.config.json': '{ "shcema": "x" }' });
  assert.is(typo.id, 'CONFIG_INVALID');
  assert.match(`${typo.message}${typo.next}`, '"schema"');
  assert.is((await fails({ 'tidemark.config.mjs': 'export const x = 1' })).id, 'CONFIG_EMPTY');
  assert.is((await fails({ 'tidemark.config.ts': 'throw new Error("no")' })).id, 'CONFIG_THREW');
  assert.is((await fails({ 'tidemark.config.json': '{' })).id, 'JSON_MALFORMED');
});

test('what the target needs is read from the environment when it is needed', async () => {
  const target = (text: string, environment: NodeJS.ProcessEnv = {}): Promise<ReturnType<typeof targetOf>['target']> =>
    inFolder({ 'tidemark.config.json': `{ "target": ${text} }` }, async (root) => targetOf(await loadConfig(root), environment).target);
  assert.is(await target('"embedded"'), 'embedded');
  assert.equal(await target('{ "env": "DB" }', { DB: 'postgres://h/d' }), { url: 'postgres://h/d' });
  assert.equal(await target('{ "host": "h", "port": 5433, "user": "u@x", "database": "d b", "sslmode": "require" }'), {
    url: 'postgresql://u%40x@h:5433/d%20b?sslmode=require',
  });
  assert.equal(await target('{ "host": "/run/pg", "database": "d", "password": { "command": ["pass", "db"] } }'), {
    url: 'postgresql:///d?host=%2Frun%2Fpg',
    passwordCommand: ['pass', 'db'],
  });
  const secret = (await target('{ "url": "postgres://h/d", "password": { "env": "PW" } }', { PW: 's' })) as {
    password: () => string;
  };
  assert.is(secret.password(), 's');
  const missing = await refused(() => target('{ "env": "DB" }'));
  assert.is(missing.id, 'CONFIG_ENV_MISSING');
  assert.match(missing.message, 'DB');
  assert.is(fromEnvironment('plain', 'x'), 'plain');
});

test('durations', () => {
  assert.equal(['500ms', '3s', '10m', '1h'].map(milliseconds), [500, 3000, 600_000, 3_600_000]);
});

test.run();
