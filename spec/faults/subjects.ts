// Real plans for the fault runs: cases of spec/cases planned by the tool itself, each a chain of two plans.
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codes } from '../../lib/hazards/codes.ts';
import { plan } from '../../lib/verbs/plan.ts';
import { cases, type Case } from '../kit/cases.ts';
import { random } from '../kit/generate/random.ts';

export interface Subject {
  readonly name: string;
  readonly plansDir: string;
  readonly first: string;
  readonly second: string;
  /** Rows for what the first plan builds. */
  readonly rows: string | undefined;
}

/** Every hazard code: the fault runs are not about consent. */
export const allowed: readonly string[] = Object.keys(codes);

/** Up to `most` cases that plan, in an order that `seed` decides. What does not plan is left out and said. */
export async function subjects(most: number, seed: number, word = ''): Promise<Subject[]> {
  const out: Subject[] = [];
  if (most > 0)
    for await (const subject of planned((all) => [...all.slice(seed % all.length), ...all.slice(0, seed % all.length)], word)) {
      out.push(subject);
      if (out.length === most) break;
    }
  return out;
}

/** The same one by one, neighbours from all kinds; those named in `before` come first. */
export function scattered(seed: number, word: string, before: ReadonlySet<string> = new Set()): AsyncGenerator<Subject> {
  const is = (first: boolean) => (c: Case) => before.has(c.name) === first;
  return planned((all) => [...all.filter(is(true)), ...random(seed).shuffled(all.filter(is(false)))], word);
}

async function* planned(order: (all: readonly Case[]) => readonly Case[], word: string): AsyncGenerator<Subject> {
  // Renames that a flag says are another thing without it: rows would be lost.
  const all = cases().filter((c) => c.pending === undefined && (c.options.renames ?? []).length === 0 && c.name.includes(word));
  for (const c of order(all)) {
    const subject = await planPair(c);
    if (subject !== undefined) yield subject;
  }
}

/** The pair as a chain of two plans. What does not plan is said. */
export async function planPair(c: Pick<Case, 'name' | 'current' | 'desired' | 'seed' | 'floor'>): Promise<Subject | undefined> {
  const cwd = mkdtempSync(join(tmpdir(), 'tm-fault-'));
  mkdirSync(join(cwd, 'schema'));
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(cwd, 'node_modules'), 'dir');
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'faults', tidemark: { postgres: `>=${c.floor}` } }));
  const file = join(cwd, 'schema/app.sql');
  try {
    writeFileSync(file, c.current);
    const [first] = (await plan({ cwd, allow: allowed, name: 'first' })).plans;
    writeFileSync(file, c.desired);
    const [second] = (await plan({ cwd, allow: allowed, name: 'second' })).plans;
    if (first !== undefined && second !== undefined)
      return { name: c.name, plansDir: join(cwd, 'plans'), first: first.plan, second: second.plan, rows: c.seed };
  } catch (error) {
    console.log(`  not planned: ${c.name}: ${(error as Error).message.split('\n')[0]}`);
  }
  return undefined;
}
