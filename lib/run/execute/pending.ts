// Owns comparing plan files with the ledger, pure: what is to be run, in which order, and what makes that impossible.
import { TidemarkError } from '../../errors.ts';
import { plansNamed } from '../../format/named.ts';
import { readPlans, type StoredPlan } from '../../format/plans-folder.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { spelledOut } from '../../plan/document/touches.ts';
import { anew } from '../ledger/access.ts';
import type { Ledger, PlanRow } from '../ledger/ledger.ts';
import { offsetOf, plansGone, whereabouts, type Whereabouts } from './whereabouts.ts';

/** By module; plans oldest first, each listed in its chain and sealed. */
export type Chains = ReadonlyMap<string, readonly StoredPlan[]>;

export async function readChains(plansDir: string): Promise<Chains> {
  const found = await readPlans(plansDir);
  // tidemark's own plans come with the package, whatever a project's folder holds under that name
  return new Map(found.filter((m) => m.module !== 'tidemark').map((m) => [m.module, m.plans.map(spelledOutOnce)]));
}

/** It is asked for again and again, and a plan may have thousands of steps. */
function spelledOutOnce(stored: StoredPlan): StoredPlan {
  let plan: PlanFile | undefined;
  return { ...stored, content: () => (plan ??= spelledOut(stored.content())) };
}

export interface Todo extends StoredPlan {
  /** Its row, when it is half applied. */
  readonly row: PlanRow | undefined;
  /** A checkpoint whose objects are there, or will be by the plans before it: only its row is written. */
  readonly recorded: boolean;
}

export interface Pending {
  /** In the order to run. */
  readonly todo: readonly Todo[];
  /** Applied here and not in the files: an older image was deployed. */
  readonly ahead: readonly string[];
  /** Rolled back with --hold, and what would follow them. */
  readonly held: readonly string[];
}

export interface Selection {
  readonly modules?: readonly string[] | undefined;
  /** Stop after this plan. */
  readonly to?: string | undefined;
  readonly release?: boolean | undefined;
}

/** Throws USAGE, MODULE_UNKNOWN, PLAN_UNKNOWN, PLAN_REPLACED, PLAN_EDITED, CHAIN_DIVERGED, LEDGER_DAMAGED, PLANS_GONE, AFTER_MISSING, PLAN_CYCLE. */
export function pending(chains: Chains, ledger: Ledger, selection: Selection = {}): Pending {
  const modules = selected(chains, ledger, selection);
  const files = new Map([...chains.values()].flat().map((p) => [p.plan, p]));
  const rows = new Map(ledger.plans.map((r) => [r.name, r]));
  const heldNames = new Set(selection.release === true ? [] : ledger.held.map((r) => r.name));
  const place = whereabouts(chains, ledger.plans);
  const ahead: string[] = [];
  const beyond = new Set<string>();
  for (const module of new Set([...chains.keys(), ...ledger.plans.map((r) => r.module)])) {
    const [own, here] = [chains.get(module) ?? [], ledger.plans.filter((r) => r.module === module)];
    if (offsetOf(own, here) === 'ahead') beyond.add(module);
    ahead.push(...compare(module, own, here));
  }

  const todo: Todo[] = [];
  const held: string[] = [];
  const state = new Map<string, 'open' | 'run' | 'done' | 'held'>();
  const visit = (name: string, path: readonly string[]): 'done' | 'run' | 'held' => {
    const known = state.get(name);
    if (known === 'open')
      throw new TidemarkError('PLAN_CYCLE', `plans need each other in a circle: ${[...path, name].join(' -> ')}`, {
        exit: 3,
        next: 'plan again: tidemark plan',
      });
    if (known !== undefined) return known;
    const row = rows.get(name);
    const settle = (s: 'done' | 'run' | 'held'): 'done' | 'run' | 'held' => {
      state.set(name, s);
      return s;
    };
    if (row?.state === 'applied' || beyond.has(moduleOf(name))) return settle('done');
    const file = files.get(name);
    const instead = file === undefined ? place.standIn(name) : place.insteadOf(file);
    if (file === undefined && (instead === undefined || place.isRecorded(instead)))
      throw plansGone(name, ledger.plans.filter((r) => r.module === moduleOf(name)).at(-1));
    if (instead !== undefined) return settle(visit(instead.plan, [...path, name]));
    const stored = file!;
    state.set(name, 'open');
    const recorded = row === undefined && stored.checkpoint !== undefined && place.isRecorded(stored);
    const needs = [
      ...(recorded || stored.checkpoint === undefined || !startsAt(chains, stored) ? previous(stored) : []),
      ...(recorded ? place.before(stored) : []),
      ...stored.content().after.map((a) => required(a, stored, files, rows, place)),
    ];
    const stands = needs.filter((n): n is string => n !== undefined).map((n) => visit(n, [...path, name]));
    if (heldNames.has(name) || stands.includes('held')) {
      held.push(name);
      return settle('held');
    }
    todo.push({ ...stored, row, recorded });
    return settle('run');
  };
  if (selection.to !== undefined) {
    const to = onePlan([...files.keys(), ...rows.keys()], selection.to);
    assertAmong(to, selection.modules ?? []);
    const file = files.get(to);
    const instead = file === undefined ? undefined : place.insteadOf(file);
    if (instead !== undefined) throw replaced(to, instead);
    visit(to, []);
  } else {
    for (const module of modules) for (const p of chains.get(module) ?? []) visit(p.plan, []);
  }
  return { todo, ahead, held };
}

function replaced(plan: string, by: StoredPlan): TidemarkError {
  return new TidemarkError('PLAN_REPLACED', `a new database does not run ${plan}: it starts from the checkpoint ${by.plan}; nothing was changed`, {
    exit: 3,
    at: { object: plan },
    next: `tidemark apply --to ${by.plan}`,
  });
}

