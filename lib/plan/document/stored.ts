// Segments of a plan file as the planner knows them.
import { addressOf, keyOf, parseAddress, type Address, type Key } from '../../catalog/address.ts';
import type { PlanSegment, PlanStep } from '../../format/plan.generated.ts';
import type { Segment } from '../step.ts';
import { touches } from './touches.ts';

export function storedSegments(segments: readonly PlanSegment[]): Segment[] {
  return segments.map((s) => ({
    transaction: s.transaction,
    steps: s.steps.map((step) => {
      const t = touches(step);
      const needs: Key[] = (step.needs ?? []).map((a) => keyOf(parseAddress(a)));
      return {
        does: step.step,
        sql: step.sql,
        commit: s.transaction ? ('inside' as const) : ('alone' as const),
        makes: t.makes,
        alters: t.alters,
        breaks: t.breaks,
        needs,
        timeout: step.timeout ?? ('lock' as const),
        check: step.check,
        probe: step.probe,
        verdict: step.verdict,
        hazards: step.hazards ?? [],
        ...(step.lock === undefined ? {} : { lock: step.lock }),
        ...(renamedBy(step) === undefined ? {} : { renames: true as const }),
      };
    }),
  }));
}

/** What a step renames that breaks one address and makes another of the same kind by ALTER … RENAME or SET SCHEMA. */
export function renamedBy(step: PlanStep): { readonly from: Address; readonly to: Address } | undefined {
  const t = touches(step);
  // What goes along stands after the thing itself.
  const [[from], [to]] = [t.breaks.map(addressOf), t.makes.map(addressOf)];
  return from !== undefined && to?.kind === from.kind && /\b(RENAME|SET SCHEMA)\b/i.test(step.sql) ? { from, to } : undefined;
}
