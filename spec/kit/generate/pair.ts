// A seeded pair of schemas: B is A after some mutations; each of them can be left out, which is how a failing pair shrinks.
import type { Pair } from '../trial.ts';
import { prune, type Model } from './model.ts';
import { first, mutate, type Maker } from './mutate.ts';
import { print, seed as rowsOf } from './print.ts';
import { random } from './random.ts';

export interface Recipe {
  readonly seed: number;
  /** Which of the seed's mutations happen, by number. */
  readonly mutations: readonly number[];
  /** Ids of parts taken out of both sides. */
  readonly without: readonly number[];
}

export function recipe(seed: number): Recipe {
  const count = 1 + random(seed * 7 + 1).below(8);
  return { seed, mutations: Array.from({ length: count }, (_, i) => i), without: [] };
}

function maker(seed: number, from: number): Maker {
  let id = from;
  return { r: random(seed), id: () => (id += 1) };
}

export function pairOf(of: Recipe): Pair & { readonly statements: readonly string[]; readonly partIds: readonly number[] } {
  const a = without(first(maker(of.seed, 0)), of.without);
  const b = structuredClone(a);
  // every mutation has its own chance and its own ids, so leaving one out does not change the others
  for (const i of of.mutations) mutate(b, maker(of.seed * 1000 + i, 10_000 * (i + 1)));
  const [current, desired] = [print(a), print(b)];
  const withRows = random(of.seed * 13 + 5).chance(0.3);
  return {
    name: `seed ${of.seed}`,
    current: `${current.join(';\n')};\n`,
    desired: `${desired.join(';\n')};\n`,
    ...(withRows ? { seed: `${rowsOf(a)};\n` } : {}),
    statements: desired,
    partIds: [...a.views, ...a.tables, ...a.functions, ...a.enums, ...a.domains, ...a.sequences].map((p) => p.id),
  };
}

function without(m: Model, ids: readonly number[]): Model {
  const kept = <T extends { id: number }>(list: T[]): T[] => list.filter((x) => !ids.includes(x.id));
  m.views = kept(m.views);
  m.tables = kept(m.tables);
  m.functions = kept(m.functions);
  m.enums = kept(m.enums);
  m.domains = kept(m.domains);
  m.sequences = kept(m.sequences);
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
