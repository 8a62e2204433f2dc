// Files and arguments that nobody wrote in good faith: each ends with an answer in the words of the tool, never with a stack trace, and soon.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writePlan } from '../../lib/format/write.ts';
import { random, type Random } from '../kit/generate/random.ts';
import { full } from '../format/a-plan.ts';
import { shop } from '../run/sample.ts';
import { tidemark } from '../verbs/door.ts';
import type { Figure } from './figure.ts';

const SLOW = 5_000;
const tokens = [
  '\0',
  '\uFEFF',
  '\u202e',
  '\ud800',
  '\r',
  '\t',
  '"',
  "'",
  '\\',
  '${x}',
  '__proto__',
  'constructor',
  '&a [*a]',
  '*x',
  '!!js/function x',
  '1e999',
  '-0',
  '9'.repeat(400),
  '{'.repeat(5_000),
  '['.repeat(5_000),
  'a: '.repeat(3_000),
  'x'.repeat(200_000),
  '../../../../etc/passwd',
  '/dev/zero',
  '%s%n%x',
  '\u001b[2J',
  '<!--',
  '$$',
  '/*',
  '--',
  '"; DROP SCHEMA public CASCADE; --',
  'null',
  'true',
  '[]',
  '{}',
];

/** A text with some of it changed: cut, doubled, swapped, sprinkled. */
function changed(text: string, r: Random): string {
  let out = text;
  for (let n = 1 + r.below(4); n > 0; n -= 1) {
    const at = r.below(out.length + 1);
    const to = Math.min(out.length, at + r.below(60));
    const how = r.below(5);
    if (how === 0) out = out.slice(0, at) + out.slice(to);
    else if (how === 1) out = out.slice(0, to) + out.slice(at, to) + out.slice(to);
    else if (how === 2) out = out.slice(0, at) + String.fromCharCode(r.below(0x300)) + out.slice(at + 1);
    else if (how === 3) out = out.slice(0, at);
    else out = out.slice(0, at) + r.pick(tokens) + out.slice(at);
  }
  return out;
}

const json = {
  entity: 'shelf',
  columns: { id: { type: 'bigint', identity: 'always', primaryKey: true }, label: { type: 'varchar', length: 40, unique: true } },
  checks: [{ expression: 'id > 0' }],
};
const sql = `CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x');\nCREATE VIEW v AS SELECT * FROM t WHERE a ~ $r$^a$r$;\nALTER TABLE t ADD COLUMN b int, ADD CHECK (b > 0) NOT VALID;\nDROP INDEX CONCURRENTLY IF EXISTS i;\n`;

interface Input {
  readonly files: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
}

/** Kinds of input in turn. */
const kinds: readonly ((r: Random) => Input)[] = [
  (r) => ({ files: { 'x.sql': changed(sql, r) }, argv: ['lint', 'x.sql'] }),
  (r) => ({
    files: { 'plans/a/0001-init.plan.yaml': changed(writePlan(full()), r), 'plans/a/chain': `0001-init sha256:${'0'.repeat(64)}\n` },
    argv: ['show', 'a/0001-init'],
  }),
  (r) => ({
    files: { 'plans/product/chain': changed(`0001-init sha256:${'a'.repeat(64)}\n0002-x sha256:${'b'.repeat(64)}\n`, r) },
    argv: ['status', '--database', 'pglite:db'],
  }),
  (r) => ({ files: { 'schema/shelf.json': changed(JSON.stringify(json, null, 1), r), 'plans/.keep': '' }, argv: ['plan', '--check'] }),
  (r) => ({ files: { 'schema/shelf.sql': changed(sql, r) }, argv: ['plan', '--check'] }),
  (r) => ({
    files: { 'schema/shelf.ts': changed(`import { entity, text } from 'tidemark';\nexport const a = entity('a', { id: text().primaryKey() });\n`, r) },
    argv: ['plan', '--check'],
  }),
  (r) => ({
    files: {
      'tidemark.config.json': changed(
        JSON.stringify({ project: 'x', postgres: '>=15', target: 'embedded', ignore: ['table public.x'], timeouts: { lock: '1s' } }),
        r,
      ),
    },
    argv: ['show', 'a'],
  }),
  (r) => ({
    files: {
      'schema/shelf.json': JSON.stringify(json),
      'schema/shelf.hints.json': changed(JSON.stringify({ rename: { 'table public.shelf': 'table public.old' }, ignore: [] }), r),
    },
    argv: ['plan', '--check'],
  }),
  (r) => ({
    files: {},
    argv: [
      r.pick(['show', 'ack', 'explain', 'prove', 'rollback', 'apply', 'lint', 'baseline', 'db:create', 'plan']),
      ...Array.from({ length: 1 + r.below(3) }, () =>
        changed(r.pick(['product/0001-init', '--to', '--database=postgres://u:p@h/db', '--wait=10', 'DATA_DROP_TABLE', '--format']), r).replaceAll('\0', ''),
      ),
    ],
  }),
  (r) => ({
    files: {},
    argv: [
      'status',
      '--database',
      changed(r.pick(['postgres://u:p@127.0.0.1:1/db?sslmode=require', 'host=127.0.0.1 port=1 dbname=x', 'pglite:db']), r).replaceAll('\0', ''),
    ],
  }),
];

