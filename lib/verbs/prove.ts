// `tidemark prove`: a plan that a person changed by hand is proved, classified and sealed again.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EXIT, TidemarkError } from '../errors.ts';
import { isModuleName, PLAN_SUFFIX, splitPlanName } from '../format/names.ts';
import { plansNamed } from '../format/named.ts';
import { nearest } from '../format/nearest.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { chainOf, readPlans, replacePlanFiles, type StoredPlan } from '../format/plans-folder.ts';
import { sealIn } from '../format/seal.ts';
import { writePlan } from '../format/write.ts';
import { pendingSteps } from '../plan/document/acknowledged.ts';
import { chainOrder } from '../plan/chains/chain-order.ts';
import { line } from '../plan/chains/checkpoint.ts';
import { openProject, type Project, type ProjectOptions } from './project.ts';
import { sizedBy } from './verdicts.ts';

export interface ProveOptions extends ProjectOptions {
  readonly shadow?: string;
  /** A database whose table sizes count, where the project says what a small table is. */
  readonly database?: string;
  readonly on?: (event: { readonly doing: string }) => void;
}

export interface ProveResult {
  readonly plan: string;
  readonly file: string;
  readonly content: PlanFile;
  /** Steps that a person wrote. */
  readonly hand: readonly string[];
  /** False: the file was as it should be. */
  readonly changed: boolean;
  /** Plans of other modules that name this one, and got its new seal. */
  readonly resealed: readonly string[];
  /** Hazards without an acknowledgement. */
  readonly pending: readonly string[];
}

/**
 * Throws PLAN_UNKNOWN, CHECKPOINT_BY_HAND, PLAN_HAS_DESCENDANTS, PLAN_UNPROVED, EDIT_MISSES_TARGET and what reading plans and definitions throws;
 * nothing is written then.
 */
export async function prove(name: string, options: ProveOptions = {}): Promise<ProveResult> {
  const project = await openProject(options);
  await project.finish();
  const plan = named(project, name, options.cwd ?? process.cwd());
  const read = await readPlans(project.plansDir, { root: project.root, edited: plan }).catch((error: unknown) => {
    throw editedToo(error, plan);
  });
  const files = read.flatMap((m) => [...m.plans]);
  const file = files.find((f) => f.plan === plan)!;
  if (file.checkpoint !== undefined)
    throw new TidemarkError('CHECKPOINT_BY_HAND', `${plan} is a part of a checkpoint, which builds what the plans before it build and is not edited`, {
      at: { file: file.file },
      next: `git checkout -- ${file.file}; what is to be different belongs in a plan after it`,
      exit: EXIT.decide,
    });
  const followers = assertNewest(files, file);
  const chain = line(files.map((f) => f.content()));
  const { proveEdit } = await import('../run/prove/prove-edit.ts');
  options.on?.({ doing: `proving ${plan}` });
  const edited = file.content();
  const made = await proveEdit({
    before: chain.slice(0, chain.indexOf(edited)),
    edited,
    definitions: await project.definitions(),
    policy: options.database === undefined ? project.policy : await sizedBy(options.database, project, options.cwd),
    shadow: project.shadowOptions(options.shadow),
  });
  const texts = [{ plan, text: writePlan(made.plan) }];
  const seals = new Map([[plan, sealIn(texts[0]!.text)!]]);
  for (const follower of followers) {
    const { seal: _seal, ...content } = follower.content();
    const after = content.after.map((a) => withSeal(a, seals));
    const text = writePlan({ ...content, after });
    texts.push({ plan: follower.plan, text });
    seals.set(follower.plan, sealIn(text)!);
  }
  const written = replacePlanFiles(project.plansDir, texts)[0]!;
  const content: PlanFile = { ...made.plan, seal: written.seal };
  return {
    plan,
    file: project.shown(written.file),
    content,
    hand: made.hand,
    changed: written.text !== file.text,
    resealed: written.seal === file.seal ? [] : followers.map((f) => f.plan),
    pending: [...new Set(pendingSteps(content).flatMap((p) => p.codes))],
  };
}

/** Another plan was changed as well: what this one is proved on would be unproved itself. */
function editedToo(error: unknown, plan: string): unknown {
  if (!(error instanceof TidemarkError) || error.id !== 'PLAN_SEAL_BROKEN') return error;
  const file = error.at.file ?? 'that plan';
  return error.saying({ next: `keep your text of ${file} elsewhere, put back what it was, tidemark prove ${plan}, and then bring it back and prove it too` });
}

function withSeal(after: string, seals: ReadonlyMap<string, string>): string {
  const seal = seals.get(after.split(' ')[0]!);
  return seal === undefined ? after : `${after.split(' ')[0]!} ${seal}`;
}

/** "product/0003-add-status", a unique beginning of it, or a path. Seals are not looked at: one of them is broken, likely. */
function named(project: Project, name: string, cwd: string): string {
  if (/\.ya?ml$/.test(name)) {
    const path = resolve(cwd, name);
    const plan = `${basename(dirname(path))}/${basename(path).slice(0, -PLAN_SUFFIX.length)}`;
    splitPlanName(plan, name);
    if (path === join(project.plansDir, `${plan}${PLAN_SUFFIX}`) && existsSync(path)) return plan;
    throw unknown(name, []);
  }
  const module = name.split('/')[0]!;
  const plansOf = (m: string): string[] => (existsSync(join(project.plansDir, m)) ? chainOf(project.plansDir, m).map((e) => `${m}/${e.name}`) : []);
  const all = plansOf(module);
  const hits = plansNamed(all, name);
  if (hits.length === 1) return hits[0]!;
  throw unknown(name, all.length > 0 ? all : modulesIn(project.plansDir).flatMap(plansOf));
}

function modulesIn(dir: string): string[] {
  return existsSync(dir) ? readdirSync(dir).filter(isModuleName).sort() : [];
}

function unknown(name: string, all: readonly string[]): TidemarkError {
  const near = nearest(name, all);
  return new TidemarkError('PLAN_UNKNOWN', `there is no one plan ${JSON.stringify(name)} here`, {
    details: all.slice(-12).map((p) => `  - ${p}`),
    next: near !== undefined ? `tidemark prove ${near}` : all.length > 0 ? 'name one of the plans above' : 'name it like product/0003-add-status',
    exit: EXIT.usage,
  });
}

/** The plans of other modules that name it, directly or not, in the order they run. Throws when any plan was made on one of them. */
function assertNewest(files: readonly StoredPlan[], edited: StoredPlan): StoredPlan[] {
  const followers: StoredPlan[] = [];
  const contents = chainOrder(files.map((f) => f.content())).map((c) => files.find((f) => f.plan === c.plan)!);
  for (const f of contents) {
    const carried = [edited, ...followers];
    const child = carried.find((c) => f.parent?.plan === c.plan);
    if (child !== undefined) {
      const why = child === edited ? `${f.plan} was made on it` : `${f.plan} was made on ${child.plan}, which carries its seal`;
      throw new TidemarkError('PLAN_HAS_DESCENDANTS', `${edited.plan} cannot change: ${why}`, {
        at: { file: edited.file },
        next: `git checkout -- ${edited.file}, and write a new plan`,
        exit: EXIT.decide,
      });
    }
    if (carried.some((c) => f.content().after.some((a) => a.split(' ')[0] === c.plan))) followers.push(f);
  }
  return followers;
}
