// `tidemark plan --rebase`: after a merge of branches that both planned a module, one line of plans again. Plans of the branch
// merged into keep their place; the others follow with the next numbers, as they were where they prove, else planned again.
import { EXIT, TidemarkError } from '../errors.ts';
import { planName, planNumber } from '../format/names.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { readMerged, replaceModule, type MergedPlan } from '../format/plans-folder.ts';
import { sealIn } from '../format/seal.ts';
import { writePlan } from '../format/write.ts';
import { compareText } from '../catalog/address.ts';
import { afterOf } from '../plan/chains/after.ts';
import { line } from '../plan/chains/checkpoint.ts';
import { moduleOf } from '../plan/chains/owners.ts';
import { handWritten, withAcknowledgements, withHandSteps } from '../plan/document/regraft.ts';
import type { ProposeInput } from '../run/prove/propose.ts';
import { closure, sealed, without } from './moving.ts';
import { openProject, type Project, type ProjectOptions } from './project.ts';
import { upstreamPlans } from './upstream.ts';

export interface RebaseOptions extends ProjectOptions {
  readonly dryRun?: boolean;
  readonly shadow?: string;
  /** Plans there keep their place. Default: origin/HEAD, main or master, whichever is there first. */
  readonly onto?: string;
  /** "b/0002-right": plans that are made again on all others, with what was made on them. */
  readonly plans?: readonly string[];
  readonly on?: (event: { readonly doing: string }) => void;
}

export interface Rebased {
  readonly from: string;
  /** Undefined: the definitions ask for nothing more than what keeps its place. */
  readonly to?: string;
  /** It proved on the new base as it stood; otherwise it was planned again from the definitions. */
  readonly asItWas: boolean;
  readonly content?: PlanFile;
}

export interface RebaseResult {
  readonly moved: readonly Rebased[];
  /** Plans that kept their place where two were made on one. */
  readonly kept: readonly string[];
  /** What decided that: "main", or "the first side of the conflict". */
  readonly by: string;
}

interface Work {
  readonly project: Project;
  readonly options: RebaseOptions;
  /** What stands, in the order it runs; grows. */
  readonly chain: PlanFile[];
  /** "module/name seal" before -> after. */
  readonly renamed: Map<string, string>;
  readonly results: Rebased[];
}

/** Throws REBASE_CANNOT_KEEP, PLAN_UNKNOWN, and what reading plans, planning and proving throw; nothing is written then. */
export async function rebase(options: RebaseOptions = {}): Promise<RebaseResult> {
  const project = await openProject(options);
  if (options.dryRun !== true) await project.finish();
  const upstream = await upstreamPlans(project.root, project.plansDir, options.onto);
  const modules = without(
    readMerged(project.plansDir, (sealed) => upstream.plans.has(sealed)),
    options.plans ?? [],
  );
  const moved = closure(modules);
  assertNoCheckpoint(moved);
  const stays = modules.map((m) => ({ ...m, kept: m.kept.filter((p) => !moved.includes(p)) }));
  const work: Work = { project, options, chain: line(stays.flatMap((m) => m.kept.map((p) => p.content))), renamed: new Map(), results: [] };
  await replant(work, moved);
  if (options.dryRun !== true) {
    for (const m of stays) {
      const fresh = work.chain.filter((p) => moduleOf(p) === m.module && !m.kept.some((k) => k.content === p));
      const lost = m.kept.length < modules.find((was) => was.module === m.module)!.kept.length;
      if (!m.merged && fresh.length === 0 && !lost) continue;
      replaceModule(project.plansDir, m.module, [...m.kept, ...fresh.map((p) => ({ name: p.plan.slice(m.module.length + 1), text: textOf(p) }))]);
    }
  }
  const forks = modules.filter((m) => m.moved.length > 0);
  return {
    moved: work.results,
    kept: forks.flatMap((m) =>
      stays
        .find((s) => s.module === m.module)!
        .kept.slice(-1)
        .map((p) => `${m.module}/${p.name}`),
    ),
    by: upstream.ref ?? 'the first side of the conflict',
  };
}

/** A checkpoint stands for the plans that were there when it was made. Throws CHECKPOINT_OUTRUN. */
function assertNoCheckpoint(moved: readonly MergedPlan[]): void {
  const parts = moved.filter((p) => p.content.checkpoint !== undefined).map((p) => p.content.plan);
  if (parts.length === 0) return;
  throw new TidemarkError('CHECKPOINT_OUTRUN', `${parts.join(', ')} was made without plans that were merged before it; nothing was written`, {
    details: parts.map((p) => `- plans/${p}.plan.yaml, and every other plan with the same checkpoint:`),
    next: 'take the plans of this checkpoint and their lines in the chains away, then tidemark plan --rebase, then tidemark plan --checkpoint',
    exit: EXIT.decide,
  });
}

