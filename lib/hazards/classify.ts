// Statements in, verdicts out: each is read in the state the catalog and the earlier statements made, and in its transaction.
import type { Key } from '../catalog/address.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LockMode } from '../kinds/kind.ts';
import { parseEach, type Ast, type Statement } from '../sql/parse.ts';
import { hasIndexOn } from './alter-constraint.ts';
import { changes, evolve } from './evolve.ts';
import type { Found, OperationId, Transaction } from './found.ts';
import { dedupe, hazardsOf, heldHazards, locksOf, op, readsOld, type Hazard, type Lock } from './harm.ts';
import { stronger, strongest } from './locks.ts';
import type { Verdict } from './operation.ts';
import type { Policy } from './policy.ts';
import { recognise } from './recognise.ts';
import { openState } from './open-state.ts';
import type { State } from './state.ts';

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
  // what is refused leaves nothing behind
  const refused = all.some((f) => op(f).codes.includes('FAIL_CERTAIN') || f.plus.includes('FAIL_CERTAIN'));
  if (statement.error === undefined && !refused) evolve(statement.node as Ast, state, tx, floor);
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
