// Owns tables: plain, partitioned, partitions, inheritance children and typed ones. What is in them are other kinds.
import { ident, qualified } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { goingOn, lettingGo, sequencesWith, takingBack } from './columns/carried-sequence.ts';
import { namesBefore } from './partitions/clone-name.ts';
import { itsIdentity } from './columns/identity-privileges.ts';
import { columnExtras, merged, noDefaultOfItsParent, notPassedOn } from './columns/column-extras.ts';
import { copiedDefaults, heirsOf, isInherited, leavesParents, parentColumns } from './partitions/inheritance.ts';
import type { CatalogObject, Context, Draft, Kind } from './kind.ts';
import { wholesWithout } from './partitions/partition-key.ts';
import { persistence, pointingAt, unlinks, whileOff } from './keys/references.ts';
import { optionChanges, optionsJson, withOptions } from './attributes/reloptions.ts';
import { identified } from './keys/row-identity.ts';
import { backFromParents, spaceOf, toItsSpace } from './partitions/tablespace.ts';
import { keptPartitions, offMeanwhile, outlivesParent } from './partitions/remade-parent.ts';
import { trailing } from './attributes/trailing.ts';
import { branchesOff, goneAbove, isRebound, lostAbove, outgoingIndexes, outgoingAlone, outgoingNotNull } from './partitions/joining.ts';
import { freesPlace, joinsAgain, pair, takesPlace, underParents } from './partitions/table-parents.ts';
import { triggersAgain } from './partitions/trigger-clones.ts';
import { retyping } from './columns/typed-table.ts';
import { detach, left } from './partitions/leave-and-join.ts';

const on = (o: CatalogObject): string => `ALTER TABLE ${qualified(o.at.names)}`;

