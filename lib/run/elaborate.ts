// Lets PostgreSQL normalise definitions: everything authored runs in a transaction that rolls back, and is read back.
import type { Catalog } from '../catalog/catalog.ts';
import type { Authored, Definitions } from '../desired/authored.ts';
import { ident } from '../sql/quote.ts';
import { batch } from './batch.ts';
import { refuseForbidden } from './forbidden.ts';
import { introspect } from './introspect.ts';
import { own, type Load } from './ownership.ts';
import { isFinal, refusal, type Refused } from './refusal.ts';
import type { Session } from './session.ts';
import { shareDeclarations } from './shared.ts';
import { stub } from './stubs.ts';

/** Settings of ours that no definition changes. */
const kept = new Set(['check_function_bodies', 'role', 'session_authorization', 'statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout', 'client_encoding', 'row_security', 'client_min_messages']);
const initial: Settings = { search_path: 'public' };

type Settings = { readonly [parameter: string]: string };

/**
 * The desired catalog: `shadow` must be empty but for stubs, and is so again afterwards.
 * @throws DEFINITION_REFUSED, DEFINITION_DUPLICATE, MODULE_FOREIGN_CHANGE, SHADOW_FORBIDDEN, SHADOW_TIMEOUT
 */
export async function elaborate(definitions: Definitions, shadow: Session): Promise<Catalog> {
  await refuseForbidden(definitions.statements);
  const { statements, shared } = await shareDeclarations(definitions.statements);
  await stub(shadow, statements.map((s) => s.sql));
  const opened = await batch(shadow, ['BEGIN', 'SET LOCAL check_function_bodies = off', 'SET LOCAL search_path = public', markerOf()]);
  if (opened.failed !== undefined) throw opened.failed.error;
  let catalog: Catalog;
  try {
    const loads = await loadAll(shadow, statements, Number(opened.rows[3]![0]!['oid']));
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
async function loadAll(shadow: Session, statements: readonly Authored[], from: number): Promise<readonly Load[]> {
  const loads: Load[] = [];
  let inForce = initial;
  let marker = from;
  for (let left = statements; left.length > 0; ) {
    const refused: Refused[] = [];
    let undo: readonly string[] = [];
    for (let at = 0; at < left.length || undo.length > 0; ) {
      let settings = inForce;
      const tries = left.slice(at).map((one) => {
        const wanted = { ...initial, ...one.settings };
        const lines = ['SAVEPOINT one', ...changes(settings, wanted), one.sql, 'RELEASE SAVEPOINT one', markerOf()];
        settings = wanted;
        return lines;
      });
      const { rows, failed } = await batch(shadow, [...undo, ...tries.flat()]);
      let end = undo.length;
      undo = [];
      for (const lines of tries) {
        const made = rows[(end += lines.length) - 1]?.[0]?.['oid'];
        if (made === undefined) break;
        const statement = left[at++]!;
        inForce = { ...initial, ...statement.settings };
        loads.push({ statement, after: marker, upTo: (marker = Number(made)) });
      }
      if (failed === undefined) break;
      const statement = left[at++];
      if (statement === undefined) throw failed.error;
      refused.push({ statement, error: failed.error });
      undo = ['ROLLBACK TO SAVEPOINT one', 'RELEASE SAVEPOINT one'];
    }
    if (refused.length === left.length || refused.some(isFinal)) throw await refusal(refused, loads);
    left = refused.map((r) => r.statement);
  }
  return loads;
}

function changes(from: Settings, to: Settings): string[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((n) => from[n] !== to[n] && !kept.has(n.toLowerCase()));
  return names.map((n) => `SET LOCAL ${n.split('.').map(ident).join('.')} = ${to[n] ?? 'DEFAULT'}`);
}

// The counter every new object takes its OID from: read between statements it tells which statement made what.
function markerOf(): string {
  return `SELECT oid::text, pg_catalog.lo_unlink(oid) FROM pg_catalog.lo_create(0) AS made(oid)`;
}