async function replant(work: Work, moved: readonly MergedPlan[]): Promise<void> {
  const { proveEdit } = await import('../run/prove/prove-edit.ts');
  for (const [i, { content }] of moved.entries()) {
    work.options.on?.({ doing: `proving ${content.plan} on ${newest(work, moduleOf(content))?.plan ?? 'nothing'}` });
    const edited = { ...content, ...place(work, moduleOf(content), content.plan), after: after(work, content) };
    const shared = {
      before: work.chain,
      definitions: await work.project.definitions(),
      policy: work.project.policy,
      shadow: work.project.shadowOptions(work.options.shadow),
    };
    try {
      const made = await proveEdit({ ...shared, edited, sameTarget: false });
      add(work, made.plan, content, true);
    } catch (error) {
      if (!(error instanceof TidemarkError) || !['PLAN_UNPROVED', 'PLAN_LOSES_ROWS'].includes(error.id)) throw error;
      return again(
        work,
        moved.slice(i).map((m) => m.content),
        error,
      );
    }
  }
}

/** Plans what is left of the definitions, under the names of the plans that did not fit any more. */
async function again(work: Work, left: readonly PlanFile[], why: TidemarkError): Promise<void> {
  const { propose } = await import('../run/prove/propose.ts');
  const { proveEdit } = await import('../run/prove/prove-edit.ts');
  const { project, options } = work;
  const shared = { definitions: await project.definitions(), policy: project.policy, shadow: project.shadowOptions(options.shadow) };
  const input: ProposeInput = {
    ...shared,
    plans: work.chain,
    modules: [...new Set(left.map(moduleOf))],
    floor: project.floor,
    online: project.config.online ?? true,
    safeOnly: left.some((p) => p.withheld !== undefined),
  };
  const proposal = await propose(input);
  const done: PlanFile[] = [];
  const before = [...work.chain];
  for (const part of proposal.parts) {
    const module = part.module === '' ? 'shared' : part.module;
    const old = left.filter((p) => moduleOf(p) === module);
    const draft = withAcknowledgements(
      { ...part.document, ...place(work, module, (old[0] ?? left[0]!).plan), after: afterOf(part, module, before, done) },
      old,
    );
    const written = old.filter((p) => handWritten(p).length > 0);
    let plan: Omit<PlanFile, 'seal'> = draft;
    if (written.length > 0) {
      const grafted = written.length === 1 && old.length === 1 ? withHandSteps(draft, written[0]!) : undefined;
      const proved =
        grafted === undefined
          ? undefined
          : await proveEdit({ ...shared, before: work.chain, edited: { ...grafted, seal: left[0]!.seal } }).catch((error: unknown) => {
              throw cannotKeep(written, error);
            });
      if (proved === undefined) throw cannotKeep(written, why);
      plan = proved.plan;
    }
    done.push(
      add(
        work,
        plan,
        old.find((o) => !work.results.some((res) => res.from === o.plan)),
        false,
      ),
    );
  }
  for (const p of left) {
    if (work.results.some((r) => r.from === p.plan)) continue;
    if (handWritten(p).length > 0) throw cannotKeep([p], why);
    work.results.push({ from: p.plan, asItWas: false });
  }
}

function cannotKeep(plans: readonly PlanFile[], cause: unknown): TidemarkError {
  return new TidemarkError(
    'REBASE_CANNOT_KEEP',
    `hand-written steps of ${plans.map((p) => p.plan).join(', ')} do not fit what was merged, and nothing was written`,
    {
      details: [...plans.flatMap(handWritten).map((s) => `- ${s}`), ...(cause instanceof Error ? [cause.message] : [])],
      next: 'save these steps, delete the plan and its line in the chain, run tidemark plan, write them in again and run tidemark prove',
      exit: EXIT.decide,
      cause,
    },
  );
}

function add(work: Work, plan: Omit<PlanFile, 'seal'>, was: PlanFile | undefined, asItWas: boolean): PlanFile {
  const content: PlanFile = { ...plan, seal: sealIn(writePlan(plan))! };
  work.chain.push(content);
  if (was !== undefined) {
    work.renamed.set(sealed(was), sealed(content));
    work.results.push({ from: was.plan, to: content.plan, asItWas, content });
  } else work.results.push({ from: content.plan, to: content.plan, asItWas, content });
  return content;
}

function textOf(p: PlanFile): string {
  const { seal: _seal, ...plan } = p;
  return writePlan(plan);
}

function newest(work: Work, module: string): PlanFile | undefined {
  return work.chain.filter((p) => moduleOf(p) === module).at(-1);
}

/** The next number, the name it had. */
function place(work: Work, module: string, was: string): { plan: string; parent?: { plan: string; seal: string } } {
  const last = newest(work, module);
  const number = last === undefined ? 1 : planNumber(last.plan.slice(module.length + 1)) + 1;
  const name = was.slice(was.indexOf('/') + 1).replace(/^\d+-/, '');
  return { plan: `${module}/${planName(number, name)}`, ...(last === undefined ? {} : { parent: { plan: last.plan, seal: last.seal } }) };
}

/** What it was made on, and what stands now that it has to follow. */
function after(work: Work, plan: PlanFile): string[] {
  const stands = afterOf({ document: plan, afterParts: [], needs: [] }, moduleOf(plan), work.chain, []);
  const modules = new Set(stands.map((a) => moduleOf({ plan: a })));
  return [...stands, ...plan.after.map((a) => work.renamed.get(a) ?? a).filter((a) => !modules.has(moduleOf({ plan: a })))].sort(compareText);
}
