// An extension that goes to another schema takes its types along: what is of one of them is called otherwise, and is the same.
import { keyOf } from '../../catalog/address.ts';
import { listed } from '../../catalog/listed.ts';
import type { Address, CatalogObject, Context } from '../kind.ts';

/** Is it one type, before and after its extension moves? Arrays of it, and with a modifier, too. */
export function movesAlong(from: string, to: string, ctx: Context): boolean {
  const [was, is] = [parts(from), parts(to)];
  return was.rest === is.rest && was.name !== is.name && moving(ctx).some((m) => m.some(([a, b]) => a === was.name && b === is.name));
}

/** The columns and domains that an extension's move changes so. */
export function takenAlong(extension: Address, ctx: Context): Address[] {
  const types = new Map(pairs(ctx.current.objects.get(keyOf(extension)), ctx.desired.objects.get(keyOf(extension))));
  return [...ctx.current.objects.values()]
    .filter((o) => {
      const [was, is] = [o.attrs['type'], ctx.desired.objects.get(keyOf(o.at))?.attrs['type']];
      return typeof was === 'string' && typeof is === 'string' && types.get(parts(was).name) === parts(is).name && was !== is;
    })
    .map((o) => o.at);
}

const extensions = (o: CatalogObject): string | undefined => (o.at.kind === 'extension' ? o.at.kind : undefined);

function moving(ctx: Context): (readonly (readonly [string, string])[])[] {
  return listed(ctx.current, extensions, 'extension').map((o) => pairs(o, ctx.desired.objects.get(keyOf(o.at))));
}

/** Its types by their names before and after. */
function pairs(was: CatalogObject | undefined, is: CatalogObject | undefined): readonly (readonly [string, string])[] {
  const [before, after] = [was, is].map((o) => (o?.aside?.['types'] ?? []) as readonly string[]) as [readonly string[], readonly string[]];
  if (was?.attrs['schema'] === is?.attrs['schema'] || before.length !== after.length) return [];
  return before.map((name, i) => [name, after[i]!] as const);
}

/** `ext.geometry(Point,4326)[]` -> ext.geometry and the rest. */
function parts(type: string): { readonly name: string; readonly rest: string } {
  const at = /(\([^)]*\))?(\[\])*$/.exec(type)!.index;
  return { name: type.slice(0, at), rest: type.slice(at) };
}
