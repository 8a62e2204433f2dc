// A domain inside of an array, a composite or a range that a table's column holds: PostgreSQL gives it no new check and no NOT NULL.
import { keyOf, type Key } from '../../catalog/address.ts';
import { edgesTo } from '../../catalog/listed.ts';
import { text } from '../attributes/attr.ts';
import type { Address, Context } from '../kind.ts';
import { typeName } from '../names/type-name.ts';

/** Does a column that stays hold it in such a way? It is then made again with what it gets: what holds it is text meanwhile. */
export function heldInside(domain: Address, ctx: Context): boolean {
  if (ctx.brokenHere(domain) || !ctx.current.objects.has(keyOf(domain))) return false;
  const around = typesAround(domain, ctx);
  for (const o of ctx.current.objects.values()) {
    const type = o.at.kind === 'table column' ? typeName(text(o, 'type') ?? '') : undefined;
    if (type === undefined || ctx.brokenHere(o.at) || text(ctx.desired.objects.get(keyOf(o.at)) ?? o, 'type') !== text(o, 'type')) continue;
    const inside = around.get(JSON.stringify(type.names));
    if (inside === true || (inside === false && type.array)) return true;
  }
  return false;
}

/** By name, what is made of it at any depth, itself too: is it inside of that, or is that it with more checks? */
function typesAround(domain: Address, ctx: Context): Map<string, boolean> {
  const inside = new Map<Key, boolean>([[keyOf(domain), false]]);
  for (const [key, deep] of inside) {
    for (const { from, how } of edgesTo(ctx.current, key)) {
      const around = ctx.current.objects.get(from);
      if (how !== 'needs' || around === undefined || ctx.brokenHere(around.at)) continue;
      const holds = around.attrs['attributes'] != null || around.attrs['subtype'] != null;
      if (holds || around.at.kind === domain.kind) inside.set(from, deep || holds || text(around, 'type')!.endsWith(']') || inside.get(from) === true);
    }
  }
  return new Map([...inside].map(([key, deep]) => [JSON.stringify(ctx.current.objects.get(key)!.at.names), deep]));
}
