// Owns the folder of plans as a merge left it: conflict markers, two plans made on one, plans that no chain lists.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TidemarkError } from '../errors.ts';
import { readChain, type ChainEntry } from './chain.ts';
import { decode } from './document.ts';
import { undone } from './lines.ts';
import { assertModuleName, assertPlanName, CHAIN, PLAN_SUFFIX } from './names.ts';
import type { PlanFile } from './plan.generated.ts';
import { readPlan } from './read.ts';

export interface MergedPlan {
  /** "0003-add-status" */
  readonly name: string;
  readonly text: string;
  readonly content: PlanFile;
}

export interface MergedModule {
  readonly module: string;
  /** The one line of plans that stays, oldest first. */
  readonly kept: readonly MergedPlan[];
  /** The others, each after the one it was made on. */
  readonly moved: readonly MergedPlan[];
  /** False: folder and chain are as they should be. */
  readonly merged: boolean;
}

/**
 * Where two plans were made on the same one, `first` keeps its place: given "product/0003-add-status sha256:…", is it there?
 * Then what the first side of the chain's conflict lists, then what the other side lists.
 * Throws PLAN_MISSING, and what reading a plan or a chain throws.
 */
export function readMerged(dir: string, first: (sealed: string) => boolean): MergedModule[] {
  if (!existsSync(dir)) return [];
  const folders = readdirSync(dir).filter((m) => !/^[._]/.test(m) && statSync(join(dir, m)).isDirectory());
  return folders.sort().flatMap((module) => moduleAt(dir, module, first) ?? []);
}

function moduleAt(dir: string, module: string, first: (sealed: string) => boolean): MergedModule | undefined {
  const folder = join(dir, module);
  const files = readdirSync(folder).filter((f) => f.endsWith(PLAN_SUFFIX) && !f.startsWith('.'));
  const path = join(folder, CHAIN);
  if (files.length === 0 && !existsSync(path)) return undefined;
  assertModuleName(module, folder);
  const chain = existsSync(path) ? sides(decode(readFileSync(path), path)) : [''];
  const listed = chain.map((text) => readChain(text, path));
  const plans = files.flatMap((f) => plansIn(join(folder, f), f.slice(0, -PLAN_SUFFIX.length)));
  const by = new Map(plans.map((p) => [idOf(module, p), p]));
  const gone = new Set(plans.flatMap((p) => p.content.replaces ?? []));
  for (const e of listed.flat()) {
    if (by.has(`${module}/${e.name} ${e.seal}`) || gone.has(`${module}/${e.name}`)) continue;
    throw new TidemarkError('PLAN_MISSING', `${path} lists ${e.name}, and no file of that name carries that seal`, {
      at: { file: path },
      next: `restore plans/${module}/${e.name}${PLAN_SUFFIX} from version control`,
      exit: 3,
    });
  }
  const order = preference(module, listed, first);
  const kept: MergedPlan[] = [];
  for (let on = beginning([...by.values()], module); ; on = idOf(module, kept.at(-1)!)) {
    const next = [...by.values()].filter((p) => parentOf(p) === on).sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1))[0];
    if (next === undefined) break;
    kept.push(next);
  }
  const moved = afterParents(
    module,
    [...by.values()].filter((p) => !kept.includes(p)),
  );
  const there = (listed[0] ?? []).filter((e) => by.has(`${module}/${e.name} ${e.seal}`));
  const same = listed.length === 1 && there.length === kept.length && there.every((e, i) => e.name === kept[i]!.name);
  const clean = kept.every((p) => undone(decode(readFileSync(join(folder, p.name + PLAN_SUFFIX)), p.name)) === p.text);
  return { module, kept, moved, merged: moved.length > 0 || !same || !clean };
}

/** Both versions of a file that both branches added or accepted hazards in; one where the seals agree. */
function plansIn(path: string, name: string): MergedPlan[] {
  assertPlanName(name, path);
  const found = new Map<string, MergedPlan>();
  for (const text of sides(decode(readFileSync(path), path))) {
    const content = readPlan(text, path);
    if (!found.has(content.seal)) found.set(content.seal, { name, text, content });
  }
  return [...found.values()];
}

/** What the oldest plan was made on: nothing, or, before a checkpoint, a plan whose file is gone. */
function beginning(plans: readonly MergedPlan[], module: string): string | undefined {
  if (plans.some((p) => parentOf(p) === undefined) || !plans.some((p) => p.content.checkpoint !== undefined)) return undefined;
  const ids = new Set(plans.map((p) => idOf(module, p)));
  return plans.map(parentOf).find((id) => id !== undefined && !ids.has(id));
}

function idOf(module: string, p: MergedPlan): string {
  return `${module}/${p.name} ${p.content.seal}`;
}

function parentOf(p: MergedPlan): string | undefined {
  return p.content.parent === undefined ? undefined : `${p.content.parent.plan} ${p.content.parent.seal}`;
}

function preference(module: string, listed: readonly ChainEntry[][], first: (sealed: string) => boolean): (p: MergedPlan) => number {
  const at = (p: MergedPlan): number => listed.findIndex((side) => side.some((e) => e.name === p.name && e.seal === p.content.seal));
  return (p) => (first(idOf(module, p)) ? -1 : at(p) < 0 ? listed.length : at(p));
}

function afterParents(module: string, plans: readonly MergedPlan[]): MergedPlan[] {
  const out: MergedPlan[] = [];
  const left = [...plans].sort((a, b) => (a.name < b.name ? -1 : 1));
  while (left.length > 0) {
    const ready = left.findIndex((p) => !left.some((q) => q !== p && idOf(module, q) === parentOf(p)));
    out.push(...left.splice(Math.max(0, ready), 1));
  }
  return out;
}

/** The two texts that git merged, from the markers it left; the text itself where there are none. */
export function sides(text: string): string[] {
  const [ours, theirs]: [string[], string[]] = [[], []];
  let at: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  let marked = false;
  for (const line of undone(text).split('\n')) {
    if (/^<{7}( |$)/.test(line)) [at, marked] = ['ours', true];
    else if (/^\|{7}( |$)/.test(line) && at === 'ours') at = 'base';
    else if (/^={7}$/.test(line) && at !== 'both') at = 'theirs';
    else if (/^>{7}( |$)/.test(line) && at === 'theirs') at = 'both';
    else {
      if (at === 'both' || at === 'ours') ours.push(line);
      if (at === 'both' || at === 'theirs') theirs.push(line);
    }
  }
  return marked ? [ours.join('\n'), theirs.join('\n')] : [undone(text)];
}
