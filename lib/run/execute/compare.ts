// Owns the comparison of a live catalog with the recorded one, pure: what drifted, what of it is let be, what is not ours.
import { compareText, keyOf, show } from '../../catalog/address.ts';
import type { Catalog, CatalogObject, Value } from '../../catalog/catalog.ts';
import { changedAttrs } from '../../catalog/diff.ts';
import { canonical, sha256 } from '../../catalog/fingerprint.ts';
import { headsOf, ignoredIn, type IgnoreRule } from '../../catalog/ignore.ts';
import { isLedger } from '../ledger/capture.ts';
import type { Recorded } from '../ledger/recorded.ts';

/** One object that is not as it was left. */
export interface Drifted {
  readonly address: string;
  readonly module: string;
  /** gone: dropped. changed: other attributes. added: undeclared, within something managed. */
  readonly is: 'gone' | 'changed' | 'added';
  /** Per differing attribute what the ledger recorded and what is there; null where there is none. */
  readonly attrs: readonly { readonly name: string; readonly was: Value; readonly is: Value }[];
  /** The same while this difference is the same, on every machine. */
  readonly fingerprint: string;
  /** A timestamp; undefined where nobody who looked could write it down. */
  readonly firstSeen?: string | undefined;
}

export interface Let {
  readonly address: string;
  readonly until: string;
  readonly reason: string | null;
  readonly by: string;
}

export interface Comparison {
  readonly drifted: readonly Drifted[];
  /** Drift that somebody lets be until a day that has not come. */
  readonly ignored: readonly Let[];
  /** Left alone by a rule of the config. */
  readonly ignoredByRule: readonly string[];
  /** Objects that stand by themselves and that no plan made. */
  readonly unmanaged: readonly string[];
  /** The same while the drift is the same; undefined when there is none. */
  readonly fingerprint: string | undefined;
}

export interface CompareOptions {
  readonly modules?: readonly string[] | undefined;
  readonly ignore?: readonly IgnoreRule[] | undefined;
}

/** In address order. */
export function compare(live: Pick<Catalog, 'objects' | 'printer'>, recorded: Recorded, options: CompareOptions = {}): Comparison {
  const { modules } = options;
  const wanted = (module: string): boolean => modules === undefined || modules.length === 0 || modules.includes(module);
  const rules = options.ignore ?? [];
  const out = new Set([...ignoredIn(live.objects, rules), ...ignoredIn(recorded.objects, rules)]);
  const found: Omit<Drifted, 'fingerprint'>[] = [];
  const unmanaged: string[] = [];
  for (const [key, was] of recorded.objects) {
    const module = was.module ?? '';
    if (!wanted(module) || out.has(key)) continue;
    const is = live.objects.get(key);
    if (is === undefined) {
      if (!ridesOn(was, live, recorded)) found.push({ address: show(was.at), module, is: 'gone', attrs: [] });
      continue;
    }
    const printer = recorded.printers.get(module);
    if (printer !== undefined && major(printer.server) !== major(live.printer.server)) continue;
    const attrs = changedAttrs(was, is).map((name) => ({ name, was: was.attrs[name] ?? null, is: is.attrs[name] ?? null }));
    if (attrs.length > 0) found.push({ address: show(was.at), module, is: 'changed', attrs });
  }
  for (const [key, o] of live.objects) {
    if (recorded.objects.has(key) || isLedger(o) || out.has(key)) continue;
    // Within something that is itself undeclared: that one is told.
    const parent = o.within === undefined ? undefined : recorded.objects.get(keyOf(o.within));
    if (o.within === undefined) {
      if (show(o.at) !== 'schema public') unmanaged.push(show(o.at)); // every database has it
    } else if (parent !== undefined && wanted(parent.module ?? '')) {
      const attrs = Object.entries(o.attrs).map(([name, is]) => ({ name, was: null, is }));
      found.push({ address: show(o.at), module: parent.module ?? '', is: 'added', attrs });
    }
  }
  const all = found.map((d) => ({ ...d, fingerprint: fingerprintOf(d) })).sort((a, b) => compareText(a.address, b.address));
  const let_ = new Map(recorded.exceptions.filter((e) => e.kind === 'ignored' && !e.expired).map((e) => [e.fingerprint, e]));
  const drifted = all.filter((d) => !let_.has(d.fingerprint));
  const ignored = all.flatMap((d) => {
    const e = let_.get(d.fingerprint);
    return e === undefined ? [] : [{ address: d.address, until: e.until ?? '', reason: e.reason ?? null, by: e.role }];
  });
  return {
    drifted,
    ignored,
    ignoredByRule: [...new Set([...headsOf(out, live.objects), ...headsOf(out, recorded.objects)])].sort(compareText),
    unmanaged: unmanaged.sort(compareText),
    fingerprint: drifted.length === 0 ? undefined : sha256(drifted.map((d) => d.fingerprint).join('\n')),
  };
}

/** The same while the difference is the same. */
export function fingerprintOf(d: Omit<Drifted, 'fingerprint'>): string {
  return sha256(canonical([d.address, d.is, d.attrs] as unknown as Value));
}

/** A server of another major prints other texts for the same objects: then only what needs no text is compared. */
export function major(server: number): number {
  return Math.floor(server / 10_000);
}

/** Gone because what it lived in is gone: that one is told. */
function ridesOn(o: CatalogObject, live: Pick<Catalog, 'objects'>, recorded: Recorded): boolean {
  return o.within !== undefined && recorded.objects.has(keyOf(o.within)) && !live.objects.has(keyOf(o.within));
}
