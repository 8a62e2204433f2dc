// The server dies under a run: one of its processes is killed, so it ends all others and recovers. What was committed is there, and one
// command finishes the rest.
import pg from 'pg';
import { isRead } from '../../lib/run/session/fault.ts';
import { random } from '../kit/generate/random.ts';
import { link } from '../kit/link.ts';
import { server } from '../kit/servers.ts';
import type { Figure } from './figure.ts';
import { round, type Way } from './round.ts';
import type { Subject } from './subjects.ts';

export async function crashes(major: number, of: readonly Subject[], times: number, seed: number, until: number): Promise<Figure> {
  // A commit that was answered has to outlive the server: the other spec defaults may stay, since the machine does not fail.
  const s = await server(major, { settings: { synchronous_commit: 'on', full_page_writes: 'on' } });
  const r = random(seed);
  const wrong: string[] = [];
  const ids: Record<string, number> = {};
  let tried = 0;
  for (let at = 0; tried < times && Date.now() < until && at < of.length; at += 1) {
    const subject = of[at]!;
    const place = await round(s, subject).catch(() => undefined);
    if (place === undefined) continue;
    for (const way of ['up', 'down', 'up', 'down'] as Way[]) {
      const total = await asks(s.port, place.url, (url) => place.go(way, url));
      await place.go(way === 'up' ? 'down' : 'up');
      const n = 1 + r.below(total);
      const label = `seed ${seed}, ${subject.name} ${way} statement ${n} of ${total}`;
      const doomed = await backend(s.superUrl);
      let hit = 0;
      const l = await link(s.port, {
        at: ({ sql }) => {
          if (!isRead(sql) && (hit += 1) === n) process.kill(doomed.pid, 'SIGKILL');
          return undefined;
        },
      });
      let said = 'nothing';
      await place.go(way, l.url(place.url)).catch((error: unknown) => {
        said = (error as { id?: string }).id ?? `no id: ${(error as Error).message}`;
        if (said.startsWith('no id')) wrong.push(`${label}: ${said}`);
      });
      ids[said] = (ids[said] ?? 0) + 1;
      l.close();
      doomed.end();
      await answers(s.superUrl);
      tried += 1;
      try {
        await place.go(way);
        const is = await place.wrong(way);
        if (is !== undefined) wrong.push(`${label} (${said}): ${is}`);
      } catch (error) {
        wrong.push(`${label} (${said}), and one command did not finish: ${(error as Error).message}`);
        break;
      }
      console.log(`  ${tried} crashes: ${label}: ${said}`);
    }
    await place.drop().catch(() => undefined); // its server may be on its way down
  }
  await s.stop();
  return { what: 'the server crashes at a statement that changes something, and recovers', tried, wrong, note: JSON.stringify(ids) };
}

/** How many statements that change something one command sends. */
async function asks(port: number, url: string, go: (url: string) => Promise<void>): Promise<number> {
  let n = 0;
  const l = await link(port, { at: ({ sql }) => void (isRead(sql) || (n += 1)) });
  await go(l.url(url));
  l.close();
  return n;
}

async function backend(url: string): Promise<{ pid: number; end(): void }> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return { pid: rows[0]!.pid, end: () => void client.end().catch(() => undefined) };
}

async function answers(url: string): Promise<void> {
  for (let n = 0; ; n += 1) {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      await client.end();
      return;
    } catch (error) {
      if (n === 200) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
}
