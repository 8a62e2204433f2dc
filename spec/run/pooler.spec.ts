// PgBouncer, where the machine has it: transaction pooling is recognised and refused before anything is written or locked.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { runAs } from '../kit/binaries.ts';
import { server } from '../kit/servers.ts';
import { at, majors, refused } from './place.ts';
import { shop, temp } from './sample.ts';

const found = ((): string | undefined => {
  try {
    return execFileSync('sh', ['-c', 'command -v pgbouncer || ls /usr/sbin/pgbouncer'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
})();
if (found === undefined) {
  console.log('skipped: there is no PgBouncer on this machine (apt-get install pgbouncer)');
  process.exit(0);
}

const port = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });

async function pooler(to: string, mode: string): Promise<{ url: string; stop(): void }> {
  const { port: from, pathname } = new URL(to);
  const listens = await port();
  const dir = mkdtempSync(join(tmpdir(), 'tm-pool-'));
  chmodSync(dir, 0o755);
  const name = pathname.slice(1);
  const lines = ['[databases]', `${name} = host=127.0.0.1 port=${from} dbname=${name} user=keeper`, '[pgbouncer]'];
  lines.push('listen_addr = 127.0.0.1', `listen_port = ${listens}`, 'unix_socket_dir =', 'auth_type = any', `pool_mode = ${mode}`, 'default_pool_size = 4');
  writeFileSync(join(dir, 'ini'), `${lines.join('\n')}\n`);
  const child = spawn(found!, [join(dir, 'ini')], { ...runAs, stdio: 'ignore' });
  await new Promise((wake) => setTimeout(wake, 500));
  return { url: `postgres://keeper@127.0.0.1:${listens}/${name}`, stop: () => void child.kill('SIGKILL') };
}

const [major] = majors.slice(-1);
const test = suite(`PgBouncer in front of PostgreSQL ${major}`);

test('transaction pooling is refused every time, nothing is written and no lock stays', async () => {
  const db = await (await server(major!)).database();
  const pool = await pooler(db.url, 'transaction');
  const plansDir = `${temp()}/plans`;
  shop(plansDir);
  try {
    for (let n = 0; n < 5; n += 1) {
      const all = await Promise.all([1, 2, 3].map(() => refused('TARGET_POOLER', apply({ ...at(pool.url), plansDir }))));
      for (const error of all) assert.match(error.next ?? '', 'direct URL');
    }
    const p = at(db.url);
    assert.equal(await p.sql(`SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory'`), [{ n: 0 }]);
    assert.equal(await p.sql(`SELECT to_regclass('tidemark.runs') IS NULL AS none`), [{ none: true }]);
  } finally {
    pool.stop();
  }
});

test('session pooling is as good as a direct connection', async () => {
  const db = await (await server(major!)).database();
  const pool = await pooler(db.url, 'session');
  const plansDir = `${temp()}/plans`;
  shop(plansDir);
  try {
    const p = { ...at(pool.url), plansDir };
    assert.is((await apply(p)).plans.length, 3);
    assert.is((await drift(p)).outcome, 'in sync');
  } finally {
    pool.stop();
  }
});

test.run();
