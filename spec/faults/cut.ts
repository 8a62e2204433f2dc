// The link is cut at every statement that changes something, before it, after it, or with its answer on the way; all connections
// go, as when the process dies. Then one command, undisturbed.
import { isRead } from '../../lib/run/session/fault.ts';
import { link, type Fault } from '../kit/link.ts';
import type { Server } from '../kit/servers.ts';
import type { Figure } from './figure.ts';
import { round, type Way } from './round.ts';
import type { Subject } from './subjects.ts';

const faults: readonly Fault[] = ['before', 'sent', 'answered'];

/** `every`: all three at each statement; else one of them in turn. `only` picks statements. */
export async function cutEverywhere(
  server: Server,
  of: readonly Subject[],
  options: { every: boolean; only?: RegExp; what: string; until?: number },
): Promise<Figure> {
  let tried = 0;
  let plans = 0;
  const wrong: string[] = [];
  const told: string[] = [];
  const ids: Record<string, number> = {};
  for (const subject of of) {
    if (Date.now() > (options.until ?? Infinity)) break;
    const r = await round(server, subject).catch((error: unknown) => {
      console.log(`  not usable: ${subject.name}: ${(error as Error).message.split('\n')[0]}`);
      return undefined;
    });
    if (r === undefined) continue;
    plans += 1;
    for (const way of ['up', 'down'] as Way[]) {
      for (let n = 1, through = false; !through; n += 1) {
        for (const fault of options.every ? faults : [faults[(n + plans) % 3]!]) {
          let hit = 0;
          const l = await link(server.port, {
            all: true,
            at: ({ sql }) => (isRead(sql) || !(options.only ?? /./).test(sql) || (hit += 1) !== n ? undefined : fault),
          });
          const label = `${subject.name} ${way} statement ${n} ${JSON.stringify(fault)}`;
          let said = 'nothing';
          try {
            await r.go(way, l.url(r.url));
          } catch (error) {
            const { id, message } = error as { id?: string; message: string };
            said = id ?? 'no id';
            ids[said] = (ids[said] ?? 0) + 1;
            if (id === undefined) wrong.push(`${label}: ${message}`);
          }
          l.close();
          if (hit < n) through = true;
          else tried += 1;
          try {
            await r.go(way);
            const is = await r.wrong(way);
            if (is !== undefined) wrong.push(`${label} (${said}): ${is}`);
            // the way back, so that the next cut finds the same start
            await r.go(way === 'up' ? 'down' : 'up');
          } catch (error) {
            wrong.push(`${label} (${said}), and one command did not finish: ${(error as Error).message}`);
            through = true;
          }
        }
      }
      await r.go(way).catch(() => undefined); // what it could not do is told above
    }
    await r.drop();
    for (const line of wrong.splice(0)) {
      told.push(line);
      console.log(`✘ ${line}`);
    }
    console.log(`  ${plans} plans, ${tried} cuts: ${subject.name}`);
  }
  return { what: options.what, tried, wrong: told, note: `${plans} plans up and down; ${JSON.stringify(ids)}` };
}
