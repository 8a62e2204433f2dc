// Owns how much of a target a run has to know: what was recorded there and what its plans name. A database may have fifty thousand other tables.
import { keyOf, parseAddress, type Key } from '../../catalog/address.ts';
import type { PlanFile, PlanSegment } from '../../format/plan.generated.ts';
import { touches } from '../../plan/touches.ts';
import type { Recorded } from '../ledger/recorded.ts';

/** Undefined: everything. Hand-written steps need not name what they make. */
export function reach(recorded: Recorded, plans: readonly PlanFile[] = []): readonly Key[] | undefined {
  const out = new Set<Key>(recorded.objects.keys());
  let hand = false;
  const add = (texts: readonly string[] | undefined): void => texts?.forEach((text) => out.add(keyOf(parseAddress(text))));
  const walk = (segments: readonly PlanSegment[]): void => {
    for (const s of segments) {
      for (const step of s.steps) {
        if (step.hand === true) hand = true;
        const { makes, alters, breaks } = touches(step);
        for (const key of [...makes, ...alters, ...breaks]) out.add(key);
        add(step.needs);
      }
      walk(s.undo ?? []);
    }
  };
  for (const plan of plans) {
    walk(plan.up);
    walk(plan.down);
    add(Object.keys(plan.expect));
    add(plan.absent);
    add([...(plan.takes ?? []), ...(plan.gives ?? [])].map((t) => t.address));
  }
  return hand ? undefined : [...out];
}
