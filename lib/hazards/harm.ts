// Owns what one recognised operation does to others: its locks, and its hazards in words, by the table of operations and the policy.
import type { LockMode } from '../kinds/kind.ts';
import { plainName } from '../sql/clause.ts';
import type { Statement } from '../sql/parse.ts';
import { codes, type HazardCode } from './codes.ts';
import type { Found, Transaction } from './found.ts';
import { blocksWrites, stronger, strongest } from './locks.ts';
import { onServer, type Operation } from './operation.ts';
import { operations } from './operations.ts';
import { decide, settledBySize, type Policy } from './policy.ts';

export interface Hazard {
  readonly code: HazardCode;
  readonly message: string;
  readonly remedy?: string | undefined;
  /** Whether it makes the statement unsafe, or is only worth knowing. */
  readonly unsafe: boolean;
  /** The project wants it said aloud although it makes nothing unsafe. */
  readonly warn?: true;
}

export interface Lock {
  readonly relation: string;
  readonly mode: LockMode;
}

const table = new Map<string, Operation>(operations.map((o) => [o.id, o]));

/** What stays true of an object although this script makes it. */
const lasting = new Set<HazardCode>([
  'SEC_DEFINER',
  'SEC_ROLE',
  'SEC_GRANT',
  'OPAQUE_CODE',
  'OPAQUE_EXTENSION',
  'OPAQUE_NAMES',
  'FAIL_CERTAIN',
  'FAIL_IN_TX',
  'TX_FORBIDDEN',
  'CORRECT_SILENT_SKIP',
  'LOCK_REFERENCED',
  'IDENT_TRUNCATED',
  'LOCK_HELD_IN_TX',
]);

/** What only rows that are here can bring about. */
const ofRows = new Set<HazardCode>(['LOCK_SCAN', 'LOCK_REWRITE', 'LOCK_INDEX_BUILD', 'FAIL_DATA_DEPENDENT', 'DATA_LOSSY_CAST', 'PERF_IO']);

function isRowless(f: Found): boolean {
  return f.target?.rowless === true && f.target.passesOn !== true;
}

/** Every row of something that was there before is read: a new table may be filled from it. */
export function readsOld(f: Found): boolean {
  return !isRowless(f) && op(f).scan === true && (!f.fresh || (f.others.length > 0 && !looksUp.has(f.op)));
}

/** They read the rows of their own table, and look up single ones in the other. */
const looksUp = new Set(['add-fk', 'add-fk-partitioned', 'validate-fk', 'add-column-references-default', 'alter-fk-enforced-18']);

export function op(f: Found): Operation {
  return table.get(f.op)!;
}

export function locksOf(all: readonly Found[], server: number): Lock[] {
  const modes = new Map<string, LockMode>();
  const put = (relation: string, mode: LockMode | undefined): void => {
    if (mode !== undefined) modes.set(relation, strongest([modes.get(relation), mode])!);
  };
  for (const f of all) {
    const o = onServer(op(f), server);
    const own = f.lock === 'none' ? undefined : (f.lock ?? o.lock);
    if (f.target !== undefined && !f.target.made) put(plainName(f.target.names), own);
    else if (f.target === undefined && !f.fresh && own !== undefined && f.others.length === 0) put(f.slots['table'] ?? unnamed(f), own);
    for (const r of f.others) put(r, o.lockOthers ?? (f.target === undefined ? own : undefined));
  }
  return [...modes].map(([relation, mode]) => ({ relation, mode }));
}

/** The relations of an operation that names none. */
function unnamed(f: Found): string {
  if (op(f).codes.includes('OPAQUE_CODE')) return 'whatever it touches';
  if (f.slots.object.startsWith('every ')) return f.slots.object;
  return f.slots.object.startsWith('index ') ? `the table of ${f.slots.object}` : `what lies in or leans on ${f.slots.object}`;
}

