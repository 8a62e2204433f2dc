// A table that joins a parent gives it an index of its own for the parent's, if one looks like it, and none is made. Where both
// are wanted, the one that was taken gets the clone's name, and is made again.
import { keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { cloneOf } from './clone-name.ts';
import { commentSql } from '../attributes/comment.ts';
import { built } from '../keys/concurrent.ts';
import { indexExtras } from '../keys/index-parts.ts';
import { createIndex } from '../keys/index-statement.ts';
import { isPartitioned } from './inheritance.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';
import { optionChanges } from '../attributes/reloptions.ts';
import { trailing } from '../attributes/trailing.ts';

/** The table's own index that the server takes for `clone` when the table joins its parent, and that is to stay its own. */
export function standIn(clone: CatalogObject, ctx: Context): CatalogObject | undefined {
  const table = clone.within!;
  const [was, is] = [ctx.current, ctx.desired].map((catalog) => JSON.stringify(catalog.objects.get(keyOf(table))?.attrs['partitionOf']));
  if (ctx.madeHere(table) || was === is || !ctx.desired.objects.has(keyOf(cloneOf(clone)))) return undefined;
  const looks = (o: CatalogObject): string => JSON.stringify(['unique', 'method', 'columns', 'keys', 'definition', 'predicate'].map((a) => o.attrs[a] ?? null));
  const own = ctx.children(table).filter((o) => o.at.kind === clone.at.kind && o.attrs['inherited'] == null);
  return own.find((o) => ctx.current.objects.has(keyOf(o.at)) && !ctx.madeHere(o.at) && looks(o) === looks(clone));
}

/** The clone is the table's own index under another name, and that one is made again. */
export function givenUp(own: CatalogObject, clone: CatalogObject, ctx: Context): Draft[] {
  const online = ctx.online && !isPartitioned(own.within!, ctx.desired);
  const sql = createIndex(own, online ? 'CONCURRENTLY ' : '', own.at.names[1]!);
  const comment = own.attrs['comment'];
  const again = [
    ...(comment == null || clone.attrs['comment'] != null ? [] : [{ sql: commentSql(`INDEX ${qualified(clone.at.names)}`, null), what: 'comment' }]),
    ...optionChanges(own.attrs['options'], clone.attrs['options']).map((change) => ({
      sql: `ALTER INDEX ${qualified(clone.at.names)} ${change}`,
      what: 'options',
    })),
    { ...(online ? built(sql, own.at.names) : { sql }), what: `${own.at.names[1]!} made again`, makes: [own.at] },
    ...indexExtras(own, own.within!.names, own.at.names),
    ...(comment == null ? [] : [{ sql: commentSql(`INDEX ${qualified(own.at.names)}`, comment), what: 'comment' }]),
  ];
  const rename = {
    sql: `ALTER INDEX ${qualified(own.at.names)} RENAME TO ${ident(clone.at.names[1]!)}`,
    what: 'of the one that the table had',
    needs: [clone.within!],
  };
  return [rename, ...trailing(clone, again)];
}
