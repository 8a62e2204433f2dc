// A seeded pair of schemas: B is A after some mutations; each of them can be left out, which is how a failing pair shrinks.
import type { Pair } from '../trial.ts';
import { prune, type Model } from './model.ts';
import { first, mutate, type Maker } from './mutate.ts';
import { print, seed as rowsOf } from './print.ts';
import { random, type Random } from './random.ts';
import { share } from './share.ts';

export interface Recipe {
  readonly seed: number;
  /** Which of the seed's mutations happen, by number. */
  readonly mutations: readonly number[];
  /** Ids of parts taken out of both sides. */
  readonly without: readonly number[];
  /** The oldest server major that it is for. */
  readonly floor: number;
  /** The seed of a schema that has nothing to do with the first, but names: it is B, and nothing is mutated. */
  readonly against?: number;
}

export function recipe(seed: number, floor = 15): Recipe {
  const count = 1 + random(seed * 7 + 1).below(8);
  return { seed, mutations: Array.from({ length: count }, (_, i) => i), without: [], floor };
}

/** Two schemas that have nothing to do with each other. */
export function crossed(seed: number, floor = 15): Recipe {
  return { seed, mutations: [], without: [], floor, against: seed + 5_000_000 };
}

/** `start`: the first id of all that the pair has. */
function maker(seed: number, from: number, start: number): Maker {
  let id = from;
  return { r: random(seed), id: () => (id += 1), both: (of) => from > start && of - start < STEP };
}

/** Ids that every part of the making has for itself. */
const STEP = 10_000;
/** From where on those of an unrelated B are. */
const AGAINST = 500_000;

export interface Generated extends Pair {
  /** Of `current`, and of `desired`. */
  readonly before: readonly string[];
  readonly statements: readonly string[];
  readonly partIds: readonly number[];
}

/** `slot`: which of several that stand beside one another in one database; their names have nothing in common. */
export function pairOf(of: Recipe, slot = 0): Generated {
  const from = 1_000_000 * slot;
  const gone = of.without.map((id) => from + id);
  const made = (seed: number, start: number): Model => {
    const m = first(maker(seed, start, start));
    return without(of.against === undefined ? m : share(m, random(seed * 3 + 2), `_${slot}`), gone);
  };
  const a = made(of.seed, from);
  const b = of.against === undefined ? structuredClone(a) : made(of.against, from + AGAINST);
  // every mutation has its own chance and its own ids, so leaving one out does not change the others
  for (const i of of.mutations) mutate(b, maker(of.seed * 1000 + i, from + STEP * (i + 1), from));
  const [current, desired] = [print(a, of.floor), print(b, of.floor)];
  return {
    name: `seed ${of.seed}`,
    current: script(current),
    desired: script(desired),
    ...(hasRows(of.seed) ? { seed: script(rowsOf(a)), called: calledNow(a, b) } : {}),
    before: current,
    statements: desired,
    partIds: (of.against === undefined ? [a] : [a, b]).flatMap((m) =>
      [m.others, m.views, m.tables, m.functions, m.enums, m.domains, m.sequences].flat().map((p) => p.id - from),
    ),
  };
}

/** Of several that stand beside one another: which of them a message about a column speaks of, which ends in the place that it has there. */
export function spokenOf(message: string): number | undefined {
  const slot = /_(\d+) (?:cannot become|goes from) /.exec(message)?.[1];
  return slot === undefined ? undefined : Number(slot);
}

/** Seeds in groups to put beside one another. With rows and without, apart: only with rows may a way down be refused, and rightly. */
export function alike(start: number, count: number, size: number): number[][] {
  const seeds = Array.from({ length: count }, (_, i) => start + i);
  return [false, true].flatMap((rows) => {
    const of = seeds.filter((seed) => hasRows(seed) === rows);
    return Array.from({ length: Math.ceil(of.length / size) }, (_, i) => of.slice(i * size, (i + 1) * size));
  });
}

