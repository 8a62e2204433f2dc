// Runs every spec in its own process, one more at once than there are cores, and ends with one line: `N passed, N failed`.
// ONLY=word (or an argument) runs the specs whose path holds it. TOTALS=file writes the counts as JSON.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const memory = join(root, 'node_modules/.cache/tidemark-spec/durations.json');
const limit = Number(process.env.SPEC_TIMEOUT ?? 1800) * 1000;
const only = process.env.ONLY ?? process.argv[2] ?? '';

const durations = existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : {};
const files = readdirSync(join(root, 'spec'), { recursive: true })
  .map((f) => `spec/${f.replaceAll('\\', '/')}`)
  .filter((f) => f.endsWith('.spec.ts') && f.includes(only))
  // the longest first, so that no core waits alone at the end
  .sort((a, b) => (durations[b] ?? 1e9) - (durations[a] ?? 1e9) || (a < b ? -1 : 1));

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const queue = [...files];
// One more: a spec waits a quarter of its time, for servers, locks and clocks.
await Promise.all(Array.from({ length: Math.min(availableParallelism() + 1, files.length) }, worker));

for (const name of failures) console.log(`failed: ${name}`);
if (files.length === 0) {
  console.log(`no spec matches ${JSON.stringify(only)}`);
  totals.failed += 1;
}
mkdirSync(dirname(memory), { recursive: true });
writeFileSync(memory, JSON.stringify(durations));
if (process.env.TOTALS) writeFileSync(process.env.TOTALS, JSON.stringify(totals));
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`);
process.exit(totals.failed > 0 ? 1 : 0);

async function worker() {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const started = Date.now();
    const { output, why } = await run(file);
    durations[file] = Date.now() - started;
    const { passed, failed, skipped } = count(output, why);
    totals.passed += passed;
    totals.failed += failed;
    totals.skipped += skipped.length;
    const seconds = (durations[file] / 1000).toFixed(1);
    console.log(`${failed > 0 ? '✘' : '•'} ${relative(root, join(root, file))} ${passed} passed${failed > 0 ? `, ${failed} failed${why}` : ''} (${seconds} s)`);
    for (const line of skipped) console.log(`  ${line}`);
    if (failed > 0) {
      failures.push(file);
      console.log(output.replace(/^/gm, '    '));
    }
  }
}

function run(file) {
  return new Promise((resolve) => {
    const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' };
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let why = '';
    const timer = setTimeout(() => {
      why = `, stopped after ${limit / 1000} s`;
      child.kill('SIGKILL');
    }, limit);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (why === '' && code !== 0) why = `, exit ${code ?? signal}`;
      resolve({ output: stripVTControlCharacters(output), why });
    });
  });
}

/** uvu prints its totals once per batch of suites. No totals, or a bad exit that they do not explain: one failure. */
function count(output, why) {
  const sum = (word) => [...output.matchAll(new RegExp(`^\\s*${word}:\\s+(\\d+)`, 'gm'))].reduce((n, m) => n + Number(m[1]), 0);
  const [total, passed, skippedTests] = [sum('Total'), sum('Passed'), sum('Skipped')];
  const skipped = [...output.matchAll(/^skipped: .*$/gm)].map((m) => m[0]);
  if (skippedTests > 0) skipped.push(`skipped: ${skippedTests} tests`);
  let failed = total - passed - skippedTests;
  if (failed === 0 && (why !== '' || (total === 0 && skipped.length === 0))) failed = 1;
  return { passed, failed, skipped };
}
