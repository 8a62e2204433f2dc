// `tidemark db:sync-links`: the links' definitions against what this target's ledger says it has; planned, proved and applied
// in one go, with the plan kept in the ledger. Where plans/links/ exists, its files are applied instead.
import { LINKS } from '../../../desired/ledger-modules.ts';
import { EXIT, TidemarkError } from '../../../errors.ts';
import { builtFrom } from '../../../plan/chains/checkpoint.ts';
import { moduleOf } from '../../../plan/chains/owners.ts';
import type { AppliedPlan } from '../../../run/execute/forth.ts';
import type { Batch } from '../../../run/execute/invocation.ts';
import type { RunEvent } from '../../../run/ledger/events.ts';
import type { TargetSetting } from '../../../run/target/target.ts';
import { apply, timeouts } from '../../apply.ts';
import { plan } from '../../plan.ts';
import { withConcurrency } from '../concurrency.ts';
import { unplanned } from '../unplanned.ts';
import { texts } from './texts.ts';
import { openProject, type Project } from '../../project.ts';
import { describeTarget, targetFor, type TargetOptions } from '../../target.ts';
import { leaving, linkActions } from './actions.ts';
import { decide, type Counted, type Decision } from './decide.ts';
import { readHere, type Here, type Row } from './here.ts';
import { proposed, type Ahead, type Narrowed } from './propose.ts';

export interface SyncOptions extends TargetOptions, Decision {
  /** Default: all that live in the ledger. */
  readonly modules?: readonly string[];
  readonly concurrency?: number;
  readonly allOrNothing?: boolean;
  readonly dryRun?: boolean;
  /** Plan again what was rolled back with hold. */
  readonly release?: boolean;
  /** With dryRun: as if the plan files that wait here had run. */
  readonly asIfApplied?: boolean;
  /** Planned while the plans before it ran. */
  readonly ahead?: Ahead | undefined;
  /** Shared with other runs of one command. */
  readonly batch?: Batch | undefined;
  /** ms */
  readonly wait?: number;
  readonly on?: (event: RunEvent) => void;
  readonly onPlan?: (event: { readonly doing: string }) => void;
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

export interface SyncResult {
  readonly outcome: 'synced' | 'nothing to do' | 'dry run';
  /** Where the plans of links live here. */
  readonly plans: 'ledger' | 'files' | 'none';
  /** What was done; with `dryRun` what would be. noop included. */
  readonly actions: readonly Counted[];
  /** What was left undone. */
  readonly withheld: readonly Counted[];
  /** Plans that were applied. */
  readonly applied: readonly AppliedPlan[];
  readonly warnings: readonly string[];
}

/** Throws LINKS_UNDECIDED, LINKS_AHEAD, LINKS_NEED, TARGET_DRIFTED (all exit 3), and what plan and apply throw. */
export async function syncLinks(given: SyncOptions = {}): Promise<SyncResult> {
  const project = await openProject(given);
  const options = withConcurrency(project, given);
  const definitions = await project.definitions();
  const asked = project.chainNames(options.modules);
  const modules = definitions.modules.filter((m) => project.inLedger(m) && asked?.includes(m) !== false);
  if (modules.length === 0 && definitions.modules.includes(LINKS)) return fromFiles(options);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const without = await unplanned(project, definitions.modules);
  const said = without.length === 0 ? [] : [`${without.join(', ')}: defined, and no plan is there yet (tidemark plan ${without.join(' ')})`];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const done = await once(project, target, modules, options);
      return { ...done, warnings: [...said, ...done.warnings] };
    } catch (error) {
      // Two at once: the other one was first, so this plans again on what is there now.
      if (!(error instanceof TidemarkError) || error.id !== 'LEDGER_MOVED' || attempt === 3) throw error;
    }
  }
}

