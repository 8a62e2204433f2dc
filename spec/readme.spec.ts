// What the README shows is so: its definitions load and plan, its flags and files exist.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../bin/commands/index.ts';
import { loadConfig } from '../lib/desired/config.ts';
import { plan } from '../lib/verbs/plan.ts';
import { root, tidemark } from './verbs/door.ts';
import { inProject } from './verbs/place.ts';

const test = suite('README');
const text = readFileSync(join(root, 'README.md'), 'utf8');
/** Fences that name a file: ```ts schema/library/book.ts */
const shown = Object.fromEntries([...text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, file, content]) => [file!, content!]));

test('the definitions it shows become plans', () =>
  inProject(shown, async (cwd) => {
    assert.ok(Object.keys(shown).length >= 5);
    const { config, project } = await loadConfig(cwd);
    assert.is(project, 'library');
    assert.is(config.postgres, '>=15');
    const { plans } = await plan({ cwd, dryRun: true });
    const sql = plans.flatMap((p) => p.content.up.flatMap((s) => s.steps.map((step) => step.step)));
    for (const step of [
      '+ table public.book',
      '+ table public.shelf',
      '+ table public.reader_book',
      '+ view public.overdue',
      '+ function public.loans_of(text)',
    ])
      assert.ok(sql.includes(step), `${step} in ${sql.join(', ')}`);
  }));

test('every flag it names exists, except those it says do not', async () => {
  const all = await Promise.all(Object.keys(commands).map((name) => tidemark(root, [name, '--help'])));
  const known = new Set(['--help', ...all.flatMap(({ out }) => [...out.matchAll(/--[a-z][a-z-]*/g)].map(([f]) => f))]);
  const [before, limits] = [text.slice(0, text.indexOf('## Limits')), text.slice(text.indexOf('## Limits'))];
  const named = [...before.matchAll(/--[a-z][a-z-]*/g)].map(([f]) => f);
  assert.equal(
    [...new Set(named)].filter((f) => !known.has(f)),
    [],
  );
  const missing = [...limits.matchAll(/no (?:`--[a-z-]+`[^`;.]*)+/g)].flatMap(([m]) => [...m.matchAll(/--[a-z][a-z-]*/g)].map(([f]) => f));
  if (/no `--/.test(limits)) assert.ok(missing.length > 0, limits);
  assert.equal(
    missing.filter((f) => known.has(f)),
    [],
    'flags that exist by now',
  );
});

test('every file it links to is there', () => {
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, to]) => to!);
  assert.ok(links.length > 0);
  assert.equal(
    links.filter((l) => !existsSync(join(root, l))),
    [],
  );
});

test('ARCHITECTURE gives a reason for every package', () => {
  const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    [what: string]: { [name: string]: string };
  };
  const names = Object.keys({ ...dependencies, ...devDependencies });
  assert.equal(
    names.filter((n) => !architecture.includes(`\`${n}\``)),
    [],
  );
});

test.run();
