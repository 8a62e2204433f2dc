// Owns indexes of tables and materialized views that no constraint owns.
import { address, keyOf, type Address } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import { afterAdoptable, afterLeavers, gone } from './partitions/adoptable.ts';
import { cloneOf, clonesBefore, givenItsName, nameBefore, nameOfClone, originalOf } from './partitions/clone-name.ts';
import { indexCloning as cloning } from './partitions/clonings.ts';
import { isMuddled, madeBefore, madeByName } from './partitions/clones-at-once.ts';
import { built, dropped } from './keys/concurrent.ts';
import { inPlaceOfKey, inPlaceOfOld } from './keys/index-beside.ts';
import { clustering, cloneOptions, identifying, indexExtras, indexOptions, printedOptions, someClustered, statisticsChanges } from './keys/index-parts.ts';
import { createIndex } from './keys/index-statement.ts';
import { afterLeaving, comesFromParent, goesWithParent, isInherited, isLeftBehind, isPartition, isPartitioned } from './partitions/inheritance.ts';
import { goesForKey, keyInTheWay, takenOver } from './keys/index-turned-key.ts';
import type { CatalogObject, Context, Difference, Draft, Kind, Outcome } from './kind.ts';
import { leanedOn, onRetyped } from './keys/leaners.ts';
import {
  afterThoseWithout,
  attachments,
  builtInParts,
  heldMeanwhile,
  isCompleted,
  keysToTakeIn,
  keysWithin,
  waitsFor,
  whileDetached,
  wholeThatHolds,
} from './partitions/partition-key.ts';
import { couldBeTakenIn, likesBelow } from './partitions/own-likes.ts';
import { optionsJson } from './attributes/reloptions.ts';
import { givenUp, standIn } from './partitions/stand-in.ts';
import { isOffMeanwhile, outlivesParent } from './partitions/remade-parent.ts';
import { afterIdentified } from './keys/row-identity.ts';
import { trailing } from './attributes/trailing.ts';
import { asked, duplicatesIn } from './keys/violations.ts';
import { comesAstray, toItsSpace } from './partitions/tablespace.ts';
import { joined } from './partitions/leave-and-join.ts';

const tableOf = (o: CatalogObject): readonly string[] => o.within!.names;
const alter = (o: CatalogObject): string => `ALTER INDEX ${qualified(o.at.names)}`;

const defining = ['on', 'definition', 'unique', 'method', 'columns', 'keys', 'predicate', 'nullsNotDistinct'];