/** The first of a checkpoint's plans in its module: on a new database it needs nothing before it. */
function startsAt(chains: Chains, part: StoredPlan): boolean {
  return chains.get(moduleOf(part.plan))!.find((p) => p.checkpoint === part.checkpoint) === part;
}

function selected(chains: Chains, ledger: Ledger, selection: Selection): readonly string[] {
  if (selection.modules === undefined || selection.modules.length === 0) return [...chains.keys()].sort();
  for (const module of selection.modules) {
    if (chains.has(module) || ledger.plans.some((r) => r.module === module)) continue;
    throw new TidemarkError('MODULE_UNKNOWN', `there is no module ${JSON.stringify(module)}`, {
      exit: 64,
      next: `modules: ${[...chains.keys()].sort().join(', ')}`,
    });
  }
  return selection.modules;
}

/** The plan that `said` names, by its name or a beginning of it. Throws PLAN_UNKNOWN. */
export function onePlan(names: readonly string[], said: string): string {
  const found = plansNamed(names, said);
  if (found.length === 1) return found[0]!;
  const message = found.length === 0 ? `there is no plan ${JSON.stringify(said)}` : `${JSON.stringify(said)} could be several plans: ${found.join(', ')}`;
  throw new TidemarkError('PLAN_UNKNOWN', message, { exit: 64, next: 'tidemark status lists them; write <module>/<plan>' });
}

/** A plan ends the way of its own module: modules named beside it would not count. Throws USAGE. */
export function assertAmong(to: string, modules: readonly string[]): void {
  const beside = modules.filter((m) => m !== moduleOf(to));
  if (beside.length === 0) return;
  throw new TidemarkError('USAGE', `--to ${to} says nothing of module ${beside.join(', ')}`, {
    exit: 64,
    next: `leave the modules out, or give a plan of ${beside[0]!}`,
  });
}

/** Which holds a run lifts: all of them, or of the modules and plans that were asked for. */
export function released(held: readonly PlanRow[], { todo }: Pending, selection: Selection): readonly PlanRow[] {
  if (selection.release !== true) return [];
  const modules = selection.modules ?? [];
  const all = selection.to === undefined;
  return held.filter((p) => todo.some((t) => t.plan === p.name) || (all && (modules.length === 0 || modules.includes(p.module))));
}

function previous(file: StoredPlan): string[] {
  return file.parent === undefined ? [] : [file.parent.plan];
}

export function moduleOf(plan: string): string {
  return plan.slice(0, plan.indexOf('/'));
}

function required(
  after: string,
  by: StoredPlan,
  files: ReadonlyMap<string, StoredPlan>,
  rows: ReadonlyMap<string, PlanRow>,
  place: Whereabouts,
): string | undefined {
  const [name, seal] = after.split(' ') as [string, string];
  const row = rows.get(name);
  if (row?.state === 'applied' && row.seal === seal) return undefined;
  const file = files.get(name);
  if (file?.seal === seal || (file === undefined && row === undefined && place.standIn(name) !== undefined)) return name;
  throw new TidemarkError(
    'AFTER_MISSING',
    `${by.plan} needs ${name}, ${file === undefined && row === undefined ? 'which is neither in the files nor on the target' : 'and that plan has another seal now'}`,
    {
      exit: 3,
      at: { file: by.file },
      next: `tidemark plan --rebase ${moduleOf(by.plan)}`,
    },
  );
}

/** The names the ledger has beyond the files. Throws when one is not the beginning of the other. */
function compare(module: string, files: readonly StoredPlan[], rows: readonly PlanRow[]): string[] {
  const offset = offsetOf(files, rows);
  if (offset === 'ahead') return rows.map((r) => r.name);
  if (offset === undefined) {
    const stands = rows.at(-1)!;
    const names = files.find((f) => f.checkpoint !== undefined)?.content().replaces ?? [];
    const next = names[names.indexOf(stands.name) + 1];
    if (names.includes(stands.name) && next !== undefined) throw plansGone(next, stands);
    throw diverged(module, rows[0]!, files[0]!);
  }
  if (offset > 0 && files[offset]!.checkpoint === undefined) throw rowsLost(files[offset - 1]!, rows[0]!);
  for (const [n, row] of rows.entries()) {
    const file = files[n + offset];
    if (n + offset < 0) continue;
    if (file === undefined) return rows.slice(n).map((r) => r.name);
    if (file.seal === row.seal) continue;
    if (file.plan === row.name) {
      throw new TidemarkError('PLAN_EDITED', `${row.name} was changed after it was applied here`, {
        exit: 3,
        at: { file: file.file },
        details: [`applied: ${row.seal}`, `file: ${file.seal}`],
        next: `git log -p ${file.file}; put the applied text back and plan the change as a new one`,
      });
    }
    throw diverged(module, row, file);
  }
  return [];
}

/** A database begins at the oldest plan or at a checkpoint. */
function rowsLost(file: StoredPlan, first: PlanRow): TidemarkError {
  return new TidemarkError('LEDGER_DAMAGED', `the ledger has ${first.name} and not ${file.plan}, which runs before it`, {
    exit: 3,
    at: { object: file.plan },
    next: anew,
  });
}

function diverged(module: string, row: PlanRow, file: StoredPlan): TidemarkError {
  return new TidemarkError(
    'CHAIN_DIVERGED',
    `the plans of ${module} are not the ones applied here: the target has ${row.name} where the files have ${file.plan}`,
    {
      exit: 3,
      at: { file: file.file },
      next: 'deploy the branch this target was made from; or tidemark rollback --to-common, then tidemark apply',
    },
  );
}
