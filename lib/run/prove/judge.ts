// Puts verdicts, hazards and locks on steps: the one classifier, in the state each statement will meet.
import type { Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Policy } from '../../hazards/policy.ts';
import type { Segment, Step } from '../../plan/step.ts';

export type { Policy };

export interface JudgeOptions {
  readonly floor: number;
  readonly policy: Policy;
  /** Objects that stay only because their drop is held back. */
  readonly leaving?: ReadonlySet<Key> | undefined;
}

export async function judge(segments: readonly Segment[], before: Catalog, options: JudgeOptions): Promise<Segment[]> {
  const { classify } = await import('../../hazards/classify.ts');
  const classified = await classify(
    segments.map((s) => ({ transaction: s.transaction, statements: s.steps.map((step) => step.sql) })),
    { before, floor: options.floor, policy: options.policy, leaving: options.leaving },
  );
  let n = 0;
  return segments.map((s) => ({
    ...s,
    steps: s.steps.map((step) => {
      const c = classified[n++]!;
      // That it needs no transaction is settled: the plan runs it outside one.
      const hazards = c.hazards.filter((h) => s.transaction || h.code !== 'TX_FORBIDDEN').map((h) => (isUnseen(h.code, step, s) ? { ...h, unsafe: false } : h));
      return { ...step, verdict: hazards.some((h) => h.unsafe) ? ('unsafe' as const) : ('safe' as const), hazards, lock: c.lock };
    }),
  }));
}

/** A default that the same transaction gives back is missed by nobody. */
function isUnseen(code: string, step: Step, segment: Segment): boolean {
  if (code !== 'COMPAT_DEFAULT' || !segment.transaction) return false;
  const later = segment.steps.slice(segment.steps.indexOf(step) + 1);
  return step.breaks.length > 0 && step.breaks.every((k) => later.some((l) => l.makes.includes(k)));
}