export const index: Kind = {
  name: 'index',
  class: 'pg_class',
  among: ['pg_class i', 'pg_class I'],
  rank: 310,
  replaceable: true,
  // The server makes it again, without the targets of its columns.
  outlives: outlivesParent,
  ridesTypeChange: (o) => o.attrs['statistics'] == null,
  portable: ['unique', 'method', 'columns', 'valid'],

  query: (server) => `
    select i.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, i.relname) as names, null::json as args,
      json_build_object('kind', case when c.relkind = 'm' then 'materialized view' else 'table' end, 'names', json_build_array(cn.nspname, c.relname)) as within,
      null::int4 as ordinal, null::text as owner, null::json as acl,
      -- keys of partitions that this index takes in as its parts when it is made
      case when i.relkind = 'I' then (
        select json_agg(json_build_object('kind', 'table constraint', 'how', 'soft', 'names', json_build_array(tn.nspname, t.relname, k.conname)))
        from pg_inherits h join pg_constraint k on k.conindid = h.inhrelid and k.contype in ('p', 'u', 'x') and k.conparentid = 0
          join pg_class t on t.oid = k.conrelid join pg_namespace tn on tn.oid = t.relnamespace
        where h.inhparent = i.oid)
      when x.indisreplident then (
        select json_agg(json_build_object('kind', 'not null', 'names', json_build_array(cn.nspname, c.relname, a.attname)))
        from pg_attribute a where a.attrelid = c.oid and a.attnum = any(x.indkey)) end as leans,
      json_build_object(
        'on', json_build_array(cn.nspname, c.relname),
        'unique', case when x.indisunique then true end,
        'method', m.amname,
        'columns', (select json_agg(a.attname order by u.nr) from unnest(x.indkey) with ordinality as u(num, nr) left join pg_attribute a on a.attrelid = c.oid and a.attnum = u.num and u.num <> 0),
        'keys', (select json_agg(pg_get_indexdef(i.oid, g.nr, false) order by g.nr) from generate_series(1, x.indnkeyatts) as g(nr)),
        'definition', replace(left(t.rest, length(t.rest) - length(t.predicate)), ${printedOptions}, ''),
        'predicate', pg_get_expr(x.indpred, c.oid),
        'nullsNotDistinct', ${server >= 150000 ? 'case when x.indnullsnotdistinct then true end' : 'null'},
        'options', ${optionsJson('i.reloptions')},
        'tablespace', (select s.spcname from pg_tablespace s where s.oid = i.reltablespace),
        'valid', case when not x.indisvalid then false end,
        'clustered', case when x.indisclustered then true end,
        'replicaIdentity', case when x.indisreplident then true end,
        'statistics', (select json_object_agg(a.attnum::text, a.attstattarget) from pg_attribute a where a.attrelid = i.oid and a.attstattarget >= 0),
        -- those that are not the default of their type
        '~classes', (select json_agg(json_build_array(oc.opcnamespace::regnamespace, oc.opcname) order by u.nr) from unnest(x.indclass) with ordinality as u(class, nr) join pg_opclass oc on oc.oid = u.class and not oc.opcdefault),
        -- the names of its columns, from which the name of a clone is made
        '~labels', case when i.relispartition or i.relkind = 'I' then (select json_agg(ia.attname order by ia.attnum) from pg_attribute ia where ia.attrelid = i.oid) end,
        'inherited', case when i.relispartition then (
          select json_build_array(pn.nspname, p.relname) from pg_inherits h join pg_class p on p.oid = h.inhparent join pg_namespace pn on pn.oid = p.relnamespace where h.inhrelid = i.oid) end
      ) as attrs
    from pg_index x
    join pg_class i on i.oid = x.indexrelid
    join pg_am m on m.oid = i.relam
    join pg_namespace n on n.oid = i.relnamespace and {user_schemas:n}
    join pg_class c on c.oid = x.indrelid and c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't'
    join pg_namespace cn on cn.oid = c.relnamespace
    cross join lateral (select
      coalesce(' WHERE ' || pg_get_expr(x.indpred, c.oid), '') as predicate,
      -- what comes after the names: USING method (keys) ...
      substr(pg_get_indexdef(i.oid), length('CREATE ' || case when x.indisunique then 'UNIQUE ' else '' end || 'INDEX ' || quote_ident(i.relname) || ' ON '
        || case when i.relkind = 'I' then 'ONLY ' else '' end || quote_ident(cn.nspname) || '.' || quote_ident(c.relname) || ' ') + 1) as rest) as t
    where not exists (select from pg_constraint k where k.conindid = i.oid and k.conrelid = c.oid and k.contype in ('p', 'u', 'x'))`,

  create(o, ctx) {
    // What is said of the parent's alone is not passed on: each partition is clustered, and identifies its rows, by itself.
    if (cloned(o, ctx)) {
      const own = [...(comesAstray(o, ctx) ? [moved(o)] : []), ...cloneOptions(o, o.at.names, ctx), ...indexExtras(o, tableOf(o), o.at.names)];
      return [...(renamedClone(o, ctx) ?? []), ...own];
    }
    return [...make(o, ctx), ...trailing(o, [...attach(o, ctx), ...attachParts(o, ctx), ...indexExtras(o, tableOf(o), o.at.names)])];
  },

  drop(o, ctx) {
    if (goesWithParent(o, ctx) || goesForKey(o, ctx)) return null;
    const concurrently =
      ctx.online && ctx.existed(o.within!) && !isPartitioned(o.within!, ctx.current) && !ctx.madeHere(o.at) && !isOffMeanwhile(o.within!, ctx);
    return (concurrently ? [{ ...dropped(o.at.names), frees: [gone(o)] }] : plainDrop(o, ctx)).map((d) => afterIdentified(o, afterLeaving(o, d, ctx), ctx));
  },

  original: originalOf,
  remakes: (o, ctx) => [...wholeThatHolds(o, ctx), ...likesBelow(o, ctx), ...heldMeanwhile(o, defining, ctx)],
  becomes(o, ctx) {
    const key = goesForKey(o, ctx) ? ctx.desired.objects.get(keyOf(address('table constraint', [...tableOf(o), o.at.names[1]!])))! : undefined;
    return key !== undefined && takenOver(key, ctx)?.fits === true ? key.at : undefined;
  },
  swaps: (d, ctx) => d.attrs.some((a) => a === 'valid' || defining.includes(a)) && leanedOn(keyOf(d.to.at), ctx.current) && rebuild(d, ctx) !== 'replace',
  together: [defining],
  alter: {
    on: (d, ctx) => rebuild(d, ctx),
    definition: (d, ctx) => rebuild(d, ctx),
    valid: (d, ctx) => revalidate(d, ctx),
    options: (d, ctx) => unlessBuilt(d, ctx, () => indexOptions(d, d.to.at.names, ctx)),
    tablespace: (d, ctx) => unlessBuilt(d, ctx, () => moved(d.to)),
    clustered: (d, ctx) => unlessBuilt(d, ctx, () => clustering(d, tableOf(d.to), someClustered(d.to.within!, ctx))),
    replicaIdentity: (d, ctx) => unlessBuilt(d, ctx, () => identifying(d, tableOf(d.to))),
    statistics: (d, ctx) => unlessBuilt(d, ctx, () => statisticsChanges(d, d.to.at.names)),
    inherited: (d, ctx) => (isLeftBehind(d.from, d.to, ctx) ? 'replace' : attach(d.to, ctx)),
  },

  rename: (from, to) => ({ sql: `${alter(from)} RENAME TO ${ident(to.names[1]!)}` }),
  commentOn: (o) => `INDEX ${qualified(o.at.names)}`,
  needsServer: (o) => (o.attrs['nullsNotDistinct'] === true ? { major: 15, what: 'NULLS NOT DISTINCT' } : undefined),
};

