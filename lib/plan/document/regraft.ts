// Hand-written steps and acknowledgements of a plan, put into the plan that was made anew in its place.
import type { PlanFile, PlanSegment, PlanStep } from '../../format/plan.generated.ts';

type Body = Pick<PlanFile, 'up' | 'down'>;

export function handWritten(plan: Body): string[] {
  return [...plan.up, ...plan.down]
    .flatMap((s) => [...s.steps, ...(s.undo ?? []).flatMap((u) => u.steps)])
    .filter((s) => s.hand === true)
    .map((s) => s.step);
}

/** The same hazard of the same step stays accepted. */
export function withAcknowledgements<P extends Body>(plan: P, old: readonly Body[]): P {
  const known = new Map<string, string>();
  for (const step of old.flatMap((o) => [...o.up, ...o.down]).flatMap((s) => s.steps))
    for (const a of step.acknowledged ?? []) known.set(`${step.step}\0${a.code}`, a.reason);
  const step = (s: PlanStep): PlanStep => {
    const codes = [...new Set((s.hazards ?? []).map((h) => h.code))];
    const acknowledged = codes.flatMap((code) => (known.has(`${s.step}\0${code}`) ? [{ code, reason: known.get(`${s.step}\0${code}`)! }] : []));
    return acknowledged.length === 0 || s.acknowledged !== undefined ? s : { ...s, acknowledged };
  };
  const segment = (s: PlanSegment): PlanSegment => ({ ...s, steps: s.steps.map(step) });
  return { ...plan, up: plan.up.map(segment), down: plan.down.map(segment) };
}

/**
 * The new plan with the old one's hand-written steps: in place of the step of the same name, else behind the step they
 * followed. The way back is left to be planned. Undefined when the old plan's step is nowhere to be put.
 */
export function withHandSteps<P extends Body>(plan: P, old: Body): P | undefined {
  const segments = plan.up.map((s) => ({ transaction: s.transaction, steps: [...s.steps] }));
  let before: string | undefined;
  for (const step of old.up.flatMap((s) => s.steps)) {
    if (step.hand === true) {
      const same = segments.find((s) => s.steps.some((x) => x.step === step.step));
      const home = same ?? (before === undefined ? segments[0] : segments.find((s) => s.steps.some((x) => x.step === before)));
      if (home === undefined) return undefined;
      const at = home.steps.findIndex((x) => x.step === (same === undefined ? before : step.step));
      home.steps.splice(same === undefined ? at + 1 : at, same === undefined ? 0 : 1, step);
    }
    before = step.step;
  }
  return { ...plan, up: segments, down: [] };
}
