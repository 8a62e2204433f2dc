// Lets PostgreSQL normalise definitions: everything authored runs in a transaction that rolls back, and is read back.
import type { Catalog } from '../../catalog/catalog.ts';
import type { Authored, Definitions } from '../../desired/authored.ts';
import { ident } from '../../sql/quote.ts';
import { batch } from '../session/batch.ts';
import { refuseForbidden } from '../shadow/forbidden.ts';
import { introspect } from '../introspect/introspect.ts';
import { maySucceedInSilence, own, type Load } from './ownership.ts';
import { isFinal, refusal, type Refused } from './refusal.ts';
import type { Session } from '../session/session.ts';
import { shareDeclarations } from './declarations.ts';
import { stub } from '../shadow/stubs.ts';

/** Settings of ours that no definition changes. */
const kept = new Set([
  'check_function_bodies',
  'role',
  'session_authorization',
  'statement_timeout',
  'lock_timeout',
  'transaction_timeout',
  'idle_in_transaction_session_timeout',
  'client_encoding',
  'row_security',
  'client_min_messages',
]);
const initial: Settings = { search_path: 'public' };

type Settings = { readonly [parameter: string]: string };

/**
 * The desired catalog: `shadow` must be empty but for stubs, and is so again afterwards. `only`: of these modules alone, with what
 * several modules declare.
 * @throws DEFINITION_REFUSED, DEFINITION_DUPLICATE, MODULE_FOREIGN_CHANGE, SHADOW_FORBIDDEN, SHADOW_TIMEOUT
 */
