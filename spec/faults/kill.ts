// SIGKILL to the process at every boundary: before, between and after the messages of every statement that changes something.
import type { Server } from '../kit/servers.ts';
import type { Figure } from './figure.ts';
import { victim } from './process.ts';
import { round, type Way } from './round.ts';
import type { Subject } from './subjects.ts';

/** `stride`: every boundary is 1; with 3 every third, from another start for each plan. */
export async function killEverywhere(server: Server, of: readonly Subject[], options: { stride: number; until: number }): Promise<Figure> {
  const wrong: string[] = [];
  let [tried, plans] = [0, 0];
  for (const subject of of) {
    if (Date.now() > options.until) break;
    const r = await round(server, subject).catch((error: unknown) => {
      console.log(`  not usable: ${subject.name}: ${(error as Error).message.split('\n')[0]}`);
      return undefined;
    });
    if (r === undefined) continue;
    for (const way of ['up', 'down'] as Way[]) {
      for (let n = 1 + (plans % options.stride), through = false; !through; n += options.stride) {
        const label = `${subject.name} ${way} boundary ${n}`;
        const { signal, said } = await victim(way, r.url, subject, { TIDEMARK_KILL_AT: String(n) });
        through = signal !== 'SIGKILL';
        if (through && said.id !== undefined) wrong.push(`${label}: not killed, and ${said.id} ${said.message}`);
        if (!through) tried += 1;
        try {
          // one command, in a process that nothing disturbs
          await r.go(way);
          const is = await r.wrong(way);
          if (is !== undefined) wrong.push(`${label}: ${is}`);
          await r.go(way === 'up' ? 'down' : 'up');
        } catch (error) {
          wrong.push(`${label}, and one command did not finish: ${(error as Error).message}`);
          through = true;
        }
      }
      await r.go(way).catch(() => undefined); // what it could not do is told above
    }
    plans += 1;
    await r.drop();
    for (const line of wrong) console.log(`✘ ${line}`);
    console.log(`  ${plans} plans, ${tried} kills: ${subject.name}`);
  }
  const share = options.stride === 1 ? 'every boundary' : `one boundary in ${options.stride}, in turn`;
  return { what: `SIGKILL at ${share}`, tried, wrong, note: `${plans} plans up and down` };
}