export const table: Kind = {
  name: 'table',
  class: 'pg_class',
  among: ['pg_class r', 'pg_class p'],
  rank: 200,
  // The rows of a partition are its parent's, which is made again around its parts: they keep them.
  replaceable: (o) => o.attrs['partitionOf'] != null || o.attrs['partitionBy'] != null,
  holdsOn: ['unlogged', 'options', 'tablespace', 'accessMethod', 'replicaIdentity', 'rowSecurity', 'forceRowSecurity'],
  portable: ['unlogged', 'rowSecurity', 'forceRowSecurity', 'replicaIdentity', 'inherits', 'partitionOf', 'ofType'],

  query: () => `
    select c.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname) as names, null::json as args,
      null::json as within, null::int4 as ordinal, pg_get_userbyid(c.relowner)::text as owner,
      ${aclDelta('c.relacl', 'r', 'c.relowner')} as acl,
      -- a bound is written in labels, which pg_depend does not say
      case when c.relispartition then (
        select json_agg(json_build_object('kind', 'enum', 'how', 'soft', 'names', json_build_array(tn.nspname, t.typname)))
        from pg_inherits i join pg_partitioned_table k on k.partrelid = i.inhparent join pg_attribute a on a.attrelid = i.inhparent and a.attnum = any(k.partattrs) and a.attnum > 0
          join pg_type t on t.oid = a.atttypid and t.typtype = 'e' join pg_namespace tn on tn.oid = t.typnamespace
        where i.inhrelid = c.oid) end as leans,
      json_build_object(
        'unlogged', case when c.relpersistence = 'u' then true end,
        'options', ${optionsJson('c.reloptions', 'toast.reloptions')},
        'tablespace', (select s.spcname from pg_tablespace s where s.oid = c.reltablespace),
        'accessMethod', (select m.amname from pg_am m where m.oid = c.relam and m.amname <> 'heap'),
        'replicaIdentity', case c.relreplident when 'f' then 'full' when 'n' then 'nothing' when 'i' then
          case when exists (select from pg_index x where x.indrelid = c.oid and x.indisreplident) then 'index' else 'nothing' end end,
        'rowSecurity', case when c.relrowsecurity then true end,
        'forceRowSecurity', case when c.relforcerowsecurity then true end,
        'ofType', (select json_build_array(tn.nspname, t.typname) from pg_type t join pg_namespace tn on tn.oid = t.typnamespace where t.oid = c.reloftype),
        'inherits', case when not c.relispartition then (
          select json_agg(json_build_array(pn.nspname, p.relname) order by pn.nspname collate "C", p.relname collate "C")
          from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid) end,
        'partitionOf', case when c.relispartition then (
          select json_build_array(pn.nspname, p.relname)
          from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid) end,
        'bound', pg_get_expr(c.relpartbound, c.oid),
        'partitionBy', case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end
      ) as attrs
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}
    left join pg_class toast on toast.oid = c.reltoastrelid
    where c.relkind in ('r', 'p') and c.relpersistence <> 't'`,

  create(o, ctx, folded) {
    const first = [
      ...(o.attrs['partitionBy'] == null ? [] : lostAbove(o, ctx)),
      ...namesBefore(o, ctx),
      ...outgoingIndexes(o, ctx),
      ...outgoingNotNull(o, ctx),
      ...outgoingAlone(o, ctx),
    ];
    return [
      {
        sql: createTable(o, folded, ctx),
        takes: [...(takesPlace(o).takes ?? []), ...goneAbove(o, ctx), ...copiedDefaults(o, ctx)],
        frees: mergedColumns(o, ctx),
        ...(first.length === 0 ? {} : { needs: first }),
      },
      ...takingBack(o, ctx),
      ...trailing(o, [...backFromParents(o, ctx), ...settings(o), ...extras(o, ctx, folded)]),
      ...keptPartitions(o, ctx).map((p) => joinsAgain(p, ctx)),
      ...offMeanwhile(o, ctx).flatMap((p) => [joinsAgain(p, ctx), ...trailing(o, triggersAgain(p.at, ctx))]),
      ...goingOn(o, ctx),
    ];
  },

  drop(o, ctx) {
    // Foreign keys that point at the tables above hold on to every partition until they go or it is detached.
    const pointing = o.attrs['partitionOf'] == null ? [] : pointingAt(o.at, ctx.current);
    const going = pointing.filter((k) => ctx.brokenHere(k.at) && !ctx.madeHere(k.at));
    const frees = [...(freesPlace(o).frees ?? []), ...branchesOff(o, ctx), ...unlinks(o, ctx), ...whileOff(o.at, ctx).goes.frees!];
    const takes = heirsOf(o.at, ctx.current).flatMap((p) => (leavesParents(p.at, ctx) ? [left(p.at)] : []));
    const drop: Draft = { sql: `DROP TABLE ${qualified(o.at.names)}`, frees, takes };
    const off = [
      ...lettingGo(o, ctx),
      ...[...offMeanwhile(o, ctx).reverse(), ...keptPartitions(o, ctx)].map((p) => ({
        sql: detach(p),
        what: `partition ${p.at.names[1]!}`,
        ...whileOff(p.at, ctx).leaves,
        frees: [left(p.at)],
      })),
    ];
    const itself = going.length === pointing.length ? [] : [{ sql: detach(o), what: 'partition', ...freesPlace(o) }];
    const [first, ...rest]: Draft[] = [...off, ...itself, drop];
    return going.length === 0 ? [first!, ...rest] : [{ ...first!, needs: going.map((k) => k.at) }, ...rest];
  },

  outlives: outlivesParent,
  remakes: (o, ctx) => [...(isRebound(o, ctx) ? pointingAt(o.at, ctx.current).map((k) => k.at) : []), ...wholesWithout(o, ctx)],
  together: [['partitionOf', 'bound', 'inherits']],
  alter: {
    unlogged: (d, ctx) => persistence(d.to, on(d.to), ctx),
    options: (d) => optionChanges(d.from.attrs['options'], d.to.attrs['options']).map((change) => ({ sql: `${on(d.to)} ${change}`, what: 'options' })),
    tablespace: (d) => ({ sql: `${on(d.to)} ${toItsSpace(d.to)}`, what: 'tablespace' }),
    accessMethod: (d, ctx) =>
      ctx.floor >= 15
        ? { sql: `${on(d.to)} SET ACCESS METHOD ${ident((d.to.attrs['accessMethod'] as string | undefined) ?? 'heap')}`, what: 'access method' }
        : 'replace',
    // The index that identifies rows says so itself: it has to say it again whenever it is rebuilt.
    replicaIdentity: (d) => (d.to.attrs['replicaIdentity'] === 'index' ? null : replicaIdentity(d.to)),
    rowSecurity: (d) => ({ sql: `${on(d.to)} ${d.to.attrs['rowSecurity'] === true ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`, what: 'row security' }),
    forceRowSecurity: (d) => ({
      sql: `${on(d.to)} ${d.to.attrs['forceRowSecurity'] === true ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`,
      what: 'forced row security',
    }),
    ofType: (d, ctx) => retyping(d, ctx),
    inherits: (d, ctx) => underParents(d, ctx),
    partitionOf: (d, ctx) => underParents(d, ctx),
    partitionBy: 'replace',
  },

  rename: (from, to, ctx) =>
    from.at.names[0] === to.names[0]
      ? { sql: `${on(from)} RENAME TO ${ident(to.names[1]!)}` }
      : { sql: `${on(from)} SET SCHEMA ${ident(to.names[0]!)}`, ...sequencesWith(from, to, ctx) },

  // A table takes its name among types too.
  slots: (o) => [`pg_type:${JSON.stringify([o.at.names, []])}`],
  commentOn: (o) => `TABLE ${qualified(o.at.names)}`,
  ownerOn: (o) => `TABLE ${qualified(o.at.names)}`,
  grantOn: (o) => `TABLE ${qualified(o.at.names)}`,
  privileges: (floor) => ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', ...(floor >= 17 ? ['MAINTAIN'] : [])],
};

