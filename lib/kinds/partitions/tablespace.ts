// Owns where new partitions and their copies of indexes lie, which the server puts where the parent's point at that moment.
import { keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { text } from '../attributes/attr.ts';
import { originalOf } from './clone-name.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';

/** A partition that is to lie in the database's own says so where its parent points elsewhere, before this plan or after: it would follow. */
export function spaceOf(o: CatalogObject, ctx: Context): string {
  const space = text(o, 'tablespace') ?? (followsParent(o, ctx) && o.attrs['partitionBy'] == null ? 'pg_default' : undefined);
  return space === undefined ? '' : ` TABLESPACE ${ident(space)}`;
}

/** What moves it to where it is to lie, behind the words that name it. */
export function toItsSpace(o: CatalogObject): string {
  return `SET TABLESPACE ${ident(text(o, 'tablespace') ?? 'pg_default')}`;
}

/** One that is partitioned itself must not say so when it is made. */
export function backFromParents(o: CatalogObject, ctx: Context): Draft[] {
  if (o.attrs['partitionBy'] == null || text(o, 'tablespace') !== undefined || !followsParent(o, ctx)) return [];
  return [{ sql: `ALTER TABLE ${qualified(o.at.names)} SET TABLESPACE pg_default`, what: 'tablespace' }];
}

/** Does a copy that comes with its partition come into another tablespace than it is to lie in, since its original moves in the same plan or lies elsewhere? */
export function comesAstray(o: CatalogObject, ctx: Context): boolean {
  const original = originalOf(o);
  if (original === undefined || !ctx.madeHere(o.within!)) return false;
  const seen = [ctx.desired, ...(ctx.brokenHere(original) ? [] : [ctx.current])].map((c) => c.objects.get(keyOf(original)));
  return seen.some((w) => w !== undefined && text(w, 'tablespace') !== text(o, 'tablespace'));
}

function followsParent(o: CatalogObject, ctx: Context): boolean {
  const parent = o.attrs['partitionOf'] as string[] | undefined;
  if (parent == null) return false;
  const key = keyOf({ ...o.at, names: parent });
  return [ctx.current, ctx.desired].some((c) => c.objects.get(key)?.attrs['tablespace'] != null);
}
