// What a rename runs into: a schema that this plan makes, or something of another kind that still has the name. Renames come
// first, so room is made before them: the schema is made, and what has the name steps aside by a name of its own, under which it goes.
import { address, keyOf, show, type Address } from '../../catalog/address.ts';
import type { CatalogObject } from '../../catalog/catalog.ts';
import { TidemarkError } from '../../errors.ts';
import { derivedName } from '../../kinds/names/derived-name.ts';
import type { Context, Draft } from '../../kinds/kind.ts';
import { holderOf, kindOf } from '../../kinds/registry.ts';
import { contextOf, type Intent } from '../context.ts';
import type { Prelude } from './prelude.ts';
import { afterRenames, rebase } from './homes.ts';
import type { Renaming } from './renames.ts';
import { slotsOf } from '../order/precedence.ts';
import { draftsOf } from '../rendered.ts';
import type { Step } from '../step.ts';

/** Steps before `renamings`, which are those of `all` that have not run yet. */
export function makeRoom(intent: Intent, renamings: readonly Renaming[], all: readonly Renaming[]): Prelude[] {
  const ctx = contextOf(intent);
  const moved = renamings.filter((r) => holderOf(r.to.kind) === undefined);
  const homes = new Map(moved.flatMap((r) => missingHomes(intent, r, all)).map((o) => [keyOf(o.at), o]));
  const made = [...homes.values()].flatMap((o) =>
    draftsOf(kindOf(o.at.kind).create(o, ctx, [])).map((d) => prelude(o, `+ ${show(o.at)}`, d, { makes: [keyOf(o.at)], breaks: [] })),
  );
  const untied = new Map(moved.flatMap((r) => tiesOf(r, ctx, all)).map((p) => [p.step.sql, p]));
  const occupants = new Map(moved.flatMap((r) => occupantsOf(intent, r, all)).map((o) => [keyOf(o.at), o]));
  const aside = [...occupants.values()].flatMap((o) => {
    const to = asideOf(o.at);
    const rename = kindOf(o.at.kind).rename;
    if (rename === undefined) {
      throw new TidemarkError('RENAME_TAKEN', `${show(o.at)} has the name that something is renamed to, and PostgreSQL cannot rename it out of the way`, {
        at: { object: show(o.at) },
        next: 'drop it in a plan of its own first',
        exit: 3,
      });
    }
    const effect = { makes: [keyOf(afterRenames(to, all))], breaks: [keyOf(o.at)] };
    return draftsOf(rename(o, to, ctx)).map((d, i) => prelude(o, `~ ${show(o.at)}: steps aside`, d, i === 0 ? effect : { makes: [], breaks: [] }));
  });
  return [...made, ...aside, ...untied.values()];
}

/** What it has its name from, where that keeps the name: what it lives in lets go of that, which it is not to be a part of afterwards. */
function tiesOf(r: Renaming, ctx: Context, all: readonly Renaming[]): Prelude[] {
  const o = ctx.current.objects.get(keyOf(r.from));
  const ties = (o === undefined ? undefined : kindOf(o.at.kind).ties?.(o, ctx)) ?? [];
  const kept = ties.filter(({ to }) => !all.some((other) => keyOf(other.from) === keyOf(to)));
  const home = o?.within === undefined ? undefined : ctx.current.objects.get(keyOf(o.within));
  if (home === undefined) return [];
  return kept.map(({ off }) => prelude(home, `~ ${show(home.at)}: ${off.what!}`, off, { makes: [], breaks: [], alters: [keyOf(home.at)] }));
}

/** The schema that a rename leads to, where neither the current state nor another rename has it. */
function missingHomes(intent: Intent, r: Renaming, all: readonly Renaming[]): CatalogObject[] {
  return [...intent.desired.objects.values()].filter(
    (o) =>
      kindOf(o.at.kind).class === 'pg_namespace' &&
      r.to.names.length > 1 &&
      o.at.names[0] === r.to.names[0] &&
      !intent.current.objects.has(keyOf(o.at)) &&
      !all.some((other) => keyOf(other.to) === keyOf(o.at)),
  );
}

/** What has the name, or an index of it, and is renamed by nobody: of another kind, or the marker would have been refused. */
function occupantsOf(intent: Intent, r: Renaming, all: readonly Renaming[]): CatalogObject[] {
  const renamed = intent.desired.objects.get(keyOf(r.to));
  if (renamed === undefined) return [];
  const taken = new Set(slotsOf(renamed));
  const name = r.to.names.at(-1);
  return [...intent.current.objects.values()].filter(
    (o) =>
      o.at.names.at(-1) === name &&
      keyOf(o.at) !== keyOf(r.to) &&
      !all.some((other) => keyOf(other.from) === keyOf(rebase(o.at, all))) &&
      slotsOf(o).some((slot) => taken.has(slot)),
  );
}

function asideOf(at: Address): Address {
  return address(at.kind, [...at.names.slice(0, -1), derivedName(at.names.at(-1)!, '', 'tidemark_old')], at.args);
}

function prelude(o: CatalogObject, does: string, draft: Draft, effect: Pick<Step, 'makes' | 'breaks'> & Partial<Pick<Step, 'alters'>>): Prelude {
  return {
    module: o.module ?? '',
    key: effect.makes[0] ?? keyOf(o.at),
    opens: true,
    step: { does, sql: draft.sql.trim(), commit: 'inside', timeout: 'lock', alters: [], needs: [], ...effect },
  };
}
