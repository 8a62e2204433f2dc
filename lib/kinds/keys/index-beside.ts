// Owns an index that takes another's place: built beside the old one, put in place in one short transaction. No query waits or is without.
import { address, keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { commentSql } from '../attributes/comment.ts';
import { built, dropped, nameBeside, namesBeside } from './concurrent.ts';
import { indexExtras } from './index-parts.ts';
import { createIndex } from './index-statement.ts';
import type { CatalogObject, Context, Difference, Draft } from '../kind.ts';
import { leanedOn } from './leaners.ts';
import { asked, duplicatesIn } from './violations.ts';

/** Instead of the index of its name, which goes only then. */
export function inPlaceOfOld({ to: o, attrs }: Difference, ctx: Context): Draft[] {
  const [schema, name] = o.at.names as [string, string];
  const [temporary, retired] = namesBeside(schema, name, ctx);
  const beside = [schema, temporary];
  const comment = o.attrs['comment'];
  const build = { ...built(createIndex(o, 'CONCURRENTLY ', temporary), beside, 'build beside the old one'), ...asked(duplicatesIn(o, ctx)) };
  const after = [
    putInPlace(o, beside),
    ...indexExtras(o, o.within!.names, o.at.names),
    ...(comment == null || attrs.includes('comment') ? [] : [{ sql: commentSql(`INDEX ${qualified(o.at.names)}`, comment), what: 'comment' }]),
  ];
  // a foreign key would lean on the old one again while it is there
  if (leanedOn(keyOf(o.at), ctx.current)) return [build, { sql: `DROP INDEX ${qualified(o.at.names)}`, what: 'the old one' }, ...after];
  const aside = {
    sql: `ALTER INDEX ${qualified(o.at.names)} RENAME TO ${ident(retired)}`,
    what: 'the old one aside',
    makes: [address(o.at.kind, [schema, retired])],
  };
  return [build, aside, ...after, dropped([schema, retired], 'the old one')];
}

/** Instead of the key of its name, which goes in the transaction in which it gets that name. */
export function inPlaceOfKey(o: CatalogObject, key: CatalogObject, first: Partial<Draft>, ctx: Context): Draft[] {
  const [schema, name] = o.at.names as [string, string];
  const beside = [schema, nameBeside(schema, name, ctx)];
  return [
    { ...built(createIndex(o, 'CONCURRENTLY ', beside[1]!), beside, 'build beside the key that has its name'), ...first },
    { sql: `ALTER TABLE ${qualified(o.within!.names)} DROP CONSTRAINT ${ident(name)}`, what: 'the key that has its name', breaks: [key.at] },
    putInPlace(o, beside),
  ];
}

function putInPlace(o: CatalogObject, beside: readonly string[]): Draft {
  return { sql: `ALTER INDEX ${qualified(beside)} RENAME TO ${ident(o.at.names[1]!)}`, what: 'put in place', breaks: [address(o.at.kind, beside)] };
}
