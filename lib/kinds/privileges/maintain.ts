// Owns the privilege MAINTAIN, which servers have since 17: a plan for older ones says it by ALL, and by what is not meant.
import type { Entry } from './acl-entry.ts';

const older = ['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'];
const WORD = 'MAINTAIN';

/** Would statements that change these entries have to name it, for a server that may not know it? */
export function unnameable(changed: readonly Entry[], place: { readonly floor?: number }): boolean {
  return (place.floor ?? 18) < 17 && changed.some((e) => e.privilege === WORD);
}

/** What brings one role to these entries, from whatever it has of a table. */
export function without(role: string, to: readonly Entry[]): { readonly verb: string; readonly privileges: readonly string[]; readonly tail?: string }[] {
  const has = new Map<string, boolean>(role === '@owner' ? [...older, WORD].map((p) => [p, false]) : []);
  for (const e of to)
    for (const p of e.privilege === 'ALL' ? [...older, WORD] : [e.privilege]) {
      if (e.sign === '-') has.delete(p);
      else has.set(p, e.star);
    }
  const plain = older.filter((p) => has.get(p) === false);
  const starred = older.filter((p) => has.get(p) === true);
  const option = ' WITH GRANT OPTION';
  const nothing = { verb: 'REVOKE', privileges: ['ALL'] };
  const all = has.get(WORD);
  if (all === undefined) return [nothing, { verb: 'GRANT', privileges: plain }, { verb: 'GRANT', privileges: starred, tail: option }];
  return [
    nothing,
    { verb: 'GRANT', privileges: ['ALL'], ...(all ? { tail: option } : {}) },
    { verb: 'REVOKE', privileges: older.filter((p) => !has.has(p)) },
    all ? { verb: 'REVOKE GRANT OPTION FOR', privileges: plain } : { verb: 'GRANT', privileges: starred, tail: option },
  ];
}
