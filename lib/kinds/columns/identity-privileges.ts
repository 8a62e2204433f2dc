// What is granted on the sequence of an identity column, and said of it: the sequence is no object of its own, but GRANT ... ON ALL
// SEQUENCES, default privileges and COMMENT ON SEQUENCE reach it.
import { keyOf } from '../../catalog/address.ts';
import { qualified } from '../../sql/quote.ts';
import { aclDelta, grantDrafts, handedOver, ownerOf } from '../privileges/acl.ts';
import { aclStatements } from '../privileges/acl-statements.ts';
import { list } from '../attributes/attr.ts';
import { commentSql } from '../attributes/comment.ts';
import { defaultsInForce } from '../privileges/default-privileges.ts';
import { behindIdentity, identityOf, ownIdentity, sequenceName } from './identity.ts';
import { isInherited, isPartition } from '../partitions/inheritance.ts';
import type { Catalog, CatalogObject, Context, Difference, Draft } from '../kind.ts';
import { handed } from '../attributes/owner.ts';

/** SQL: the members of a json object for attribute `a` of relation `c`. */
export const ofItsSequence = `
  'sequencePrivileges', ${ofSequence(aclDelta('q.relacl', 's', 'q.relowner'))},
  'sequenceComment', ${ofSequence(`obj_description(q.oid, 'pg_class')`)}`;

function ofSequence(expression: string): string {
  return `case when a.attidentity <> '' then (select ${expression} from pg_depend dep join pg_class q on q.oid = dep.objid and q.relkind = 'S'
    where ${behindIdentity}) end`;
}

/** What CREATE TABLE cannot say of the identity of a column. */
export function itsIdentity(column: CatalogObject, ctx: Context): Draft[] {
  return [...ownIdentity(column, ctx), ...sequenceRights(column, undefined, ctx)];
}

/** `from` undefined: the sequence was just made. */
export function sequenceRights(to: CatalogObject, from: CatalogObject | undefined, ctx: Context): Draft[] {
  // A partition's column counts by its parent's sequence.
  if (identityOf(to) === undefined || (isInherited(to) && isPartition(to.within!, ctx.desired))) return [];
  const target = `SEQUENCE ${qualified(sequenceName(to))}`;
  const owner = ownerIn(ctx.desired, to);
  // It is its table's owner's from the start, and gets what that one's defaults give.
  const maker = ctx.existed(to.within!) ? owner : '@runner';
  const before =
    from === undefined
      ? handedOver(defaultsInForce(target, to, ctx, maker), maker, owner)
      : handedOver(list(from, 'sequencePrivileges'), ownerIn(ctx.current, from), owner);
  const place = { on: `ON ${target} `, owner, floor: ctx.floor };
  const grants = grantDrafts(aclStatements(before, list(to, 'sequencePrivileges'), place), to, place, ctx);
  const [was, is] = [from?.attrs['sequenceComment'] ?? null, to.attrs['sequenceComment'] ?? null];
  return [
    ...grants.map((d) => ({ ...d, what: 'privileges on its sequence', takes: [...(d.takes ?? []), handed(to.within!)] })),
    ...(was === is ? [] : [{ sql: commentSql(target, is), what: 'comment on its sequence' }]),
  ];
}

function ownerIn(catalog: Catalog, column: CatalogObject): string {
  const table = catalog.objects.get(keyOf(column.within!));
  return table === undefined ? '@runner' : ownerOf(table);
}

/** Of a column that becomes an identity. */
export function rightsOfNew(d: Difference, ctx: Context): Draft[] {
  return identityOf(d.from) === undefined ? sequenceRights(d.to, undefined, ctx) : [];
}

export function changedRights(d: Difference, ctx: Context): Draft[] {
  return identityOf(d.from) === undefined ? [] : sequenceRights(d.to, d.from, ctx);
}