async function once(project: Project, target: TargetSetting, known: readonly string[], options: SyncOptions): Promise<SyncResult> {
  const asked = project.chainNames(options.modules);
  // A module whose definitions are gone altogether still has links here.
  const all = (rows: readonly Row[]): string[] =>
    [...new Set([...known, ...rows.map((r) => r.module).filter((m) => project.inLedger(m) && asked?.includes(m) !== false)])].sort();
  let inSync = false;
  const look = async (rows: readonly Row[]): Promise<boolean> => (inSync = await (await project.memory(rows, { of: all(rows) })).inSync());
  const found = await readHere(project, target, options.signal, async (rows) => options.asIfApplied === true || !(await look(rows)));
  const here = options.asIfApplied === true ? { ...found, ...(await withWaiting(project, found)) } : found;
  if (options.asIfApplied === true) await look(here.rows);
  const modules = all(here.rows);
  if (modules.length === 0) return { outcome: 'nothing to do', plans: 'none', actions: [], withheld: [], applied: [], warnings: [] };
  const held = here.held.filter((p) => modules.includes(moduleOf({ plan: p })));
  if (held.length > 0 && options.release !== true) {
    const warnings = [`held back since a rollback: ${held.join(', ')} (tidemark db:sync-links --release)`];
    return { outcome: 'nothing to do', plans: 'ledger', actions: [], withheld: [], applied: [], warnings };
  }
  if (here.unfinished.length > 0 && options.dryRun !== true) {
    await runApply(project, target, here.unfinished, [], options);
    return once(project, target, known, options);
  }
  const { remember } = await project.memory(here.rows, { of: modules });
  const gone = here.drifted.filter((d) => d.is === 'gone' && modules.includes(d.module));
  const nothing = (actions: readonly Counted[]): SyncResult => {
    if (gone.length > 0) throw dropped(gone.map((d) => d.address));
    return { outcome: 'nothing to do', plans: 'ledger', actions, withheld: [], applied: [], warnings: here.warnings };
  };
  if (inSync) return nothing(here.noop(modules));

  let decided: { readonly run: readonly Counted[]; readonly withheld: readonly Counted[] } = { run: [], withheld: [] };
  let warnings: readonly string[] = [];
  let empty = false;
  const narrowed: Narrowed = async (whole) => {
    const all = linkActions(whole, new Set(modules));
    const counted = await here.count(all);
    empty = whole.parts.length === 0;
    warnings = [...here.warnings, ...whole.warnings];
    decided = empty ? { run: counted, withheld: [] } : await decide(counted, options);
    const { run, withheld } = decided;
    const left = new Set(all.filter((_, n) => withheld.includes(counted[n]!)).map((a) => a.key));
    return left.size === 0 || options.dryRun === true || !moves(run) ? undefined : leaving(left);
  };
  const ahead = await options.ahead?.(here.rows, modules);
  const proposal = ahead !== undefined && (await narrowed(ahead)) === undefined ? ahead : await proposed(project, here.plans, modules, options, narrowed);
  const { run, withheld } = decided;
  if (empty) {
    await remember();
    return nothing(run);
  }
  const result = { plans: 'ledger', actions: run, withheld, warnings } as const;
  if (!moves(run)) return { outcome: 'nothing to do', applied: [], ...result };
  if (options.dryRun === true) return { outcome: 'dry run', applied: [], ...result };
  const plans = await texts(proposal, here, options);
  const applied = await runApply(
    project,
    target,
    modules,
    plans.map((p) => p.text),
    options,
  );
  // What was just proved and applied is what the definitions say: the next time nothing is booted.
  if (withheld.length === 0) await (await project.memory([...here.rows, ...plans], { of: modules })).remember();
  return { outcome: 'synced', ...result, applied };
}

const moves = (run: readonly Counted[]): boolean => run.some((a) => a.action !== 'noop');

async function withWaiting(project: Project, { rows, plans }: Here): Promise<Pick<Here, 'rows' | 'plans'>> {
  const names = new Set(plans.map((p) => p.plan));
  const waiting = (await project.chain()).chain.filter((p) => !names.has(p.plan));
  return { rows: [...rows, ...waiting.map((p) => ({ module: moduleOf(p), seal: p.seal }))], plans: builtFrom([...plans, ...waiting]) };
}

async function runApply(
  project: Project,
  target: TargetSetting,
  modules: readonly string[],
  fresh: readonly string[],
  options: SyncOptions,
): Promise<readonly AppliedPlan[]> {
  const run = await import('../../../run/execute/apply.ts');
  const running = run.apply({
    ...timeouts(project.config.timeouts ?? {}, options),
    project: project.project,
    target,
    plansDir: project.plansDir,
    ignore: project.config.ignore,
    modules,
    inLedger: project.inLedger,
    fresh,
    release: options.release,
    concurrency: options.concurrency,
    batch: options.batch,
    allOrNothing: options.allOrNothing,
    on: options.on,
    signal: options.signal,
  });
  return (await running.catch(inItsOwnWords)).plans;
}

/** What was planned here and now is in no file: "tidemark apply" knows nothing of it. */
function inItsOwnWords(error: unknown): never {
  if (!(error instanceof TidemarkError) || error.next === undefined) throw error;
  throw error.saying({ next: error.next.replace(/\btidemark apply\b/, 'tidemark db:sync-links') });
}

function dropped(addresses: readonly string[]): TidemarkError {
  return new TidemarkError(
    'TARGET_DRIFTED',
    `somebody dropped ${addresses[0]} on the target${addresses.length === 1 ? '' : ` and ${addresses.length - 1} more`}: it is not what its plans made`,
    {
      exit: EXIT.decide,
      details: addresses,
      next: 'tidemark drift shows it; make it again there, or take its link out of the definitions',
    },
  );
}

/** plans/links/ exists: files are applied, and definitions ahead of them are refused. */
async function fromFiles(options: SyncOptions): Promise<SyncResult> {
  const { choose: _, onPlan: __, executeAll: ___, executeSafe: ____, asIfApplied: _____, ahead: ______, ...rest } = options;
  const done = await apply({ ...rest, modules: [LINKS] });
  const ahead = await plan({
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.config === undefined ? {} : { config: options.config }),
    modules: [LINKS],
    dryRun: true,
  });
  if (ahead.plans.length > 0) {
    throw new TidemarkError('LINKS_AHEAD', `the definitions of links are ahead of plans/links: ${ahead.plans.map((p) => p.content.summary).join('; ')}`, {
      exit: EXIT.decide,
      next: 'tidemark plan links',
    });
  }
  const applied = done.plans;
  return {
    outcome: options.dryRun === true ? 'dry run' : applied.length > 0 ? 'synced' : 'nothing to do',
    plans: 'files',
    actions: [],
    withheld: [],
    applied,
    warnings: done.warnings,
  };
}
