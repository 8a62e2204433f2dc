// Owns how much of a target a run has to know: what was recorded there and what its plans name. A database may have fifty thousand other tables.
import type { Key } from '../../catalog/address.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { hasHand } from '../../plan/document/hand.ts';
import { expectedKeys, keyOfText } from '../introspect/look.ts';
import { named } from '../ledger/capture.ts';

/** `plans`: each step spelled out. Undefined: everything, since hand-written steps need not name what they make. */
export function reach(recorded: Iterable<Key>, plans: readonly PlanFile[] = []): readonly Key[] | undefined {
  if (plans.some((p) => hasHand([...p.up, ...p.down].flatMap((s) => [s, ...(s.undo ?? [])])))) return undefined;
  const handedOver = plans.flatMap((p) => [...(p.takes ?? []), ...(p.gives ?? [])]).map((t) => keyOfText(t.address));
  return [...new Set([...recorded, ...named(plans, ['makes', 'alters', 'breaks', 'needs']), ...plans.flatMap(expectedKeys), ...handedOver])];
}
