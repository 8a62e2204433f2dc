// Markers in, ALTER ... RENAME steps out. A marker is stateless: inert once the new name exists and the old one does not.
// Nothing is ever guessed here; what the marker does not say follows only where a server would have derived the name.
import { address, addressOf, keyOf, show, type Address, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import type { RenameMarker } from '../desired/authored.ts';
import { edgesFrom } from '../catalog/listed.ts';
import { TidemarkError } from '../errors.ts';
import { holderOf, kindOf } from '../kinds/registry.ts';
import { contextOf, type Intent } from './context.ts';
import { freeFirst } from './free-first.ts';
import type { Context, Draft, Kind } from '../kinds/kind.ts';
import type { Prelude } from './graph.ts';
import type { Step } from './step.ts';

export interface Renaming {
  readonly from: Address;
  readonly to: Address;
  readonly module: string;
  /** It went to its new schema with the table that it belongs to. */
  readonly along?: true;
}

export interface Renames {
  readonly renamings: readonly Renaming[];
  /** Markers that rename nothing, said aloud: both names are gone, or the new one is not in the definitions. */
  readonly warnings: readonly string[];
}

/** Which markers are live, parents first, with the names that follow from them. Throws where both names exist. */
export function liveRenames(current: Catalog, desired: Catalog, all: readonly RenameMarker[]): Renames {
  const renamings: Renaming[] = [];
  const warnings: string[] = [];
  const markers = settled(current, desired, all);
  // What is called by its arguments is renamed before the types of these are.
  // Beyond that by name: the order in which files say them decides nothing.
  const deepestLast = [...markers].sort(
    (a, b) => a.at.names.length - b.at.names.length || Math.sign(b.at.args.length) - Math.sign(a.at.args.length) || (keyOf(a.at) < keyOf(b.at) ? -1 : 1),
  );
  const named = new Map(markers.map((m) => [keyOf(m.at), m]));
  const leaving = new Map(markers.map((m) => [keyOf(m.from), m]));
  const isThere = (at: Address): boolean => there(current, rebase(at, renamings));
  // a -> b -> c -> d: a name is still taken by what leaves it in turn, or the old one already by what took it.
  const leaves = (at: Address, seen: readonly RenameMarker[] = []): boolean => {
    const next = leaving.get(keyOf(at));
    return next !== undefined && !seen.includes(next) && there(desired, next.at) && (!isThere(next.at) || leaves(next.at, [...seen, next]));
  };
  const isApplied = (m: RenameMarker | undefined, seen: readonly RenameMarker[] = []): boolean =>
    m !== undefined && !seen.includes(m) && isThere(m.at) && (!isThere(m.from) || isApplied(named.get(keyOf(m.from)), [...seen, m]));
  for (const m of deepestLast) {
    // A column's marker speaks of its table by the new name; the current catalog knows the old one.
    const from = rebase(m.from, renamings);
    const [hadOld, hasNew] = [isThere(m.from), isThere(m.at)];
    if (!there(desired, m.at)) {
      if (hadOld && m.follows !== true)
        warnings.push(
          `${show(m.from)} is marked as renamed to ${show(m.at)}, which the definitions do not have: the marker does nothing (${m.file}:${m.line})`,
        );
      continue;
    }
    if (hadOld && isApplied(m)) continue;
    const taken = named.has(keyOf(m.from)) && there(desired, m.from);
    if (hadOld && ((hasNew && !leaves(m.at)) || (there(desired, m.from) && !taken))) {
      if (m.follows === true) continue;
      throw new TidemarkError('RENAME_BOTH_EXIST', `${show(m.at)} is marked as renamed from ${show(m.from)}, but both exist`, {
        at: { file: m.file, line: m.line, object: show(m.at) },
        next: `remove the marker, or remove ${show(m.from)} from the definitions`,
        exit: 3,
      });
    }
    if (hadOld) renamings.push({ from, to: m.at, module: m.module });
    else if (!hasNew && m.follows !== true)
      warnings.push(`${show(m.at)} is marked as renamed from ${show(m.from)}, but neither exists: it is created as new (${m.file}:${m.line})`);
  }
  return { renamings: freeFirst(renamings), warnings };
}

/** An object, or the member of one. */
export function there(catalog: Catalog, at: Address): boolean {
  return catalog.objects.has(keyOf(at)) || inHolder(catalog, at) !== undefined;
}

/** The object that has such a member. */
function inHolder(catalog: Catalog, at: Address): CatalogObject | undefined {
  const kind = holderOf(at.kind);
  const o = kind === undefined ? undefined : catalog.objects.get(keyOf(address(kind.name, at.names.slice(0, -1))));
  return o !== undefined && kind!.members!.has(o, at.names.at(-1)!) ? o : undefined;
}

/** Arguments as the catalogs print them: of a routine that has its name alone, whatever the marker's file calls its types. */
function settled(current: Catalog, desired: Catalog, markers: readonly RenameMarker[]): RenameMarker[] {
  return markers.map((m) => {
    const at = asCalled(m.at, desired);
    return { ...m, at, from: asCalled({ ...m.from, args: at.args }, current) };
  });
}

/** The one of its kind and name there is, whatever its arguments; `at` itself where it is there, or where there are none or several. */
export function asCalled(at: Address, catalog: Catalog): Address {
  if (catalog.objects.has(keyOf(at))) return at;
  const namesakes = [...catalog.objects.values()].filter((o) => o.at.kind === at.kind && o.at.names.join('\0') === at.names.join('\0'));
  return namesakes.length === 1 ? namesakes[0]!.at : at;
}

/** Can anything live in it? Routines and text search objects share their names with relations. */
function isHome(at: Address): boolean {
  return ['pg_namespace', 'pg_class', 'pg_type'].includes(kindOf(at.kind).class);
}

/** The address an object has before the renames of what it lives in. */
export function rebase(at: Address, renamings: readonly Renaming[]): Address {
  const homes = renamings.filter((r) => r.to.names.length < at.names.length && isHome(r.to) && r.to.names.every((n, i) => n === at.names[i]));
  // The deepest one speaks of all that it lives in by the old names.
  const home = homes.sort((a, b) => b.to.names.length - a.to.names.length)[0];
  return home === undefined ? at : address(at.kind, [...home.from.names, ...at.names.slice(home.to.names.length)], at.args);
}

/**
 * Names a server derives from another name: after `a` became `b`, a key `a_pkey` that is declared as `b_pkey` is the same key.
 * `start` is the catalog before the renames, `current` the one after those so far.
 */
export function followingRenames(start: Catalog, current: Catalog, desired: Catalog, renamings: readonly Renaming[]): Renaming[] {
  const out = new Map<Key, Renaming>();
  const taken = new Set<Key>();
  const named = renamings.filter((r) => r.from.names.at(-1) !== r.to.names.at(-1) && holderOf(r.to.kind) === undefined);
  for (const o of named.length === 0 ? [] : current.objects.values()) {
    const home = homeOf(current, o.at);
    const isWanted = (at: Address): boolean => desired.objects.has(keyOf(at)) && homeOf(desired, at) === home;
    if (kindOf(o.at.kind).rename === undefined || isWanted(o.at)) continue;
    const those = named.filter((r) => concerns(o, r));
    for (const renamed of derived(o.at.names.at(-1)!, those)) {
      const to = address(o.at.kind, [...o.at.names.slice(0, -1), renamed], o.at.args);
      if (!isWanted(to) || taken.has(keyOf(to))) continue;
      taken.add(keyOf(to));
      // As in the start state: a renaming reads the same in both directions.
      const homes = those.filter((r) => r.from.names.length === 2).map((r) => ({ ...o.at, names: [r.from.names[0]!, o.at.names.at(-1)!] }));
      const moved = o.at.names.length === 2 ? homes.find((at) => start.objects.has(keyOf(at)) && at.names[0] !== to.names[0]) : undefined;
      out.set(keyOf(o.at), {
        from: rebase(o.at, renamings),
        to,
        module: those[0]!.module,
        ...(moved === undefined ? {} : { from: moved, along: true as const }),
      });
      break;
    }
  }
  // What has the name now has to leave it itself.
  const stays = (): [Key, Renaming] | undefined => [...out].find(([, r]) => current.objects.has(keyOf(r.to)) && !out.has(keyOf(r.to)));
  for (let no = stays(); no !== undefined; no = stays()) out.delete(no[0]);
  return [...out.values()];
}

/** The table that it lives in or belongs to. */
function homeOf(catalog: Catalog, at: Address): string | undefined {
  const within = catalog.objects.get(keyOf(at))?.within;
  const owner = edgesFrom(catalog, keyOf(at)).find((e) => e.how === 'owned');
  const home = within ?? (owner === undefined ? undefined : addressOf(owner.to));
  return home === undefined ? undefined : JSON.stringify(home.names.slice(0, 2));
}

/** What a name becomes by some of these renames: `users_mail_key` by that of the table and of the column. Those by fewer come first. */
function derived(name: string, renamings: readonly Renaming[]): string[] {
  const names = [name];
  for (const r of renamings.slice(0, 8)) {
    const more = names.slice(0, 64).flatMap((n) => candidates(n, r.from.names.at(-1)!, r.to.names.at(-1)!));
    names.push(...more.filter((n) => !names.includes(n)));
  }
  return names.slice(1);
}

/** Every way in which one occurrence of the old name becomes the new one. */
function candidates(name: string, was: string, is: string): string[] {
  const out: string[] = [];
  for (let i = name.indexOf(was); i >= 0; i = name.indexOf(was, i + 1)) out.push(name.slice(0, i) + is + name.slice(i + was.length));
  return out;
}

/** Lives in what was renamed, or beside it in the table whose column was renamed, or shares its schema as its index or sequence does. */
function concerns(o: CatalogObject, r: Renaming): boolean {
  const table = r.to.names.slice(0, 2);
  const home = o.within?.names ?? o.at.names;
  return table.every((n, i) => n === home[i]) || (o.at.names.length === 2 && o.at.names[0] === table[0] && kindOf(o.at.kind).class === 'pg_class');
}

/** The steps that carry renamings out, after those of `all` that come before. `catalog` is the state they run on, each seeing those before it. */
export function renameSteps(intent: Intent, renamings: readonly Renaming[], all: readonly Renaming[] = renamings): Prelude[] {
  const ctx = contextOf(intent);
  return renamings.flatMap((r) => {
    const holder = holderOf(r.to.kind);
    if (holder !== undefined) return [memberStep(intent.current, holder, r, ctx)];
    const kind = kindOf(r.to.kind);
    if (kind.rename === undefined) {
      throw new TidemarkError('RENAME_UNSUPPORTED', `PostgreSQL has no command that renames a ${r.to.kind}: ${show(r.from)} to ${show(r.to)}`, {
        at: { object: show(r.to) },
        next: 'remove the marker; it is then dropped and created',
      });
    }
    // After a renamed parent the object already goes by the parent's new name.
    const at = address(r.from.kind, [...r.to.names.slice(0, -1), r.from.names.at(-1)!], r.from.args);
    const object = intent.current.objects.get(keyOf(at)) ?? intent.current.objects.get(keyOf(r.from)) ?? intent.desired.objects.get(keyOf(r.to))!;
    const stands = r.from.names.length === 2 && r.along !== true ? address(at.kind, [schemaNow(r.from, all), r.from.names[1]!], at.args) : at;
    const done = { makes: [keyOf(r.to)], alters: [], breaks: [keyOf(r.from)] };
    if (stands.names[0] === r.to.names[0] || stands.names[1] === r.to.names[1]) return renameDrafts(r, kind.rename({ ...object, at: stands }, r.to, ctx), done);
    // Another schema and another name are two statements: the first to where nothing stands.
    const ways = [
      [stands.names[0]!, r.to.names[1]!],
      [r.to.names[0]!, stands.names[1]!],
    ].map((names) => address(at.kind, names, at.args));
    const between = ways.find((w) => !intent.current.objects.has(keyOf(w))) ?? ways[0]!;
    return [
      ...renameDrafts(r, kind.rename({ ...object, at: stands }, between, ctx), { makes: [], alters: [], breaks: [keyOf(r.from)] }),
      ...renameDrafts(r, kind.rename({ ...object, at: between }, r.to, ctx), { makes: [keyOf(r.to)], alters: [], breaks: [] }),
    ];
  });
}

/** What the schema that an object stands in is called by the time it is renamed itself. */
function schemaNow(from: Address, renamings: readonly Renaming[]): string {
  const home = renamings.find((r) => r.from.names.length === 1 && kindOf(r.from.kind).class === 'pg_namespace' && r.from.names[0] === from.names[0]);
  return home?.to.names[0] ?? from.names[0]!;
}

/** The first statement has the effect; those behind it rename what the server made with the object. */
export function renameDrafts(r: Renaming, drafts: Draft | readonly Draft[], effect: Effect): Prelude[] {
  const key = keyOf(r.to);
  return [drafts].flat().map((d, i) => renameStep(r, key, d as Draft, i === 0 ? effect : { makes: [], alters: effect.makes, breaks: [] }));
}

function memberStep(current: Catalog, holder: Kind, r: Renaming, ctx: Context): Prelude {
  // By then it has the name that it gets itself, in this plan.
  const [at, was] = [r.to, r.from].map((member) => address(holder.name, member.names.slice(0, -1))) as [Address, Address];
  const o = { ...(current.objects.get(keyOf(at)) ?? current.objects.get(keyOf(was))!), at };
  const draft = holder.members!.rename(o, r.from.names.at(-1)!, r.to.names.at(-1)!, ctx);
  return renameStep(r, keyOf(o.at), draft, { makes: [], alters: [keyOf(o.at)], breaks: [] });
}

type Effect = Pick<Step, 'makes' | 'alters' | 'breaks'>;

/** The step that a renaming is, with what it says of its effect. */
function renameStep(r: Renaming, key: Key, draft: Draft, effect: Effect): Prelude {
  return {
    module: r.module,
    key,
    step: {
      does: `~ ${show(r.from)}: ${r.from.names.at(-1) === r.to.names.at(-1) ? `moved to schema ${r.to.names[0]!}` : `renamed to ${r.to.names.at(-1)!}`}${draft.what === undefined ? '' : `, ${draft.what}`}`,
      sql: draft.sql.trim().replace(/;\s*$/, ''),
      commit: 'inside',
      timeout: 'lock',
      makes: [...effect.makes, ...(draft.makes ?? []).map(keyOf)],
      alters: effect.alters,
      breaks: [...effect.breaks, ...(draft.breaks ?? []).map(keyOf)],
      needs: [],
      renames: true,
    },
  };
}
