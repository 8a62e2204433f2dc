// The planner's way from the state a session is in to another catalog, renames included: they run first, on the server,
// inside a transaction that rolls back, so that every text that mentions a renamed thing follows by PostgreSQL's own rules.
import { addressOf, keyOf, type Key } from '../../catalog/address.ts';
import { keysById } from '../../catalog/by-id.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { RenameMarker } from '../../desired/authored.ts';
import { withTaken } from '../../plan/renames/along.ts';
import { plan, type Planned } from '../../plan/plan.ts';
import type { Prelude } from '../../plan/renames/prelude.ts';
import { makeRoom } from '../../plan/renames/room.ts';
import { followingMembers } from '../../plan/renames/following-members.ts';
import { followingRenames } from '../../plan/renames/following-names.ts';
import { freeFirst } from '../../plan/renames/free-first.ts';
import { asCalled, liveRenames, renameSteps, type Renaming } from '../../plan/renames/renames.ts';
import { reread } from '../introspect/introspect.ts';
import type { Session } from '../session/session.ts';

export interface WayOptions {
  readonly floor: number;
  readonly online: boolean;
  readonly using: ReadonlyMap<Key, string>;
  readonly back?: boolean;
  readonly apart?: boolean;
  readonly remade?: ReadonlySet<Key>;
}

export interface Way extends Planned {
  readonly renamings: readonly Renaming[];
  /** The state that they lead to. */
  readonly renamed: Catalog;
  readonly warnings: readonly string[];
}

export async function wayByMarkers(session: Session, from: Catalog, to: Catalog, markers: readonly RenameMarker[], options: WayOptions): Promise<Way> {
  const live = liveRenames(from, to, markers);
  const way = await wayByRenamings(session, from, to, live.renamings, options, true);
  return { ...way, warnings: live.warnings };
}

/** `follow`: also rename what a server would have derived from the renamed names. */
export async function wayByRenamings(
  session: Session,
  from: Catalog,
  to: Catalog,
  renamings: readonly Renaming[],
  options: WayOptions,
  follow = false,
): Promise<Way> {
  if (renamings.length === 0) return { ...plan({ ...options, current: from, desired: to }), renamings: [], renamed: from, warnings: [] };
  const all = [...renamings];
  const prelude: Prelude[] = [];
  await session.run('BEGIN');
  try {
    const start = await reread(session);
    let current = from;
    let fresh = all.slice();
    while (fresh.length > 0) {
      fresh = freeFirst(fresh, current);
      const intent = { ...options, current, desired: to };
      const steps = [...makeRoom(intent, fresh, all), ...renameSteps(intent, fresh, all)];
      for (const p of steps) await session.run(p.step.sql);
      prelude.push(...steps);
      current = owned(await reread(session), from, all, prelude, start);
      fresh = follow ? [...followingRenames(from, current, to, fresh, all), ...followingMembers(current, to, all)] : [];
      all.push(...fresh);
    }
    const said = withCarried(prelude, start, current, options.back === true);
    const spoken = options.back === true ? said : withTaken(said, start, current, all);
    return { ...plan({ ...options, current, desired: to }, spoken), renamings: all, renamed: current, warnings: [] };
  } finally {
    await session.run('ROLLBACK');
  }
}

export function inverse(renamings: readonly Renaming[]): Renaming[] {
  return freeFirst(renamings.map((r) => ({ ...r, from: r.to, to: r.from })));
}

/**
 * With a schema goes what stands in it, and a function is called by the types it takes: these get other addresses and no step of their own,
 * so the last renaming of their module says it; a way back is one module's. `start`: the same session's look before the renames.
 */
function withCarried(prelude: readonly Prelude[], start: Catalog, current: Catalog, back: boolean): Prelude[] {
  // A routine has the arguments that it had, whatever those of the one that is to have its name.
  const now = (key: Key): Key => keyOf(asCalled(addressOf(key), current));
  const out = prelude.map((p) => ({ ...p, key: now(p.key), step: { ...p.step, makes: p.step.makes.map(now) } }));
  const [made, broken] = [new Set(out.flatMap((p) => p.step.makes)), new Set(out.flatMap((p) => p.step.breaks))];
  const formerly = keysById(start);
  for (const [key, o] of current.objects) {
    const was = o.id === undefined ? undefined : formerly.get(o.id);
    if (was === undefined || was === key || made.has(key)) continue;
    // A part came along under the address that a renamed one had left.
    const follows = broken.has(key);
    // What has the names of its home in its own follows from those; an index does not.
    const named = o.within?.names.every((n, i) => n === o.at.names[i]) === true;
    if (!follows && (named || made.has(was) || broken.has(was))) continue;
    const n = out.map((p) => back || p.module === o.module).lastIndexOf(true);
    if (n < 0) continue;
    const { step } = out[n]!;
    out[n] = { ...out[n]!, step: { ...step, makes: [...step.makes, key], breaks: follows ? step.breaks : [...step.breaks, was] } };
  }
  return out;
}

/** Modules are our knowledge, not the server's: carry them over, following the renames. */
function owned(catalog: Catalog, before: Catalog, renamings: readonly Renaming[], prelude: readonly Prelude[], start: Catalog): Catalog {
  const formerly = keysById(start);
  const moduleOfTable = new Map<string, string | undefined>();
  for (const p of prelude) if (p.opens === true) moduleOfTable.set(JSON.stringify(addressOf(p.key).names), p.module);
  for (const o of before.objects.values()) moduleOfTable.set(JSON.stringify(o.at.names), o.module);
  for (const r of renamings) moduleOfTable.set(JSON.stringify(r.to.names), moduleOfTable.get(JSON.stringify(r.from.names)) ?? r.module);
  const objects = new Map(
    [...catalog.objects].map(([key, o]) => {
      const was = o.id === undefined ? undefined : formerly.get(o.id);
      const known =
        before.objects.get(was ?? key)?.module ??
        moduleOfTable.get(JSON.stringify(o.at.names)) ??
        (o.within === undefined ? undefined : moduleOfTable.get(JSON.stringify(o.within.names)));
      return [key, { ...o, module: known ?? moduleOfTable.get(JSON.stringify(o.at.names.slice(0, 2))) }] as const;
    }),
  );
  return { ...catalog, objects };
}
