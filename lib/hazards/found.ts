// Owns what recognition says of a statement: which operations it is, on what, and what is known about them.
import type { Key } from '../catalog/address.ts';
import type { LockMode } from '../kinds/kind.ts';
import type { Ast } from '../sql/parse.ts';
import { plainName } from '../sql/clause.ts';
import type { HazardCode } from './codes.ts';
import type { Verdict } from './operation.ts';
import { operations } from './operations.ts';
import type { Relation } from './relation.ts';
import type { State } from './state.ts';

export type OperationId = (typeof operations)[number]['id'];

export interface Found {
  readonly op: OperationId;
  /** The relation that the operation's lock is on; undefined when it locks none. */
  readonly target?: Relation | undefined;
  /** The object is made by this script: what it does to others' data and clients does not apply. */
  readonly fresh: boolean;
  /** Relations that `lockOthers` is on. Those made by this script are left out. */
  readonly others: readonly string[];
  readonly slots: { readonly object: string; readonly [slot: string]: string | undefined };
  /** Codes besides the operation's own, and those of its own that do not hold here. */
  readonly plus: readonly HazardCode[];
  readonly minus: readonly HazardCode[];
  /** Codes to mention that make nothing unsafe. */
  readonly note: readonly HazardCode[];
  readonly verdict?: Verdict | undefined;
  /** Another than the operation's own; none where its object is no relation. */
  readonly lock?: LockMode | 'none' | undefined;
  /** Columns of `target` that a foreign key reads by: an index on them may still come. */
  readonly readBy?: readonly string[] | undefined;
}

export interface Asked {
  readonly state: State;
  readonly sql: string;
  readonly floor: number;
  readonly tx: Transaction;
  /** Objects that stay only because their drop is held back. */
  readonly leaving: ReadonlySet<Key>;
}

/** What the transaction that the statement runs in has done so far. */
export interface Transaction {
  /** Inside a transaction block. */
  readonly block: boolean;
  /** Strongest lock per relation that was there before, and the line that took it. */
  readonly held: Map<string, { mode: LockMode; line: number }>;
  /** Enum labels added and not committed: `type` and label. */
  readonly labels: Set<string>;
  /** The search path that SET LOCAL put aside until the transaction ends. */
  path?: readonly string[];
}

export type Recogniser = (body: Ast, asked: Asked) => Found[];

export interface Details {
  target?: Relation | undefined;
  fresh?: boolean;
  others?: readonly (Relation | undefined)[];
  slots?: { [slot: string]: string | undefined };
  plus?: readonly HazardCode[];
  minus?: readonly HazardCode[];
  note?: readonly HazardCode[];
  verdict?: Verdict | undefined;
  lock?: LockMode | 'none' | undefined;
  readBy?: readonly string[] | undefined;
}

export function found(op: OperationId, object: string, d: Details = {}): Found {
  return {
    op,
    target: d.target,
    fresh: d.fresh ?? d.target?.made ?? false,
    others: (d.others ?? []).filter((r): r is Relation => r !== undefined && !r.made).map((r) => plainName(r.names)),
    slots: {
      ...(d.target === undefined ? {} : { table: plainName(d.target.names) }),
      ...(d.others?.[0] === undefined ? {} : { ref: plainName(d.others[0].names) }),
      ...d.slots,
      object,
    },
    plus: d.plus ?? [],
    // every other relation is made here as well: nothing that anybody uses is locked
    minus: [
      ...(d.minus ?? []),
      ...((d.others ?? []).some((r) => r !== undefined) && (d.others ?? []).every((r) => r === undefined || r.made) ? (['LOCK_REFERENCED'] as const) : []),
    ],
    note: d.note ?? [],
    verdict: d.verdict,
    lock: d.lock,
    readBy: d.readBy,
  };
}

/** "table public.t", with the kind where it is known. */
export function called(r: Relation): string {
  return `${r.kind === 'unknown' ? 'table' : r.kind} ${plainName(r.names)}`;
}
