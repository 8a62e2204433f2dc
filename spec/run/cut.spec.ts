import { createServer, connect as dial, type Socket } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { status } from '../../lib/run/execute/status.ts';
import { at, majors, place, refused } from './place.ts';
import { shop } from './sample.ts';

interface Proxy {
  readonly port: number;
  /** How many COMMITs went through. */
  seen(): number;
  close(): void;
}

/** Forwards to `port`; the n-th COMMIT reaches the server (`after`) or does not, and then that connection, or all of them, is cut. */
function proxy(port: number, n: number, how: 'after' | 'before', all: boolean): Promise<Proxy> {
  let commits = 0;
  const open = new Set<Socket>();
  const listener = createServer((client) => {
    const up = dial(port, '127.0.0.1');
    let mute = false;
    for (const s of [client, up]) {
      open.add(s);
      s.on('error', () => undefined);
      s.on('close', () => (client.destroy(), up.destroy()));
    }
    up.on('data', (chunk) => void (mute || client.write(chunk)));
    client.on('data', (chunk) => {
      const cut = chunk.includes('COMMIT\0') && (commits += 1) === n;
      if (!cut || how === 'after') up.write(chunk);
      if (!cut) return;
      mute = true;
      setTimeout(
        () => {
          if (all) for (const s of open) s.destroy();
          else client.destroy();
        },
        how === 'after' ? 100 : 0,
      );
    });
  });
  return new Promise((resolve) => {
    listener.listen(0, '127.0.0.1', () =>
      resolve({ port: (listener.address() as { port: number }).port, seen: () => commits, close: () => (listener.close(), open.forEach((s) => s.destroy())) }),
    );
  });
}

for (const major of majors) {
  const test = suite(`a link that is cut at COMMIT, PostgreSQL ${major}`);

  test('the ledger tells what became of it: with the lock held the run goes on or says no; without, the next one does', async () => {
    const empty = await place(major);
    shop(empty.plansDir);
    for (const how of ['after', 'before'] as const) {
      for (const all of [false, true]) {
        let n = 0;
        for (let through = Infinity; n < through; n += 2) {
          const direct = { ...(await place(major)), plansDir: empty.plansDir };
          const port = Number(/:(\d+)\//.exec(direct.database)![1]);
          const link = await proxy(port, n + 1, how, all);
          const p = { ...at(direct.database.replace(`:${port}/`, `:${link.port}/`)), plansDir: empty.plansDir };
          const label = `COMMIT ${n + 1}, cut ${how}, ${all ? 'all' : 'one'}`;
          try {
            const done = await apply(p);
            if (link.seen() <= n) through = n;
            assert.is(done.plans.length, 3, label);
          } catch (error) {
            assert.ok(['CONNECTION_LOST', 'LOCK_LOST', 'LEDGER_REFUSED'].includes((error as { id: string }).id), `${label}: ${(error as Error).stack}`);
            assert.ok((error as Error).message.split('connection was lost').length <= 2, `${label}: ${(error as Error).message}`);
          }
          link.close();
          await apply(direct);
          const s = await status(direct);
          assert.equal([s.applied.length, s.half, s.running, s.next], [3, [], undefined, undefined], label);
          assert.equal((await drift(direct)).drifted, [], label);
          assert.equal(await direct.sql(`SELECT count(*)::int AS n FROM tidemark.steps WHERE state <> 'done'`), [{ n: 0 }], label);
        }
        assert.ok(n >= 6, `only ${n} COMMITs went by`);
      }
    }
  });

  test('a server that is not there any more is told as such', async () => {
    const p = await place(major);
    shop(p.plansDir);
    const port = Number(/:(\d+)\//.exec(p.database)![1]);
    const link = await proxy(port, 99, 'before', true);
    const cut = { ...at(p.database.replace(`:${port}/`, `:${link.port}/`)), plansDir: p.plansDir };
    await refused('CONNECTION_LOST', apply({ ...cut, on: (e) => void (e.is === 'step' && e.n === 2 && link.close()) }));
    await apply(p);
    assert.is((await drift(p)).outcome, 'in sync');
  });

  test.run();
}
