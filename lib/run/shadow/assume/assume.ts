// Owns what the embedded shadow cannot do and stands in for by catalog: such a statement becomes others with the same result in
// the system catalogs, and a plan's proof says that it was assumed. A real server that serves as shadow does it itself.
import { TidemarkError } from '../../../errors.ts';
import { parse } from '../../../sql/parse.ts';
import type { Answer, Asked, Table } from '../worker.ts';
import { compressions } from './compression.ts';
import { extensionVersions } from './extension.ts';
import { securityLabels } from './label.ts';
import { subscriptions } from './subscription.ts';

export interface Assumed {
  /** What the proof has not shown, e.g. "compression lz4". */
  readonly what: string;
  /** Run in the statement's place. */
  readonly statements: readonly string[];
  /** Which of them answers for the statement. */
  readonly main: number;
}

/** Cheap, and true of every text that something here could be about. */
const about = /\blz4\b|^[^']*\bextension\b[\s\S]*\b(version|update)\b|^\s*security\s+label\b|^\s*(create|alter|drop)\s+subscription\b/i;
const subscribing = /^\s*(create|alter|drop)\s+subscription\b/i;
const descends = /\b(partition\s+of|inherits|like)\b/i;

/** What a state holds already, by catalog. */
export const metBefore = `
  SELECT 'compression lz4' WHERE EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attcompression = 'l')
  UNION ALL SELECT 'extension ' || extname || ' ' || pg_catalog.substr(extversion, 2) FROM pg_catalog.pg_extension WHERE extversion LIKE '=%'
  UNION ALL SELECT DISTINCT 'security labels of ' || provider FROM pg_catalog.pg_seclabel
  UNION ALL SELECT 'subscriptions' WHERE EXISTS (SELECT FROM pg_catalog.pg_subscription)`;

/** Runs statements with what stands in for some of them, and answers as if they had run as they are. `met` collects what was assumed. */
export async function assuming(statements: readonly Asked[], met: Set<string>, run: (all: readonly Asked[]) => Promise<Answer>): Promise<Answer> {
  const places = await Promise.all(statements.map(async (s) => (s.keep === true ? undefined : assume(s.sql, met))));
  if (places.every((p) => p === undefined)) return run(statements);
  for (const p of places) if (p !== undefined) met.add(p.what);
  const answer = await run(statements.flatMap((s, i): Asked[] => places[i]?.statements.map((sql) => ({ sql })) ?? [s]));
  const done = answer.tables?.length ?? 0;
  const tables: Table[] = [];
  let at = 0;
  for (const p of places) {
    const [size, main] = [p?.statements.length ?? 1, p?.main ?? 0];
    if (at + size > done) break;
    tables.push(answer.tables![at + main]!);
    at += size;
  }
  return { ...answer, tables };
}

async function assume(text: string, met: ReadonlySet<string>): Promise<Assumed | undefined> {
  if (!about.test(text) && !(met.size > 0 && descends.test(text))) return undefined;
  const [one] = await parse(text, { tolerant: true, psql: 'skip' });
  if (one === undefined || one.error !== undefined) {
    if (subscribing.test(text)) throw notHeld(text);
    return undefined;
  }
  for (const standIn of [compressions, extensionVersions, securityLabels, subscriptions]) {
    const found = standIn(one.sql, one.tag, one.node[one.tag]);
    if (found !== undefined) return found;
  }
  if (subscribing.test(text)) throw notHeld(text);
  return undefined;
}

/** Of a real server that serves as shadow. Throws SHADOW_FORBIDDEN. */
export function refuseSubscriptions(texts: readonly string[]): void {
  const text = texts.find((t) => subscribing.test(t));
  if (text !== undefined) throw notHeld(text);
}

/** A shadow never executes one: it would connect. The statement is not shown, it may hold a password. */
function notHeld(text: string): TidemarkError {
  const [first] = /^\s*\w+\s+subscription\s+(?:"(?:[^"]|"")+"|[^\s"]+)/i.exec(text) ?? ['a subscription'];
  return new TidemarkError('SHADOW_FORBIDDEN', `this statement is not run: ${first.trim()} …`, { next: 'take it out of the definitions' });
}
