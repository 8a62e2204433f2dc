// Decides what a plan holds back: what earlier plans did, and with `safeOnly` whatever is unsafe.
import { keyOf, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { RenameMarker } from '../../desired/authored.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanStep } from '../../format/plan.generated.ts';
import { subjectOf } from '../../plan/document/touches.ts';
import { planSegments } from '../../plan/document/document.ts';
import { isSame, touchedBy, withheldIn, type Withheld } from '../../plan/document/withheld.ts';
import { withhold, type Withholding } from '../../plan/withhold.ts';
import type { Session } from '../session/session.ts';
import { judge, type Policy } from './judge.ts';
import { wayByMarkers, type Way, type WayOptions } from './way.ts';

export interface HoldInput {
  readonly session: Session;
  readonly plans: readonly PlanFile[];
  readonly current: Catalog;
  readonly desired: Catalog;
  readonly markers: readonly RenameMarker[];
  readonly options: WayOptions;
  readonly policy: Policy;
  readonly safeOnly: boolean;
  /** What earlier plans hold back is planned now. */
  readonly contract: boolean;
}

export interface Holding extends Withholding {
  readonly markers: readonly RenameMarker[];
  /** Held back by this plan, by module. */
  readonly fresh: ReadonlyMap<string, readonly PlanStep[]>;
  /** Held back by earlier plans, and still different. */
  readonly standing: readonly Withheld[];
}

/** Throws SAFE_ONLY_IMPOSSIBLE. */
export async function hold(input: HoldInput): Promise<Holding> {
  const { session, current, desired, safeOnly } = input;
  const options = { ...input.options, apart: true };
  const before = input.contract ? [] : withheldIn(input.plans);
  if (before.length === 0 && !safeOnly) return { desired, held: new Set(), leaving: new Set(), markers: input.markers, fresh: new Map(), standing: [] };
  const whole = await steps(input, await wayByMarkers(session, current, desired, input.markers, options), new Set());
  const standing = before.filter((w) => whole.some((s) => isSame(s.step, w.step)));
  const roots = new Set<Key>(whole.filter((s) => standing.some((w) => isSame(s.step, w.step))).flatMap((s) => touchedBy(s.step)));
  if (safeOnly) for (const s of whole) if (s.step.verdict === 'unsafe') for (const key of touchedBy(s.step)) roots.add(key);
  for (;;) {
    const held = withhold(current, desired, roots);
    const markers = input.markers.filter((m) => !held.held.has(keyOf(m.from)) && !held.held.has(keyOf(m.at)));
    const rest = safeOnly ? await steps(input, await wayByMarkers(session, current, held.desired, markers, options), held.leaving) : [];
    const unsafe = rest.filter((s) => s.step.verdict === 'unsafe');
    const size = roots.size;
    for (const s of unsafe) for (const key of touchedBy(s.step)) roots.add(key);
    if (unsafe.length === 0) return { ...held, markers, fresh: safeOnly ? freshly(whole, rest, standing, held.held) : new Map(), standing };
    if (roots.size === size) throw impossible(unsafe[0]!.step);
  }
}

interface Planned {
  readonly module: string;
  readonly step: PlanStep;
}

async function steps(input: HoldInput, way: Way, leaving: ReadonlySet<Key>): Promise<Planned[]> {
  const segments = way.parts.flatMap((p) => [...p.segments]);
  const judged = await judge(segments, input.current, { floor: input.options.floor, policy: input.policy, leaving });
  const written = planSegments(judged, [input.current, input.desired]);
  let n = 0;
  return way.parts.flatMap((p) => p.segments.flatMap(() => written[n++]!.steps.map((step) => ({ module: p.module, step }))));
}

/** Steps of the whole way that the rest does without. */
function freshly(whole: readonly Planned[], rest: readonly Planned[], standing: readonly Withheld[], held: ReadonlySet<Key>): Map<string, PlanStep[]> {
  const out = new Map<string, PlanStep[]>();
  for (const { module, step } of whole) {
    const stays = rest.some((r) => r.step.step === step.step && (r.step.sql === step.sql || !touchedBy(step).every((k) => held.has(k))));
    if (stays || standing.some((w) => isSame(w.step, step))) continue;
    const { check: _check, probe: _probe, timeout: _timeout, ...kept } = step;
    out.set(module, [...(out.get(module) ?? []), kept]);
  }
  return out;
}

function impossible(step: PlanStep): TidemarkError {
  return new TidemarkError('SAFE_ONLY_IMPOSSIBLE', `"${step.step}" is unsafe and cannot be held back by itself`, {
    at: { object: subjectOf(step.step) },
    details: (step.hazards ?? []).map((h) => `${h.code} ${h.message}`),
    next: 'tidemark plan, without --safe-only',
    exit: EXIT.decide,
  });
}
