// Owns the question whether somebody accepted what is unsafe.
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';

export function stepsIn(segments: readonly PlanSegment[]): PlanStep[] {
  return segments.flatMap((s) => s.steps);
}

export interface Unacknowledged {
  readonly plan: string;
  readonly step: string;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** The hazards of unsafe steps that neither the file nor `allow` accepts. */
export function unacknowledged(plan: PlanFile, segments: readonly PlanSegment[], allow: readonly string[]): Unacknowledged[] {
  const out: Unacknowledged[] = [];
  for (const s of stepsIn(segments).filter((step) => step.verdict === 'unsafe')) {
    const accepted = new Set([...(s.acknowledged ?? []).map((a) => a.code), ...allow]);
    for (const h of s.hazards ?? []) {
      if (h.advisory !== true && !accepted.has(h.code)) out.push({ plan: plan.plan, step: s.step, code: h.code, message: h.message, remedy: h.remedy });
    }
  }
  return out;
}

/** Throws UNSAFE_NOT_ACKNOWLEDGED (exit 3) when anything is left. */
export function assertAcknowledged(open: readonly Unacknowledged[], command: 'apply' | 'rollback'): void {
  if (open.length === 0) return;
  const codes = [...new Set(open.map((o) => o.code))];
  const [first] = open;
  const plans = [...new Set(open.map((o) => o.plan))];
  const who =
    plans.length === 1 ? `${first!.plan} has` : `${plans.slice(0, 3).join(', ')}${plans.length > 3 ? ` and ${plans.length - 3} more plans` : ''} have`;
  throw new TidemarkError(
    'UNSAFE_NOT_ACKNOWLEDGED',
    `${who} ${open.length === 1 ? 'an unsafe step' : 'unsafe steps'} that nobody accepted: ${codes.join(', ')}; nothing was changed`,
    {
      exit: 3,
      at: { object: subjectOf(first!.step) },
      details: open.map(
        (o) => `${o.plan}: ${o.step}: ${o.code}: ${o.message}${o.remedy === undefined ? '' : `\n  instead: ${o.remedy.replaceAll('\n', '\n           ')}`}`,
      ),
      next:
        command === 'apply'
          ? acknowledging(plans.map((plan) => ({ plan, codes: open.filter((o) => o.plan === plan).map((o) => o.code) })))
          : `repeat the command with ${codes.map((c) => `--allow ${c}`).join(' ')}`,
    },
  );
}

/** The command that accepts all of it. */
export function acknowledging(plans: readonly { readonly plan: string; readonly codes: readonly string[] }[]): string {
  return plans.map((p) => `tidemark ack ${p.plan} ${[...new Set(p.codes)].join(' ')} --reason "…"`).join(' && ');
}
