// A view's columns have names of their own: one that shows a column under its name follows when that is renamed, and the view stays.
import { canonical } from '../../catalog/fingerprint.ts';
import { ident } from '../../sql/quote.ts';
import { map, records } from '../attributes/attr.ts';
import { memberComments } from '../attributes/comment.ts';
import type { CatalogObject, Draft, Kind } from '../kind.ts';

export const columnNames = (o: CatalogObject): string[] => records(o, 'columns').map((c) => String(c['name']));
const shapes = (o: CatalogObject): string[] => records(o, 'columns').map((c) => canonical({ ...c, name: '' }));

export const comments = (to: CatalogObject, from?: CatalogObject): Draft[] =>
  memberComments(to, map(to, 'columnComments'), from === undefined ? new Map() : map(from, 'columnComments'), columnNames(to));

/** `on`: "ALTER VIEW ..." of the object. */
export function viewColumns(name: string, on: (o: CatalogObject) => string): NonNullable<Kind['members']> {
  return {
    name,
    has: (o, column) => columnNames(o).includes(column),
    rename: (o, from, to) => ({ sql: `${on(o)} RENAME COLUMN ${ident(from)} TO ${ident(to)}` }),
    follow(was, is, renamed) {
      const [old, now] = [columnNames(was), columnNames(is)];
      const moved = old.flatMap((c, i) => (c !== now[i] && renamed.some(([from, to]) => from === c && to === now[i]) ? [[c, now[i]!] as const] : []));
      const after = new Map(moved);
      // where more than names differ the view is made anew, under the names it is to have
      const stays = old.every((c, i) => (after.get(c) ?? c) === now[i]) && shapes(was).every((s, i) => s === shapes(is)[i]);
      return stays && moved.every(([, to]) => !old.includes(to)) ? moved : [];
    },
  };
}
