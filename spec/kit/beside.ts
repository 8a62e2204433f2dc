// npm run beside -- --tables 50000 --major 18: what commands cost on a database that holds many tables of others.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { cli } from './built.ts';
import { server } from './servers.ts';

const { values: flags } = parseArgs({ options: { tables: { type: 'string', default: '50000' }, major: { type: 'string', default: '18' } } });
const count = Number(flags.tables);
const work = mkdtempSync(join(tmpdir(), 'tidemark-beside-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const db = await (await server(Number(flags.major), { own: true })).database();
const client = new pg.Client(db.superUrl);
await client.connect();
for (let from = 0; from < count; from += 500) {
  const table = (i: number): string => `CREATE TABLE t${i} (id int PRIMARY KEY, a text NOT NULL DEFAULT 'x', b int, c timestamptz); CREATE INDEX ON t${i} (b);`;
  await client.query(Array.from({ length: Math.min(500, count - from) }, (_, i) => table(from + i)).join(''));
}
await client.query('ANALYZE');
await client.end();

/** Tells what it took when it ends, on the last line of stderr. */
const telling = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => { const u = process.resourceUsage(); console.error(JSON.stringify([(u.userCPUTime + u.systemCPUTime) / 1e6, u.maxRSS / 1024])); })`,
)}`;

function tidemark(...args: string[]): void {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', DATABASE_URL: db.url };
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', telling, ...cli, ...args], { cwd: work, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tidemark ${args.join(' ')} ended with ${status}: ${stderr}`);
  if (args[0] === 'plan') return;
  const [seconds, megabytes] = JSON.parse(stderr.trim().split('\n').at(-1)!) as [number, number];
  const clock = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${args.join(' ').padEnd(36)} ${clock.padStart(6)} s, ${seconds.toFixed(1)} s of processor time, ${megabytes.toFixed(0)} MB`);
}

function define(columns: string): void {
  mkdirSync(join(work, 'schema/shop'), { recursive: true });
  writeFileSync(join(work, 'package.json'), '{}');
  writeFileSync(join(work, 'schema/shop/shop.sql'), `CREATE TABLE shop (id int PRIMARY KEY, ${columns});\n`);
}

console.log(`one managed table beside ${count} others, PostgreSQL ${flags.major}`);
define('name text NOT NULL');
tidemark('plan', '--name', 'init');
tidemark('apply');
define('name text NOT NULL, note text');
tidemark('plan', '--name', 'note');
tidemark('apply');
tidemark('status');
tidemark('drift');
tidemark('rollback', '--allow', 'DATA_DROP_COLUMN', '--allow', 'COMPAT_DROP');
process.exit(0);
