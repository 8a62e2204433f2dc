// Owns changes to the folder of plan files. A file is there before the chain lists it, and neither is ever half written.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TidemarkError } from '../errors.ts';
import { writeChain, type ChainEntry } from './chain.ts';
import { SIZE } from './document.ts';
import { CHAIN, PLAN_SUFFIX, splitPlanName } from './names.ts';
import type { PlanFile } from './plan.generated.ts';
import { chainOf } from './plans-read.ts';
import { assertSeal } from './read.ts';
import { replaceFile, replaceFiles, staging, sweep, writing } from './replace-file.ts';
import { sealIn } from './seal.ts';
import { writePlan } from './write.ts';

export interface Written {
  readonly file: string;
  readonly text: string;
  readonly seal: string;
}

/** Adds a plan at the end of its module's chain, as writePlanFiles does. */
export function writePlanFile(dir: string, plan: Omit<PlanFile, 'seal'>): Written {
  return writePlanFiles(dir, [plan])[0]!;
}

/**
 * Adds plans at the ends of their modules' chains, in this order. All bytes are on the disk before the first file has its name, and
 * every file has its name before a chain lists one: ended in the middle, nothing or next to nothing of them is there.
 * Throws PLAN_EXISTS, PLAN_TOO_LARGE, FILE_UNWRITABLE, CHAIN_BROKEN when a parent is not the newest plan, and what reading the chains throws.
 */
export function writePlanFiles(dir: string, plans: readonly Omit<PlanFile, 'seal'>[]): Written[] {
  const chains = new Map<string, ChainEntry[]>();
  const written = plans.map((plan): Written => {
    const { module, name } = splitPlanName(plan.plan);
    const path = join(dir, module, name + PLAN_SUFFIX);
    const entries = chains.get(module) ?? [...chainOf(dir, module)];
    assertNext(plan, name, path, join(dir, module, CHAIN), entries);
    const text = writePlan(plan);
    assertFits(plan.plan, path, text);
    const seal = sealIn(text)!;
    chains.set(module, [...entries, { name, seal }]);
    return { file: path, text, seal };
  });
  const lists = [...chains].map(([module, entries]) => [join(dir, module, CHAIN), writeChain(entries)] as const);
  for (const module of chains.keys()) {
    writing(join(dir, module), () => mkdirSync(join(dir, module), { recursive: true }));
    sweep(join(dir, module));
  }
  const ready: [half: string, path: string][] = [];
  const files = [...written.map((w) => [w.file, w.text] as const), ...lists];
  const staged = staging(files.length);
  try {
    for (const [path, text] of files) ready.push([writing(path, () => staged(path, text)), path]);
    for (const [half, path] of ready) writing(path, () => renameSync(half, path));
  } finally {
    for (const [half] of ready) rmSync(half, { force: true });
  }
  return written;
}

/** A text that was read once, and grew. */
const SHORTER = 'make the plan shorter: fewer of its rows or texts in one step, or part of its steps in a plan of their own';

function assertFits(plan: string, file: string, text: string, next?: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= SIZE) return;
  throw new TidemarkError('PLAN_TOO_LARGE', `${plan} would be ${Math.ceil(bytes / 1048576)} MB, more than the ${SIZE / 1048576} MB that are read again`, {
    at: { file },
    next: next ?? 'plan it in parts: keep some of the definitions back, plan, and bring them in with the next plan',
  });
}

function assertNext(plan: Omit<PlanFile, 'seal'>, name: string, path: string, chain: string, entries: readonly ChainEntry[]): void {
  const { module } = splitPlanName(plan.plan);
  const newest = entries.at(-1);
  if (existsSync(path) || entries.some((e) => e.name === name)) {
    throw new TidemarkError('PLAN_EXISTS', `there is a plan ${plan.plan} already`, {
      at: { file: path },
      next: 'give the new one another name with --name',
    });
  }
  const parent = newest === undefined ? undefined : `${module}/${newest.name} ${newest.seal}`;
  const given = plan.parent === undefined ? undefined : `${plan.parent.plan} ${plan.parent.seal}`;
  if (given !== parent) {
    throw new TidemarkError('CHAIN_BROKEN', `${plan.plan} was made on ${given ?? 'nothing'}, and the newest plan is ${parent ?? 'none'}`, {
      at: { file: chain },
      exit: 3,
      next: `tidemark plan ${module}`,
    });
  }
}

