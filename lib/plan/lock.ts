// Owns the order of PostgreSQL's table lock modes, weakest first (manual, "Explicit Locking").
import type { LockMode } from '../kinds/kind.ts';

const order: readonly LockMode[] = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];

export function strongest(modes: Iterable<LockMode | undefined>): LockMode | undefined {
  let best = -1;
  for (const m of modes) if (m !== undefined) best = Math.max(best, order.indexOf(m));
  return order[best];
}
