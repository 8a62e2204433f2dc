// Owns security labels, one rule for every kind that COMMENT ON can name: the two commands name objects alike.
import { compareText } from '../catalog/address.ts';
import { ident, literal } from '../sql/quote.ts';
import { map } from './attr.ts';
import type { CatalogObject, Draft, Kind } from './kind.ts';

/** `from` null: `to` was just created. */
export function labelDrafts(kind: Kind, from: CatalogObject | null, to: CatalogObject | null): Draft[] {
  const target = to === null ? undefined : kind.commentOn?.(to);
  if (to === null || target === undefined) return [];
  const [was, is] = [from === null ? new Map<string, string>() : map(from, 'securityLabels'), map(to, 'securityLabels')];
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort(compareText)
    .filter((provider) => was.get(provider) !== is.get(provider))
    .map((provider) => ({
      sql: `SECURITY LABEL FOR ${ident(provider)} ON ${target} IS ${is.has(provider) ? literal(is.get(provider)!).trim() : 'NULL'}`,
      what: `security label of ${provider}`,
      ...(from === null ? { needs: [to.at] } : {}),
    }));
}