/** Keys of partitions hold on to it; those that go too wait until it is gone. */
function plainDrop(o: CatalogObject, ctx: Context): Draft[] {
  const keys = keysWithin(o, ctx);
  const going = keys.filter((k) => ctx.brokenHere(k.at) && !ctx.brokenHere(k.within!)).map((k) => k.at);
  return whileDetached(keys, { sql: `DROP INDEX ${qualified(o.at.names)}`, frees: [gone(o)], ...(going.length === 0 ? {} : { breaks: going }) }, ctx);
}

function make(o: CatalogObject, ctx: Context): Draft[] {
  const ask = asked(duplicatesIn(o, ctx));
  const joinsLater = o.attrs['inherited'] != null && isOffMeanwhile(o.within!, ctx);
  const concurrently = ctx.online && ctx.existed(o.within!) && !isPartitioned(o.within!, ctx.desired) && !joinsLater;
  const taken = builtInParts(o, ctx) ? { needs: [], takes: [] } : afterAdoptable(o, ctx, [o.at.kind, 'table constraint']);
  const [without, keys] = [afterThoseWithout(o, ctx), keysToTakeIn(o, ctx)];
  const first = [...twinsOf(o, ctx), ...keys.needs, ...clonesBefore(o, ctx, cloning), ...taken.needs, ...without.needs];
  const after = {
    ...(first.length === 0 ? {} : { needs: first }),
    takes: [...without.takes, ...taken.takes, ...keys.takes],
    awaits: afterLeavers(o.within!, ctx),
    ...(o.attrs['inherited'] == null ? {} : { frees: [madeBefore(o.within!)] }),
  };
  const key = keyInTheWay(o, ctx);
  if (key !== undefined) return inPlaceOfKey(o, key, { ...ask, ...after }, ctx);
  return [
    concurrently
      ? { ...built(createIndex(o, 'CONCURRENTLY ', o.at.names[1]!), o.at.names), ...ask, ...after }
      : { sql: createIndex(o, builtInParts(o, ctx) ? 'ONLY ' : '', o.at.names[1]!), ...ask, ...after },
  ];
}

/** Indexes that the parent's brings and that look the same: they come first, or the server would take this one for one of them. */
function twinsOf(o: CatalogObject, ctx: Context): Address[] {
  if (o.attrs['inherited'] != null || o.within!.kind !== 'table' || !isPartition(o.within!, ctx.desired)) return [];
  const same = (a: CatalogObject): boolean => JSON.stringify([a.attrs['keys'], a.attrs['columns']]) === JSON.stringify([o.attrs['keys'], o.attrs['columns']]);
  return ctx
    .children(o.within!)
    .filter((c) => c.at.kind === o.at.kind && c.attrs['inherited'] != null && ctx.madeHere(c.at) && same(c))
    .map((c) => c.at);
}