export function hazardsOf(f: Found, statement: Statement, tx: Transaction, { floor, server }: { floor: number; server: number }, policy: Policy): Hazard[] {
  const o = op(f);
  const taken = onServer(o, server);
  const because: Record<string, string | undefined> = {};
  const own: HazardCode[] = [...new Set([...o.codes, ...f.plus])].filter((c) => !f.minus.includes(c) && !(isRowless(f) && ofRows.has(c)));
  if (o.since !== undefined && o.since > floor && !own.includes('FAIL_CERTAIN')) {
    own.push('FAIL_CERTAIN');
    because['because'] = `below PostgreSQL ${o.since} there is no such form`;
  }
  if (!o.transaction && tx.block) {
    own.push('FAIL_IN_TX');
    because['because'] = `${f.slots.object}: it stands in a transaction block, where the server refuses it (25001)`;
  }
  const base = f.verdict ?? o.verdict;
  const kept = f.fresh ? own.filter((c) => lasting.has(c)) : own;
  const slots = {
    lock: f.lock === 'none' ? undefined : (f.lock ?? taken.lock ?? taken.lockOthers),
    refLock: taken.lockOthers,
    sqlstate: o.fails,
    statement: statement.sql,
    ...f.slots,
    ...because,
  };
  const remedy = o.remedy === undefined ? undefined : fill(o.remedy, slots);
  let first = true;
  const make = (code: HazardCode, unsafe: boolean): Hazard => {
    const wants = remedy !== undefined && unsafe && (first || code.startsWith('LOCK_'));
    if (unsafe) first = false;
    const warn = !unsafe && policy.verdicts?.[code] === 'warn';
    return { code, message: codes[code].message(slots), ...(wants ? { remedy } : {}), unsafe, ...(warn ? { warn } : {}) };
  };
  const certain = new Set<HazardCode>(['FAIL_IN_TX', 'FAIL_CERTAIN']);
  const settled = settledBySize(o, f.target === undefined ? undefined : plainName(f.target.names), policy);
  const judged = kept.map((c) => make(c, decide(c, (base === 'unsafe' && !settled(c)) || certain.has(c), policy)));
  return [...judged, ...f.note.filter((c) => !own.includes(c) && !f.fresh).map((c) => make(c, decide(c, false, policy)))];
}

/** Statements that read or write many rows while an earlier one of the same transaction keeps writers out of another or the same table. */
export function heldHazards(all: readonly Found[], locks: readonly Lock[], tx: Transaction, policy: Policy): Hazard[] {
  if (!tx.block) return [];
  const long = all.find((f) => readsOld(f) || (!f.fresh && !isRowless(f) && (op(f).rewrite === 'table' || op(f).rewrite === 'index')));
  const already = all.some((f) => op(f).codes.includes('LOCK_HELD_IN_TX'));
  // a lock that the statement takes itself, as strong, is its own matter
  const own = new Map(locks.map((l) => [l.relation, l.mode]));
  const held = [...tx.held].find(([r, l]) => blocksWrites(l.mode) && (!own.has(r) || stronger(l.mode, own.get(r)!)));
  if (long === undefined || already || held === undefined) return [];
  const slots = { ...long.slots, held: held[0], heldLock: held[1].mode, heldLine: String(held[1].line) };
  return [
    {
      code: 'LOCK_HELD_IN_TX',
      message: codes.LOCK_HELD_IN_TX.message(slots),
      remedy: 'COMMIT;  -- before this statement',
      unsafe: decide('LOCK_HELD_IN_TX', !settledBySize(op(long), held[0], policy)('LOCK_HELD_IN_TX'), policy),
    },
  ];
}

export function dedupe(hazards: readonly Hazard[]): Hazard[] {
  const seen = new Map<string, Hazard>();
  for (const h of hazards) {
    const key = `${h.code} ${h.message}`;
    const before = seen.get(key);
    if (before === undefined || (h.unsafe && !before.unsafe)) seen.set(key, h);
  }
  return [...seen.values()].sort((a, b) => Number(b.unsafe) - Number(a.unsafe));
}

/** Slots without a value stay readable: `{bound}` becomes `<bound>`, and a line that has something left to fill in a comment. `{name}_new` is one name. */
function fill(template: string, slots: { readonly [slot: string]: string | undefined }): string {
  const lines = template.split('\n').map((line) => {
    const [sql] = line.split(/\s--\s|^--/);
    const open = /<[a-z][^<>]*>|\.\.\./.test(sql!) || [...sql!.matchAll(/\{(\w+)\}/g)].some((m) => slots[m[1]!] === undefined);
    const full = line.replace(/\{(\w+)\}(_\w+)?/g, (_, slot: string, end = '') => extended(slots[slot] ?? `<${slot}>`, end as string));
    return open ? `-- ${full}` : full;
  });
  return lines.join('\n');
}

function extended(name: string, end: string): string {
  return name.endsWith('"') ? `${name.slice(0, -1)}${end}"` : name + end;
}
