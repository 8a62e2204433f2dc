// A label of an enum that gets another name is the same value. Inside an array, a composite or a domain it is told by its name alone.
import { collect } from '../../catalog/collect.ts';
import type { Session } from '../session/session.ts';

export interface Labels {
  isEnum(type: string): boolean;
  /** The labels of all enums inside a type (by OID), with their identities: "" where there are none. */
  inside(type: string): string;
}

const ENUMS = `SELECT e.enumtypid::pg_catalog.text AS type, pg_catalog.string_agg(e.oid || '=' || e.enumlabel, ' ' ORDER BY e.oid) AS labels FROM pg_catalog.pg_enum e GROUP BY 1`;
/** What holds what among the types that are nobody's but ours: a server gives these OIDs from 16384 on. */
const HOLDING = `SELECT t.oid::pg_catalog.text AS holder, t.typelem::pg_catalog.text AS held FROM pg_catalog.pg_type t WHERE t.typelem >= 16384
   UNION ALL SELECT t.oid::pg_catalog.text, t.typbasetype::pg_catalog.text FROM pg_catalog.pg_type t WHERE t.typbasetype >= 16384
   UNION ALL SELECT r.rngtypid::pg_catalog.text, r.rngsubtype::pg_catalog.text FROM pg_catalog.pg_range r WHERE r.rngsubtype >= 16384
   UNION ALL SELECT c.reltype::pg_catalog.text, a.atttypid::pg_catalog.text FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
     WHERE a.atttypid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped AND c.reltype <> 0`;

export async function readLabels(session: Session): Promise<Labels> {
  const enums = await session.rows<{ type: string; labels: string }>(ENUMS);
  if (enums.length === 0) return { isEnum: () => false, inside: () => '' };
  const labels = new Map(enums.map((e) => [e.type, e.labels]));
  const held = new Map<string, string[]>();
  for (const { holder, held: type } of await session.rows<{ holder: string; held: string }>(HOLDING)) collect(held, holder, type);
  const reach = (type: string, seen: Set<string>): Set<string> => {
    for (const next of held.get(type) ?? []) if (!seen.has(next)) reach(next, seen.add(next));
    return seen;
  };
  return {
    isEnum: (type) => labels.has(type),
    inside: (type) =>
      [...reach(type, new Set())]
        .flatMap((t) => labels.get(t) ?? [])
        .sort()
        .join(' '),
  };
}
