// Owns chance: the same seed gives the same schemas on every machine.

export interface Random {
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
  /** True in p of 1 cases. */
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Up to `n` of the items, in their order. */
  some<T>(items: readonly T[], n: number): T[];
  shuffled<T>(items: readonly T[]): T[];
}

export function random(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  for (let i = 0; i < 8; i += 1) next();
  const below = (n: number): number => Math.floor(next() * n);
  const shuffled = <T>(items: readonly T[]): T[] => {
    const list = [...items];
    for (let i = list.length - 1; i > 0; i -= 1) {
      const j = below(i + 1);
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
    return list;
  };
  return {
    below,
    chance: (p) => next() < p,
    pick: (items) => items[below(items.length)]!,
    some: (items, n) => {
      const chosen = new Set(shuffled(items).slice(0, n));
      return items.filter((i) => chosen.has(i));
    },
    shuffled,
  };
}
