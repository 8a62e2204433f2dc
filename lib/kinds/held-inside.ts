// A domain inside of an array or a composite that a table's column holds: PostgreSQL gives it no new check and no NOT NULL.
// Not where that is made again: the column holds text then.
import { keyOf, show, type Key } from '../catalog/address.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { text } from './attr.ts';
import type { Address, CatalogObject, Context } from './kind.ts';
import { typeName } from './type-name.ts';

/** Throws DOMAIN_INSIDE (exit 3) where a column that stays holds the domain in such a way. */
export function refuseInside(domain: Address, what: string, ctx: Context): void {
  const column = holder(domain, ctx);
  if (column === undefined) return;
  const held = `${column.at.names.join('.')} (${text(column, 'type') ?? ''})`;
  throw new TidemarkError('DOMAIN_INSIDE', `${show(domain)} cannot get ${what}${ctx.back ? ' back' : ''}: ${held} holds it inside of an array or a composite`, {
    at: { object: show(column.at) },
    next: `change the type of ${column.at.names.join('.')} to one without ${domain.names.join('.')} in a plan of its own, then the domain, then the column again`,
    exit: EXIT.decide,
  });
}

function holder(domain: Address, ctx: Context): CatalogObject | undefined {
  const around = typesAround(keyOf(domain), ctx);
  for (const o of ctx.current.objects.values()) {
    const type = o.at.kind === 'table column' ? typeName(text(o, 'type') ?? '') : undefined;
    if (type === undefined || ctx.brokenHere(o.at) || text(ctx.desired.objects.get(keyOf(o.at)) ?? o, 'type') !== text(o, 'type')) continue;
    const is = (names: readonly string[]): boolean => JSON.stringify(names) === JSON.stringify(type.names);
    if ((type.array && is(domain.names) && !ctx.brokenHere(domain)) || around.some(is)) return o;
  }
  return undefined;
}

/** Names of the composites that hold it, at any depth. */
function typesAround(domain: Key, ctx: Context): (readonly string[])[] {
  const found = new Set<Key>([domain]);
  for (const key of found)
    for (const e of ctx.current.edges) if (e.to === key && e.how === 'needs' && isHeld(ctx.current.objects.get(e.from), ctx)) found.add(e.from);
  return [...found].slice(1).map((key) => ctx.current.objects.get(key)!.at.names);
}

function isHeld(around: CatalogObject | undefined, ctx: Context): boolean {
  return around?.attrs['attributes'] != null && !ctx.brokenHere(around.at);
}
