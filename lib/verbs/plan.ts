// `tidemark plan`: definitions against committed plans; writes proved plan files.
import { EXIT, TidemarkError } from '../errors.ts';
import { nearest } from '../format/nearest.ts';
import { planName, planNumber, splitPlanName } from '../format/names.ts';
import type { PlanFile, PlanSegment } from '../format/plan.generated.ts';
import type { StoredPlan } from '../format/plans-folder.ts';
import { pendingSteps } from '../plan/document/acknowledged.ts';
import { afterOf } from '../plan/chains/after.ts';
import { title } from '../plan/document/title.ts';
import { withheldIn } from '../plan/document/withheld.ts';
import type { Document } from '../run/prove/document.ts';
import type { Proposal } from '../run/prove/propose.ts';
import { aged, type HeldBack } from './held-back.ts';
import { located } from './located.ts';
import { leftUndone, withoutScripted } from './moved-rows.ts';
import { rememberPlanned } from './planned.ts';
import { sizedBy } from './verdicts.ts';
import { openProject, type Project, type ProjectOptions } from './project.ts';

export interface PlanOptions extends ProjectOptions {
  /** Default: all. */
  readonly modules?: readonly string[];
  /** Name of the plan, e.g. "add-status"; numbers are added. */
  readonly name?: string;
  /** Hazard codes accepted at once, with a standard reason. */
  readonly allow?: readonly string[];
  readonly reason?: string;
  readonly online?: boolean;
  readonly floor?: number;
  /** Unsafe changes are held back: listed in the plan, planned by `contract`. */
  readonly safeOnly?: boolean;
  /** What earlier plans hold back is planned now. */
  readonly contract?: boolean;
  /** Say what would be written, write nothing. */
  readonly dryRun?: boolean;
  readonly shadow?: string;
  /** A target whose table sizes decide what `safeBelow` of the config calls small. Nothing is written there. */
  readonly database?: string;
  readonly on?: (event: { readonly doing: string }) => void;
}

export interface PlanResult {
  readonly plans: readonly { readonly plan: string; readonly file: string; readonly content: PlanFile }[];
  /** Unsafe steps that nobody has acknowledged. */
  readonly unacknowledged: number;
  /** What earlier plans hold back and the definitions still want. */
  readonly withheld: readonly HeldBack[];
  readonly warnings: readonly string[];
  readonly unmodelled: readonly string[];
  /** Left alone by the config. */
  readonly ignored: readonly string[];
  /** Modules that were left out because their plans live in each target. */
  readonly elsewhere: readonly string[];
}

export async function plan(options: PlanOptions = {}): Promise<PlanResult> {
  const project = await openProject(options);
  if (options.dryRun !== true) {
    const whole = await project.finish();
    if (whole.length > 0) return finished(project, whole);
  }
  const { inSync, remember } = await project.memory(await project.files(), options);
  if (options.safeOnly === true && options.contract === true)
    throw new TidemarkError('USAGE', '--safe-only holds unsafe changes back and --contract plans them', { next: 'give one of the two', exit: EXIT.usage });
  if ((options.modules ?? []).length === 0 && (await inSync())) return none;
  const { chain, files } = await project.chain();
  // What is held back is a difference that the definitions know of: only a comparison can say whether it still is one.
  const held = withheldIn(chain).length > 0;
  const definitions = withoutScripted(await project.definitions(), project);
  const known = [...new Set([...definitions.modules, ...files.map((f) => splitPlanName(f.plan).module)])];
  const all = (options.modules ?? []).length === 0;
  const elsewhere = definitions.modules.filter(project.inLedger);
  // What lives in the ledger of each target is planned there; `shared` belongs to nobody.
  const rest = elsewhere.length === 0 ? undefined : [...known.filter((m) => !elsewhere.includes(m)), 'shared'];
  const modules = all ? rest : project.chainNames(options.modules);
  if (!all) knownModules(modules, known);
  const { propose } = await import('../run/prove/propose.ts');
  const proposal = await propose({
    definitions,
    plans: chain,
    ...(modules === undefined ? {} : { modules }),
    floor: options.floor ?? project.floor,
    online: options.online ?? project.config.online ?? true,
    policy: options.database === undefined ? project.policy : await sizedBy(options.database, project, options.cwd),
    ignore: project.config.ignore,
    shadow: project.shadowOptions(options.shadow),
    ...(options.safeOnly === undefined ? {} : { safeOnly: options.safeOnly }),
    ...(options.contract === undefined ? {} : { contract: options.contract }),
    ...(options.on === undefined ? {} : { on: options.on }),
  }).catch(async (error: unknown) => {
    throw await located(error, definitions.statements);
  });
  const withheld = await aged(project, proposal.withheld);
  const undone = (plans: readonly PlanFile[]): string[] => leftUndone(definitions, [...chain, ...plans], modules, project);
  if (proposal.parts.length === 0) {
    await rememberPlanned(project, definitions, all ? undefined : modules);
    const warnings = [...proposal.warnings, ...undone([])];
    if (all && !held && proposal.unmodelled.length === 0 && undone([]).length === 0) await remember();
    return { ...none, withheld, warnings, unmodelled: proposal.unmodelled, ignored: proposal.ignored, elsewhere };
  }
  const plans = await writeProposal(project, proposal, chain, files, options);
  if (options.dryRun !== true) await rememberPlanned(project, definitions, all ? undefined : modules);
  // What was just proved and written builds exactly what the definitions say: the next plan need not boot anything.
  const made = plans.map((p) => p.content);
  const nothingHeld = withheldIn([...chain, ...made]).length === 0 && undone(made).length === 0;
  if (options.dryRun !== true && (options.modules ?? []).length === 0 && nothingHeld && proposal.unmodelled.length === 0) {
    await (await project.memory(await project.files(), options)).remember();
  }
  return {
    plans,
    unacknowledged: unacknowledgedIn(plans),
    withheld,
    warnings: [...proposal.warnings, ...undone(made)],
    unmodelled: proposal.unmodelled,
    ignored: proposal.ignored,
    elsewhere,
  };
}

