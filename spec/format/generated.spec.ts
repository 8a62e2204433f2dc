import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('generated files');
const room = fileURLToPath(new URL('../../lib/format/', import.meta.url));

test('types and validators are what the schemas give', () => {
  execFileSync(process.execPath, [`${room}generate.mjs`, '--check'], { stdio: ['ignore', 'ignore', 'inherit'] });
});

test('validators need nothing at run time', () => {
  const files = readdirSync(room).filter((f) => f.endsWith('.generated.cjs'));
  assert.is(files.length, 4);
  for (const f of files) assert.not.match(readFileSync(room + f, 'utf8'), /require\(/, f);
});

test('every field of every schema says what it is', () => {
  const silent: string[] = [];
  const walk = (at: unknown, path: string): void => {
    if (typeof at !== 'object' || at === null) return;
    const properties = 'if' in at || /\/(if|then|else|oneOf)(\/|$)/.test(path) ? undefined : (at as { properties?: object }).properties;
    for (const [name, p] of Object.entries(properties ?? {})) if (p !== false && !('description' in p) && !('$ref' in p)) silent.push(`${path}/${name}`);
    for (const [k, v] of Object.entries(at)) walk(v, `${path}/${k}`);
  };
  for (const what of ['plan', 'definition', 'config', 'hints']) walk(JSON.parse(readFileSync(`${room}${what}.schema.json`, 'utf8')), what);
  assert.equal(silent, []);
});

test.run();
