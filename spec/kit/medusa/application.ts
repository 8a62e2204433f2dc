// npm run medusa -- application [18,15]: the whole application, beside Medusa's own commands, on real servers, in one run.
// npm run medusa -- takeover [18,15]: a database that Medusa migrated itself, taken over.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { server } from '../servers.ts';
import { folder, VERSION } from './packages.ts';

const tidemark = fileURLToPath(new URL('../../../dist/bin/tidemark.js', import.meta.url));

const medusaCli = join(folder, 'node_modules/@medusajs/cli/cli.js');
const dropping = ['--allow', 'DATA_DROP_TABLE', '--allow', 'COMPAT_DROP'];

/** An application with every default module and no code of its own. */
export function project(): string {
  const root = mkdtempSync(join(tmpdir(), 'tidemark-medusa-'));
  symlinkSync(join(folder, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'shop', dependencies: { '@medusajs/medusa': VERSION }, tidemark: { medusa: true } }));
  const http = { storeCors: 'x', adminCors: 'x', authCors: 'x', jwtSecret: 'not for production', cookieSecret: 'not for production' };
  writeFileSync(
    join(root, 'medusa-config.js'),
    `const { defineConfig } = require('@medusajs/framework/utils');
module.exports = defineConfig({ projectConfig: { databaseUrl: process.env.DATABASE_URL, http: ${JSON.stringify(http)} } });
`,
  );
  return root;
}

interface Ran {
  /** Seconds on the clock, and of processors: what others do on the machine is in the first alone. */
  readonly wall: number;
  readonly cpu: number;
  readonly status: number | null;
  readonly output: string;
}

function run(root: string, database: string, command: string, ...args: string[]): Ran {
  const timed = 'TIMEFORMAT="%R %U %S"; time "$@"';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', timed, 'timed', process.execPath, command, ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: database, NO_COLOR: '1', MEDUSA_DISABLE_TELEMETRY: 'true' },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const [wall = 0, user = 0, system = 0] = (stderr.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { wall, cpu: user + system, status, output: stdout + stderr };
}

function line(what: string, { wall, cpu, status, output }: Ran, expected = 0): void {
  console.log(`${what.padEnd(64)} ${wall.toFixed(1).padStart(6)} s, ${cpu.toFixed(1).padStart(5)} s of CPU  exit ${status}`);
  if (status !== expected) {
    console.log(output.split('\n').slice(-30).join('\n'));
    process.exitCode = 1;
  }
}

export async function wholeApplication(majors: readonly number[]): Promise<void> {
  const root = project();
  const ours = (...args: string[]): Ran => run(root, '', tidemark, ...args);
  const cache = join(folder, 'node_modules/.cache/tidemark');
  try {
    line('tidemark plan, from nothing, models never read', ours('plan'));
    rmSync(join(root, 'plans'), { recursive: true });
    line('tidemark plan, from nothing', ours('plan'));
    line('tidemark plan, nothing to do', ours('plan'));
    for (const major of majors) await beside(root, major);
  } finally {
    rmSync(root, { recursive: true, force: true });
    if (process.env.KEEP === undefined) rmSync(cache, { recursive: true, force: true });
  }
}

/** The same commands of both, one after the other: plans or migrations, links, and Medusa's own scripts. */
async function beside(root: string, major: number): Promise<void> {
  const host = await server(major);
  const [ours, theirs] = [await host.database(), await host.database()];
  const both = (what: string, ...args: string[]): void => {
    line(`${major}: medusa ${what}`, run(root, theirs.url, medusaCli, ...args));
    line(`${major}: tidemark ${what}`, run(root, ours.url, tidemark, ...args));
  };
  both('db:migrate, from nothing', 'db:migrate', '--execute-safe-links');
  console.log(`${major}: ${await tables(theirs.url)} tables by Medusa, ${await tables(ours.url)} by tidemark`);
  both('db:migrate, nothing to do', 'db:migrate', '--execute-safe-links');
  both('db:migrate, nothing to do, without scripts', 'db:migrate', '--execute-safe-links', '--skip-scripts', '--skip-search');
  both('db:sync-links, nothing to do', 'db:sync-links', '--execute-safe');
  line(`${major}: tidemark drift`, run(root, ours.url, tidemark, 'drift'));
  line(`${major}: tidemark rollback of all links`, run(root, ours.url, tidemark, 'db:rollback', 'links', ...dropping));
  line(`${major}: tidemark rollback of all modules`, run(root, ours.url, tidemark, 'rollback', ...dropping));
  console.log(`${major}: ${await tables(ours.url)} tables after rollback`);
  await ours.drop();
  await theirs.drop();
}

/** A database that Medusa migrated itself, taken over; then what the models want beyond it, applied. */
export async function takeOver(root: string, major: number): Promise<void> {
  const ours = (...args: string[]): Ran => run(root, url, tidemark, ...args);
  const theirs = (...args: string[]): Ran => run(root, url, medusaCli, ...args);
  const medusa = await (await server(major)).database();
  const { url } = medusa;
  const migrate = ['db:migrate', '--skip-scripts', '--skip-search', '--execute-safe-links'];
  line(`${major}: medusa db:migrate, from nothing`, theirs(...migrate));
  line(`${major}: medusa db:migrate, nothing to do`, theirs(...migrate));
  console.log(`${major}: ${await tables(url)} tables by Medusa`);
  rmSync(join(root, 'plans'), { recursive: true, force: true });
  line(`${major}: tidemark baseline of what Medusa made`, ours('baseline'));
  line(`${major}: tidemark drift after the baseline`, ours('drift'));
  line(`${major}: tidemark plan, models against migrations`, ours('plan'));
  const refused = ours('apply', '--verbose');
  const codes = [...new Set([...refused.output.matchAll(/: ([A-Z]+(?:_[A-Z]+)+): /g)].map((m) => m[1]!))].flatMap((code) => ['--allow', code]);
  line(`${major}: tidemark apply of it`, ours('apply', ...codes));
  line(`${major}: tidemark plan, nothing to do`, ours('plan'));
  line(`${major}: tidemark drift`, ours('drift'));
  await medusa.drop();
}

async function tables(database: string): Promise<number> {
  const client = new pg.Client(database);
  await client.connect();
  const { rows } = await client.query(`SELECT count(*)::int AS n FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`);
  await client.end();
  return rows[0].n as number;
}
