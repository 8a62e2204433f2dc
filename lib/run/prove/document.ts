// What was proved, as the body of a plan file: judged up, undo and down, evidence of both ends, what must hold afterwards.
import { addressOf, keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanStep } from '../../format/plan.generated.ts';
import { absences, expectations, planSegments, summaryOf } from '../../plan/document/document.ts';
import { carriedBy, inPlace, saidCarries } from '../../plan/renames/along.ts';
import { evidence } from '../../plan/document/evidence.ts';
import { withCandidates, type Lookalike } from '../../plan/renames/lookalikes.ts';
import type { Renaming } from '../../plan/renames/renames.ts';
import { ownersAfter, type Transfer } from '../../plan/chains/owners.ts';
import type { Segment } from '../../plan/step.ts';
import { SHARED } from '../elaborate/declarations.ts';
import { printerText } from '../introspect/printer.ts';
import type { Shadow } from '../shadow/shadow.ts';
import { judge, type JudgeOptions } from './judge.ts';
import type { Proof } from './prove.ts';

export type Document = Omit<PlanFile, 'seal' | 'plan' | 'parent' | 'after'>;

export interface Part {
  readonly module: string;
  readonly up: readonly Segment[];
  readonly base: Catalog;
  readonly target: Catalog;
  /** Before the whole invocation. */
  readonly current: Catalog;
  /** With all renames of the invocation. */
  readonly renamed: Catalog;
  /** Its own, as they are said at its base. */
  readonly renamings: readonly Renaming[];
  readonly moved: readonly Transfer[];
  readonly alike: ReadonlyMap<Key, Lookalike>;
  /** Owners before this part; afterwards those after it. */
  readonly by: Map<Key, string>;
  readonly withheld: readonly PlanStep[];
  readonly leaving: ReadonlySet<Key>;
  /** Segments of parts that always run before it, from `current` on: what they make was not there. */
  readonly together: readonly Segment[];
  readonly links: NonNullable<PlanFile['links']>;
}

export async function documentOf(input: JudgeOptions, proof: Proof, part: Part, prover: Shadow): Promise<Document> {
  const { base, target, current, renamed, moved } = part;
  const module = part.module === '' ? SHARED : part.module;
  const { together } = part;
  const takes = moved.filter((t) => t.to === part.module).map((t) => ({ address: show(addressOf(t.key)), from: t.from }));
  const gives = moved.filter((t) => t.from === part.module).map((t) => ({ address: show(addressOf(t.key)), to: t.to }));
  const taken = carriedBy({ plan: `${module}/`, takes, gives }, base, proof.target, part.by, part.renamings);
  const up = inPlace(part.up, { start: current, renamed, base, target: proof.target }, taken);
  const all = await judge([...together, ...up], together.length > 0 ? current : base, { ...input, leaving: part.leaving });
  const judged = withCandidates(all.slice(together.length), part.alike);
  const judgedDown = await judge(proof.down, target, input);
  const undo = await Promise.all(proof.undo.map((segments, i) => judge(segments, proof.boundaries[i + 1]!, input)));
  const around = [base, target, current];
  const undeclared = proof.rewritten.filter(
    (name) =>
      !judged.some((s) =>
        s.steps.some(
          (step) =>
            step.hazards?.some((h) => h.code === 'LOCK_REWRITE' || h.code === 'DATA_TRUNCATE') ||
            step.breaks.some((k) => addressOf(k).names.join('.') === name),
        ),
      ),
  );
  if (undeclared.length > 0) {
    throw new TidemarkError('PLAN_REWRITES', `the plan rewrites ${undeclared.join(', ')} and no step says so`, {
      next: 'report this: the plan was not written',
    });
  }
  const foreign = new Set(taken.map((c) => c.to));
  const also = [...new Set(up.flatMap((s) => s.steps).flatMap((s) => s.breaks))]
    .filter((k) => (isForeign(current.objects.get(k), part) || foreign.has(k)) && target.objects.has(k))
    .map((k) => show(addressOf(k)));
  const upSegments = planSegments(
    judged,
    around,
    undo.map((u) => planSegments(u, around)),
  );
  const carried = saidCarries(taken);
  const before = evidence(base, part.by, module);
  ownersAfter(part.by, { plan: `${module}/`, up: upSegments, also, takes, gives, carries: carried });
  return {
    tidemark: 1,
    summary: summaryOf(upSegments, { takes, gives, withheld: [...part.withheld] }),
    ...(also.length > 0 ? { also } : {}),
    ...(takes.length > 0 ? { takes } : {}),
    ...(gives.length > 0 ? { gives } : {}),
    ...(carried.length > 0 ? { carries: carried } : {}),
    ...(part.links.length > 0 ? { links: [...part.links] } : {}),
    ...(part.withheld.length > 0 ? { withheld: [...part.withheld] } : {}),
    floor: input.floor,
    base: before,
    target: evidence(proof.target, part.by, module),
    proof: {
      printer: printerText(target.printer),
      engine: `PGlite ${prover.version}`,
      up: true,
      undo: true,
      down: true,
      rows: proof.rows,
      ...(prover.assumed.length > 0 ? { assumed: [...prover.assumed] } : {}),
    },
    ...(target.unmodelled.length > 0 ? { unmodelled: target.unmodelled.map(show) } : {}),
    up: upSegments,
    down: planSegments(judgedDown, around),
    expect: expectations(up, target),
    ...(absences(up, target).length > 0 ? { absent: absences(up, target) } : {}),
  };
}

/** What this part takes over is not another module's any more. */
function isForeign(o: CatalogObject | undefined, part: Part): boolean {
  if (o?.module === undefined || o.module === part.module) return false;
  return !part.moved.some((t) => t.key === keyOf(o.at) && t.to === part.module);
}
