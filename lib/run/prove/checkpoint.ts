// What committed plans build, as plans from an empty database: proved, and equal to what it stands for. Writes nothing.
import type { Catalog } from '../../catalog/catalog.ts';
import { show } from '../../catalog/address.ts';
import { diff } from '../../catalog/diff.ts';
import { fingerprint, sha256 } from '../../catalog/fingerprint.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanStep } from '../../format/plan.generated.ts';
import type { Checkpoint } from '../../plan/chains/checkpoint.ts';
import { summaryOf } from '../../plan/document/document.ts';
import { moduleOf } from '../../plan/chains/owners.ts';
import { handWritten, withAcknowledgements } from '../../plan/document/regraft.ts';
import { withheldIn } from '../../plan/document/withheld.ts';
import { plannedExtensions, readOne } from '../elaborate/sources.ts';
import type { ShadowOptions } from '../shadow/shadow.ts';
import type { Document } from './document.ts';
import type { Policy } from './judge.ts';
import { describeFirst } from './equal.ts';
import { propose, type Proposal } from './propose.ts';
import { rolesIn } from './reprove.ts';

export interface CheckpointInput {
  /** What a new database runs so far, in order. */
  readonly plans: readonly PlanFile[];
  readonly floor: number;
  readonly policy: Policy;
  readonly shadow: ShadowOptions;
  readonly on?: (event: { readonly doing: string }) => void;
}

export interface CheckpointProposal extends Proposal {
  /** The same in all its plans. */
  readonly hash: string;
}

/** Throws what planning and proving throw. */
export async function proposeCheckpoint(input: CheckpointInput): Promise<CheckpointProposal> {
  const { plans } = input;
  input.on?.({ doing: 'replaying the plans' });
  const whole = await readOne({ is: 'plans', plans }, { ...input.shadow, roles: rolesIn(plans) });
  const modules = [...new Set(plans.map(moduleOf))].sort();
  const proposal = await propose({
    definitions: { modules, statements: [], renames: [], using: [], extensions: plannedExtensions({ is: 'plans', plans }), roles: rolesIn(plans) },
    plans: [],
    floor: Math.max(input.floor, ...plans.map((p) => p.floor)),
    // Every table is new: nothing is there that a lock could hold up.
    online: false,
    policy: input.policy,
    shadow: input.shadow,
    instead: async () => whole,
    together: modules,
    ...(input.on === undefined ? {} : { on: input.on }),
  });
  return { ...proposal, parts: withRest(proposal.parts, plans, whole), hash: sha256([fingerprint(whole.objects), ...newestSeals(plans)].join(' ')) };
}

function newestSeals(plans: readonly PlanFile[]): string[] {
  return [...new Map(plans.map((p) => [moduleOf(p), p.seal])).values()].sort();
}

/** What plans say beyond their statements: what is held back, what links link, what somebody accepted. */
function withRest(parts: Proposal['parts'], plans: readonly PlanFile[], whole: Catalog): Proposal['parts'] {
  const held = new Map<string, PlanStep[]>();
  for (const w of withheldIn(plans)) held.set(w.plan.split('/')[0]!, [...(held.get(w.plan.split('/')[0]!) ?? []), w.step]);
  const links = linksStanding(plans, whole);
  const last = (n: number): boolean => !parts.slice(n + 1).some((p) => p.module === parts[n]!.module);
  return parts.map((part, n) => {
    const accepted: Document = withAcknowledgements(part.document, plans);
    if (!last(n)) return { ...part, document: accepted };
    const withheld = held.get(part.module) ?? [];
    const own = links.filter((l) => l.module === part.module).map(({ address, between }) => ({ address, between }));
    const summary = summaryOf(accepted.up, { withheld });
    const migrations = plans.flatMap((p) => (moduleOf(p) === part.module ? (p.migrations ?? []) : []));
    return {
      ...part,
      document: {
        ...accepted,
        summary,
        ...(withheld.length === 0 ? {} : { withheld }),
        ...(own.length === 0 ? {} : { links: own }),
        ...(migrations.length === 0 ? {} : { migrations }),
      },
    };
  });
}

function linksStanding(plans: readonly PlanFile[], whole: Catalog): { module: string; address: string; between: string }[] {
  const by = new Map(plans.flatMap((p) => (p.links ?? []).map((l) => [l.address, l.between] as const)));
  const tables = [...whole.objects.values()].filter((o) => o.module !== undefined);
  return tables.flatMap((o) => {
    const address = show(o.at);
    const between = by.get(address);
    return between === undefined ? [] : [{ module: o.module!, address, between }];
  });
}

/** Statements that a person wrote into the plans: what they do beyond objects, new databases do not get. */
export function writtenByHand(plans: readonly PlanFile[]): string[] {
  return plans.flatMap((p) => handWritten({ up: p.up, down: [] }).map((step) => `${p.plan}: ${step}`));
}

/** Throws CHECKPOINT_DIFFERS when it builds something else than the plans it stands for. */
export async function assertEqual(checkpoint: Checkpoint<PlanFile>, before: readonly PlanFile[], shadow: ShadowOptions): Promise<void> {
  const options = { ...shadow, roles: rolesIn([...before, ...checkpoint.parts]) };
  const was = await readOne({ is: 'plans', plans: before }, options);
  const is = await readOne({ is: 'plans', plans: checkpoint.parts }, options);
  const changes = diff(was, is);
  const moved = [...is.objects].find(([key, o]) => was.objects.get(key)?.module !== o.module);
  if (changes.length === 0 && moved === undefined) return;
  const what =
    changes.length > 0
      ? describeFirst(
          changes.map((c) => c.key),
          was,
          is,
        )
      : `${show(moved![1].at)} belongs to ${moved![1].module}, and to ${was.objects.get(moved![0])?.module} by the plans`;
  throw new TidemarkError('CHECKPOINT_DIFFERS', `${checkpoint.parts[0]!.plan} does not build what the plans before it build: ${what}`, {
    at: { object: checkpoint.parts[0]!.plan },
    next: 'take the plans of the checkpoint and their lines in the chains away, then tidemark plan --checkpoint',
    exit: EXIT.decide,
  });
}
