// Keeps the house as ARCHITECTURE.md says it is.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../../', import.meta.url));
const test = suite('house');

const rooms = ['sql', 'format', 'catalog', 'kinds', 'desired', 'hazards', 'plan', 'run', 'report', 'verbs', 'bin'];

/** The one room that may import each outside package. */
const homes: Readonly<Record<string, string>> = {
  'pg-query-emscripten': 'sql',
  'libpg-query': 'sql',
  ajv: 'format',
  yaml: 'format',
  'json-schema-to-typescript': 'format',
  prettier: 'format',
  jiti: 'desired',
  pluralize: 'desired',
  pg: 'run',
  'postgres-array': 'run',
  '@electric-sql/pglite': 'run',
  '@electric-sql/pglite-pgvector': 'run',
  '@electric-sql/pglite-postgis': 'run',
  picocolors: 'bin',
  clipanion: 'bin',
};

/** Files past 250 lines, each with its excuse. */
const long: Readonly<Record<string, string>> = {
  'lib/hazards/operations.ts': 'the operation table: data, one entry a line',
  'lib/hazards/codes.ts': 'the table of hazard codes: data with their texts',
};

// what `init --example` copies is a user's project, not ours
const sources = [...walk('lib'), ...walk('bin')].filter((f) => /\.(ts|mjs)$/.test(f) && !f.startsWith('bin/example/'));
const code = sources.filter((f) => !f.includes('.generated.'));
/** Files that some file imports by a plain import statement. */
const statically = new Set(
  code.flatMap((f) => [...withoutComments(read(f)).matchAll(/^import (?!type)[^;]*from '(\.[^']+)'/gm)].map((m) => normalize(join(dirname(f), m[1]!)))),
);

test('arrows point one way', () => {
  const wrong: string[] = [];
  for (const file of code) {
    for (const to of imports(file).filter((i) => i.startsWith('.'))) {
      const target = normalize(join(dirname(file), to));
      const [from, into] = [room(file), room(target)];
      if (from === undefined || into === undefined) continue;
      if (rooms.indexOf(into) > rooms.indexOf(from)) wrong.push(`${file} imports ${target}`);
    }
  }
  assert.equal(wrong, []);
});

test('within run/ arrows point one way, and what runs on a target reaches no shadow', () => {
  const within = ['session', 'introspect', 'engine', 'target', 'shadow', 'elaborate', 'ledger', 'execute', 'scripts', 'prove'];
  const shadowless = ['ledger', 'execute', 'scripts'];
  const needsShadow = ['shadow', 'elaborate', 'prove'];
  const of = (f: string): string => /^lib\/run\/([a-z]+)\//.exec(f)?.[1] ?? '';
  const wrong: string[] = [];
  for (const file of code.filter((f) => f.startsWith('lib/run/'))) {
    const from = of(file);
    if (!within.includes(from)) wrong.push(`${file} is in no room of run/`);
    for (const to of imports(file).filter((i) => i.startsWith('.'))) {
      const target = normalize(join(dirname(file), to));
      const into = of(target);
      if (into === '') continue;
      if (within.indexOf(into) > within.indexOf(from)) wrong.push(`${file} imports ${target}`);
      if (shadowless.includes(from) && needsShadow.includes(into)) wrong.push(`${file} reaches the shadow through ${target}`);
    }
  }
  assert.equal(wrong, []);
});

test('errors.ts stands below all', () => {
  assert.equal(imports('lib/errors.ts'), []);
});

test('outside packages stay in their room', () => {
  const wrong: string[] = [];
  for (const file of code) {
    for (const to of imports(file).filter((i) => !i.startsWith('.') && !i.startsWith('node:') && i !== 'tidemark')) {
      const name = to
        .split('/')
        .slice(0, to.startsWith('@') ? 2 : 1)
        .join('/');
      if (homes[name] !== room(file)) wrong.push(`${file} imports ${name}, which belongs in ${homes[name] ?? 'no room: name it in ARCHITECTURE.md and here'}`);
    }
  }
  assert.equal(wrong, []);
});

test('heavy packages are loaded when they are needed', () => {
  const heavy = /^import (?!type)[^;]*from '(@electric-sql\/pglite[^']*|pg|pg-query-emscripten|libpg-query|jiti|ajv[^']*)'/m;
  // a file that everybody imports with import() may itself import what it likes
  const wrong = code.filter((f) => f.endsWith('.ts') && heavy.test(read(f)) && statically.has(f));
  assert.equal(wrong, []);
});

if (existsSync(join(root, 'lib/kinds/registry.ts'))) {
  const { kinds } = (await import('../../lib/kinds/registry.ts')) as { kinds: readonly { name: string }[] };
  const names = new Set(kinds.map((k) => k.name));
  const records = new Set(
    imports('lib/kinds/registry.ts')
      .filter((i) => i !== './kind.ts' && i.startsWith('./'))
      .map((i) => join('lib/kinds', i)),
  );

  test('no kind imports a kind', () => {
    const wrong = [...records].flatMap((f) =>
      imports(f)
        .map((i) => normalize(join(dirname(f), i)))
        .filter((i) => records.has(i))
        .map((i) => `${f} imports ${i}`),
    );
    assert.equal(wrong, []);
    assert.ok(records.size > 10, `the registry names ${records.size} files`);
  });

  test('the folder of kinds holds kinds, and the rooms in it know none of them', () => {
    const inside = code.filter((f) => f.startsWith('lib/kinds/'));
    const others = inside.filter((f) => dirname(f) === 'lib/kinds' && !records.has(f)).map((f) => basename(f));
    assert.equal(others.sort(), ['kind.ts', 'registry.ts']);
    const parts = inside.filter((f) => dirname(f) !== 'lib/kinds');
    const wrong = parts.filter((f) => imports(f).some((i) => records.has(normalize(join(dirname(f), i)))));
    assert.ok(parts.length > 10);
    assert.equal(wrong, []);
  });

  test('no pass names a kind', () => {
    const passes = code.filter((f) => /^lib\/(catalog\/(diff|fingerprint|catalog)|plan\/.*|run\/prove\/(prove|way))\.ts$/.test(f));
    const wrong = passes.flatMap((f) =>
      [
        ...withoutComments(read(f))
          .replace(/typeof [^=]*=== '[a-z]+'/g, '')
          .matchAll(/'([^'\n]*)'|"([^"\n]*)"/g),
      ]
        .map((m) => m[1] ?? m[2] ?? '')
        .filter((text) => names.has(text))
        .map((text) => `${f} says '${text}'`),
    );
    assert.ok(passes.length > 3);
    assert.equal(wrong, []);
  });
}

