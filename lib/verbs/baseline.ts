// `tidemark baseline`: an existing database becomes a target. Nothing but ledger rows is written to it.
import { keyOf, show } from '../catalog/address.ts';
import { headsOf, ignoredIn, withoutIgnored } from '../catalog/ignore.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { splitPlanName } from '../format/names.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import type { StoredPlan } from '../format/plans-folder.ts';
import type { Definitions } from '../desired/authored.ts';
import { predecessors } from '../plan/chains/chain-order.ts';
import { line } from '../plan/chains/checkpoint.ts';
import { linksElsewhere, ranOf, shadowed, unrun, withTables } from '../plan/chains/tracked.ts';
import type { RunEvent } from '../run/ledger/events.ts';
import type { Surveyed } from '../run/execute/adopt.ts';
import { timeouts } from './apply.ts';
import { knownModules, writeProposal } from './plan.ts';
import { openProject, type Project } from './project.ts';
import { describeTarget, targetFor, type TargetOptions } from './target.ts';

export interface BaselineOptions extends TargetOptions {
  /** Default: all that are not in the target's ledger yet. */
  readonly modules?: readonly string[];
  /** Record the chains up to these plans, and what they need; default: the plans of a baseline. */
  readonly to?: readonly string[];
  readonly shadow?: string;
  /** Say what would be written, write nothing. */
  readonly dryRun?: boolean;
  /** ms */
  readonly wait?: number;
  readonly on?: (event: RunEvent | { readonly doing: string }) => void;
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

export interface BaselineResult {
  /** Written into plans/ from what the database has. */
  readonly written: readonly { readonly plan: string; readonly file: string; readonly content: PlanFile }[];
  /** In the ledger now; nothing of them ran. */
  readonly recorded: readonly string[];
  /** Objects that no definition names and that managed ones need. */
  readonly takenOver: readonly string[];
  /** Where this target is otherwise than the recorded plans say. */
  readonly accepted: readonly { readonly address: string; readonly module: string; readonly planned: unknown; readonly found: unknown }[];
  readonly unmanaged: readonly string[];
  /** Left alone by the config. */
  readonly ignored: readonly string[];
  readonly unmodelled: readonly string[];
  readonly warnings: readonly string[];
  /** How much Medusa ran here, by its own ledgers; undefined where it never did. */
  readonly medusa: { readonly migrations: number; readonly links: number; readonly scripts: number } | undefined;
}

export const BASELINE = 'baseline';

/** Throws BASELINE_APPLIED, BASELINE_TO, BASELINE_NOTHING, ADOPT_LEANS_OUTSIDE, REPRINT_REFUSED, TARGET_MOVED and what planning and connecting throw. */
export async function baseline(options: BaselineOptions = {}): Promise<BaselineResult> {
  const project = await openProject(options);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const say = (doing: string): void => options.on?.({ doing });
  const definitions = await project.definitions();
  if (options.dryRun !== true) await project.finish();
  const before = await project.files();
  const chains = new Set(before.map((f) => splitPlanName(f.plan).module));
  const asked = project.chainNames(options.modules);
  knownModules(asked, [...definitions.modules, ...chains]);
  say('reading the database');
  const run = await import('../run/execute/adopt.ts');
  const found = await run.survey({ project: project.project, target, extensions: definitions.extensions, signal: options.signal });
  const modules = untaken(asked ?? [...new Set([...definitions.modules, ...chains])].sort(), asked !== undefined, found);
  const warnings = [...alsoManaged(found), ...medusaWarnings(found, definitions)];

  const fresh = modules.filter((m) => !chains.has(m));
  const { written, takenOver } = fresh.length === 0 ? { written: [], takenOver: [] } : await write(project, options, found, fresh);
  const { chain, files } =
    options.dryRun === true ? { chain: [...(await project.chain()).chain, ...written.map((w) => w.content)], files: before } : await project.chain();
  const { whichAreHere } = await import('../run/execute/made-before.ts');
  const recorded = toRecord(chain, modules, options.to, new Set(found.ledger.plans.map((p) => p.name)), new Set(written.map((w) => w.plan)), (module, own) =>
    whichAreHere(module, own, found.live.objects),
  );
  if (recorded.length === 0)
    throw new TidemarkError('BASELINE_NOTHING', 'the database has nothing that the definitions name', {
      next: 'tidemark plan, then tidemark apply',
      exit: EXIT.decide,
    });

  say('comparing the plans with the database');
  const { measure } = await import('../run/prove/take-over.ts');
  const names = new Set([...found.ledger.plans.map((p) => p.name), ...recorded.map((p) => p.plan)]);
  const left = ignoredIn(found.live.objects, project.config.ignore ?? []);
  const measured = await measure(
    withoutIgnored(found.live, left),
    line([...files.map((f) => f.content()), ...chain.filter((p) => !files.some((f) => f.plan === p.plan))].filter((p) => names.has(p.plan))),
    project.shadowOptions(options.shadow),
  );
  const own = new Set(recorded.map((p) => splitPlanName(p.plan).module));
  const accepted = measured.deviations.filter((d) => own.has(d.module));
  if (options.dryRun !== true) {
    const stored = new Map(files.map((f) => [f.plan, f]));
    const objects = new Map(
      [...measured.managed.objects.values(), ...measured.beside].flatMap((o) =>
        o.module !== undefined && own.has(o.module) ? [[keyOf(o.at), o.module] as const] : [],
      ),
    );
    await run.record({
      ...timeouts(project.config.timeouts ?? {}, options),
      project: project.project,
      target,
      how: BASELINE,
      plans: recorded.map((p) => stored.get(p.plan)).filter((f): f is StoredPlan => f !== undefined),
      objects,
      accepted,
      seen: found.live,
      extensions: definitions.extensions,
      on: options.on,
      signal: options.signal,
    });
  }
  return {
    written: written.map((w) => ({ ...w, file: project.shown(w.file) })),
    recorded: recorded.map((p) => p.plan),
    takenOver: [...takenOver, ...measured.takenOver.map((o) => show(o.at))].sort(),
    accepted: accepted.map((d) => ({ address: show(d.address), module: d.module, planned: d.planned, found: d.found })),
    unmanaged: measured.unmanaged.map((o) => show(o.at)).sort(),
    ignored: headsOf(left, found.live.objects),
    unmodelled: found.live.unmodelled.map(show),
    warnings,
    medusa: found.medusa && { migrations: found.medusa.migrations.length, links: found.medusa.links.length, scripts: found.medusa.scripts },
  };
}

/** Those without a plan in the ledger. Throws BASELINE_APPLIED when one was named, or none is left. */
function untaken(modules: readonly string[], named: boolean, { ledger }: Surveyed): readonly string[] {
  const taken = new Map(ledger.plans.map((p) => [p.module, p.name]));
  const left = modules.filter((m) => !taken.has(m));
  const first = modules.find((m) => taken.has(m));
  if (first === undefined || (!named && left.length > 0)) return left;
  throw new TidemarkError('BASELINE_APPLIED', `this database has plans of module ${first} in its ledger already (${taken.get(first)!}); nothing was changed`, {
    next: 'tidemark status; what changed there since is told by tidemark drift',
    exit: EXIT.decide,
  });
}

/** Another project of this database that manages the same object. */
function alsoManaged({ live, others }: Surveyed): string[] {
  if (others.size === 0) return [];
  const names = [...live.objects.values()].filter((o) => o.within === undefined).map((o) => show(o.at));
  const both = names.flatMap((n) => (others.has(n) ? [`${n} (project ${others.get(n)!})`] : []));
  return both.length === 0 ? [] : [`another project manages objects in this database too: ${both.slice(0, 10).join(', ')}${both.length > 10 ? ', …' : ''}`];
}

/** What Medusa was to run in this database and did not: the models may want it already. */
function medusaWarnings({ medusa }: Surveyed, definitions: Definitions): string[] {
  if (medusa === undefined) return [];
  const few = (names: readonly string[]): string => `${names.slice(0, 3).join(', ')}${names.length > 3 ? `, and ${names.length - 3} more` : ''}`;
  return [
    ...unrun(definitions, medusa.migrations).map(
      (u) =>
        `${u.module}: ${u.migrations.length} migration(s) of Medusa did not run here (${few(u.migrations)}): run medusa db:migrate first, or plan what they would do`,
    ),
    ...shadowed(definitions, medusa.migrations).map(
      (s) => `modules ${s.modules.join(' and ')} both have a migration ${s.name}; Medusa knows migrations by name alone and did not run it for each of them`,
    ),
  ];
}

async function write(
  project: Project,
  options: BaselineOptions,
  found: Surveyed,
  modules: readonly string[],
): Promise<Pick<BaselineResult, 'written' | 'takenOver'>> {
  const [{ propose }, { takeOver }, { availableOf }] = await Promise.all([
    import('../run/prove/propose.ts'),
    import('../run/prove/take-over.ts'),
    import('../run/engine/extensions.ts'),
  ]);
  const stated = await project.definitions();
  const elsewhere = linksElsewhere(stated, found.medusa?.links ?? [], found.live);
  const definitions = { ...stated, links: [...(stated.links ?? []), ...elsewhere], migrations: ranOf(stated, found.medusa?.migrations) };
  const { chain, files } = await project.chain();
  const extensions = [...new Set([...definitions.extensions, ...(await availableOf(found.extensions, project.root))])];
  let takenOver: string[] = [];
  const live = withoutIgnored(found.live, ignoredIn(found.live.objects, project.config.ignore ?? []));
  const proposal = await propose({
    definitions: { ...definitions, extensions, renames: [], using: [] },
    plans: chain,
    modules: [...modules, 'shared'],
    floor: project.floor,
    online: false,
    policy: project.policy,
    shadow: project.shadowOptions(options.shadow),
    instead: async (desired, shadow) => {
      const taken = await takeOver(live, withTables(desired, elsewhere, live), shadow);
      takenOver = taken.takenOver.map((o) => show(o.at));
      return taken.printed;
    },
    on: (e) => options.on?.(e),
  });
  return { written: await writeProposal(project, proposal, chain, files, { ...options, name: BASELINE }), takenOver };
}

/** The plans that are to stand in the ledger, in their order: up to those named, else those of a baseline, and what they need. */
function toRecord(
  chain: readonly PlanFile[],
  modules: readonly string[],
  to: readonly string[] | undefined,
  applied: ReadonlySet<string>,
  written: ReadonlySet<string>,
  whichAreHere: (module: string, own: readonly PlanFile[]) => TidemarkError,
): PlanFile[] {
  const by = new Map(chain.map((p) => [p.plan, p]));
  const out = new Set<string>();
  const needs = predecessors(chain);
  const take = (name: string): void => {
    if (applied.has(name) || out.has(name)) return;
    const plan = by.get(name);
    if (plan === undefined)
      throw new TidemarkError('PLAN_UNKNOWN', `there is no plan ${JSON.stringify(name)}`, { exit: EXIT.usage, next: 'tidemark status lists them' });
    for (const before of needs(plan)) take(before);
    out.add(name);
  };
  for (const name of [...(to ?? []), ...written]) take(name);
  for (const module of modules) {
    const own = chain.filter((p) => splitPlanName(p.plan).module === module);
    if (own.length === 0 || own.some((p) => out.has(p.plan))) continue;
    const first = own.filter((p) => /^\d+-baseline$/.test(splitPlanName(p.plan).name));
    if (first.length === 0) {
      throw whichAreHere(module, own);
    }
    for (const p of first) take(p.plan);
  }
  return chain.filter((p) => out.has(p.plan));
}
