// npm run squawk: the labelled statements of spec/hazards, judged by tidemark and by squawk-cli, which sees no catalog.
//   --misses     every statement on which squawk says another thing than the label
import { execFile, execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { classify } from '../../lib/hazards/classify.ts';
import { parseEach } from '../../lib/sql/parse.ts';
import { fixture } from '../hazards/fixture.ts';
import { labelled } from '../hazards/labelled/all.ts';
import type { Label } from '../hazards/labelled/label.ts';

const VERSION = '2.66.0';
const { values: flags } = parseArgs({ options: { misses: { type: 'boolean', default: false } } });

/** Rules about taste, about a missing SET or about the file as a whole, which say nothing of what the statement does. */
const style = [
  'prefer-big-int prefer-bigint-over-int prefer-bigint-over-smallint prefer-identity prefer-text-field prefer-timestamptz prefer-robust-stmts',
  'ban-char-field require-enum-value-ordering require-timeout-settings require-lock-timeout require-statement-timeout ban-uncommitted-transaction',
].flatMap((line) => line.split(' '));

interface Report {
  readonly file: string;
  /** 0-based. */
  readonly line: number;
  readonly rule_name: string;
}

interface Judged {
  readonly label: Label;
  readonly ours: boolean;
  /** The rules that fired on the statement; empty: nothing found. */
  readonly rules: readonly string[];
  readonly unread: boolean;
}

const binary = installed();
if (binary === undefined) {
  console.log('skipped: squawk-cli has no binary here');
  process.exit(0);
}

const judged = new Map<string, Judged[]>();
const before = await fixture();
const dir = mkdtempSync(join(tmpdir(), 'tidemark-squawk-'));
try {
  const labels = Object.values(labelled).flat();
  const lines: number[] = [];
  for (const [n, label] of labels.entries()) {
    // one statement a line: the last one is what the label is about
    const statements = (await parseEach([label.sql], { tolerant: true }))[0]!.map((s) => s.sql.replaceAll('\n', ' '));
    lines.push(statements.length - 1);
    writeFileSync(join(dir, `${n}.sql`), `${statements.join(';\n')};\n`);
  }
  const reports = await squawk(labels.map((_, n) => `${n}.sql`));
  for (const [about, own] of Object.entries(labelled)) {
    const rows: Judged[] = [];
    for (const label of own) {
      const n = labels.indexOf(label);
      const ours = (await classify(label.sql, { before: label.alone === true ? null : before, floor: label.floor })).at(-1)!.verdict === 'unsafe';
      const here = reports.filter((r) => basename(r.file) === `${n}.sql`);
      const rules = here.filter((r) => r.line === lines[n] && !style.includes(r.rule_name)).map((r) => r.rule_name);
      const unread = here.some((r) => r.rule_name === 'syntax-error');
      rows.push({ label, ours, unread, rules: [...new Set(rules)].filter((r) => r !== 'syntax-error') });
    }
    judged.set(about, rows);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}

console.log('| statements | unsafe | caught by tidemark | by squawk | safe | flagged by tidemark | by squawk |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
const all = [...judged.values()].flat();
for (const [about, rows] of [...judged, ['all', all] as const, ['no catalog needed', all.filter((j) => j.label.alone === true)] as const]) {
  const [bad, good] = [rows.filter((j) => j.label.verdict === 'unsafe'), rows.filter((j) => j.label.verdict === 'safe')];
  const [ours, theirs] = [(j: Judged): boolean => j.ours, (j: Judged): boolean => j.rules.length > 0];
  const counts = [bad.length, bad.filter(ours).length, bad.filter(theirs).length, good.length, good.filter(ours).length, good.filter(theirs).length];
  console.log(`| ${[about, ...counts].join(' | ')} |`);
}
console.log(`\nnot read by squawk: ${all.filter((j) => j.unread).length}`);
if (flags.misses)
  for (const j of all.filter((x) => x.rules.length > 0 !== (x.label.verdict === 'unsafe')))
    console.log(
      `${j.label.verdict.padEnd(6)} ${(j.rules.join(' ') || (j.unread ? 'not read' : 'nothing')).padEnd(40)} ${j.label.sql.replaceAll('\n', ' ').slice(0, 160)}`,
    );

function squawk(files: readonly string[]): Promise<readonly Report[]> {
  return new Promise((resolve, reject) => {
    // it exits 1 when it finds something
    execFile(binary!, ['--reporter', 'json', ...files], { cwd: dir, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (stdout.trim() === '') reject(error ?? new Error(stderr));
      else resolve(JSON.parse(stdout) as Report[]);
    });
  });
}

/** Where the platform's package put it; it comes inside that package. */
/** Installed into a cache folder when it is asked for: as a dev dependency, `npm ci` would want its packages of all platforms. */
function installed(): string | undefined {
  const folder = fileURLToPath(new URL('../../node_modules/.cache/tidemark-squawk/', import.meta.url));
  try {
    if (!existsSync(join(folder, 'node_modules/squawk-cli'))) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{ "private": true }');
      execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `squawk-cli@${VERSION}`], { cwd: folder, stdio: ['ignore', 2, 2] });
    }
    return createRequire(join(folder, 'package.json'))('squawk-cli/js/index.js').getBinaryPath() as string;
  } catch (error) {
    console.error((error as Error).message.split('\n')[0]);
    return undefined;
  }
}
