// Owns which objects are left alone by rule, reported as ignored and never compared. It knows no kind.
import { compareText, keyOf, show, type Key } from './address.ts';
import type { Catalog, CatalogObject } from './catalog.ts';
import { EXIT, TidemarkError } from '../errors.ts';

/**
 * An address as tidemark prints it, where * stands for any text ("table public.spatial_ref_sys", "* partman.*"),
 * "owner: <role>", or "partitions of: <schema>.<table>" (those below them too).
 */
export type IgnoreRule = string;

type Match = (o: CatalogObject) => boolean;

/** Throws IGNORE_MALFORMED (exit 64). */
export function matcher(rule: IgnoreRule): Match {
  const owner = /^owner: *(\S.*)$/.exec(rule)?.[1];
  if (owner !== undefined) return (o) => o.attrs['owner'] === owner;
  const parent = /^partitions of: *(\S.*)$/.exec(rule)?.[1];
  if (parent !== undefined) return (o) => Array.isArray(o.attrs['partitionOf']) && o.attrs['partitionOf'].join('.') === parent;
  if (!/^(\*|[a-z][a-z -]*) \S/.test(rule) || /^[a-z ]+:/.test(rule)) {
    throw new TidemarkError('IGNORE_MALFORMED', `${JSON.stringify(rule)} in ignore is no address and no rule`, {
      exit: EXIT.usage,
      next: 'write "table public.spatial_ref_sys", "* partman.*", "owner: rdsadmin" or "partitions of: public.events"',
    });
  }
  const pattern = new RegExp(
    `^${rule
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    'su',
  );
  return (o) => pattern.test(show(o.at));
}

/** Keys of what the rules name, of all that lives in it, and of what is a part of it. */
export function ignoredIn(objects: ReadonlyMap<Key, CatalogObject>, rules: readonly IgnoreRule[]): Set<Key> {
  const out = new Set<Key>();
  if (rules.length === 0) return out;
  const matches = rules.map(matcher);
  const names = new Set<string>();
  for (const [key, o] of objects) {
    if (!matches.some((m) => m(o))) continue;
    out.add(key);
    names.add(o.at.names.join('.'));
  }
  for (let grown = -1; grown !== out.size;) {
    grown = out.size;
    for (const [key, o] of objects) {
      if (out.has(key)) continue;
      const parent = o.attrs['partitionOf'];
      if ((o.within === undefined || !out.has(keyOf(o.within))) && !(Array.isArray(parent) && names.has(parent.join('.')))) continue;
      out.add(key);
      if (o.within === undefined) names.add(o.at.names.join('.'));
    }
  }
  return out;
}

/** Those that stand by themselves, as people read them. */
export function headsOf(keys: ReadonlySet<Key>, objects: ReadonlyMap<Key, CatalogObject>): string[] {
  const heads = [...keys].map((key) => objects.get(key)).filter((o) => o !== undefined && (o.within === undefined || !keys.has(keyOf(o.within))));
  return heads.map((o) => show(o!.at)).sort(compareText);
}

/** The catalog without them. */
export function withoutIgnored(catalog: Catalog, keys: ReadonlySet<Key>): Catalog {
  if (keys.size === 0) return catalog;
  const objects = new Map([...catalog.objects].filter(([key]) => !keys.has(key)));
  return { ...catalog, objects, edges: catalog.edges.filter((e) => objects.has(e.from) && objects.has(e.to)) };
}

/** What is ignored is wanted as it is. */
export function asItIs(desired: Catalog, current: Catalog, rules: readonly IgnoreRule[]): { readonly desired: Catalog; readonly ignored: string[] } {
  if (rules.length === 0) return { desired, ignored: [] };
  const [there, wanted] = [ignoredIn(current.objects, rules), ignoredIn(desired.objects, rules)];
  const keys = new Set([...there, ...wanted]);
  const kept = withoutIgnored(desired, keys);
  const objects = new Map([...kept.objects, ...[...current.objects].filter(([key]) => keys.has(key))]);
  const edges = [...kept.edges, ...current.edges.filter((e) => keys.has(e.from) || keys.has(e.to))].filter((e) => objects.has(e.from) && objects.has(e.to));
  return {
    desired: { ...kept, objects, edges },
    ignored: [...new Set([...headsOf(there, current.objects), ...headsOf(wanted, desired.objects)])].sort(compareText),
  };
}
