// Owns the order in which definitions are tried: by kind rank, after what they name, then by name and bytes.
// So it depends on the statements alone: never on the names of files, on folders, or on the order of reading.
import { compareText } from '../catalog/address.ts';
import { collect } from '../catalog/collect.ts';
import type { Authored } from './authored.ts';

/** Something a statement makes or names; unqualified names may mean any schema. */
export interface Thing {
  readonly as: 'relation' | 'function' | 'type' | 'schema' | 'operator' | 'collation' | 'extension' | 'role' | 'other';
  readonly names: readonly string[];
}

export interface Entry {
  readonly authored: Authored;
  /** Lower is earlier, among statements that nothing else orders. */
  readonly rank: number;
  /** Of the object it is about. */
  readonly name: string;
  readonly makes: readonly Thing[];
  /** Arguments of a routine it makes, as text: routines of one name are not one object. */
  readonly signature?: string;
  readonly needs: readonly Thing[];
  /** Of a partition or child that it makes: the tables above. */
  readonly below?: readonly Thing[];
  /** Comes right after this one of the same file, whatever bytes say: two changes of one object. */
  readonly after?: Entry;
  /** Its needs are to be read from its parse tree too. */
  readonly parse?: true;
  /** Nobody wrote it, but a definition takes it for granted: an explicit statement that makes the same replaces it. */
  readonly implied?: true;
}

export const RANK = {
  schema: 10,
  extension: 20,
  type: 40,
  table: 60,
  alter: 88,
  constraint: 89,
  foreignKey: 92,
  index: 110,
  policy: 130,
  comment: 150,
  grant: 160,
  defaultAcl: 190,
} as const;

/** Kahn's algorithm with a heap. What is left in a cycle goes on with its first entry: the shadow retries. */
export function order(entries: readonly Entry[]): Authored[] {
  const sorted = sort(entries);
  const place = new Map(sorted.map((e, n) => [e, n]));
  const makers = index(sorted);
  const waits = sorted.map(() => 0);
  const frees: number[][] = sorted.map(() => []);
  const precede = (first: number, then: number): void => {
    if (first === then) return;
    frees[first]!.push(then);
    waits[then]!++;
  };
  for (const [n, entry] of sorted.entries()) {
    const before = new Set(entry.needs.flatMap((need) => makersOf(makers, need)));
    if (entry.after !== undefined) before.add(place.get(entry.after)!);
    for (const first of before) precede(first, n);
  }
  const ready = heap();
  waits.forEach((w, n) => w === 0 && ready.push(n));
  const done = new Set<number>();
  const ordered: Authored[] = [];
  let next = 0;
  while (done.size < sorted.length) {
    let n = ready.pop();
    if (n === undefined) {
      while (done.has(next)) next++;
      n = next;
    }
    if (done.has(n)) continue;
    done.add(n);
    ordered.push(sorted[n]!.authored);
    for (const then of frees[n]!) if (--waits[then]! === 0) ready.push(then);
  }
  return ordered;
}

/**
 * Of what nothing else orders. Indexes of a table before those of its partitions: the server would take one of theirs that is alike for its
 * copy. Changes of a table before those of what is below it: they reach down, over what was said there.
 */
function sort(entries: readonly Entry[]): Entry[] {
  const sorted = [...entries].sort(compareEntries);
  if (!sorted.some((e) => e.below !== undefined)) return sorted;
  const makers = index(sorted);
  const known = new Map<Entry, number>();
  const level = (entry: Entry): number => {
    if (!known.has(entry)) {
      known.set(entry, 0); // what is above itself is an error of the definitions, and the server says it
      const above = (entry.below ?? []).flatMap((t) => makersOf(makers, t).map((n) => sorted[n]!));
      known.set(entry, Math.max(0, ...above.map((e) => 1 + level(e))));
    }
    return known.get(entry)!;
  };
  const levels = new Map<Entry, number>();
  for (const entry of sorted) {
    const tables = leveled.has(entry.rank) ? entry.needs.filter((n) => n.as === 'relation').flatMap((n) => makersOf(makers, n)) : [];
    levels.set(entry, Math.max(0, ...tables.map((n) => level(sorted[n]!))));
  }
  return sorted.sort((a, b) => a.rank - b.rank || levels.get(a)! - levels.get(b)!);
}

const leveled: ReadonlySet<number> = new Set([RANK.index, RANK.alter]);

function compareEntries(a: Entry, b: Entry): number {
  return a.rank - b.rank || compareText(a.name, b.name) || compareText(a.authored.sql, b.authored.sql) || compareText(a.authored.module, b.authored.module);
}

/** A table is a type too; a type may be a table. */
const space = (as: Thing['as']): string => (as === 'type' ? 'relation' : as);

interface Maker {
  readonly n: number;
  readonly names: readonly string[];
}

function index(entries: readonly Entry[]): Map<string, Maker[]> {
  const makers = new Map<string, Maker[]>();
  for (const [n, { makes }] of entries.entries()) {
    for (const thing of makes) {
      const key = `${space(thing.as)}\0${thing.names.at(-1)}`;
      collect(makers, key, { n, names: thing.names });
    }
  }
  return makers;
}

function makersOf(makers: ReadonlyMap<string, readonly Maker[]>, need: Thing): number[] {
  const found = makers.get(`${space(need.as)}\0${need.names.at(-1)}`) ?? [];
  const own = found.filter((m) => need.names.length < 2 || m.names.length < 2 || m.names.at(-2) === need.names.at(-2)).map((m) => m.n);
  const schema = need.names.length > 1 ? (makers.get(`schema\0${need.names[0]}`) ?? []).map((m) => m.n) : [];
  return [...own, ...schema];
}

function heap(): { push(n: number): void; pop(): number | undefined } {
  const items: number[] = [];
  const swap = (a: number, b: number): void => {
    [items[a], items[b]] = [items[b]!, items[a]!];
  };
  return {
    push(n) {
      items.push(n);
      for (let at = items.length - 1; at > 0;) {
        const up = (at - 1) >> 1;
        if (items[up]! <= items[at]!) break;
        swap(up, at);
        at = up;
      }
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (items.length > 0 && last !== undefined) {
        items[0] = last;
        for (let at = 0; ;) {
          let least = at;
          for (const child of [2 * at + 1, 2 * at + 2]) if (child < items.length && items[child]! < items[least]!) least = child;
          if (least === at) break;
          swap(at, least);
          at = least;
        }
      }
      return top;
    },
  };
}