/** The server makes it when the parent gets its index or the table joins its parent. */
function cloned(o: CatalogObject, ctx: Context): boolean {
  // A table that joins its parent has them by name before.
  return cloning.comes(o, ctx) && (ctx.madeHere(o.within!) || !isMuddled(o, ctx, cloning));
}

function parentIndex(o: CatalogObject, ctx: Context): CatalogObject | undefined {
  return o.attrs['inherited'] == null ? undefined : ctx.desired.objects.get(keyOf(cloneOf(o)));
}

/** Only where the server does not attach it by itself: the parent's index is there and waits for its parts. */
function attach(o: CatalogObject, ctx: Context): Draft[] {
  const parent = parentIndex(o, ctx);
  if (parent === undefined || builtInParts(parent, ctx)) return [];
  const waits = waitsFor(o, parent, ctx) || (!ctx.madeHere(parent.at) && comesFromParent(o, ctx));
  return waits
    ? [
        {
          sql: `ALTER INDEX ${qualified(parent.at.names)} ATTACH PARTITION ${qualified(o.at.names)}`,
          what: 'part of the index of its parent',
          needs: [parent.at],
          takes: [joined(o.within!)],
        },
      ]
    : [];
}

function attachParts(o: CatalogObject, ctx: Context): Draft[] {
  return builtInParts(o, ctx) ? attachments(o, (at) => at.names, ctx) : [];
}

function moved(o: CatalogObject): Draft {
  return { sql: `${alter(o)} ${toItsSpace(o)}`, what: 'tablespace' };
}

function renamedClone(o: CatalogObject, ctx: Context): readonly Draft[] | null {
  if (isMuddled(o, ctx, cloning)) return madeByName(o, ctx, cloning);
  const stand = standIn(o, ctx);
  if (stand !== undefined) return givenUp(stand, o, ctx);
  const was = nameBefore(o, ctx, () => nameOfClone(o, ctx, cloning));
  const given = givenItsName(o, was, `ALTER INDEX ${qualified([o.at.names[0]!, was])} RENAME TO ${ident(o.at.names[1]!)}`);
  return given === null ? null : [given];
}

/** The new one is built beside the old one, takes its name in one short transaction, and only then does the old one go: no query waits or is without. */
function rebuild(d: Difference, ctx: Context): Outcome {
  if (isLeftBehind(d.from, d.to, ctx) || keyOf(d.from.within!) !== keyOf(d.to.within!)) return 'replace';
  if (d.to.attrs['inherited'] != null) return isInherited(d.from) && comesFromParent(d.to, ctx) ? null : 'replace';
  if (!ctx.online || !ctx.existed(d.to.within!) || isPartitioned(d.to.within!, ctx.desired) || isOffMeanwhile(d.to.within!, ctx)) return 'replace';
  if (couldBeTakenIn([d.from, d.to], ctx)) return 'replace';
  // What it computes of the old type may mean nothing of the new one.
  const computes = d.from.attrs['predicate'] != null || (d.from.attrs['columns'] as readonly (string | null)[]).includes(null);
  // Nor does an operator class of the old type take the new one.
  const classed = JSON.stringify(d.from.aside?.['classes'] ?? null) !== JSON.stringify(d.to.aside?.['classes'] ?? null);
  if ((computes || classed) && onRetyped(keyOf(d.to.at), ctx)) return 'replace';
  return inPlaceOfOld(d, ctx);
}

/** Another one that is built for it has all that from the start. */
function unlessBuilt(d: Difference, ctx: Context, change: () => Outcome): Outcome {
  const revalidated = d.attrs.includes('valid') && !isPartitioned(d.to.within!, ctx.desired);
  return revalidated || d.attrs.some((a) => defining.includes(a)) ? null : change();
}

/** A partitioned index becomes valid when its last part is attached; any other was left behind by a broken build. */
function revalidate(d: Difference, ctx: Context): Outcome {
  if (isPartitioned(d.to.within!, ctx.desired)) return isCompleted(d.to, ctx) ? null : 'replace';
  return rebuild(d, ctx);
}