function hasRows(seed: number): boolean {
  return random(seed * 13 + 5).chance(0.3);
}

/** Several pairs in one database: one plan for all of them. */
export function beside(of: readonly Recipe[]): Generated {
  const all = of.map((r, slot) => pairOf(r, slot));
  const rows = all.map((p) => p.seed ?? '').join('');
  const desired = privilegesLast(all.flatMap((p) => p.statements));
  return {
    name: `seeds ${of.map((r) => r.seed).join(', ')}`,
    current: script(privilegesLast(all.flatMap((p) => p.before))),
    desired: script(desired),
    ...(rows === '' ? {} : { seed: rows, called: new Map(all.flatMap((p) => [...(p.called ?? [])])) }),
    before: [],
    statements: desired,
    partIds: [],
  };
}

/**
 * Shuffled but for what order decides: what default privileges come after, and the names of copies in partitions, whose statements come
 * last, since one that comes before what it needs is only tried again after the next.
 */
export function shuffled(statements: readonly string[], r: Random): string[] {
  const partitioned = statements.flatMap((s) => /^CREATE TABLE (\S+) .* PARTITION BY /ms.exec(s)?.[1] ?? []);
  const copied = (s: string): boolean =>
    /^(CREATE TABLE .* PARTITION OF|CREATE (UNIQUE )?INDEX|ALTER TABLE .* ADD CONSTRAINT) /ms.test(s) && partitioned.some((t) => s.includes(` ${t} `));
  return privilegesLast([...r.shuffled(statements.filter((s) => !copied(s))), ...statements.filter(copied)]);
}

function privilegesLast(statements: readonly string[]): string[] {
  const last = (s: string): boolean => s.startsWith('ALTER DEFAULT PRIVILEGES');
  return [...statements.filter((s) => !last(s)), ...statements.filter(last)];
}

/** What tables and columns of A are called in B, where that is something else. */
function calledNow(a: Model, b: Model): Map<string, string> {
  const called = new Map<string, string>();
  for (const was of a.tables) {
    const is = b.tables.find((t) => t.id === was.id);
    if (is === undefined) continue;
    const old = `${was.schema}.${was.name}`;
    called.set(old, `${is.schema}.${is.name}`);
    for (const c of was.columns) called.set(`${old}.${c.name}`, is.columns.find((x) => x.id === c.id)?.name ?? c.name);
    for (const p of was.partitions?.children ?? []) {
      called.set(`${was.schema}.${p.name}`, `${is.schema}.${is.partitions?.children.find((x) => x.id === p.id)?.name ?? p.name}`);
      for (const c of was.columns) called.set(`${was.schema}.${p.name}.${c.name}`, is.columns.find((x) => x.id === c.id)?.name ?? c.name);
    }
  }
  return called;
}

const script = (statements: readonly string[]): string => `${statements.join(';\n')};\n`;

function without(m: Model, ids: readonly number[]): Model {
  const kept = <T extends { id: number }>(list: T[]): T[] => list.filter((x) => !ids.includes(x.id));
  m.views = kept(m.views);
  m.tables = kept(m.tables);
  m.functions = kept(m.functions);
  m.enums = kept(m.enums);
  m.domains = kept(m.domains);
  m.sequences = kept(m.sequences);
  m.others = kept(m.others);
  return prune(m);
}

/** The smallest recipe found that still fails. */
export async function shrink(of: Recipe, fails: (r: Recipe) => Promise<boolean>): Promise<Recipe> {
  let best = of;
  for (let progress = true; progress;) {
    progress = false;
    const fewer = best.mutations.map((i) => ({ ...best, mutations: best.mutations.filter((j) => j !== i) }));
    const smaller = pairOf(best).partIds.map((id) => ({ ...best, without: [...best.without, id] }));
    for (const candidate of [...fewer, ...smaller]) {
      if (!(await fails(candidate))) continue;
      best = candidate;
      progress = true;
      break;
    }
  }
  return best;
}
