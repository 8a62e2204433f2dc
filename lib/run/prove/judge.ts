// Puts verdicts, hazards and locks on steps: the one classifier, in the state each statement will meet.
import type { Catalog } from '../../catalog/catalog.ts';
import type { Policy } from '../../hazards/policy.ts';
import type { Segment } from '../../plan/step.ts';

export type { Policy };

export async function judge(segments: readonly Segment[], before: Catalog, options: { readonly floor: number; readonly policy: Policy }): Promise<Segment[]> {
  const { classify } = await import('../../hazards/classify.ts');
  const classified = await classify(
    segments.map((s) => ({ transaction: s.transaction, statements: s.steps.map((step) => step.sql) })),
    { before, floor: options.floor, policy: options.policy },
  );
  let n = 0;
  return segments.map((s) => ({
    ...s,
    steps: s.steps.map((step) => {
      const c = classified[n++]!;
      // That it needs no transaction is settled: the plan runs it outside one.
      const hazards = c.hazards.filter((h) => s.transaction || h.code !== 'TX_FORBIDDEN');
      return { ...step, verdict: c.verdict, hazards, lock: c.lock };
    }),
  }));
}
