// Owns when drift was first seen. A role that may only read sees drift too, and then nobody writes it down.
import { has } from './exceptions.ts';
import type { Session } from '../session/session.ts';

export interface Seen {
  readonly fingerprint: string;
  readonly address: string;
}

/**
 * First-seen timestamps by fingerprint. With INSERT and DELETE on tidemark.sightings new ones are written and those of drift
 * that is over are taken away (`whole`: this is all the drift there is); with SELECT alone they are read.
 */
export async function sight(
  session: Session,
  project: string,
  seen: readonly Seen[],
  options: { write: boolean; whole: boolean },
): Promise<Map<string, string>> {
  if (!(await has(session, 'sightings'))) return new Map();
  const [may] = await session.rows<{ read: boolean; write: boolean }>(
    `SELECT pg_catalog.has_table_privilege('tidemark.sightings', 'SELECT') AS read,
       pg_catalog.has_table_privilege('tidemark.sightings', 'INSERT') AND pg_catalog.has_table_privilege('tidemark.sightings', 'DELETE') AS write`,
  );
  if (may?.read !== true) return new Map();
  const known = await read(session, project);
  const now = new Set(seen.map((s) => s.fingerprint));
  const stale = options.whole && [...known.keys()].some((f) => !now.has(f));
  if (!may.write || !options.write || (!stale && [...now].every((f) => known.has(f)))) return known;
  await write(session, project, seen, options.whole);
  return read(session, project);
}

async function read(session: Session, project: string): Promise<Map<string, string>> {
  const rows = await session.rows<{ fingerprint: string; at: string }>(
    `SELECT fingerprint, pg_catalog.to_json(first_seen) #>> '{}' AS at FROM tidemark.sightings WHERE project = $1`,
    [project],
  );
  return new Map(rows.map((r) => [r.fingerprint, r.at]));
}

async function write(session: Session, project: string, seen: readonly Seen[], whole: boolean): Promise<void> {
  await session.run('BEGIN READ WRITE');
  try {
    const fingerprints = seen.map((s) => s.fingerprint);
    if (whole) await session.rows('DELETE FROM tidemark.sightings WHERE project = $1 AND fingerprint <> ALL ($2)', [project, fingerprints]);
    await session.rows(
      `INSERT INTO tidemark.sightings (project, fingerprint, address) SELECT $1, s.fingerprint, s.address FROM pg_catalog.jsonb_to_recordset($2) AS s(fingerprint text, address text)
       ON CONFLICT ON CONSTRAINT sightings_pkey DO NOTHING`,
      [project, JSON.stringify(seen.map(({ fingerprint, address }) => ({ fingerprint, address })))],
    );
    await session.run('COMMIT');
  } catch (error) {
    await session.run('ROLLBACK').catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}