export interface Replacement {
  /** "product/0003-add-status" */
  readonly plan: string;
  readonly text: string;
}

/** Puts another text in the place of a plan, as replacePlanFiles does. */
export function replacePlanFile(dir: string, plan: string, text: string): Written {
  return replacePlanFiles(dir, [{ plan, text }])[0]!;
}

/**
 * Puts other texts in the places of plans, and their seals into the chains, in this order; ended in the middle, it is finished as new plans
 * are. A text with another seal is only taken for the newest plan: later ones carry the old one.
 * Throws PLAN_MISSING, PLAN_HAS_DESCENDANTS, PLAN_SEAL_BROKEN, PLAN_TOO_LARGE, FILE_UNWRITABLE.
 */
export function replacePlanFiles(dir: string, plans: readonly Replacement[]): Written[] {
  const files: [path: string, text: string][] = [];
  const written = plans.map(({ plan, text }): Written => {
    const { module, name } = splitPlanName(plan);
    const path = join(dir, module, name + PLAN_SUFFIX);
    assertSeal(text, path);
    assertFits(plan, path, text, SHORTER);
    const seal = sealIn(text)!;
    const entries = chainOf(dir, module);
    const at = entries.findIndex((e) => e.name === name);
    if (at < 0) throw missing(plan, join(dir, module, CHAIN));
    if (entries[at]!.seal !== seal && at !== entries.length - 1) throw descended(plan, entries[at + 1]!, path);
    files.push([path, text]);
    if (entries[at]!.seal !== seal) files.push([join(dir, module, CHAIN), writeChain([...entries.slice(0, at), { name, seal }])]);
    return { file: path, text, seal };
  });
  replaceFiles(files);
  return written;
}

/** Takes the newest plan of a module away. Throws PLAN_MISSING, PLAN_HAS_DESCENDANTS. */
export function removePlanFile(dir: string, plan: string): void {
  const { module, name } = splitPlanName(plan);
  const path = join(dir, module, name + PLAN_SUFFIX);
  const entries = chainOf(dir, module);
  const at = entries.findIndex((e) => e.name === name);
  if (at < 0) throw missing(plan, join(dir, module, CHAIN));
  if (at !== entries.length - 1) throw descended(plan, entries[at + 1]!, path);
  replaceFile(join(dir, module, CHAIN), writeChain(entries.slice(0, at)));
  rmSync(path, { force: true });
}

/** Puts a module's folder in order after a merge: these plans, oldest first, and no other. */
export function replaceModule(dir: string, module: string, plans: readonly { readonly name: string; readonly text: string }[]): void {
  const folder = join(dir, module);
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of plans) {
    const path = join(folder, name + PLAN_SUFFIX);
    assertSeal(text, path);
    assertFits(`${module}/${name}`, path, text, SHORTER);
  }
  for (const { name, text } of plans) replaceFile(join(folder, name + PLAN_SUFFIX), text);
  replaceFile(join(folder, CHAIN), writeChain(plans.map(({ name, text }) => ({ name, seal: sealIn(text)! }))));
  const names = new Set(plans.map((p) => p.name + PLAN_SUFFIX));
  for (const file of readdirSync(folder)) if (file.endsWith(PLAN_SUFFIX) && !names.has(file)) rmSync(join(folder, file));
}

function missing(plan: string, file: string): TidemarkError {
  return new TidemarkError('PLAN_MISSING', `${file} does not list ${plan}`, { at: { file }, next: 'tidemark status' });
}

function descended(plan: string, child: ChainEntry, file: string): TidemarkError {
  return new TidemarkError('PLAN_HAS_DESCENDANTS', `${plan} cannot change: ${child.name} was made on it`, {
    at: { file },
    exit: 3,
    next: 'write a new plan',
  });
}
