// What surrounds a command: who reads its output, who interrupts it, what it may write to, who else is at work.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect } from '../../lib/run/target/connect.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';
import { runAs } from '../kit/binaries.ts';
import { server } from '../kit/servers.ts';
import { bare, child, good, node, planned, refusedBy, refuses, tidemark, type Env } from './door.ts';
import { inProject, type Files } from './place.ts';

const test = suite('process');
const one = await server(18, { own: true });
const definitions = { 'schema/a.sql': 'CREATE TABLE item (id int);\nCREATE TABLE other (id int);\n' };

let plans: Files = {};
test.before(async () => void (plans = await planned(definitions)));
test.after(() => one.stop());

test('a reader that goes away, or a full disk behind the output, changes nothing of what is done', async () => {
  const db = await one.database();
  await inProject(plans, async (cwd) => {
    const env = { ...process.env, ...bare, DATABASE_URL: db.url } as NodeJS.ProcessEnv;
    for (const argv of [['--help'], ['show', 'a/0001-init'], ['apply'], ['status']]) {
      const command = [process.execPath, ...node, ...argv].map((a) => `'${a}'`).join(' ');
      const ended = spawnSync('sh', ['-c', `{ ${command}; echo "exit $?" >&2; } | true`], { cwd, env, encoding: 'utf8' });
      assert.match(ended.stderr, /^exit 0$/m, `${argv.join(' ')}: ${ended.stderr}`);
      assert.not.match(ended.stderr, 'EPIPE');
    }
    assert.match(good(await tidemark(cwd, ['status', '--database', db.url])).out, /applied\s+a\/0001-init/);
    if (!existsSync('/dev/full')) return;
    const command = [process.execPath, ...node, 'rollback', '--allow', 'DATA_DROP_TABLE', '--allow', 'COMPAT_DROP'].map((a) => `'${a}'`).join(' ');
    assert.is(spawnSync('sh', ['-c', `${command} >/dev/full 2>/dev/full`], { cwd, env }).status, 1, 'nobody was told');
    assert.match(good(await tidemark(cwd, ['status', '--database', db.url])).out, /pending\s+a\/0001-init/);
  });
});

test('nothing to write to, no home, a user that no file lists: apply, status, drift and rollback need neither', async () => {
  const db = await one.database();
  await inProject({ 'schema/a.sql': null, ...plans }, async (cwd) => {
    const as = runAs === undefined ? {} : { uid: 61_234, gid: 61_234 };
    chmodSync(cwd, 0o555);
    const env: Env = { HOME: undefined, XDG_CACHE_HOME: undefined, DATABASE_URL: db.url };
    try {
      for (const argv of [['apply', '--dry-run'], ['apply'], ['status'], ['drift'], ['rollback', '--allow', 'DATA_DROP_TABLE', '--allow', 'COMPAT_DROP']]) {
        good(await child(cwd, argv, env, as).ended);
      }
    } finally {
      chmodSync(cwd, 0o755);
    }
  });
});

test('a PGlite directory that another process has open', async () => {
  const temp = mkdtempSync(join(realpathSync(tmpdir()), 'tidemark-in-use-'));
  const dir = join(temp, 'db');
  try {
    const held = await connect(resolveTarget({ database: `pglite:${dir}` }, {}), { write: true });
    await inProject(plans, async (cwd) => {
      for (const verb of ['apply', 'status', 'drift', 'rollback']) {
        const ended = await child(cwd, [verb, '--database', `pglite:${dir}`]).ended;
        refusedBy(ended, { code: 1, id: 'TARGET_IN_USE', says: [dir, `process ${process.pid}`], next: 'wait' });
      }
      await held.close();
      for (const verb of ['status', 'drift', 'rollback'])
        await refuses(cwd, [verb, '--database', `pglite:${dir}-typo`], { code: 1, id: 'TARGET_NO_DATABASE', says: [`${dir}-typo`], next: 'tidemark apply' });
      good(await tidemark(cwd, ['apply', '--database', `pglite:${dir}`]));
      assert.match(good(await tidemark(cwd, ['drift', '--database', `pglite:${dir}`])).out, 'In sync');
    });
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
});

const escape = /\u001b/;

test('colour only where somebody asks for it; --json is one document and nothing else', async () => {
  const db = await one.database();
  await inProject({ ...definitions, ...plans }, async (cwd) => {
    const env = { DATABASE_URL: db.url };
    assert.not.match((await tidemark(cwd, ['show', 'a/0001-init'])).out, escape);
    assert.match((await tidemark(cwd, ['show', 'a/0001-init'], { FORCE_COLOR: '1' })).out, escape);
    assert.not.match((await tidemark(cwd, ['show', 'a/0001-init'], { FORCE_COLOR: '1', NO_COLOR: '1' })).out, escape);
    const commands = [
      ['plan'],
      ['plan', '--check'],
      ['check'],
      ['show', 'a/0001-init'],
      ['status'],
      ['apply', '--dry-run'],
      ['apply'],
      ['drift'],
      ['lint', 'schema/a.sql'],
      ['explain', 'DATA_DROP_TABLE'],
      ['diff', '--from', 'empty', '--to', 'plans'],
      ['rollback', '--dry-run'],
      ['rollback', '--allow', 'DATA_DROP_TABLE', '--allow', 'COMPAT_DROP'],
      ['ack', 'a/0009', 'X', '--reason', 'x'],
      ['nonsense'],
      ['plan', '--nonsense'],
      ['init'],
    ];
    for (const argv of commands) {
      const { out, code } = await tidemark(cwd, [...argv, '--json'], { ...env, FORCE_COLOR: '1' });
      assert.not.throws(() => JSON.parse(out), `${argv.join(' ')} (${code}): ${out}`);
      assert.not.match(out, escape);
    }
  });
});

test('without a terminal nothing is asked: every command ends by itself', async () => {
  await inProject({ ...definitions, ...plans }, async (cwd) => {
    for (const argv of [['init'], ['init', '--example', 'shop'], ['plan'], ['apply'], ['rollback'], ['drift'], ['status'], ['check'], []]) {
      const silent = spawn(process.execPath, [...node, ...argv], {
        cwd,
        env: { ...process.env, ...bare } as NodeJS.ProcessEnv,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      const code = await new Promise((done) => silent.on('close', done));
      assert.ok([0, 2, 3, 64].includes(code as number), `${argv.join(' ')}: exit ${code}`);
    }
  });
});

test.run();
