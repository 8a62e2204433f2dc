// `tidemark drift --against schema`: the definitions compared with a live server, through the shadow. Needs no ledger.
import { compareText, show } from '../catalog/address.ts';
import { headsOf, ignoredIn } from '../catalog/ignore.ts';
import { sha256 } from '../catalog/fingerprint.ts';
import { fingerprintOf } from '../run/execute/compare.ts';
import type { DriftResult } from '../run/execute/drift.ts';
import { prepared, type RevertOptions } from './drift.ts';

/** In `attrs`, `was` is what the definitions say. Throws what loading definitions throws, and REPRINT_REFUSED. */
export async function driftAgainstSchema(options: RevertOptions = {}): Promise<DriftResult> {
  const { project, settings } = await prepared(options);
  const [{ survey }, { against, differing }, { availableOf }] = await Promise.all([
    import('../run/execute/adopt.ts'),
    import('../run/prove/against.ts'),
    import('../run/engine/extensions.ts'),
  ]);
  const definitions = await project.definitions();
  const { live, extensions } = await survey({ project: project.project, target: settings.target, extensions: definitions.extensions, signal: options.signal });
  options.on?.({ doing: 'comparing with the definitions' });
  const rules = settings.ignore ?? [];
  const shadow = {
    ...project.shadowOptions(options.shadow),
    extensions: [...new Set([...definitions.extensions, ...(await availableOf(extensions, project.root))])],
  };
  const found = await against(live, definitions, rules, project.floor, shadow);
  const wanted = (module: string): boolean => settings.modules === undefined || settings.modules.includes(module);
  const drifted = found.deviations
    .filter((d) => wanted(d.module))
    .map((d) => {
      const is = d.found === null ? ('gone' as const) : d.planned === null ? ('added' as const) : ('changed' as const);
      const attrs = is === 'gone' ? [] : differing(d).map((name) => ({ name, was: d.planned?.[name] ?? null, is: d.found?.[name] ?? null }));
      const one = { address: show(d.address), module: d.module, is, attrs };
      return { ...one, fingerprint: fingerprintOf(one) };
    })
    .sort((a, b) => compareText(a.address, b.address));
  return {
    outcome: drifted.length > 0 ? 'drifted' : 'in sync',
    drifted,
    ignored: [],
    ignoredByRule: headsOf(ignoredIn(live.objects, rules), live.objects),
    unmanaged: found.unmanaged.map((o) => show(o.at)).sort(compareText),
    unmodelled: live.unmodelled.map(show),
    fingerprint: drifted.length === 0 ? undefined : sha256(drifted.map((d) => d.fingerprint).join('\n')),
    warnings: [],
  };
}
