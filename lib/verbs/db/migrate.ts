// `tidemark db:migrate`: pending plans with the scripts between them, then links, then the other scripts.
import { EXIT, TidemarkError } from '../../errors.ts';
import type { Script } from '../../run/scripts/script.ts';
import type { Batch } from '../../run/execute/invocation.ts';
import type { ProcessHost } from '../../run/scripts/process-host.ts';
import type { ScriptsOptions, ScriptsResult } from '../../run/scripts/run-scripts.ts';
import type { TargetSetting } from '../../run/target/target.ts';
import { apply, type ApplyVerbOptions, type ApplyVerbResult } from '../apply.ts';
import { openProject, type Project } from '../project.ts';
import { describeTarget, targetFor } from '../target.ts';
import { withConcurrency } from './concurrency.ts';
import { early } from './early.ts';
import { forScripts, type ScriptsVerbOptions } from './scripts.ts';
import { assertPlanned, movedOn, perhapsUnplanned } from './unplanned.ts';
import type { RollbackVerbOptions } from '../rollback.ts';
import { decidedBefore, takenBack } from './whole.ts';
import type { Ahead } from './links/propose.ts';
import { syncLinks, type SyncOptions, type SyncResult } from './links/sync.ts';

export interface MigrateOptions
  extends
    Omit<ApplyVerbOptions, 'modules' | 'to' | 'release' | 'requireEqual' | 'scriptsFirst'>,
    Pick<SyncOptions, 'choose' | 'onPlan'>,
    Pick<ScriptsVerbOptions, 'onScript'> {
  readonly skipScripts?: boolean;
  readonly skipLinks?: boolean;
  readonly executeAllLinks?: boolean;
  /** Wins over executeAllLinks. */
  readonly executeSafeLinks?: boolean;
  readonly onStage?: (stage: 'plans' | 'links' | 'scripts') => void;
}

export interface MigrateResult {
  readonly plans: ApplyVerbResult;
  /** Undefined where they were skipped. */
  readonly links: SyncResult | undefined;
  readonly scripts: ScriptsResult | undefined;
  readonly warnings: readonly string[];
}

/** Throws PLANS_MISSING, SCRIPT_BETWEEN, and what apply, syncLinks and scripts throw. */
export async function migrate(asked: MigrateOptions = {}): Promise<MigrateResult> {
  await assertPlanned(asked);
  const project = await openProject(asked);
  const options = withConcurrency(project, asked);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const { onTarget: _, ...given } = options;
  const silent = { ...given, batch: {} };
  options.onStage?.('plans');
  const scripts = options.skipScripts === true ? undefined : await forScripts(project, target, silent);
  const between = scripts === undefined ? [] : await scriptsBetween(project, scripts);
  if (options.dryRun === true) return inTurn(project, target, silent, between);
  const begun = await early({ project, target, scripts, links: options.skipLinks !== true, on: options.on, signal: options.signal, batch: silent.batch });
  try {
    return await inTurn(project, target, { ...silent, on: begun.on, host: begun.host, ahead: begun.links }, between);
  } finally {
    begun.close();
  }
}

type InTurn = Omit<MigrateOptions, 'onTarget' | 'batch'> & { readonly batch: Batch; readonly host?: ProcessHost | undefined; readonly ahead?: Ahead };

async function inTurn(project: Project, target: TargetSetting, silent: InTurn, between: readonly Between[]): Promise<MigrateResult> {
  const { host: _, ahead, ...options } = silent;
  const warnings: string[] = [];
  const staged: Staged = { plans: [], scripts: [] };
  for (const { script, plan } of between) {
    if (options.allOrNothing === true) throw cannotBeWhole(script, plan);
    if (options.dryRun === true) continue;
    if (plan !== undefined) staged.plans.push(...(await apply({ ...options, to: plan })).plans);
    staged.scripts.push(...(await runSome(project, target, silent, (s) => s.name === script.name)).scripts);
  }
  const whole = options.allOrNothing === true && options.skipLinks !== true && options.dryRun !== true;
  // On a terminal somebody is asked when it is their turn.
  if (whole && options.choose === undefined) await decidedBefore(() => linksOf({ ...options, dryRun: true, onStage: undefined, on: undefined }, []));
  const last = await apply({ ...options, scriptsFirst: between.length > 0 });
  const plans = { ...last, plans: [...staged.plans, ...last.plans], outcome: staged.plans.length > 0 ? 'applied' : last.outcome } as const;
  const back = async (error: unknown): Promise<never> => {
    throw whole ? await takenBack(error, last.plans, rolledBack(options, options.batch.first)) : error;
  };
  const links = options.skipLinks === true ? undefined : await linksOf({ ...options, ahead }, warnings).catch(back);
  // Without links no definitions are needed, and they may not be there.
  if (options.skipLinks !== true) warnings.push(...(await movedOn(project)));
  if (options.skipScripts === true) return { plans, links, scripts: undefined, warnings };
  options.onStage?.('scripts');
  const rest = await runSome(project, target, silent, () => true);
  const ran = staged.scripts.length > 0 ? 'ran' : rest.outcome;
  return { plans, links, scripts: { ...rest, outcome: ran, scripts: [...staged.scripts, ...rest.scripts] }, warnings };
}

