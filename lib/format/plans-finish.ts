// Owns finishing what a process that was killed between its first and its last file had begun: all its bytes were on the disk by then, under
// names of their own (plans-edit.ts), and a plan that no chain lists would be a person's to sort out.
import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TidemarkError } from '../errors.ts';
import { readChain, type ChainEntry } from './chain.ts';
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
    const chain = join(dir, module, CHAIN);
    const to = name === undefined ? chain : join(dir, module, `${name}${PLAN_SUFFIX}`);
    const listed = name === undefined ? listedBy(text, chain, (n) => textAt(join(dir, module, `${n}${PLAN_SUFFIX}`), texts)) : [];
    if (listed === undefined || (name !== undefined && !mayBeReplaced(to, name, chain))) return undefined;
    texts.set(to, text);
    out.moves.push([path, to]);
    out.plans.push(...listed.map((e) => `${module}/${e.name}`));
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

/** Nothing is there, or what the chain lists: nobody worked on it since. */
function mayBeReplaced(path: string, name: string, chain: string): boolean {
  if (!existsSync(path)) return true;
  const text = readFileSync(path, 'utf8');
  const seal = tried(() => (assertSeal(text, path), sealIn(text)));
  return seal !== undefined && chainAt(chain)?.some((e) => e.name === name && e.seal === seal) === true;
}

/**
 * The plans that this chain lists and the one that is there does not, or with another seal; undefined when it is no chain, takes a plan away, or
 * lists one that is not there.
 */
function listedBy(text: string, chain: string, plan: (name: string) => string | undefined): readonly ChainEntry[] | undefined {
  const entries = tried(() => readChain(text, chain)) ?? [];
  const now = chainAt(chain);
  if (now === undefined || entries.length === 0 || now.some((e, i) => entries[i]?.name !== e.name)) return undefined;
  const listed = entries.filter((e, i) => now[i]?.seal !== e.seal);
  const isThere = ({ name, seal }: ChainEntry): boolean => {
    const found = plan(name);
    return found !== undefined && sealIn(found) === seal;
  };
  return listed.length > 0 && listed.every(isThere) ? listed : undefined;
}

const chainAt = (path: string): readonly ChainEntry[] | undefined => (existsSync(path) ? tried(() => readChain(readFileSync(path, 'utf8'), path)) : []);

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // not whole, so not what was to be
  }
}