export async function elaborate(definitions: Definitions, shadow: Session, only?: ReadonlySet<string>): Promise<Catalog> {
  const { statements: all, shared } = await shareDeclarations(definitions.statements);
  const statements = only === undefined ? all : all.filter((s) => only.has(s.module) || shared.has(s));
  await refuseForbidden(statements);
  await stub(
    shadow,
    statements.map((s) => s.sql),
  );
  const opened = await batch(shadow, ['BEGIN', 'SET LOCAL check_function_bodies = off', 'SET LOCAL search_path = public', marker]);
  if (opened.failed !== undefined) throw opened.failed.error;
  let catalog: Catalog;
  try {
    const loads = await loadAll(shadow, statements, shared, Number(opened.rows[3]![0]!['oid']));
    catalog = await own(await introspect(shadow), loads, shared);
  } catch (error) {
    // The instance may be gone with the error that is already on its way.
    await shadow.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
  await shadow.run('ROLLBACK');
  return catalog;
}

/** Rounds over what failed, until all is loaded or a round brings nothing. */
async function loadAll(shadow: Session, statements: readonly Authored[], shared: ReadonlySet<Authored>, from: number): Promise<readonly Load[]> {
  const loads: Load[] = [];
  const state: State = { settings: initial, marker: from };
  const later = statements.findIndex((s) => actsOnLater.test(s.sql));
  let refused: readonly Refused[] = [];
  for (const part of later < 0 ? [statements] : [statements.slice(0, later), statements.slice(later)]) {
    let left = [...refused.map((r) => r.statement), ...part];
    for (let tried = Infinity; left.length > 0 && left.length < tried;) {
      tried = left.length;
      refused = await loadRound(shadow, left, shared, state, loads);
      if (refused.some(isFinal)) throw await refusedOf(refused, loads);
      left = refused.map((r) => r.statement);
    }
  }
  if (refused.length > 0) throw await refusedOf(refused, loads);
  return loads;
}

function refusedOf(refused: readonly Refused[], loads: readonly Load[]): ReturnType<typeof refusal> {
  return refusal(
    refused,
    loads.flatMap((l) => l.statements),
  );
}

/** What waits for another round is made before these all the same: what is made after them would get the privileges. */
const actsOnLater = /^ALTER\s+DEFAULT\s+PRIVILEGES\b/i;

interface State {
  settings: Settings;
  marker: number;
}

/** Tries each statement once, in order. A savepoint holds a chunk of them: when one fails, those before it run again without it. */
async function loadRound(shadow: Session, all: readonly Authored[], shared: ReadonlySet<Authored>, state: State, loads: Load[]): Promise<Refused[]> {
  const refused: Refused[] = [];
  let undo: readonly string[] = [];
  let sizes: number[] = [];
  for (let left = [...all]; left.length > 0 || undo.length > 0;) {
    let settings = state.settings;
    const chunks: Chunk[] = [];
    for (let at = 0; at < left.length;) {
      const chunk = chunkOf(left.slice(at, at + (sizes.shift() ?? CHUNK)), shared, settings);
      chunks.push(chunk);
      settings = chunk.settings;
      at += chunk.statements.length;
    }
    const { rows, failed } = await batch(shadow, [...undo, ...chunks.flatMap((c) => c.lines)]);
    let start = undo.length;
    undo = [];
    for (const chunk of chunks) {
      if (failed !== undefined && failed.index < start + chunk.lines.length) {
        const bad = chunk.ends.findIndex((end) => failed.index < start + end);
        refused.push({ statement: chunk.statements[bad]!, error: failed.error });
        left.splice(left.indexOf(chunk.statements[bad]!), 1);
        sizes = bad === 0 ? [] : [bad];
        undo = ['ROLLBACK TO SAVEPOINT chunk', 'RELEASE SAVEPOINT chunk'];
        break;
      }
      for (const mark of chunk.marks) {
        const upTo = Number(rows[start + mark.line]![0]!['oid']);
        loads.push({ statements: mark.statements, after: state.marker, upTo });
        state.marker = upTo;
      }
      state.settings = chunk.settings;
      left = left.slice(chunk.statements.length);
      start += chunk.lines.length;
    }
    if (failed !== undefined && undo.length === 0) throw failed.error;
  }
  return refused;
}

const CHUNK = 32;

interface Chunk {
  readonly statements: readonly Authored[];
  readonly lines: readonly string[];
  /** Per statement: the number of lines up to and with the last one that is about it. */
  readonly ends: readonly number[];
  /** Where the counter is read, and for which statements since the last reading. */
  readonly marks: readonly { readonly line: number; readonly statements: readonly Authored[] }[];
  /** In force afterwards. */
  readonly settings: Settings;
}

function chunkOf(statements: readonly Authored[], shared: ReadonlySet<Authored>, before: Settings): Chunk {
  const lines = ['SAVEPOINT chunk'];
  const ends: number[] = [];
  const marks: { line: number; statements: Authored[] }[] = [];
  let settings = before;
  let since: Authored[] = [];
  for (const [n, one] of statements.entries()) {
    const wanted = { ...initial, ...one.settings };
    lines.push(...changes(settings, wanted), one.sql);
    settings = wanted;
    since.push(one);
    const next = statements[n + 1];
    if (next === undefined || together(one, shared) !== together(next, shared)) {
      marks.push({ line: lines.length, statements: since });
      lines.push(marker);
      since = [];
    }
    ends.push(lines.length);
  }
  return { statements, lines: [...lines, 'RELEASE SAVEPOINT chunk'], ends, marks, settings };
}

/** Statements with the same answer, one after the other, share a reading of the counter. */
function together(one: Authored, shared: ReadonlySet<Authored>): Authored | string {
  return shared.has(one) || maySucceedInSilence(one) ? one : one.module;
}

function changes(from: Settings, to: Settings): string[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((n) => from[n] !== to[n] && !kept.has(n.toLowerCase()));
  return names.map((n) => `SET LOCAL ${n.split('.').map(ident).join('.')} = ${to[n] ?? 'DEFAULT'}`);
}

// The counter that every new object takes its OID from: read between statements it tells whose statement made what.
const marker = 'SELECT oid::text, pg_catalog.lo_unlink(oid) FROM pg_catalog.lo_create(0) AS made(oid)';