test('files stay short, or say why not', () => {
  const wrong = code.filter((f) => read(f).split('\n').length > 251 && long[f] === undefined);
  assert.equal(wrong, []);
  assert.equal(
    Object.keys(long).filter((f) => !code.includes(f) || read(f).split('\n').length <= 251),
    [],
    'no longer long',
  );
});

test('files say what they hold', () => {
  const wrong = [...code, ...walk('spec')].filter((f) => /^(utils?|helpers?|common|types|misc)\.[a-z.]+$/.test(basename(f)));
  assert.equal(wrong, []);
});

test('every file in lib/ begins by saying what it owns', () => {
  assert.equal(
    code.filter((f) => f.startsWith('lib/') && !/^(#!.*\n)?\/[/*]/.test(read(f))),
    [],
  );
});

test('no path of a machine, no unfinished mark, no spec that runs alone', () => {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n');
  const texts = tracked.filter((f) => /\.(ts|mjs|cjs|js|json|md|sql|ya?ml)$|^\.ci\//.test(f) && !f.endsWith('package-lock.json') && existsSync(join(root, f)));
  const marks = new RegExp(['(?<![\\w.])/(?:work|root|Users|home)/', `\\b(?:TO${'DO'}|FIX${'ME'}|X${'XX'})\\b`].join('|'));
  const found = texts
    .filter((f) => !f.includes('.generated.'))
    .flatMap((f) => {
      const hit = marks.exec(read(f));
      return hit === null ? [] : [`${f}: ${hit[0]}`];
    });
  assert.equal(found, []);
  assert.equal(
    texts.filter((f) => f.endsWith('.spec.ts') && /\.(only|skip)\(/.test(read(f))),
    [],
  );
});

test('the lock file names no host', () => {
  assert.not.match(read('package-lock.json'), /"resolved"\s*:|https?:\/\/(?!.*(?:github|opencollective|patreon|tidelift|paypal|feross|funding|\bfund))/);
  assert.not.match(read('package.json'), /"(?:pre|post)?install"\s*:/);
});

test('nothing from the corpus is committed', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' });
  assert.not.match(tracked, /corpus\/(?:stripe|migra|tusker|realworld|medusa)/);
});

test.run();

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name).slice(root.length).replaceAll('\\', '/'));
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function room(file: string): string | undefined {
  const [top, next = ''] = file.split('/');
  if (top === 'bin') return 'bin';
  return top === 'lib' && rooms.includes(next) ? next : undefined;
}

function imports(file: string): string[] {
  return [...withoutComments(read(file)).matchAll(/(?:(?<!['-])\bfrom\s+|\bimport\s*\(\s*|^import\s+)(['"])([^'"\n]+)\1/gm)].map((m) => m[2]!);
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
}
