// Owns the order of PostgreSQL's table lock modes, weakest first (manual, "Explicit Locking"): the number of a mode in a parsed LOCK is its place.
import type { LockMode } from '../kinds/kind.ts';

export const modes: readonly LockMode[] = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];

export function stronger(a: LockMode, b: LockMode): boolean {
  return modes.indexOf(a) > modes.indexOf(b);
}

export function strongest(locks: readonly (LockMode | undefined)[]): LockMode | undefined {
  return locks.reduce((best, l) => (l !== undefined && (best === undefined || stronger(l, best)) ? l : best), undefined);
}

/** Blocks inserts, updates and deletes. */
export function blocksWrites(mode: LockMode): boolean {
  return stronger(mode, 'SHARE UPDATE EXCLUSIVE');
}
