// `tidemark baseline --recheck`: accepted differences that are gone from a target no longer stand in the way of plans.
import { addressOf, keyOf, show, type Key } from '../catalog/address.ts';
import { ignoredIn, withoutIgnored } from '../catalog/ignore.ts';
import { line } from '../plan/chains/checkpoint.ts';
import { timeouts } from './apply.ts';
import type { BaselineOptions } from './baseline.ts';
import { openProject } from './project.ts';
import { describeTarget, targetFor } from './target.ts';

export interface RecheckResult {
  /** Addresses at which the target is now what its plans say. */
  readonly settled: readonly string[];
  /** Still otherwise. */
  readonly accepted: readonly string[];
}

/** Throws TARGET_MOVED and what connecting and replaying throw. */
export async function recheck(options: BaselineOptions = {}): Promise<RecheckResult> {
  const project = await openProject(options);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const run = await import('../run/execute/adopt.ts');
  const found = await run.survey({ project: project.project, target, signal: options.signal });
  const standing = found.standing.filter((e) => e.kind === 'accepted');
  if (standing.length === 0) return { settled: [], accepted: [] };
  options.on?.({ doing: 'comparing the plans with the database' });
  const { measure } = await import('../run/prove/take-over.ts');
  const applied = new Set(found.ledger.plans.map((p) => p.name));
  const { files } = await project.chain();
  const measured = await measure(
    withoutIgnored(found.live, ignoredIn(found.live.objects, project.config.ignore ?? [])),
    line(files.map((f) => f.content()).filter((p) => applied.has(p.plan))),
    project.shadowOptions(options.shadow),
  );
  const deviating = new Set(measured.deviations.map((d) => keyOf(d.address)));
  const settled = standing.filter((e) => !deviating.has(e.key));
  if (settled.length > 0 && options.dryRun !== true) {
    const about = new Set(settled.map((e) => e.key));
    const within = (key: Key): boolean => {
      const home = found.live.objects.get(key)?.within;
      return about.has(key) || (home !== undefined && within(keyOf(home)));
    };
    const objects = [...measured.managed.objects].flatMap(([key, o]) => (within(key) && o.module !== undefined ? [[key, o.module] as const] : []));
    const gone = settled.filter((e) => !found.live.objects.has(e.key)).map((e) => ({ at: addressOf(e.key), attrs: {} }));
    await run.settleAccepted({
      ...timeouts(project.config.timeouts ?? {}, options),
      project: project.project,
      target,
      settled,
      objects: new Map(objects),
      gone,
      seen: found.live,
      on: options.on,
      signal: options.signal,
    });
  }
  const names = (list: typeof standing): string[] => list.map((e) => show(addressOf(e.key)));
  return { settled: names(settled), accepted: names(standing.filter((e) => deviating.has(e.key))) };
}
