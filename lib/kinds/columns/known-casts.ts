// Owns what two catalogs say of casts: those of the definitions, and those that an extension brings. What is the server's own is in casts.ts.
import { keyOf, type Address } from '../../catalog/address.ts';
import { text } from '../attributes/attr.ts';
import type { Attrs, Catalog, CatalogObject, Context } from '../kind.ts';

export interface KnownCast {
  /** explicit: only where a statement asks for it. none: of a type whose casts are all known, and this is none of them. */
  readonly how: 'assignment' | 'explicit' | 'none';
  /** The cast that a definition makes. */
  readonly made?: Address;
}

/** undefined: neither of the two types is an extension's, and no definition makes the cast. */
export function knownCast(from: string, to: string, ctx: Context): KnownCast | undefined {
  const [a, b] = [baseOf(from, ctx.current), baseOf(to, ctx.desired)];
  const elements = a.endsWith('[]') && b.endsWith('[]') ? [[a.slice(0, -2), b.slice(0, -2)] as const] : [];
  for (const [source, target] of [[a, b] as const, ...elements]) {
    for (const catalog of [ctx.desired, ctx.current]) {
      const made = catalog.objects.get(keyOf(castAt(source, target)));
      if (made !== undefined) return { how: contextOf(text(made, 'context')), made: made.at };
      const brought = kept(catalog).extensions.flatMap((e) => brings(e).casts.find(([s, t]) => s === source && t === target) ?? [])[2];
      if (brought !== undefined) return { how: brought === 'e' ? 'explicit' : 'assignment' };
    }
  }
  const theirs = new Set([ctx.current, ctx.desired].flatMap((c) => kept(c).extensions.flatMap((e) => brings(e).types)));
  const element = (type: string): string => type.replace(/(\[\])+$/, '');
  return a !== b && (theirs.has(element(a)) || theirs.has(element(b))) ? { how: 'none' } : undefined;
}

export function castAt(source: string, target: string): Address {
  return { kind: 'cast', names: [source], args: [target] };
}

/** What a column that changes its type by a cast gives up: that cast goes after it. */
export const usedUp = (cast: Address): string => `used ${keyOf(cast)}`;

const contextOf = (said: string | undefined): KnownCast['how'] => (said === undefined ? 'explicit' : 'assignment');

/** Without its modifier; of a domain the type below it, which its casts are those of. */
function baseOf(type: string, catalog: Catalog): string {
  const bare = type.replace(/\([^)]*\)/, '');
  const domain = kept(catalog).domains.get(bare);
  return domain === undefined ? bare : baseOf(domain, catalog);
}

interface Kept {
  readonly domains: ReadonlyMap<string, string>;
  readonly extensions: readonly CatalogObject[];
}
const keeps = new WeakMap<Catalog, Kept>();

function kept(catalog: Catalog): Kept {
  const found = keeps.get(catalog);
  if (found !== undefined) return found;
  const all = [...catalog.objects.values()];
  const spelled = (part: string): string => (/^[a-z_][a-z0-9_$]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`);
  const made: Kept = {
    domains: new Map(all.filter((o) => o.at.kind === 'domain').map((o) => [o.at.names.map(spelled).join('.'), text(o, 'type')!])),
    extensions: all.filter((o) => o.aside?.['casts'] != null || o.aside?.['types'] != null),
  };
  keeps.set(catalog, made);
  return made;
}

function brings(o: CatalogObject): { readonly casts: readonly (readonly [string, string, string])[]; readonly types: readonly string[] } {
  const aside: Attrs = o.aside ?? {};
  return { casts: (aside['casts'] ?? []) as unknown as [string, string, string][], types: (aside['types'] ?? []) as string[] };
}
