import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfig } from '../../lib/desired/config.ts';
import { loadDefinitions } from '../../lib/desired/load.ts';
import { files, refuses, root, tidemark } from './door.ts';

const test = suite<{ folder: string }>('init');

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'tidemark-init-'));
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true, force: true }));

test('writes a config, one module and two lines for git, and what it wrote loads', async ({ folder }) => {
  writeFileSync(join(folder, 'package.json'), '{ "name": "it\'s" }');
  const { code, out } = await tidemark(folder, ['init']);
  assert.is(code, 0);
  assert.is(out, 'wrote tidemark.config.ts\nwrote schema/app/note.ts\nwrote .gitignore\nwrote .gitattributes\n');
  const project = await loadConfig(folder);
  assert.is(project.project, "it's");
  assert.is(project.config.target, 'embedded');
  assert.ok((await loadDefinitions(project)).statements.length >= 2);
  assert.is(readFileSync(join(folder, '.gitignore'), 'utf8'), '.tidemark/\n');
  assert.equal(readdirSync(join(folder, 'plans')), []);
});

test('the sample shop is the files of bin/example, and says so as one JSON document', async ({ folder }) => {
  const { code, out, err } = await tidemark(folder, ['init', '--example', 'shop', '--json']);
  assert.is(code, 0);
  assert.is(err, '');
  const { written } = JSON.parse(out) as { written: string[] };
  assert.equal([...written].sort(), Object.keys(files(folder)).sort());
  const shop = files(join(root, 'bin/example/shop'));
  const here = files(folder);
  for (const [file, hash] of Object.entries(shop)) assert.is(here[file], hash, file);
  const { modules } = await loadDefinitions(await loadConfig(folder));
  assert.equal(modules, ['order', 'product', 'sales-channel']);
});

test('beside a medusa-config its application is the definitions, in a config that its own build does not compile; without a config too', async ({ folder }) => {
  writeFileSync(join(folder, 'medusa-config.ts'), 'module.exports = {};\n');
  writeFileSync(join(folder, 'package.json'), '{ "name": "my-store" }');
  assert.is((await loadConfig(folder)).config.medusa, true);
  const { out, err } = await tidemark(folder, ['init']);
  assert.is(out, 'wrote tidemark.config.json\nwrote .gitignore\nwrote .gitattributes\n');
  assert.match(err, 'tidemark baseline --database');
  const { project, config } = await loadConfig(folder);
  assert.equal([project, config.medusa, config.target], ['my-store', true, undefined]);
  writeFileSync(join(folder, 'tidemark.config.json'), '{}');
  await refuses(folder, ['plan'], { code: 64, id: 'DEFINITIONS_MISSING', next: 'set `medusa: true`' });
});

test('lines are added to files of git that are there, once and with their line ends', async ({ folder }) => {
  writeFileSync(join(folder, '.gitignore'), 'node_modules\r\n');
  writeFileSync(join(folder, '.gitattributes'), 'plans/** text eol=lf');
  const { out } = await tidemark(folder, ['init']);
  assert.match(out, 'added a line to .gitignore');
  assert.not.match(out, 'gitattributes');
  assert.is(readFileSync(join(folder, '.gitignore'), 'utf8'), 'node_modules\r\n.tidemark/\r\n');
  assert.is(readFileSync(join(folder, '.gitattributes'), 'utf8'), 'plans/** text eol=lf');
});

test('overwrites nothing and names what is in the way', async ({ folder }) => {
  mkdirSync(join(folder, 'schema/product'), { recursive: true });
  writeFileSync(join(folder, 'schema/product/product.ts'), '// mine');
  writeFileSync(join(folder, 'tidemark.config.json'), '{}');
  const says = ['tidemark.config.json', 'schema/product/product.ts'];
  await refuses(folder, ['init', '--example', 'shop'], { code: 64, id: 'INIT_EXISTS', says });
});

test('definitions that are there already stay alone', async ({ folder }) => {
  mkdirSync(join(folder, 'schema'));
  writeFileSync(join(folder, 'schema/app.sql'), 'CREATE TABLE t (a int);');
  assert.is((await tidemark(folder, ['init'])).code, 0);
  assert.equal(readdirSync(join(folder, 'schema')), ['app.sql']);
});

test('a config in package.json counts, and an unknown example is refused', async ({ folder }) => {
  await refuses(folder, ['init', '--example', '../shop'], { code: 64, id: 'EXAMPLE_UNKNOWN', next: '--example shop' });
  writeFileSync(join(folder, 'package.json'), '{ "tidemark": {} }');
  await refuses(folder, ['init'], { code: 64, id: 'INIT_EXISTS', says: ['package.json'] });
});

test.run();
