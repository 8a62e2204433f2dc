// The same plans without any fault: every case as plan files, applied, compared, rolled back, applied again. What fails here is a bug of its own.
import { subjects } from './subjects.ts';
import type { Server } from '../kit/servers.ts';
import type { Figure } from './figure.ts';
import { round, type Way } from './round.ts';

/** Planned one after the other, so that a run that is cut off has tried what it planned. */
export async function undisturbed(server: Server, cases: readonly string[], until: number): Promise<Figure> {
  const wrong: string[] = [];
  let tried = 0;
  for (const name of cases) {
    if (Date.now() > until) break;
    for (const subject of (await subjects(cases.length, 0, name)).filter((s) => s.name === name)) {
      try {
        const r = await round(server, subject);
        for (const way of ['up', 'down'] as Way[]) {
          await r.go(way);
          const is = await r.wrong(way);
          if (is !== undefined) wrong.push(`${name} ${way}: ${is}`);
        }
        await r.drop();
      } catch (error) {
        wrong.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
      }
      tried += 1;
      for (const line of wrong.filter((l) => l.startsWith(name))) console.log(`✘ ${line}`);
      console.log(`  ${tried} ${name}`);
    }
  }
  return { what: 'cases as plan files, up and down without a fault', tried, wrong };
}
