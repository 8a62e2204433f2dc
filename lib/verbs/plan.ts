// `tidemark plan`: definitions against committed plans; writes proved plan files.
import { addressOf, type Key } from '../catalog/address.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { nearest } from '../format/nearest.ts';
import { planName, planNumber, splitPlanName } from '../format/names.ts';
import type { PlanFile, PlanSegment } from '../format/plan.generated.ts';
import type { StoredPlan } from '../format/plans-folder.ts';
import { pendingSteps } from '../plan/acknowledged.ts';
import { owners } from '../plan/owners.ts';
import { title } from '../plan/title.ts';
import { touches } from '../plan/touches.ts';
import type { Document, Proposal } from '../run/propose.ts';
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
  /** Say what would be written, write nothing. */
  readonly dryRun?: boolean;
  readonly shadow?: string;
  readonly on?: (event: { readonly doing: string }) => void;
}

export interface PlanResult {
  readonly plans: readonly { readonly plan: string; readonly file: string; readonly content: PlanFile }[];
  /** Unsafe steps that nobody has acknowledged. */
  readonly unacknowledged: number;
  readonly warnings: readonly string[];
  readonly unmodelled: readonly string[];
}

export async function plan(options: PlanOptions = {}): Promise<PlanResult> {
  const project = await openProject(options);
  const { propose } = await import('../run/propose.ts');
  const { chain, files } = await project.chain();
  const { inSync, remember } = await project.memory(chain, options);
  if (await inSync()) return { plans: [], unacknowledged: 0, warnings: [], unmodelled: [] };
  const definitions = await project.definitions();
  knownModules(options.modules, [...definitions.modules, ...files.map((f) => splitPlanName(f.plan).module)]);
  const proposal = await propose({
    definitions,
    plans: chain,
    ...(options.modules === undefined || options.modules.length === 0 ? {} : { modules: options.modules }),
    floor: options.floor ?? project.floor,
    online: options.online ?? project.config.online ?? true,
    policy: project.policy,
    shadow: project.shadowOptions(options.shadow),
    ...(options.on === undefined ? {} : { on: options.on }),
  });
  if (proposal.parts.length === 0) {
    if (options.modules === undefined && proposal.unmodelled.length === 0) await remember();
    return { plans: [], unacknowledged: 0, warnings: proposal.warnings, unmodelled: proposal.unmodelled };
  }
  const plans = await write(project, proposal, chain, files, options);
  const unacknowledged = plans.reduce((n, p) => n + pendingSteps(p.content).length, 0);
  return { plans, unacknowledged, warnings: proposal.warnings, unmodelled: proposal.unmodelled };
}

async function write(project: Project, proposal: Proposal, chain: readonly PlanFile[], files: readonly StoredPlan[], options: PlanOptions): Promise<PlanResult['plans']> {
  const { writePlanFile } = await import('../format/plans-folder.ts');
  const { writePlan } = await import('../format/write.ts');
  const { sealIn } = await import('../format/seal.ts');
  const by = owners(chain);
  const newest = new Map<string, { plan: string; seal: string }>();
  for (const f of files) newest.set(splitPlanName(f.plan).module, { plan: f.plan, seal: f.seal });
  const written: { plan: string; file: string; content: PlanFile }[] = [];
  for (const part of proposal.parts) {
    const module = part.module === '' ? 'shared' : part.module;
    const parent = newest.get(module);
    const number = parent === undefined ? 1 : planNumber(splitPlanName(parent.plan).name) + 1;
    const after = new Set<string>();
    for (const i of part.afterParts) after.add(`${written[i]!.plan} ${written[i]!.content.seal}`);
    for (const owner of foreignOwners(part.needs, by, module)) {
      const last = newest.get(owner);
      if (last !== undefined) after.add(`${last.plan} ${last.seal}`);
    }
    // What leaned on this module so far was planned on what is about to change: it has to run first.
    if (changesWhatIs(part.document)) {
      for (const name of dependents([...chain, ...written.map((w) => w.content)], module)) after.add(`${newest.get(name)!.plan} ${newest.get(name)!.seal}`);
    }
    // Plans of the module that gets something were made while it was not theirs.
    for (const { to } of part.document.gives ?? []) if (newest.has(to)) after.add(`${newest.get(to)!.plan} ${newest.get(to)!.seal}`);
    const document = acknowledge(part.document, options);
    const content: Omit<PlanFile, 'seal'> = {
      ...document,
      plan: `${module}/${planName(number, options.name ?? title(document.up, parent === undefined))}`,
      ...(parent === undefined ? {} : { parent }),
      after: latestOnly(after),
    };
    if (options.dryRun === true) {
      const text = writePlan(content);
      written.push({ plan: content.plan, file: `${project.plansDir}/${content.plan}.plan.yaml`, content: { ...content, seal: sealIn(text)! } as PlanFile });
    } else {
      const out = writePlanFile(project.plansDir, content);
      written.push({ plan: content.plan, file: out.file, content: { ...content, seal: out.seal } as PlanFile });
    }
    newest.set(module, { plan: content.plan, seal: written.at(-1)!.content.seal });
  }
  return written;
}

/** One entry per module: its newest. */
function latestOnly(after: ReadonlySet<string>): string[] {
  const by = new Map<string, string>();
  for (const entry of [...after].sort()) by.set(entry.slice(0, entry.indexOf('/')), entry);
  return [...by.values()].sort();
}

function changesWhatIs(document: Pick<Document, 'up'>): boolean {
  return document.up.flatMap((s) => s.steps).map(touches).some((t) => t.breaks.length + t.alters.length > 0);
}

/** Modules with plans that were made on this module's. */
function dependents(plans: readonly PlanFile[], module: string): Set<string> {
  return new Set(plans.filter((p) => p.after.some((a) => a.startsWith(`${module}/`))).map((p) => splitPlanName(p.plan).module));
}

function foreignOwners(needs: readonly Key[], by: ReadonlyMap<Key, string>, module: string): Set<string> {
  const out = new Set<string>();
  for (const key of needs) {
    const at = addressOf(key);
    const candidates = [key, ...(at.names.length > 2 ? [...by.keys()].filter((k) => JSON.stringify(addressOf(k).names) === JSON.stringify(at.names.slice(0, 2))) : [])];
    for (const k of candidates) {
      const owner = by.get(k);
      if (owner !== undefined && owner !== module) out.add(owner);
    }
  }
  return out;
}

function acknowledge(document: Document, options: PlanOptions): Document {
  const allow = new Set(options.allow ?? []);
  if (allow.size === 0) return document;
  const reason = options.reason ?? 'allowed when it was planned (--allow)';
  const segment = (s: PlanSegment): PlanSegment => ({
    ...s,
    steps: s.steps.map((step) => {
      const codes = step.verdict === 'unsafe' ? (step.hazards ?? []).filter((h) => h.advisory !== true).map((h) => h.code).filter((c) => allow.has(c)) : [];
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
  throw new TidemarkError('MODULE_UNKNOWN', `unknown module(s) ${unknown.join(', ')}`, {
    details: [`available modules:${all.length === 0 ? ' none' : ''}`, ...all.map((m) => `  - ${m}`)],
    next: near === undefined ? 'name one of the modules above' : `did you mean ${near}?`,
    exit: EXIT.usage,
  });
}

