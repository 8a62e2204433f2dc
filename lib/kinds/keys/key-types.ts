// Can a foreign key stay while the types of its columns change, one column after the other? In between its two sides have
// different types, and the server takes only what compares with each other.
import { address, keyOf } from '../../catalog/address.ts';
import type { CatalogObject, Context } from '../kind.ts';

const alike: { readonly [type: string]: string } = {
  smallint: 'whole',
  integer: 'whole',
  bigint: 'whole',
  text: 'text',
  'character varying': 'text',
  'timestamp without time zone': 'time',
  'timestamp with time zone': 'time',
  date: 'time',
  real: 'float',
  'double precision': 'float',
};

/** `swapped`: one of its columns gets another type under the same name, which compares with nothing of before. */
export function staysComparable(o: CatalogObject, ctx: Context, swapped: boolean): boolean {
  const [to, theirs] = [o.attrs['references'] as readonly string[], o.attrs['referencedColumns'] as readonly string[]];
  return (o.attrs['columns'] as readonly string[]).every((c, i) => {
    const [mine, other] = [typesOf([...o.at.names.slice(0, 2), c], ctx), typesOf([...to, theirs[i]!], ctx)];
    // Its own replacement is decided by what it becomes; two columns of one swapped type are converted one by one.
    if (mine === undefined || other === undefined) return true;
    if (differInEquality([...o.at.names.slice(0, 2), c], [...to, theirs[i]!], ctx)) return false;
    if (swapped) return mine[0] !== other[0];
    // A range index compares equal types alone.
    if (/, PERIOD /.test(o.attrs['definition'] as string)) return mine[0] === mine[1] && other[0] === other[1];
    return new Set([...mine, ...other].map((t) => alike[t] ?? t)).size === 1 || (mine[0] === mine[1]) !== (other[0] === other[1]);
  });
}

/** Where one collation is not deterministic, the server takes no other one on the other side, not even in between. */
function differInEquality(mine: readonly string[], other: readonly string[], ctx: Context): boolean {
  const names = [ctx.current, ctx.desired].flatMap((catalog) =>
    [mine, other].map((column) => catalog.objects.get(keyOf(address('table column', column)))?.attrs['collation'] as readonly string[] | null | undefined),
  );
  const loose = (name: readonly string[]): boolean =>
    [ctx.current, ctx.desired].some((catalog) => catalog.objects.get(keyOf(address('collation', name)))?.attrs['nondeterministic'] === true);
  return new Set(names.map((n) => JSON.stringify(n ?? null))).size > 1 && names.some((n) => n != null && loose(n));
}

/** Before and after, without modifiers. */
function typesOf(column: readonly string[], ctx: Context): readonly [string, string] | undefined {
  const [was, is] = [ctx.current, ctx.desired].map((c) => c.objects.get(keyOf(address('table column', column)))?.attrs['type'] as string | undefined);
  return was === undefined || is === undefined ? undefined : [bare(was), bare(is)];
}

function bare(type: string): string {
  return type.replace(/\([^)]*\)/, '');
}
