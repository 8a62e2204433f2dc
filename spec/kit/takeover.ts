// How long it takes to take over a database, and to write, record and run a checkpoint of it, by its number of tables: `npm run takeover -- 150 500`. Prints a line for each.
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { apply, baseline, checkpoint, diff, drift, plan } from '../../lib/index.ts';
import { put } from '../verbs/place.ts';
import { server } from './servers.ts';

const MODULES = 10;

/** Tables in ten modules, each with a key, a foreign key, two indexes, a check and defaults. */
function tables(count: number): string[] {
  const files = Array.from({ length: MODULES }, () => '');
  for (let n = 0; n < count; n += 1) {
    const parent = n === 0 ? '' : ` REFERENCES t${Math.floor((n - 1) / 2)} (id)`;
    files[n % MODULES] +=
      `CREATE TABLE t${n} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent bigint${parent}, code text NOT NULL UNIQUE, state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'old')), amount numeric(12,2), at timestamptz NOT NULL DEFAULT now());\n` +
      `CREATE INDEX t${n}_parent ON t${n} (parent);\nCREATE INDEX t${n}_open ON t${n} (at) WHERE state = 'new';\n`;
  }
  return files;
}

for (const count of process.argv.slice(2).map(Number)) {
  const db = await (await server(15)).database();
  const cwd = mkdtempSync(join(realpathSync(tmpdir()), 'tidemark-takeover-'));
  try {
    symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(cwd, 'node_modules'), 'dir');
    const files = tables(count);
    put(cwd, { 'package.json': '{ "name": "takeover" }', ...Object.fromEntries(files.map((text, n) => [`schema/m${n}.sql`, text])) });
    const client = new pg.Client(db.url);
    await client.connect();
    const all = files.flatMap((f) => f.split('\n')).filter((s) => s !== '');
    const order = (s: string): number => Number(/t(\d+)/.exec(s)![1]) + (s.startsWith('CREATE INDEX') ? count : 0);
    for (const statement of all.sort((a, b) => order(a) - order(b))) await client.query(statement);
    await client.end();
    const timed = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
      const from = process.hrtime.bigint();
      const result = await work();
      return [Number((process.hrtime.bigint() - from) / 1_000_000n) / 1000, result];
    };
    const [took, taken] = await timed(() => baseline({ cwd, database: db.url }));
    const [drifted, found] = await timed(() => drift({ cwd, database: db.url }));
    const [planned, left] = await timed(() => plan({ cwd, dryRun: true }));
    const ok = taken.accepted.length === 0 && found.outcome === 'in sync' && left.plans.length === 0;
    process.stdout.write(
      `${count} tables: baseline ${took.toFixed(1)} s, drift ${drifted.toFixed(1)} s, plan after it ${planned.toFixed(1)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most: ${ok ? 'in sync, nothing to plan' : `NOT IN SYNC: ${JSON.stringify([taken.accepted.slice(0, 3), found.drifted.slice(0, 3), left.plans.length])}`}\n`,
    );
    if (!ok) process.exitCode = 1;
    const [written, made] = await timed(() => checkpoint({ cwd }));
    const [recording, record] = await timed(() => apply({ cwd, database: db.url }));
    const fresh = await (await server(15)).database();
    const [running, ran] = await timed(() => apply({ cwd, database: fresh.url }));
    const again = await diff({ cwd, from: db.url, to: fresh.url });
    await fresh.drop();
    const same = again.equal && record.plans.every((p) => p.recorded) && ran.plans.length === made.plans.length;
    process.stdout.write(
      `${count} tables: checkpoint ${written.toFixed(1)} s (${made.plans.length} plans), recorded in ${recording.toFixed(1)} s, run on a new database in ${running.toFixed(1)} s: ${same ? 'both equal' : 'NOT EQUAL'}\n`,
    );
    if (!same) process.exitCode = 1;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
    await db.drop();
  }
}
process.exit();