function createTable(o: CatalogObject, folded: readonly string[], ctx: Context): string {
  const a = o.attrs;
  const lines = folded.filter((c) => c !== '');
  const list = lines.length > 0 ? ` (\n  ${lines.join(',\n  ')}\n)` : a['ofType'] == null && a['partitionOf'] == null ? ' ()' : '';
  let sql = `CREATE ${a['unlogged'] === true ? 'UNLOGGED ' : ''}TABLE ${qualified(o.at.names)}`;
  if (a['ofType'] != null) sql += ` OF ${pair(a['ofType'])}${list}`;
  else if (a['partitionOf'] != null) sql += ` PARTITION OF ${pair(a['partitionOf'])}${list} ${a['bound'] as string}`;
  else sql += list;
  if (a['inherits'] != null) sql += ` INHERITS (${(a['inherits'] as string[][]).map((p) => pair(p)).join(', ')})`;
  if (a['partitionBy'] != null) sql += ` PARTITION BY ${a['partitionBy'] as string}`;
  if (a['accessMethod'] != null) sql += ` USING ${ident(a['accessMethod'] as string)}`;
  sql += withOptions(a['options']);
  return sql + spaceOf(o, ctx);
}

function mergedColumns(o: CatalogObject, ctx: Context): string[] {
  const parents = ctx.children(o.at).map((c) => (c.at.kind === 'table column' ? parentColumns(c.at, ctx.desired) : []));
  return parents.filter((p) => p.length > 1).flatMap((p) => p.map((c) => merged(c.at)));
}

function settings(o: CatalogObject): Draft[] {
  const out: Draft[] = [];
  const identity = o.attrs['replicaIdentity'];
  if (identity != null && identity !== 'index') out.push(replicaIdentity(o));
  if (o.attrs['rowSecurity'] === true) out.push({ sql: `${on(o)} ENABLE ROW LEVEL SECURITY`, what: 'row security' });
  if (o.attrs['forceRowSecurity'] === true) out.push({ sql: `${on(o)} FORCE ROW LEVEL SECURITY`, what: 'forced row security' });
  return out;
}

function replicaIdentity(o: CatalogObject): Draft {
  return {
    sql: `${on(o)} REPLICA IDENTITY ${((o.attrs['replicaIdentity'] as string | undefined) ?? 'default').toUpperCase()}`,
    what: 'replica identity',
    frees: [identified(o.at.names)],
  };
}

/** What a CREATE TABLE cannot say of its columns. */
function extras(o: CatalogObject, ctx: Context, folded: readonly string[]): Draft[] {
  const out: Draft[] = [];
  for (const column of ctx.children(o.at)) {
    if (column.at.kind !== 'table column') continue;
    const name = ident(column.at.names[2]!);
    const inherited = isInherited(column);
    if (!inherited && o.attrs['ofType'] == null && !folded.some((c) => c.startsWith(`${name} `))) continue;
    out.push(...columnExtras(column, undefined), ...(inherited ? notPassedOn(column, ctx) : []), ...itsIdentity(column, ctx));
    if (inherited) out.push(...noDefaultOfItsParent(column, ctx));
  }
  return out;
}
