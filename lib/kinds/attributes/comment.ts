// Owns comments, one rule for every kind.
import { compareText } from '../../catalog/address.ts';
import { literal, qualified } from '../../sql/quote.ts';
import type { CatalogObject, Context, Draft, Kind, Value } from '../kind.ts';

/** `from` null: `to` was just created. */
export function commentDrafts(kind: Kind, from: CatalogObject | null, to: CatalogObject | null, _ctx: Context): Draft[] {
  if (to === null) return [];
  const target = kind.commentOn?.(to);
  const [was, is] = [from?.attrs.comment ?? null, to.attrs.comment ?? null];
  if (target === undefined || was === is) return [];
  return [{ sql: commentSql(target, is), what: 'comment', ...(from === null ? { needs: [to.at] } : {}) }];
}

export function commentSql(target: string, comment: Value | undefined): string {
  return `COMMENT ON ${target} IS ${typeof comment === 'string' ? literal(comment).trim() : 'NULL'}`;
}

/**
 * Comments on the columns of a view or the attributes of a type: what changes from one map to the other.
 * `alive` names the members that exist afterwards; a comment goes with its member.
 */
export function memberComments(o: CatalogObject, to: ReadonlyMap<string, string>, from: ReadonlyMap<string, string>, alive?: readonly string[]): Draft[] {
  const names = [...new Set([...from.keys(), ...to.keys()])].sort(compareText);
  return names
    .filter((n) => from.get(n) !== to.get(n) && (alive === undefined || alive.includes(n)))
    .map((n) => ({ sql: commentSql(`COLUMN ${qualified([...o.at.names, n])}`, to.get(n)), what: `comment on ${n}` }));
}