export async function hostile(times: number, seed: number, until: number): Promise<Figure> {
  const base = mkdtempSync(join(tmpdir(), 'tm-hostile-'));
  const wrong: string[] = [];
  const codes: Record<string, number> = {};
  let [tried, longest] = [0, 0];
  process.on('unhandledRejection', (error) => wrong.push(`seed ${seed}, input ${tried}: a rejection nobody handled: ${String(error)}`));
  for (; tried < times && Date.now() < until; tried += 1) {
    const r = random(seed * 100_000 + tried);
    const { files, argv } = kinds[tried % kinds.length]!(r);
    const cwd = join(base, String(tried));
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), '{ "name": "hostile" }');
    if (argv[0] === 'status' && files['plans/product/chain'] !== undefined) shop(join(cwd, 'plans'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const label = `seed ${seed}, input ${tried}: ${argv.map((a) => JSON.stringify(a.slice(0, 60))).join(' ')}`;
    const once = async (): Promise<number> => {
      const from = performance.now();
      const used = process.cpuUsage();
      const ended = await tidemark(cwd, argv).catch((error: unknown) => {
        wrong.push(`${label}: it threw: ${(error as Error).stack?.slice(0, 300)}`);
        return undefined;
      });
      if (ended !== undefined) {
        codes[String(ended.code)] = (codes[String(ended.code)] ?? 0) + 1;
        const all = ended.err + ended.out;
        if (![0, 1, 2, 3, 64].includes(ended.code as number)) wrong.push(`${label}: exit ${ended.code}`);
        if (/^\s+at .*:\d+:\d+\)?$/m.test(all) || /error (UNEXPECTED|INTERNAL)|TypeError|RangeError|ReferenceError|SyntaxError: |\[object /.test(ended.err))
          wrong.push(`${label}: ${ended.err.slice(0, 300)}`);
      }
      const { user, system } = process.cpuUsage(used);
      const wall = performance.now() - from;
      // Others want the machine too: what worked less than that long and ended did not hang, unless it waited for half a minute.
      return wall > 30_000 ? wall : Math.min(wall, (user + system) / 1000);
    };
    const took = await once();
    longest = Math.max(longest, took);
    if (took > SLOW) wrong.push(`${label}: ${(took / 1000).toFixed(1)} s`);
    if (wrong.length === 0) rmSync(cwd, { recursive: true, force: true });
    else cpSync(cwd, join(base, `kept-${tried}`), { recursive: true });
  }
  return {
    what: 'hostile files and arguments: a stack trace, a hang over 5 s, or an exit code of no meaning',
    tried,
    wrong,
    note: `longest ${(longest / 1000).toFixed(1)} s; exits ${JSON.stringify(codes)}`,
  };
}
