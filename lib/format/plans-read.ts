// Owns the folder of plan files: plans/<module>/chain and plans/<module>/<plan>.plan.yaml.
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { TidemarkError } from '../errors.ts';
import { checkChain, readChain, type ChainEntry, type Sealed } from './chain.ts';
import { decode } from './document.ts';
import { undone } from './lines.ts';
import { assertModuleName, assertPlanName, CHAIN, PLAN_SUFFIX } from './names.ts';
import type { PlanFile } from './plan.generated.ts';
import { assertFormat, assertSeal, readPlan, sealedPlan } from './read.ts';
import { sealIn } from './seal.ts';

export interface StoredPlan extends Sealed {
  /** "product/0003-add-status" */
  readonly plan: string;
  readonly text: string;
  /** Parsed on first use: a chain is checked without it. Throws YAML_MALFORMED, PLAN_INVALID. */
  content(): PlanFile;
}

export interface ModulePlans {
  readonly module: string;
  /** Oldest first. */
  readonly plans: readonly StoredPlan[];
}

/**
 * All chains below `dir`, seals and parents checked, in module order; none when the folder is not there. `modules` limits
 * it; `edited` names the one plan whose text may be another than its seal says. Files in messages are relative to `root` (default: the folder above `dir`).
 * Throws what checkChain, readChain and readPlan's first checks throw, PLANS_HALF_WRITTEN, CHAIN_MISSING, PLAN_NAME, MODULE_NAME, PLAN_OUTSIDE.
 */
export async function readPlans(dir: string, options: { root?: string; modules?: readonly string[]; edited?: string } = {}): Promise<ModulePlans[]> {
  if (!existsSync(dir)) return [];
  const root = realpathSync(dir);
  const base = options.root ?? join(dir, '..');
  const out: ModulePlans[] = [];
  const refused = async (error: unknown): Promise<unknown> => {
    if (!(error instanceof TidemarkError) || !['PLAN_NOT_IN_CHAIN', 'CHAIN_MISSING', 'PLAN_SEAL_BROKEN'].includes(error.id)) return error;
    const { halfWritten } = await import('./plans-finish.ts');
    return halfWritten(dir, base, shown) ?? error;
  };
  for (const module of readdirSync(root)) {
    if (/^[._]/.test(module) || statSync(join(root, module), { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    if (options.modules !== undefined && !options.modules.includes(module)) continue;
    let plans: StoredPlan[] | undefined;
    try {
      plans = readModule(dir, module, root, base, options.edited);
    } catch (error) {
      throw await refused(error);
    }
    if (plans !== undefined) out.push({ module, plans });
  }
  return out.sort((a, b) => (a.module < b.module ? -1 : 1));
}

/** Undefined when the folder holds neither chain nor plans. */
function readModule(dir: string, module: string, root: string, base: string, edited?: string): StoredPlan[] | undefined {
  const folder = join(dir, module);
  const names = readdirSync(folder).filter((f) => !f.startsWith('.'));
  const files = names.filter((f) => f.endsWith(PLAN_SUFFIX));
  if (files.length === 0 && !names.includes(CHAIN)) return undefined;
  const chain = shown(join(folder, CHAIN), base);
  assertModuleName(module, shown(folder, base));
  if (!names.includes(CHAIN)) {
    throw new TidemarkError('CHAIN_MISSING', `${shown(folder, base)} holds plans and no file named ${CHAIN}`, {
      at: { file: chain },
      exit: 3,
      next: restore(folder, chain),
    });
  }
  const entries = readChain(readInside(join(folder, CHAIN), root, chain), chain);
  const plans = new Map<string, StoredPlan>();
  for (const file of files) {
    const name = file.slice(0, -PLAN_SUFFIX.length);
    const path = shown(join(folder, file), base);
    assertPlanName(name, path);
    const listed = `${module}/${name}` === edited ? entries.find((e) => e.name === name)?.seal : undefined;
    plans.set(name, stored(module, name, readInside(join(folder, file), root, path), path, listed));
  }
  checkChain(module, chain, entries, plans);
  return entries.flatMap((e) => plans.get(e.name) ?? []);
}

/** In a checkout the file may be taken from there; nothing else knows the order of the plans. */
function restore(folder: string, chain: string): string {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return `git checkout -- ${chain}`;
    if (dirname(at) === at) return `bring ${chain} back from where these plans came from: it alone says in which order they run`;
  }
}

function readInside(path: string, root: string, file: string): string {
  let real: string;
  try {
    real = realpathSync(path);
  } catch (cause) {
    throw new TidemarkError('PLAN_MISSING', `${file} cannot be read`, {
      at: { file },
      next: `git checkout -- ${file}`,
      cause,
    });
  }
  if (!real.startsWith(root + sep)) {
    throw new TidemarkError('PLAN_OUTSIDE', `${file} is a link to a place outside the plans folder`, {
      at: { file },
      next: 'replace the link by the file',
    });
  }
  return decode(readFileSync(real), file);
}

/**
 * Format, seal and the two lines that place it in a chain; throws PLAN_NAME when it is another plan than its file name says.
 * `listed`: the seal its chain has, for a text that a person changed.
 */
function stored(module: string, name: string, text: string, file: string, listed?: string): StoredPlan {
  const body = undone(text);
  assertFormat(body, file);
  if (listed === undefined) assertSeal(body, file);
  const plan = `${module}/${name}`;
  const says = /^plan: ?["']?([^"'\s]+)/m.exec(body)?.[1];
  if (says !== plan) {
    throw new TidemarkError('PLAN_NAME', `${file} holds the plan ${says ?? '(none)'}`, {
      at: { file },
      exit: 3,
      next: `git checkout -- ${file}`,
    });
  }
  const parent = /^parent: ?["']?(\S+ sha256:[0-9a-f]{64})/m.exec(body)?.[1];
  const checkpoint = /^checkpoint: ?["']?(sha256:[0-9a-f]{64})/m.exec(body)?.[1];
  let content: PlanFile | undefined;
  return {
    plan,
    name,
    file,
    text,
    seal: listed ?? sealIn(body)!,
    parent: parent === undefined ? undefined : sealedPlan(parent),
    checkpoint,
    content: () => (content ??= readPlan(text, file, { edited: listed !== undefined })),
  };
}

/** The entries of a module's chain, unchecked against the files; none when it has no chain yet. */
export function chainOf(dir: string, module: string): ChainEntry[] {
  assertModuleName(module);
  const path = join(dir, module, CHAIN);
  return existsSync(path) ? readChain(decode(readFileSync(path), path), path) : [];
}

function shown(path: string, base: string): string {
  return relative(base, path).split(sep).join('/');
}
