// Statements in, verdicts out: each is read in the state the catalog and the earlier statements made, and in its transaction.
import type { Key } from '../catalog/address.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LockMode } from '../kinds/kind.ts';
import { plainName } from '../sql/clause.ts';
import { parseEach, type Ast, type Statement } from '../sql/parse.ts';
import { hasIndexOn } from './alter-constraint.ts';
import { codes, type HazardCode } from './codes.ts';
import { changes, evolve } from './evolve.ts';
import type { Found, OperationId, Transaction } from './found.ts';
import { blocksWrites, stronger, strongest } from './locks.ts';
import { onServer, type Operation, type Verdict } from './operation.ts';
import { operations } from './operations.ts';
import { decide, settledBySize, type Policy } from './policy.ts';
import { recognise } from './recognise.ts';
import { openState, type State } from './state.ts';

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

export interface Classified {
  /** 1-based, in the text it came from. */
  readonly line: number;
  readonly sql: string;
  readonly verdict: Verdict;
  readonly hazards: readonly Hazard[];
  /** On relations that existed before the script. */
  readonly locks: readonly Lock[];
  /** The strongest of `locks`. */
  readonly lock: LockMode | undefined;
  readonly rewrite: boolean;
  readonly scan: boolean;
  readonly reversible: boolean;
  /** May run inside a transaction block. */
  readonly transaction: boolean;
  readonly opaque: boolean;
  /** Entries of the operation table. */
  readonly operations: readonly OperationId[];
}

/** Statements that share a transaction block (`transaction`), or run each by itself. */
export interface Group {
  readonly transaction: boolean;
  readonly statements: readonly string[];
}

export interface ClassifyOptions {
  /** The catalog before the first statement. Without one, tables exist and are large. */
  readonly before?: Catalog | null | undefined;
  /** Oldest major the statements must run on; newer features are then certain to fail. */
  readonly floor?: number | undefined;
  /** For texts: everything runs in one transaction block. BEGIN and COMMIT in a text are followed in any case. */
  readonly inTransaction?: boolean | undefined;
  /** Major of the one server that they meet, where it is known; default the newest. */
  readonly server?: number | undefined;
  readonly policy?: Policy | undefined;
  /** Objects that stay only because their drop is held back: nobody reads them any more. */
  readonly leaving?: ReadonlySet<Key> | undefined;
}

const nothing: ReadonlySet<Key> = new Set();
const NEWEST = 18;
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

/** One result per text of each group, in order; for a text or a list of statements, one per statement. A text that no parser reads is opaque. */
export async function classify(input: string | readonly Statement[] | readonly Group[], options: ClassifyOptions = {}): Promise<Classified[]> {
  if (typeof input === 'string') return follow(options)((await parseEach([input], { tolerant: true, psql: 'skip' }))[0]!);
  if (isGroups(input)) {
    const state = openState(options.before ?? null);
    const parsed = await parseEach(
      input.flatMap((g) => g.statements),
      { tolerant: true, psql: 'skip' },
    );
    let n = 0;
    const all: { result: Classified; keys: readonly Found[] }[] = input.flatMap((g) => {
      let tx = begin(g.transaction);
      return g.statements.map((text) => {
        if (!g.transaction) tx = begin(false);
        const keys: Found[] = [];
        const each = parsed[n++]!.map((s) => one(s, state, tx, options, keys));
        return { result: each.length === 1 ? each[0]! : merged(text, each), keys };
      });
    });
    // a plan builds the index of a new foreign key after it, outside of its transaction
    return all.map(({ result, keys }) =>
      keys.length > 0 && keys.every((f) => hasIndexOn(f.target!, f.readBy!))
        ? { ...result, hazards: result.hazards.filter((h) => h.code !== 'PERF_FK_NO_INDEX') }
        : result,
    );
  }
  return follow(options)(input as readonly Statement[]);
}

function isGroups(input: readonly Statement[] | readonly Group[]): input is readonly Group[] {
  return input.length > 0 && 'statements' in input[0]!;
}

function begin(block: boolean): Transaction {
  return { block, held: new Map(), labels: new Set() };
}

/** A classifier that keeps its state from call to call: for scripts that are read in batches. */
export function openClassifier(options: ClassifyOptions = {}): (statements: readonly Statement[]) => Classified[] {
  return follow(options);
}

