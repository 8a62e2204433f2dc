// Segments of a plan file as the planner knows them.
import { keyOf, parseAddress, type Key } from '../catalog/address.ts';
import type { PlanSegment } from '../format/plan.generated.ts';
import type { Segment } from './step.ts';
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
      };
    }),
  }));
}
