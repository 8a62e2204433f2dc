// SIGKILL to the command line at every boundary: before every statement that changes something is sent, and when it is sent and not answered.
import type { Server } from '../kit/servers.ts';
import type { Figure } from './figure.ts';
import { commandLine } from './process.ts';
import { round, type Round, type Way } from './round.ts';
import type { Subject } from './subjects.ts';
import type { Log } from './log.ts';

export interface KillOptions {
  /** Every boundary is 1; with 3 every third, from another start for each plan. */
  readonly stride: number;
  readonly until: number;
  /** How many plans. */
  readonly plans: number;
  /** How many of them at once, each on a database of its own. */
  readonly atOnce: number;
  readonly log: Log;
}

/** Every so many kills the one command that finishes is the command line too; the others run it in this process. */
const BY_PROCESS = 10;

export async function killEverywhere(server: Server, of: AsyncIterator<Subject>, options: KillOptions): Promise<Figure> {
  const tally = { tried: 0, byProcess: 0, plans: 0, wrong: [] as string[] };
  const taken = { count: 0 };
  const worker = async (): Promise<void> => {
    while (Date.now() < options.until && taken.count < options.plans) {
      const mine = taken.count;
      taken.count += 1;
      const next = await of.next();
      if (next.done === true) return;
      const through = await one(server, next.value, mine, options, tally).catch((error: unknown) => {
        console.log(`  not usable: ${next.value.name}: ${(error as Error).message.split('\n')[0]}`);
        taken.count -= 1;
        return false;
      });
      if (through) tally.plans += 1;
      console.log(`  ${tally.plans} plans, ${tally.tried} kills, ${tally.wrong.length} wrong: ${next.value.name}${through ? '' : ', not to its end'}`);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  const share = options.stride === 1 ? 'every boundary' : `one boundary in ${options.stride}, in turn`;
  const note = `${tally.plans} plans up and down, ${tally.byProcess} of the commands that finished were processes too`;
  return { what: `SIGKILL at ${share}`, tried: tally.tried, wrong: tally.wrong, note };
}

interface Tally {
  tried: number;
  byProcess: number;
  readonly wrong: string[];
}

/** Up is killed and finished, then down: what the one leaves is where the other starts. False when the time is up. */
async function one(server: Server, subject: Subject, mine: number, { stride, until, log }: KillOptions, tally: Tally): Promise<boolean> {
  let r: Round | undefined;
  const through = { up: false, down: false };
  try {
    for (let n = 1 + (mine % stride); !(through.up && through.down); n += stride) {
      for (const way of ['up', 'down'] as Way[]) {
        if (Date.now() > until) return false;
        const label = `${subject.name} ${way} boundary ${n}`;
        const known = log.get(label);
        if (known !== undefined) {
          through[way] ||= known.through;
          count(tally, known);
          if (r !== undefined) await r.go(way);
          continue;
        }
        if (r === undefined) {
          r = await round(server, subject);
          if (way === 'down') await r.go('up');
        }
        if (through[way]) await r.go(way);
        else {
          const is = await killed(r, subject, way, n, (tally.tried + 1) % BY_PROCESS === 0);
          through[way] = is.through;
          log.put(label, is);
          count(tally, is);
          if (is.wrong !== undefined) {
            console.log(`✘ ${label}: ${is.wrong}`);
            // what it left may be any state
            await r.drop();
            r = undefined;
          }
        }
      }
    }
    return true;
  } finally {
    await r?.drop();
  }
}

export interface Killed {
  /** No boundary there any more: it ran to its end. */
  readonly through: boolean;
  readonly byProcess: boolean;
  readonly wrong?: string;
}

async function killed(r: Round, subject: Subject, way: Way, n: number, byProcess: boolean): Promise<Killed> {
  const { signal, said } = await commandLine(way, r.url, subject, { TIDEMARK_KILL_AT: String(n) });
  const through = signal !== 'SIGKILL';
  if (through && said.id !== undefined) return { through, byProcess: false, wrong: `not killed, and ${said.id} ${said.message}` };
  try {
    // one command, in a process that nothing disturbs
    if (byProcess) {
      const ended = await commandLine(way, r.url, subject);
      if (ended.said.outcome === undefined) throw new Error(`${ended.signal} ${ended.said.id} ${ended.said.message}`);
    } else await r.go(way);
    const wrong = await r.wrong(way, byProcess);
    return { through, byProcess: byProcess && !through, ...(wrong === undefined ? {} : { wrong }) };
  } catch (error) {
    return { through, byProcess: false, wrong: `one command did not finish: ${(error as Error).message}` };
  }
}

function count(tally: Tally, { through, byProcess, wrong }: Killed): void {
  if (!through) tally.tried += 1;
  if (byProcess) tally.byProcess += 1;
  if (wrong !== undefined) tally.wrong.push(wrong);
}
