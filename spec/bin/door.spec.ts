// The door itself: what help lists, which exit codes there are, where errors go.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../bin/commands/index.ts';
import { EXIT } from '../../lib/errors.ts';
import { codes } from '../../lib/hazards/codes.ts';
import { child, refusedBy, root, tidemark } from '../verbs/door.ts';

const test = suite<{ folder: string }>('door');
const readme = (): string => readFileSync(join(root, 'README.md'), 'utf8');

test.before((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'tidemark-door-'));
});
test.after(({ folder }) => rmSync(folder, { recursive: true, force: true }));

test('every command has a file, and every file is a command', () => {
  const files = readdirSync(join(root, 'bin/commands'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && f !== 'index.ts');
  // bin/commands/db/migrate/scripts.ts is db:migrate:scripts
  assert.equal(files.map((f) => f.slice(0, -'.ts'.length).replace(/[\\/]/g, ':')).sort(), Object.keys(commands).sort());
});

test('every command has its function in the API', async () => {
  const { db, ...api } = (await import('../../lib/index.ts')) as unknown as { readonly db: object; readonly [name: string]: unknown };
  const of: { readonly [command: string]: string } = { 'db:migrate:scripts': 'scripts', 'db:sync-links': 'syncLinks' };
  // explain prints a page, and search is Medusa's own
  for (const name of Object.keys(commands).filter((c) => c !== 'explain' && c !== 'db:migrate:search')) {
    const [owner, verb] = name.startsWith('db:') ? [db, of[name] ?? name.slice('db:'.length)] : [api, name];
    assert.type((owner as { readonly [name: string]: unknown })[verb], 'function', name);
  }
});

test('--help lists exactly the commands, and so does the README', async ({ folder }) => {
  const { code, out, err } = await child(folder, ['--help']).ended;
  assert.is(code, 0);
  assert.is(err, '');
  const listed = [...out.matchAll(/^ {2}tidemark (\S+) /gm)].map((m) => m[1]!);
  assert.equal([...listed].sort(), Object.keys(commands).sort());
  const table = [...readme().matchAll(/^\| `tidemark ([a-z:-]+)/gm)].map((m) => m[1]!);
  assert.equal([...new Set(table)].sort(), [...listed].sort(), 'the table of commands in the README');
});

for (const name of Object.keys(commands)) {
  test(`${name} --help says what it does and names every value`, async ({ folder }) => {
    const { code, out } = await tidemark(folder, [name, '--help']);
    assert.is(code, 0);
    assert.match(out, `$ tidemark ${name}`);
    assert.match(out, '--verbose');
    assert.not.match(out, '#0');
    assert.not.match(out, '<value>');
  });
}

test('the README has every exit code', () => {
  const codes = [...readme().matchAll(/^\| (\d+) \|/gm)].map((m) => Number(m[1]));
  assert.equal(codes.sort(), Object.values(EXIT).sort());
});

test('no command is 64 with the overview on stderr', async ({ folder }) => {
  const { code, out, err } = await child(folder, []).ended;
  assert.is(code, 64);
  assert.is(out, '');
  assert.match(err, 'tidemark plan');
});

const usage: readonly (readonly [argv: readonly string[], id: string, says: string])[] = [
  [['plna'], 'COMMAND_UNKNOWN', 'tidemark plan'],
  [['plan', '--flor', '15'], 'USAGE', 'did you mean --floor?'],
  [['plan', '--floor'], 'USAGE', '--floor'],
  [['plan', '--floor', '12'], 'USAGE', 'from 13 to 18'],
  [['apply', '--wait', 'soon'], 'USAGE', '--wait'],
  [['rollback', '--steps', '0'], 'USAGE', '--steps'],
  [['diff', '--from', 'empty'], 'USAGE', '--to must be given'],
  [['ack', 'x', 'CODE'], 'USAGE', '--reason must be given'],
  [['show'], 'USAGE', 'positional'],
  [['drift', '--format', 'xml'], 'USAGE', 'xml'],
  [['db:migrate', '--skip-links=maybe'], 'USAGE', '--skip-links takes no value'],
  [['plan', '--rename', 'a.b:c', '--check'], 'USAGE', '--check'],
  [['status', '--config', 'none.json'], 'CONFIG_MISSING', 'none.json'],
  [['status', '--cwd', 'nowhere'], 'FOLDER_MISSING', 'nowhere'],
  [['apply'], 'TARGET_NOT_CONFIGURED', '--database'],
];
for (const [argv, id, says] of usage) {
  test(`tidemark ${argv.join(' ')}: 64 and ${id} on stderr`, async ({ folder }) => {
    refusedBy(await tidemark(folder, argv), { code: 64, id, says: [says] });
  });
}

test('as a process too: stderr, 64, no stack', async ({ folder }) => {
  refusedBy(await child(folder, ['plna']).ended, { code: 64, id: 'COMMAND_UNKNOWN', next: 'tidemark plan' });
});

for (const argv of [['plna'], ['apply'], ['show', 'nope'], ['diff', '--from', 'x.sql', '--to', 'empty'], ['plan', '--flor']]) {
  test(`tidemark ${argv.join(' ')} --json: the error is one JSON document on stdout too`, async ({ folder }) => {
    const { code, out, err } = await tidemark(folder, [...argv, '--json']);
    assert.is(code, 64);
    const { error } = JSON.parse(out) as { error: { id: string; message: string; next: string } };
    assert.match(error.id, /^[A-Z_]+$/);
    assert.match(err, error.id);
    assert.ok(error.next);
  });
}

test('importing the API has the words of definitions and the verbs, and loads no package', async () => {
  const api = await import('../../lib/index.ts');
  const verbs = ['plan', 'apply', 'rollback', 'status', 'drift', 'diff', 'check', 'show', 'ack', 'prove', 'lint', 'init'];
  const words = ['entity', 'link', 'belongsTo', 'text', 'sql', 'defineConfig', 'env', 'TidemarkError'];
  for (const name of [...verbs, ...words]) assert.type((api as { readonly [name: string]: unknown })[name], 'function', name);
  assert.equal([...packagesFrom('lib/index.ts')], []);
  assert.ok(packagesFrom('lib/run/shadow/worker.ts').size > 0, 'the search finds packages where there are some');
});

/** Outside packages that come in by plain imports, however deep. */
function packagesFrom(file: string, seen = new Set<string>(), found = new Set<string>()): Set<string> {
  if (seen.has(file)) return found;
  seen.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  for (const [, to] of text.matchAll(/^(?:import|export) (?!type)[^;]*? from '([^']+)'/gm)) {
    if (to!.startsWith('.')) packagesFrom(join(dirname(file), to!), seen, found);
    else if (!to!.startsWith('node:')) found.add(`${to!} in ${file}`);
  }
  return found;
}

test('explain lists every code when it does not know one', async ({ folder }) => {
  const ended = await tidemark(folder, ['explain', 'NOPE']);
  assert.is(ended.code, 64);
  for (const code of Object.keys(codes)) assert.match(ended.err, code);
});

test.run();