function rolledBack({ cwd, config, database, databaseName, allow, wait, on, signal }: MigrateOptions, onlyBatch: string | undefined): RollbackVerbOptions {
  const given = { cwd, config, database, databaseName, allow, wait, on, signal, onlyBatch };
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
}

interface Staged {
  readonly plans: ApplyVerbResult['plans'][number][];
  readonly scripts: ScriptsResult['scripts'][number][];
}

interface Between {
  readonly script: Script;
  readonly plan: string | undefined;
}

/** Scripts that have not run and wait for a plan, in the order of those plans. */
async function scriptsBetween(project: Project, options: ScriptsOptions): Promise<Between[]> {
  const all = { ...options, scripts: options.scripts.filter((s) => s.requires !== undefined) };
  if (all.scripts.length === 0) return [];
  const [{ fulfils }, { pendingScripts }, { withTarget }] = await Promise.all([
    import('../../run/scripts/script.ts'),
    import('../../run/scripts/run-scripts.ts'),
    import('../../run/target/with-target.ts'),
  ]);
  return withTarget(options.target, { signal: options.signal, make: true }, async ({ session }) => {
    const pending = await pendingScripts(session, all);
    if (pending.length === 0) return [];
    const { chain } = await project.chain();
    const order = chain.map((p) => p.plan);
    const standsFor = (s: Script): number => chain.reduce((found, p, n) => (p.replaces?.some((name) => fulfils(name, s.requires!)) === true ? n : found), -1);
    const place = (s: Script): number => {
      const own = order.findIndex((p) => fulfils(p, s.requires!));
      return own < 0 ? standsFor(s) : own;
    };
    return [...pending].sort((a, b) => place(a) - place(b)).map((script) => ({ script, plan: order[place(script)] }));
  });
}

function cannotBeWhole(script: Script, plan: string | undefined): TidemarkError {
  return new TidemarkError(
    'SCRIPT_BETWEEN',
    `script ${script.name} has to run after ${plan ?? script.requires} and before the plans that follow, and --all-or-nothing cannot undo a script`,
    {
      at: { file: script.shown },
      exit: EXIT.decide,
      next: 'run it without --all-or-nothing, or with --skip-scripts',
    },
  );
}

async function runSome(project: Project, target: TargetSetting, options: InTurn, only: (s: Script) => boolean): Promise<ScriptsResult> {
  const { runScripts } = await import('../../run/scripts/run-scripts.ts');
  const running = runScripts({ ...(await forScripts(project, target, options, only)), dryRun: options.dryRun, host: options.host });
  return running.catch(async (error: unknown) => {
    throw await perhapsUnplanned(project, error);
  });
}

async function linksOf(options: MigrateOptions & Pick<SyncOptions, 'ahead'>, warnings: string[]): Promise<SyncResult | undefined> {
  options.onStage?.('links');
  const { executeAllLinks, executeSafeLinks, skipLinks: _, skipScripts: __, onStage: ___, onScript: ____, ...rest } = options;
  try {
    return await syncLinks({
      ...rest,
      ...(executeAllLinks === undefined ? {} : { executeAll: executeAllLinks }),
      ...(executeSafeLinks === undefined ? {} : { executeSafe: executeSafeLinks }),
      asIfApplied: options.dryRun === true,
    });
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    if (error.id === 'LINKS_UNDECIDED')
      throw error.saying({ next: 'repeat it with --execute-safe-links, which leaves them, or --execute-all-links, which runs them' });
    if (error.id !== 'DEFINITIONS_MISSING') throw error;
    warnings.push('there are no definitions here, so links were not looked at (--skip-links says that this is meant)');
    return undefined;
  }
}
