// npm run bench: how long the verbs take, as ratios to the bare work from the same run. Prints what it is.
//   --sizes 10,100,1000  --runs 3  --major 15
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { root } from './binaries.ts';
import { tables } from './fixtures.ts';
import { pgDumpFor, pgDumpMissing } from './pgdump.ts';
import { server } from './servers.ts';

const { values: flags } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10,100,1000' },
    runs: { type: 'string', default: '3' },
    major: { type: 'string', default: '15' },
  },
});
const runs = Number(flags.runs);
const major = Number(flags.major);
const bin = join(root, 'dist/bin/tidemark.js');
if (!existsSync(bin)) throw new Error('npm run build first');

const work = mkdtempSync(join(tmpdir(), 'tidemark-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

/** Seconds and peak memory of one command; it must exit as expected. */
function tidemark(cwd: string, args: readonly string[], exits: readonly number[] = [0]): number {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
  delete env['DATABASE_URL'];
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, env, encoding: 'utf8' });
  const seconds = (performance.now() - started) / 1000;
  if (!exits.includes(status ?? -1)) throw new Error(`tidemark ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return seconds;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function timed(run: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await run();
  return (performance.now() - started) / 1000;
}

const lines: string[][] = [];
function say(what: string, seconds: number, note = ''): void {
  lines.push([what, `${seconds.toFixed(2)} s`, note]);
  console.log(`${what.padEnd(58)} ${seconds.toFixed(2).padStart(7)} s  ${note}`);
}

let copies = 0;
function copyOf(project: string): string {
  const to = join(work, `copy-${(copies += 1)}`);
  cpSync(project, to, { recursive: true });
  return to;
}

function project(name: string, statements: readonly string[]): string {
  const folder = join(work, name);
  mkdirSync(join(folder, 'schema/app'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: `bench-${name}`, private: true, type: 'module' }));
  writeFileSync(join(folder, 'schema/app/tables.sql'), `${statements.join(';\n')};\n`);
  return folder;
}

async function measure(label: string, empty: string, change: (folder: string) => void): Promise<void> {
  const s = await server(major);
  // the caches that outlive a run are warm; every run starts from its own copy of the files
  tidemark(copyOf(empty), ['plan']);
  const fromEmpty = Array.from({ length: runs }, () => copyOf(empty)).map((f) => ({
    f,
    seconds: tidemark(f, ['plan']),
  }));
  say(`${label}: plan from empty`, median(fromEmpty.map((r) => r.seconds)));
  const planned = fromEmpty[0]!.f;
  tidemark(planned, ['plan']);
  say(`${label}: plan, nothing to plan`, median(Array.from({ length: runs }, () => tidemark(planned, ['plan']))));
  const changed = Array.from({ length: runs }, () => copyOf(planned));
  for (const folder of changed) change(folder);
  say(`${label}: plan one column and one index, proved`, median(changed.map((f) => tidemark(f, ['plan', '--name', 'small']))));

  const sql = statementsOf(planned);
  const bare: number[] = [];
  const applied: number[] = [];
  let last = '';
  for (let i = 0; i < runs; i += 1) {
    const [a, b] = [await s.database(), await s.database()];
    bare.push(
      await timed(async () => {
        const client = new pg.Client(a.superUrl);
        await client.connect();
        await client.query(sql);
        await client.end();
      }),
    );
    applied.push(tidemark(planned, ['apply', '--database', b.superUrl]));
    last = b.superUrl;
    await a.drop();
  }
  const [bareTime, applyTime] = [median(bare), median(applied)];
  say(`${label}: the same SQL in one pg query`, bareTime);
  say(`${label}: apply`, applyTime, `${(applyTime / bareTime).toFixed(2)}x, 1.3x + 100 ms would be ${(bareTime * 1.3 + 0.1).toFixed(2)} s`);

  const client = pgDumpFor(major);
  const drift = median(Array.from({ length: runs }, () => tidemark(planned, ['drift', '--database', last])));
  if (client === undefined) {
    say(`${label}: drift`, drift, pgDumpMissing(major));
    return;
  }
  const dumps: number[] = [];
  for (let i = 0; i < runs; i += 1) {
    dumps.push(await timed(() => execFileSync(client, ['--schema-only', '--no-sync', `--dbname=${last}`], { maxBuffer: 1 << 28 })));
  }
  say(`${label}: pg_dump --schema-only`, median(dumps));
  say(`${label}: drift`, drift, `${(drift / median(dumps)).toFixed(2)}x of pg_dump`);
}

function statementsOf(folder: string): string {
  const args = [bin, 'diff', '--from', 'empty', '--to', 'plans', '--format', 'sql', '--no-online'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  // 2: they differ, which is the point
  if (status !== 2) throw new Error(`diff ended with ${status}: ${stderr}`);
  return stdout;
}

console.log(
  `${cpus().length} cores ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GB, node ${process.version}, PostgreSQL ${major}, medians of ${runs}, load ${loadavg()[0]!.toFixed(1)}`,
);
say('tidemark --help', median(Array.from({ length: runs }, () => tidemark(work, ['--help']))));
say('node -e 0', median(Array.from({ length: runs }, () => spawn0())));

const shop = join(work, 'shop');
mkdirSync(shop);
if (spawnSync(process.execPath, [bin, 'init', '--example', 'shop', '--cwd', shop], { encoding: 'utf8' }).status === 0) {
  await measure('shop', shop, (folder) => {
    mkdirSync(join(folder, 'schema/extra'), { recursive: true });
    writeFileSync(join(folder, 'schema/extra/extra.sql'), 'CREATE TABLE extra (id int PRIMARY KEY, name text);\nCREATE INDEX extra_name ON extra (name);\n');
  });
} else console.log('skipped: init --example shop does not run here');

for (const size of flags.sizes.split(',').map(Number)) {
  const statements = tables(size);
  await measure(`${size} tables`, project(`t${size}`, statements), (folder) => {
    const more = statements.map((st, i) => (i === 0 ? st.replace('deleted_at', 'added int, deleted_at') : st));
    writeFileSync(join(folder, 'schema/app/tables.sql'), `${[...more, 'CREATE INDEX t0_added ON t0 (added)'].join(';\n')};\n`);
  });
}

console.log(`\n| what | median | |\n|---|---|---|\n${lines.map((l) => `| ${l.join(' | ')} |`).join('\n')}`);

function spawn0(): number {
  const started = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return (performance.now() - started) / 1000;
}
