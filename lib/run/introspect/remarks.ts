// Owns comments and security labels, read once for all objects.
import { idOf, type Id } from './dependencies.ts';
import type { Remarks } from './reading.ts';

export interface RemarkRow {
  readonly class: string;
  readonly objid: string;
  readonly objsubid: number;
  /** Of a security label; null of a comment. */
  readonly provider: string | null;
  readonly text: string;
}

/** Rows of RemarkRow. `limit`: a condition on an OID column. */
export const remarksQuery = (limit: (column: string) => string): string => `
    select classoid::regclass::text as class, objoid::text as objid, objsubid, null as provider, description as text from pg_description where (objoid >= 16384 and ${limit('objoid')}) or classoid = 'pg_namespace'::regclass
    union all select classoid::regclass::text, objoid::text, 0, null, description from pg_shdescription where objoid >= 16384 and ${limit('objoid')}
    union all select classoid::regclass::text, objoid::text, objsubid, provider, label from pg_seclabel where (objoid >= 16384 and ${limit('objoid')}) or classoid = 'pg_namespace'::regclass`;

export function remarksIn(rows: readonly RemarkRow[]): Map<Id, string> {
  const by = new Map<Id, Remarks>();
  for (const r of rows) {
    const id = idOf(r.class, r.objid, r.objsubid);
    const known = by.get(id) ?? {};
    by.set(id, r.provider === null ? { ...known, comment: r.text } : { ...known, labels: { ...known.labels, [r.provider]: r.text } });
  }
  return new Map([...by].map(([id, remarks]) => [id, JSON.stringify(remarks)]));
}
