// Owns the swap of a type under the columns that use it: the old one steps aside under another name, the new one is made,
// every column is converted, the old one goes. Rows keep their values; what cannot be converted is a check, not a surprise.
import { compareText, keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { aclDrafts } from '../privileges/acl.ts';
import { alterColumn, inOneStatement } from '../columns/alter-column.ts';
import { text } from '../attributes/attr.ts';
import { columnExtras, ofItsType } from '../columns/column-extras.ts';
import { commentDrafts } from '../attributes/comment.ts';
import { derivedName } from '../names/derived-name.ts';
import type { Address, CatalogObject, Context, Difference, Draft, Kind } from '../kind.ts';
import { labelDrafts } from '../attributes/label.ts';
import { ownerDrafts } from '../attributes/owner.ts';
import { leavesAndJoins } from '../partitions/remade-parent.ts';
import { rewritten } from './rewritten.ts';
import { typeName } from '../names/type-name.ts';

export interface Use {
  readonly column: CatalogObject;
  /** `"s"."t"` */
  readonly table: string;
  /** Quoted. */
  readonly name: string;
  readonly array: boolean;
}

/** Table columns of exactly this type or an array of it, before the plan, ordered by table and place; those that stay. */
export function usesOf(at: Address, ctx: Context): Use[] {
  return usesWhere(ctx, (column) => {
    const type = typeName(text(column, 'type') ?? '');
    return type !== undefined && type.names[0] === at.names[0] && type.names[1] === at.names[1];
  });
}

/** Table columns before the plan, ordered by table and place. */
export function usesWhere(ctx: Context, is: (column: CatalogObject) => boolean): Use[] {
  const uses: Use[] = [];
  for (const column of ctx.current.objects.values()) {
    if (column.at.kind !== 'table column' || !is(column)) continue;
    uses.push({
      column,
      table: qualified(column.at.names.slice(0, 2)),
      name: ident(column.at.names[2]!),
      array: typeName(text(column, 'type') ?? '')?.array === true,
    });
  }
  return uses.sort((a, b) => compareText(a.table, b.table) || (a.column.ordinal ?? 0) - (b.column.ordinal ?? 0));
}

/** Without those that a partition or child only inherits: they are converted, and counted, with their parent's. */
export function roots(uses: readonly Use[], ctx: Context): Use[] {
  const ownNow = (u: Use): boolean => u.column.within !== undefined && leavesAndJoins(u.column.within, ctx);
  return uses.filter((u) => (u.column.attrs['inherited'] == null && u.column.bond === undefined) || ownNow(u));
}

/** The columns a swap must convert: they stay, and keep the type. */
export function keptUses(at: Address, ctx: Context): Use[] {
  return usesOf(at, ctx).filter(({ column }) => {
    const after = ctx.desired.objects.get(keyOf(column.at));
    return after !== undefined && !ctx.brokenHere(column.at) && !ctx.brokenHere(column.within!) && text(after, 'type') === text(column, 'type');
  });
}

/**
 * `kind` is the record of the type, `create` its CREATE statement; `convert` gives the expression of type `to` for a column whose
 * value has the stepped-aside type; `through`: a type that every value must fit first.
 */
export function swap(
  kind: Kind,
  d: Difference,
  create: string,
  uses: readonly Use[],
  ctx: Context,
  convert: (use: Use, to: string) => string,
  through?: string,
): Draft[] {
  const { at } = d.to;
  const aside = derivedName(at.names[1]!, 'tidemark', 'old');
  const to = qualified(at.names);
  const drafts: Draft[] = [
    { sql: `ALTER TYPE ${to} RENAME TO ${ident(aside)}`, what: 'steps aside' },
    { sql: create, what: 'made anew' },
  ];
  drafts.push(...genericDrafts(kind, d.from, ctx));
  const all = roots(uses, ctx);
  // By assignment, which refuses what does not fit: the explicit cast would cut it.
  const fits = (use: Use): Draft => ({ ...changed(use, `TYPE ${through}${use.array ? '[]' : ''}`), what: `${use.table}.${use.name} fits`, timeout: 'build' });
  if (through !== undefined) drafts.push(...rewriting(all, ctx, fits));
  drafts.push(...rewriting(all, ctx, (use) => convertColumn(use, to, convert(use, to))));
  drafts.push(
    ...ownStorage(
      uses.map((u) => u.column),
      ctx,
    ),
    { sql: `DROP TYPE ${qualified([at.names[0]!, aside])}`, what: 'old form' },
  );
  return drafts;
}

export function rewriting<U extends Use>(uses: readonly U[], ctx: Context, change: (use: U) => Draft): Draft[] {
  return inOneStatement(uses.flatMap((u) => rewritten(u.column.within!, change(u), ctx)));
}

/** Every change of a type sets these back to what the type has, below too. */
export function ownStorage(columns: readonly CatalogObject[], ctx: Context): Draft[] {
  return columns.flatMap((c) => columnExtras(ctx.desired.objects.get(keyOf(c.at))!, undefined, ofItsType));
}

/** Owner, privileges and comment of the old form, which the new one lacks; what of them changes comes after, as ever. */
export function genericDrafts(kind: Kind, o: CatalogObject, ctx: Context): Draft[] {
  return [...ownerDrafts(kind, null, o, ctx), ...aclDrafts(kind, null, o, ctx), ...commentDrafts(kind, null, o, ctx), ...labelDrafts(kind, null, o)].map(
    (d) => ({ ...d, needs: [] }),
  );
}

export function changed(use: Use, change: string): Pick<Draft, 'sql' | 'clause'> {
  return alterColumn(use.table, use.name, change);
}

/** Has it a length that an explicit cast cuts to? */
export function cutsTo(type: string): boolean {
  return /^(character|character varying|bit|bit varying)\(/.test(type);
}

/** Its default, a constant of the old type, stands aside meanwhile: it leans on the column. */
export function convertColumn(use: Use, type: string, expression: string): Draft {
  return {
    ...changed(use, `TYPE ${type}${use.array ? '[]' : ''} USING ${expression}`),
    what: `converts ${use.table}.${use.name}`,
    timeout: 'build',
  };
}
