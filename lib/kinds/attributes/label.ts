// Owns security labels, one rule for every kind that COMMENT ON can name: the two commands name objects alike.
import { compareText } from '../../catalog/address.ts';
import { ident, literal, qualified } from '../../sql/quote.ts';
import { map } from './attr.ts';
import type { CatalogObject, Draft, Kind, Value } from '../kind.ts';

/** `from` null: `to` was just created. */
export function labelDrafts(kind: Kind, from: CatalogObject | null, to: CatalogObject | null): Draft[] {
  const target = to === null ? undefined : kind.commentOn?.(to);
  if (to === null || target === undefined) return [];
  const [was, is] = [from === null ? new Map<string, string>() : map(from, 'securityLabels'), map(to, 'securityLabels')];
  return changes(target, was, is).map((d) => ({ ...d, ...(from === null ? { needs: [to.at] } : {}) }));
}

function changes(target: string, was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): Draft[] {
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort(compareText)
    .filter((provider) => was.get(provider) !== is.get(provider))
    .map((provider) => ({
      sql: `SECURITY LABEL FOR ${ident(provider)} ON ${target} IS ${is.has(provider) ? literal(is.get(provider)!).trim() : 'NULL'}`,
      what: `security label of ${provider}`,
    }));
}

/** {member: {provider: label}} of the columns of relation alias c, or null. */
export const memberLabelsSql = `(SELECT pg_catalog.json_object_agg(x.name, x.labels) FROM (
  SELECT a.attname AS name, pg_catalog.json_object_agg(l.provider, l.label) AS labels FROM pg_catalog.pg_seclabel l
    JOIN pg_catalog.pg_attribute a ON a.attrelid = l.objoid AND a.attnum = l.objsubid
  WHERE l.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND l.objoid = c.oid AND l.objsubid > 0 GROUP BY a.attname) x)`;

/** Labels on the columns of a view or the attributes of a type, which are no objects of their own: attribute `memberLabels`. */
export function memberLabels(to: CatalogObject, from: CatalogObject | undefined, alive: readonly string[]): Draft[] {
  const of = (o: CatalogObject | undefined, member: string): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(((o?.attrs['memberLabels'] ?? {}) as { [member: string]: { [provider: string]: Value } })[member] ?? {}).map(([k, v]) => [k, String(v)]),
    );
  return alive.flatMap((m) => changes(`COLUMN ${qualified([...to.at.names, m])}`, of(from, m), of(to, m)));
}