function follow(options: ClassifyOptions): (statements: readonly Statement[]) => Classified[] {
  const floor = options.floor ?? NEWEST;
  let state = openState(options.before ?? null);
  let tx = begin(options.inTransaction === true);
  // what changed the state so far, where the transaction and its savepoints begin: ROLLBACK makes the state again from what stays
  const done: Ast[] = [];
  let marks = new Map<string, number>();
  let from = 0;
  const takeBack = (to: number): void => {
    if (to >= done.length) return;
    done.length = to;
    const { blind } = state;
    state = openState(options.before ?? null);
    state.blind = blind;
    for (const node of done) evolve(node, state, begin(false), floor);
  };
  return (statements) =>
    statements.map((s) => {
      const transaction = s.node.TransactionStmt as Ast | undefined;
      const kind = String(transaction?.kind ?? '').replace('TRANS_STMT_', '');
      const begins = kind === 'BEGIN' || kind === 'START';
      if (begins && !tx.block) [from, marks] = [done.length, new Map()];
      if (begins) tx = begin(true);
      else if (!tx.block) tx = begin(false);
      const result = one(s, state, tx, options);
      if (s.error === undefined && changes(s.node as Ast)) done.push(s.node as Ast);
      if (kind === 'SAVEPOINT') marks.set(transaction?.savepoint_name, done.length);
      else if (kind === 'ROLLBACK_TO') takeBack(marks.get(transaction?.savepoint_name) ?? from);
      else if (kind === 'ROLLBACK' && tx.block) takeBack(from);
      if (kind === 'COMMIT' || kind === 'ROLLBACK') {
        if (tx.path !== undefined) state.searchPath = tx.path;
        tx = begin(transaction?.chain === true);
        [from, marks] = [done.length, new Map()];
      }
      return result;
    });
}

function one(statement: Statement, state: State, tx: Transaction, options: ClassifyOptions, keys: Found[] = []): Classified {
  const floor = options.floor ?? NEWEST;
  const server = options.server ?? NEWEST;
  const all = recognise(statement, { state, sql: statement.sql, floor, tx, leaving: options.leaving ?? nothing });
  keys.push(...all.filter((f) => f.readBy !== undefined && f.target !== undefined));
  const locks = locksOf(all, server);
  const hazards = dedupe([
    ...all.flatMap((f) => hazardsOf(f, statement, tx, { floor, server }, options.policy ?? {})),
    ...heldHazards(all, locks, tx, options.policy ?? {}),
  ]);
  if (tx.block)
    for (const l of locks)
      if (tx.held.get(l.relation) === undefined || stronger(l.mode, tx.held.get(l.relation)!.mode))
        tx.held.set(l.relation, { mode: l.mode, line: statement.line });
  // what is refused for a name leaves nothing behind
  if (statement.error === undefined && !all.some((f) => /^(absent|taken)-/.test(f.op))) evolve(statement.node as Ast, state, tx, floor);
  if (all.some((f) => op(f).codes.some((c) => c === 'OPAQUE_CODE' || c === 'OPAQUE_EXTENSION'))) state.blind = true;
  const old = all.filter((f) => !f.fresh);
  return {
    line: statement.line,
    sql: statement.sql,
    verdict: hazards.some((h) => h.unsafe) ? 'unsafe' : 'safe',
    hazards,
    locks,
    lock: strongest(locks.map((l) => l.mode)),
    rewrite: old.some((f) => op(f).rewrite === 'table' || op(f).rewrite === 'index'),
    scan: all.some(readsOld),
    reversible: old.every((f) => op(f).reversible),
    transaction: all.every((f) => op(f).transaction),
    opaque: hazards.some((h) => h.code === 'OPAQUE_CODE'),
    operations: [...new Set(all.map((f) => f.op))],
  };
}

/** Every row of something that was there before is read: a new table may be filled from it. */
function readsOld(f: Found): boolean {
  return op(f).scan === true && (!f.fresh || f.others.length > 0);
}

function op(f: Found): Operation {
  return table.get(f.op)!;
}

function locksOf(all: readonly Found[], server: number): Lock[] {
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

function hazardsOf(f: Found, statement: Statement, tx: Transaction, { floor, server }: { floor: number; server: number }, policy: Policy): Hazard[] {
  const o = op(f);
  const taken = onServer(o, server);
  const because: Record<string, string | undefined> = {};
  const own: HazardCode[] = [...new Set([...o.codes, ...f.plus])].filter((c) => !f.minus.includes(c));
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
function heldHazards(all: readonly Found[], locks: readonly Lock[], tx: Transaction, policy: Policy): Hazard[] {
  if (!tx.block) return [];
  const long = all.find((f) => readsOld(f) || (!f.fresh && (op(f).rewrite === 'table' || op(f).rewrite === 'index')));
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

function dedupe(hazards: readonly Hazard[]): Hazard[] {
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

/** A text that holds several statements, or none. */
function merged(text: string, all: readonly Classified[]): Classified {
  const locks = new Map<string, LockMode>();
  for (const l of all.flatMap((c) => c.locks)) locks.set(l.relation, strongest([locks.get(l.relation), l.mode])!);
  return {
    line: 1,
    sql: text,
    verdict: all.some((c) => c.verdict === 'unsafe') ? 'unsafe' : 'safe',
    hazards: dedupe(all.flatMap((c) => c.hazards)),
    locks: [...locks].map(([relation, mode]) => ({ relation, mode })),
    lock: strongest(all.map((c) => c.lock)),
    rewrite: all.some((c) => c.rewrite),
    scan: all.some((c) => c.scan),
    reversible: all.every((c) => c.reversible),
    transaction: all.every((c) => c.transaction),
    opaque: all.some((c) => c.opaque),
    operations: [...new Set(all.flatMap((c) => c.operations))],
  };
}
