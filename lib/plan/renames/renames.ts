// Markers in, ALTER ... RENAME steps out. A marker is stateless: inert once the new name exists and the old one does not.
// Nothing is ever guessed here; what the marker does not say follows only where a server would have derived the name.
import { address, keyOf, show, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { RenameMarker } from '../../desired/authored.ts';
import { TidemarkError } from '../../errors.ts';
import { holderOf, kindOf } from '../../kinds/registry.ts';
import { contextOf, type Intent } from '../context.ts';
import { freeFirst } from './free-first.ts';
import { rebase } from './homes.ts';
import type { Context, Draft, Kind } from '../../kinds/kind.ts';
import type { Prelude } from './prelude.ts';
import { draftsOf } from '../rendered.ts';
import type { Step } from '../step.ts';

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

/** The steps that carry renamings out, after those of `all` that come before. `catalog` is the state they run on, each seeing those before it. */
export function renameSteps(intent: Intent, renamings: readonly Renaming[], all: readonly Renaming[] = renamings): Prelude[] {
  const ctx = contextOf(intent);
  return renamings.flatMap((r) => stepsOf(intent, ctx, r, all).map((p) => ({ ...p, of: r })));
}

function stepsOf(intent: Intent, ctx: Context, r: Renaming, all: readonly Renaming[]): Prelude[] {
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
}

/** What the schema that an object stands in is called by the time it is renamed itself. */
function schemaNow(from: Address, renamings: readonly Renaming[]): string {
  const home = renamings.find((r) => r.from.names.length === 1 && kindOf(r.from.kind).class === 'pg_namespace' && r.from.names[0] === from.names[0]);
  return home?.to.names[0] ?? from.names[0]!;
}

/** The first statement has the effect; those behind it rename what the server made with the object. */
export function renameDrafts(r: Renaming, drafts: Draft | readonly Draft[], effect: Effect): Prelude[] {
  const key = keyOf(r.to);
  return draftsOf(drafts).map((d, i) => renameStep(r, key, d, i === 0 ? effect : { makes: [], alters: effect.makes, breaks: [] }));
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
