// Owns the swap of a type under the columns that use it: the old one steps aside under another name, the new one is made,
// every column is converted, the old one goes. Rows keep their values; what cannot be converted is a check, not a surprise.
import { compareText, keyOf } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';
import { ident, qualified } from '../sql/quote.ts';
import { aclDrafts } from './acl.ts';
import { text } from './attr.ts';
import { commentDrafts } from './comment.ts';
import type { Address, CatalogObject, Context, Draft, Kind } from './kind.ts';
import { ownerDrafts } from './owner.ts';
import { typeName } from './type-name.ts';

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
  const uses: Use[] = [];
  for (const column of ctx.current.objects.values()) {
    // A column that a partition or child only inherits is converted with its parent's.
    if (column.at.kind !== 'table column' || column.attrs.inherited != null) continue;
    const type = typeName(text(column, 'type') ?? '');
    if (type === undefined || type.names[0] !== at.names[0] || type.names[1] !== at.names[1]) continue;
    uses.push({ column, table: qualified(column.at.names.slice(0, 2)), name: ident(column.at.names[2]!), array: type.array });
  }
  return uses.sort((a, b) => compareText(a.table, b.table) || (a.column.ordinal ?? 0) - (b.column.ordinal ?? 0));
}

/** The columns a swap must convert: they stay, and keep the type. */
export function keptUses(at: Address, ctx: Context): Use[] {
  return usesOf(at, ctx).filter(({ column }) => {
    const after = ctx.desired.objects.get(keyOf(column.at));
    return after !== undefined && !ctx.brokenHere(column.at) && text(after, 'type') === text(column, 'type');
  });
}

/**
 * `kind` is the record of `o`, `create` its CREATE statement; `convert` gives the expression of type `to` for a column whose
 * value has the stepped-aside type.
 */
export function swap(kind: Kind, o: CatalogObject, create: string, uses: readonly Use[], ctx: Context, convert: (use: Use, to: string) => string): Draft[] {
  const { at } = o;
  const aside = `${at.names[1]!.slice(0, 40)}__tidemark_old`;
  const to = qualified(at.names);
  const drafts: Draft[] = [{ sql: `ALTER TYPE ${to} RENAME TO ${ident(aside)}`, what: 'steps aside' }, { sql: create, what: 'made anew' }];
  drafts.push(...genericDrafts(kind, o, ctx));
  for (const use of uses) drafts.push(...convertColumn(use, to, ctx, convert(use, to)));
  drafts.push({ sql: `DROP TYPE ${qualified([at.names[0]!, aside])}`, what: 'old form' });
  return drafts;
}

/** Owner, privileges and comment of the old form, which the new one lacks. */
export function genericDrafts(kind: Kind, o: CatalogObject, ctx: Context): Draft[] {
  return [...ownerDrafts(kind, null, o, ctx), ...aclDrafts(kind, null, o, ctx), ...commentDrafts(kind, null, o, ctx)].map((d) => ({ ...d, needs: [] }));
}

/** A default is a constant of the old type: it stands aside while the column changes. */
export function convertColumn(use: Use, type: string, ctx: Context, expression: string): Draft[] {
  const alter = `ALTER TABLE ${use.table} ALTER COLUMN ${use.name}`;
  const key = (catalog: Context['current']): CatalogObject | undefined => catalog.objects.get(keyOf({ kind: 'default value', names: use.column.at.names, args: [] }));
  const [was, is] = [key(ctx.current), key(ctx.desired)];
  if (was?.attrs.generated !== undefined && was.attrs.generated !== null) {
    throw new TidemarkError('TYPE_UNDER_GENERATED', `the type ${type} cannot be rebuilt while a generated column has it`, { at: { object: `${use.table}.${use.name}` }, next: 'drop the generated column in a plan of its own, then plan again', exit: 3 });
  }
  const drafts: Draft[] = [];
  if (was !== undefined) drafts.push({ sql: `${alter} DROP DEFAULT`, what: `default of ${use.table}.${use.name} stands aside` });
  drafts.push({ sql: `${alter} TYPE ${type}${use.array ? '[]' : ''} USING ${expression}`, what: `converts ${use.table}.${use.name}` });
  const unchanged = was !== undefined && is !== undefined && text(was, 'expression') === text(is, 'expression');
  if (unchanged && !ctx.madeHere(is.at)) drafts.push({ sql: `${alter} SET DEFAULT ${text(is, 'expression')!}`, what: `default of ${use.table}.${use.name}` });
  return drafts;
}
