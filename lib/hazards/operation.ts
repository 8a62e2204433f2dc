// Owns what the operation table says of one operation.
import type { LockMode } from '../kinds/kind.ts';
import type { HazardCode } from './codes.ts';

export type Verdict = 'safe' | 'unsafe';

/**
 * A fact that makes an unsafe operation safe. new: its table or object is made by the same script; empty: it is known to hold no
 * row; proved: a validated CHECK proves NOT NULL; already: the column is NOT NULL; nullable: it may be NULL; same: nothing changes.
 */
export type Condition =
  'new' | 'empty' | 'proved' | 'already' | 'nullable' | 'same' | 'partition empty' | 'bound proved' | 'policies exist' | 'row security off';

export interface Operation {
  /** Stable, e.g. "add-column-default-volatile". */
  readonly id: string;
  readonly does: string;
  /** The node of the tree, its subcommand, and the condition, in words. */
  readonly match: string;
  /** The strongest lock on the relation itself, and on others (referenced, parent, partition, read). */
  readonly lock?: LockMode;
  readonly lockOthers?: LockMode;
  /** Whose files are written anew. */
  readonly rewrite?: 'table' | 'index' | 'sequence';
  /** Every row is read. */
  readonly scan?: true;
  /** Rows, values or positions are gone. */
  readonly loss?: true;
  /** Clients that worked may fail. */
  readonly breaks?: true;
  /** May run inside a transaction block. */
  readonly transaction: boolean;
  /** DDL can bring the state back. */
  readonly reversible: boolean;
  readonly verdict: Verdict;
  readonly codes: readonly HazardCode[];
  readonly safeWhen?: readonly Condition[];
  /** Unsafe for as long as its lock is held and for nothing else: its lock-friendly form is safe. */
  readonly onlyLock?: true;
  /** First server major that has it in this form. */
  readonly since?: number;
  /** What older servers do otherwise, the nearest boundary first. What is said above is the newest's. */
  readonly older?: readonly Older[];
  /** SQLSTATE with which the server refuses it. */
  readonly fails?: string;
  /** SQL with {slots} that recognise.ts fills. */
  readonly remedy?: string;
}

/** Servers below a major. 'none': no lock there. */
export interface Older {
  readonly below: number;
  readonly lock?: LockMode | 'none';
  readonly lockOthers?: LockMode | 'none';
}

/** The operation as a server of this major carries it out. */
export function onServer(o: Operation, major: number): Pick<Operation, 'lock' | 'lockOthers'> {
  let { lock, lockOthers } = o;
  for (const was of o.older ?? []) {
    if (major >= was.below) break;
    if (was.lock !== undefined) lock = was.lock === 'none' ? undefined : was.lock;
    if (was.lockOthers !== undefined) lockOthers = was.lockOthers === 'none' ? undefined : was.lockOthers;
  }
  return { ...(lock === undefined ? {} : { lock }), ...(lockOthers === undefined ? {} : { lockOthers }) };
}
