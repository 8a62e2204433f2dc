// Plan files that are not what they were: every command refuses them before it changes anything, and says how to get them back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { files, refuses, tidemark, type Refusal } from './door.ts';
import { inProject, put, type Files } from './place.ts';

const test = suite('bad plan files');

const temp = mkdtempSync(join(realpathSync(tmpdir()), 'tidemark-bad-plans-'));
process.on('exit', () => rmSync(temp, { recursive: true, force: true }));
const database = ['--database', `pglite:${temp}/db`];
const [first, second] = ['plans/a/0001-init.plan.yaml', 'plans/a/0002-add-b.plan.yaml'];

await inProject({ 'schema/a.sql': 'CREATE TABLE item (id int);\n' }, async (cwd) => {
  await tidemark(cwd, ['plan']);
  put(cwd, { 'schema/a.sql': 'CREATE TABLE item (id int, b text);\n' });
  await tidemark(cwd, ['plan']);
  cpSync(join(cwd, 'schema'), join(temp, 'schema'), { recursive: true });
  cpSync(join(cwd, 'plans'), join(temp, 'plans'), { recursive: true });
});
const sound = (path: string): string => readFileSync(join(temp, path), 'utf8');
const everything = Object.fromEntries(['schema/a.sql', 'plans/a/chain', first, second].map((f) => [f, sound(f)]));

function broken(name: string, change: Files, refusal: Refusal): void {
  test(name, () =>
    inProject({ ...everything, ...change }, async (cwd) => {
      for (const argv of [
        ['apply', ...database],
        ['apply', '--dry-run', ...database],
        ['status', ...database],
        ['plan'],
        ['show', 'a/0001-init'],
        ['ack', 'a/0001-init', 'DATA_DROP_COLUMN', '--reason', 'x'],
      ]) {
        const ended = await refuses(cwd, argv, refusal);
        assert.not.match(ended.out, 'applied');
      }
      assert.equal(files(join(temp, 'db')), {}, 'a database was made');
      // The gate finds the same, under the same name, and asks for a person.
      const gate = await tidemark(cwd, ['check', '--json']);
      const found = JSON.parse(gate.out) as { findings: { id: string; next: string }[] };
      assert.equal(
        found.findings.map((f) => f.id),
        [refusal.id],
      );
      assert.ok(found.findings[0]!.next);
      assert.is(gate.code, 3);
      assert.match((await tidemark(cwd, ['check'])).out, /1 finding\(s\); the plans were not read further/);
    }),
  );
}

broken(
  'edited by one byte',
  { [first]: sound(first).replace('"item"', '"itex"') },
  { code: 3, id: 'PLAN_SEAL_BROKEN', says: [first], next: `git checkout -- ${first}` },
);
broken(
  'edited in a comment',
  { [second]: sound(second).replace('\ntidemark: 1', '\n# harmless\ntidemark: 1') },
  { code: 3, id: 'PLAN_SEAL_BROKEN', says: [second] },
);
broken('missing, the first', { [first]: null }, { code: 3, id: 'PLAN_MISSING', says: ['plans/a/chain', '0001-init'], next: `restore ${first}` });
broken('missing, the last', { [second]: null }, { code: 3, id: 'PLAN_MISSING', says: ['plans/a/chain', '0002-add-b'] });
broken('in no chain', { 'plans/a/chain': sound('plans/a/chain').split('\n')[0] + '\n' }, { code: 3, id: 'PLAN_NOT_IN_CHAIN', says: ['0002-add-b'] });
broken('without a chain', { 'plans/a/chain': null }, { code: 3, id: 'CHAIN_MISSING', says: ['plans/a'], next: 'bring plans/a/chain back' });
broken(
  'out of order',
  { 'plans/a/chain': sound('plans/a/chain').trim().split('\n').reverse().join('\n') + '\n' },
  { code: 3, id: 'CHAIN_BROKEN', says: ['0002-add-b', '0001-init'] },
);
broken(
  'from a newer format',
  { [first]: sound(first).replace('tidemark: 1', 'tidemark: 2') },
  { code: 1, id: 'PLAN_FORMAT_NEWER', says: [first, 'format 2'], next: 'npm install tidemark@latest' },
);
broken(
  'with a path in its name',
  { 'plans/a/chain': sound('plans/a/chain').replace('0001-init', '../../etc/0001-init') },
  { code: 3, id: 'CHAIN_MALFORMED', says: ['plans/a/chain:1'] },
);

test('a name that leads out of the folder is no plan, whatever stands there', () =>
  inProject(everything, async (cwd) => {
    put(cwd, { 'secret.plan.yaml': everything[first]! });
    for (const name of ['../secret', '../../etc/passwd', 'a/../../secret', 'a/0009-none', '', '/', 'a/0001-init\u0000']) {
      await refuses(cwd, ['show', name], { code: 64, id: 'PLAN_UNKNOWN' });
    }
  }));

test('a checkout with CRLF and a BOM is the same plan', () =>
  inProject(
    {
      ...everything,
      [first]: `\ufeff${sound(first).replaceAll('\n', '\r\n')}`,
      'plans/a/chain': sound('plans/a/chain').replaceAll('\n', '\r\n'),
    },
    async (cwd) => {
      const shown = await tidemark(cwd, ['show', 'a/0001-init', '--format', 'sql']);
      assert.is(shown.code, 0, shown.err);
      assert.is((await tidemark(cwd, ['check'])).code, 0);
    },
  ));

test.run();
