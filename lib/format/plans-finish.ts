// Owns finishing what a process that was killed between its first and its last file had begun: all its bytes were on the disk by then, under
// names of their own (plans-edit.ts), and a plan that no chain lists would be a person's to sort out.
import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TidemarkError } from '../errors.ts';
import { readChain, writeChain, type ChainEntry } from './chain.ts';
import { CHAIN, PLAN_SUFFIX, splitPlanName } from './names.ts';
import { assertSeal } from './read.ts';
import { leftIn, writing, type Left } from './replace-file.ts';
import { sealIn } from './seal.ts';

/** Files that wait for their places, in the order they belong there, and the plans that the chains list with them. */
export interface Unfinished {
  readonly moves: readonly (readonly [from: string, to: string])[];
  /** "product/0003-add-status" */
  readonly plans: readonly string[];
}

/** Puts them there. Returns the plans that are whole now; none where nothing was begun, or where it does not go on from what is there. Throws FILE_UNWRITABLE. */
export function finishWriting(dir: string): readonly string[] {
  const { moves, plans } = unfinished(dir);
  for (const [from, to] of moves) writing(to, () => renameSync(from, to));
  return plans;
}

/** What a reader says in place of a chain that does not list a plan; undefined when no killed process explains it. */
export function halfWritten(dir: string, base: string, shown: (path: string, base: string) => string): TidemarkError | undefined {
  const { plans, moves } = unfinished(dir);
  if (plans.length === 0) return undefined;
  return new TidemarkError(
    'PLANS_HALF_WRITTEN',
    `a command that was killed while it wrote ${plans.join(', ')} left ${moves.length} file(s) without their names`,
    {
      at: { file: shown(moves.at(-1)![1], base) },
      exit: 3,
      next: 'where plans are written: tidemark plan puts them in place, for review, and plans nothing else',
    },
  );
}

/** Writes nothing. Whatever is not whole, or does not go on from what is there, is left alone. */
function unfinished(dir: string): Unfinished {
  const folders = existsSync(dir) ? readdirSync(dir).filter((m) => !/^[._]/.test(m) && statSync(join(dir, m)).isDirectory()) : [];
  const left = folders.flatMap((module) => leftIn(join(dir, module)).map((l) => ({ ...l, module })));
  const found = [...new Set(left.map((l) => l.batch))].flatMap((batch) => {
    const own = left.filter((l) => l.batch === batch).sort((a, b) => a.n - b.n);
    return isBegun(own) ? (goesOn(dir, own) ?? []) : [];
  });
  return { moves: found.flatMap((f) => [...f.moves]), plans: found.flatMap((f) => [...f.plans]) };
}

/**
 * Files get their names in their order once all are written: those that wait are the last ones, up to the very last. Where the first waits
 * too, nothing was put anywhere yet, and nothing need be.
 */
function isBegun(own: readonly Left[]): boolean {
  return own[0]!.n > 1 && own.at(-1)!.n === own[0]!.of && own.length === own[0]!.of - own[0]!.n + 1;
}

function goesOn(dir: string, own: readonly (Left & { readonly module: string })[]): Unfinished | undefined {
  const texts = new Map<string, string>();
  const out = { moves: [] as [string, string][], plans: [] as string[] };
  for (const { path, module } of own) {
    const text = readFileSync(path, 'utf8');
    const name = planIn(text, path, module);
    const to = join(dir, module, name === undefined ? CHAIN : `${name}${PLAN_SUFFIX}`);
    const added = name === undefined ? addedBy(text, to, (n) => textAt(join(dir, module, `${n}${PLAN_SUFFIX}`), texts)) : [];
    if (added === undefined || (name !== undefined && existsSync(to))) return undefined;
    texts.set(to, text);
    out.moves.push([path, to]);
    out.plans.push(...added.map((e) => `${module}/${e.name}`));
  }
  return out;
}

const textAt = (path: string, texts: ReadonlyMap<string, string>): string | undefined =>
  texts.get(path) ?? (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** The name of the plan that these bytes are, when they are all there. */
function planIn(text: string, path: string, module: string): string | undefined {
  const full = /^plan: (\S+)$/m.exec(text)?.[1];
  if (full === undefined || !full.startsWith(`${module}/`)) return undefined;
  return tried(() => {
    assertSeal(text, path);
    return splitPlanName(full).name;
  });
}

/** The plans that this chain lists beyond the one that is there; undefined when it is no chain, or one of them is not there. */
function addedBy(text: string, chain: string, plan: (name: string) => string | undefined): readonly ChainEntry[] | undefined {
  const entries = tried(() => readChain(text, chain)) ?? [];
  const now = existsSync(chain) ? tried(() => readChain(readFileSync(chain, 'utf8'), chain)) : [];
  if (now === undefined || entries.length <= now.length || writeChain(entries.slice(0, now.length)) !== writeChain(now)) return undefined;
  const added = entries.slice(now.length);
  const isThere = ({ name, seal }: ChainEntry): boolean => {
    const found = plan(name);
    return found !== undefined && sealIn(found) === seal;
  };
  return added.every(isThere) ? added : undefined;
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // not whole, so not what was to be
  }
}