const none: PlanResult = { plans: [], unacknowledged: 0, withheld: [], warnings: [], unmodelled: [], ignored: [], elsewhere: [] };

/** What a killed command had begun is reviewed as it is: what `drift --adopt` took in is not in the definitions yet, and would be planned away. */
async function finished(project: Project, whole: readonly string[]): Promise<PlanResult> {
  const plans = (await project.files())
    .filter((f) => whole.includes(f.plan))
    .map((f) => ({ plan: f.plan, file: `${project.plansDir}/${f.plan}.plan.yaml`, content: f.content() }));
  return { ...none, plans, unacknowledged: unacknowledgedIn(plans), warnings: [wholeNow(whole)] };
}

export function wholeNow(plans: readonly string[]): string {
  return `a command that was killed had begun to write ${plans.join(', ')}: put in place as it would have been`;
}

const unacknowledgedIn = (plans: PlanResult['plans']): number => plans.reduce((n, p) => n + pendingSteps(p.content).length, 0);

/** Plan files for a proposal, each at the end of its chain; with `dryRun` what would be written. */
export async function writeProposal(
  project: Project,
  proposal: Proposal,
  chain: readonly PlanFile[],
  files: readonly StoredPlan[],
  options: Pick<PlanOptions, 'name' | 'allow' | 'reason' | 'dryRun'>,
): Promise<PlanResult['plans']> {
  const { writePlanFiles } = await import('../format/plans-folder.ts');
  const { writePlan } = await import('../format/write.ts');
  const { sealIn } = await import('../format/seal.ts');
  const newest = new Map<string, { plan: string; seal: string }>();
  for (const f of files) newest.set(splitPlanName(f.plan).module, { plan: f.plan, seal: f.seal });
  const written: { plan: string; file: string; content: PlanFile }[] = [];
  const unsealed: Omit<PlanFile, 'seal'>[] = [];
  for (const part of proposal.parts) {
    const content = composed(
      part,
      newest,
      chain,
      written.map((w) => w.content),
      options,
    );
    const { module } = splitPlanName(content.plan);
    unsealed.push(content);
    const seal = sealIn(writePlan(content))!;
    written.push({ plan: content.plan, file: `${project.plansDir}/${content.plan}.plan.yaml`, content: { ...content, seal } as PlanFile });
    newest.set(module, { plan: content.plan, seal });
  }
  if (options.dryRun !== true) writePlanFiles(project.plansDir, unsealed);
  return written;
}

/** A part as the next plan of its module, without its seal. `newest`: the last plan of each module's chain; `done`: made by this invocation. */
export function composed(
  part: Proposal['parts'][number],
  newest: ReadonlyMap<string, { readonly plan: string; readonly seal: string }>,
  chain: readonly PlanFile[],
  done: readonly PlanFile[],
  options: Pick<PlanOptions, 'name' | 'allow' | 'reason'>,
): Omit<PlanFile, 'seal'> {
  const module = part.module === '' ? 'shared' : part.module;
  const parent = newest.get(module);
  const number = parent === undefined ? 1 : planNumber(splitPlanName(parent.plan).name) + 1;
  const document = acknowledge(part.document, options);
  return {
    ...document,
    plan: `${module}/${planName(number, options.name ?? title(document.up, parent === undefined, document.withheld))}`,
    ...(parent === undefined ? {} : { parent }),
    after: afterOf(part, module, chain, done),
  };
}

function acknowledge(document: Document, options: Pick<PlanOptions, 'allow' | 'reason'>): Document {
  const allow = new Set(options.allow ?? []);
  if (allow.size === 0) return document;
  const reason = options.reason ?? 'allowed when it was planned (--allow)';
  const segment = (s: PlanSegment): PlanSegment => ({
    ...s,
    steps: s.steps.map((step) => {
      const codes =
        step.verdict === 'unsafe'
          ? (step.hazards ?? [])
              .filter((h) => h.advisory !== true)
              .map((h) => h.code)
              .filter((c) => allow.has(c))
          : [];
      return codes.length === 0 ? step : { ...step, acknowledged: [...new Set(codes)].map((code) => ({ code, reason })) };
    }),
  });
  return { ...document, up: document.up.map(segment) };
}

export function knownModules(asked: readonly string[] | undefined, known: readonly string[]): void {
  const all = [...new Set(known)].sort();
  const unknown = (asked ?? []).filter((m) => !all.includes(m));
  if (unknown.length === 0) return;
  const near = nearest(unknown[0]!, all);
  throw new TidemarkError('MODULE_UNKNOWN', `there is no module ${unknown.join(', ')}`, {
    whole: true,
    details: [`available modules:${all.length === 0 ? ' none' : ''}`, ...all.map((m) => `  - ${m}`)],
    next: near === undefined ? 'name one of the modules above' : `name ${near}`,
    exit: EXIT.usage,
  });
}
