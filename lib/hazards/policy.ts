// Owns what a project makes of the verdicts: overrides per code, and tables so small that a lock on them ends at once.
import { codes, type Code, type HazardCode } from './codes.ts';
import type { Operation } from './operation.ts';

export interface Size {
  /** The server's estimate; undefined where it never counted. */
  readonly rows?: number | undefined;
  /** With indexes and TOAST. */
  readonly bytes: number;
}

/** By relation as SQL names it, e.g. public.product. A partitioned table's is that of its partitions together. */
export type Sizes = ReadonlyMap<string, Size>;

export interface Policy {
  /** safe: noted. warn: said aloud, and makes nothing unsafe. unsafe: always makes a statement unsafe. */
  readonly verdicts?: { readonly [code: string]: 'safe' | 'warn' | 'unsafe' } | undefined;
  /** Hazards that are a lock held for long do not count on tables below both, where sizes are known. */
  readonly safeBelow?: { readonly rows?: number | undefined; readonly bytes?: number | undefined } | undefined;
  readonly sizes?: Sizes | undefined;
}

/** Hazards that grow with the table. */
const lasting: ReadonlySet<string> = new Set(['LOCK_REWRITE', 'LOCK_SCAN', 'LOCK_INDEX_BUILD', 'LOCK_LONG', 'LOCK_HELD_IN_TX', 'LOCK_AEL_WAIT']);
/** What rides on the lock: the same operation in its lock-friendly form is safe with these. */
const riding: ReadonlySet<string> = new Set(['FAIL_DATA_DEPENDENT', 'COMPAT_CONSTRAINT', 'COMPAT_REQUIRED']);

export function decide(code: HazardCode, unsafe: boolean, policy: Policy): boolean {
  const wish = policy.verdicts?.[code];
  if (wish !== undefined) return wish === 'unsafe';
  return unsafe && (codes[code] as Code).advisory !== true;
}

/** Codes of an operation on a table of known, small size that then make nothing unsafe. */
export function settledBySize(o: Operation, relation: string | undefined, policy: Policy): (code: HazardCode) => boolean {
  const size = relation === undefined ? undefined : policy.sizes?.get(relation);
  if (size === undefined || !isSmall(size, policy.safeBelow)) return () => false;
  return (code) => lasting.has(code) || (o.onlyLock === true && riding.has(code));
}

function isSmall(size: Size, limit: Policy['safeBelow']): boolean {
  if (limit === undefined || (limit.rows === undefined && limit.bytes === undefined)) return false;
  if (limit.rows !== undefined && (size.rows === undefined || size.rows >= limit.rows)) return false;
  return limit.bytes === undefined || size.bytes < limit.bytes;
}
