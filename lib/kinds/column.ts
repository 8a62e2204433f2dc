// Owns table columns: type, collation, identity with its sequence, generation, storage. Defaults and NOT NULL are objects of their own.
import { keyOf, type Address } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import { alterColumn } from './columns/alter-column.ts';
import { aclDelta } from './privileges/acl.ts';
import { knownCast, usedUp } from './columns/known-casts.ts';
import { columnExtras, noDefaultOfItsParent, ofItsType, retypes, storageName } from './columns/column-extras.ts';
import { map } from './attributes/attr.ts';
import { columnOptionChange, optionChange } from './attributes/foreign-options.ts';
import { changedRights, ofItsSequence, rightsOfNew, sequenceRights } from './columns/identity-privileges.ts';
import { heldAsText, typeBefore } from './columns/held-as-text.ts';
import { onceApart, sharing, together } from './partitions/common-parent.ts';
import { leavesItsOwn } from './partitions/joined-identity.ts';
import { identityApart, identityClause, identityDrafts, identityJson, namesOfItsSequence } from './columns/identity.ts';
import {
  afterLeaving,
  afterParents,
  changesWithParent,
  comesFromParent,
  goesWithParent,
  heirsOf,
  isInherited,
  isPartition,
  leavesParents,
  parentColumns,
} from './partitions/inheritance.ts';
import { branchOff } from './partitions/joining.ts';
import { columnsAbove, differsFromParent, mergesWith, ofItsOwn, regenerate } from './columns/regenerate.ts';
import type { CatalogObject, Check, Context, Difference, Draft, Kind } from './kind.ts';
import { movesAlong } from './sql-types/moved-types.ts';
import { optionsJson } from './attributes/reloptions.ts';
import { rewritten } from './sql-types/rewritten.ts';
import { keyedBy, leavesAndJoins, outlivesParent } from './partitions/remade-parent.ts';
import { tiesToParents } from './partitions/ties.ts';
import { trailing } from './attributes/trailing.ts';
import { explicitly } from './columns/using.ts';
import { afterType, comesFromType } from './columns/typed-table.ts';
import { asked, losesRows, tooWide } from './keys/violations.ts';
import { left } from './partitions/leave-and-join.ts';

const tableOf = (at: Address): string => qualified(at.names.slice(0, 2));
const nameOf = (at: Address): string => ident(at.names[2]!);
const isForeign = (o: CatalogObject): boolean => o.within!.kind === 'foreign table';

export const column: Kind = {
  name: 'table column',
  class: 'pg_class',
  among: ['pg_class r', 'pg_class p', 'pg_class f'],
  rank: 210,
  // A generated column holds nothing that its expression does not bring back.
  replaceable: (o) => o.attrs['generated'] != null || isInherited(o),
  outlives: outlivesParent, // a partition's column changes with its parent's
  remakes: keyedBy,
  meanwhile: heldAsText,
  ridesTypeChange: (o) => isInherited(o) && o.attrs['generated'] == null,
  unsettles: ['type', 'collation'],
  holdsOn: ['storage', 'compression', 'statistics', 'options', 'foreignOptions'],
  portable: ['type', 'collation', 'identity', 'inherited'],

  query: (server) => `
    select c.oid::text as objid, a.attnum::int4 as objsubid, json_build_array(n.nspname, c.relname, a.attname) as names, null::json as args,
      json_build_object('kind', case when c.relkind = 'f' then 'foreign table' else 'table' end, 'names', json_build_array(n.nspname, c.relname)) as within, a.attnum::int4 as ordinal, null::text as owner,
      ${aclDelta('a.attacl', 'c', 'c.relowner')} as acl,
      case when a.attinhcount > 0 then (
        select json_agg(json_build_object('kind', 'table column', 'how', case when a.attislocal then 'soft' else 'auto' end, 'names', json_build_array(pn.nspname, p.relname, a.attname)))
        from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid
          and exists (select from pg_attribute pa where pa.attrelid = p.oid and pa.attname = a.attname and not pa.attisdropped))
        when c.reloftype <> 0 then (
        select json_build_array(json_build_object('kind', 'composite type', 'how', 'auto', 'names', json_build_array(on_.nspname, o.typname)))
        from pg_type o join pg_namespace on_ on on_.oid = o.typnamespace where o.oid = c.reloftype) end as leans,
      case when not c.relispartition and a.attinhcount > 0 then case when a.attislocal then 'merged' else 'inherited' end end as bond,
      json_build_object(
        'type', format_type(a.atttypid, a.atttypmod),
        'collation', case when a.attcollation <> t.typcollation and a.attcollation <> 0 then (
          select json_build_array(ln.nspname, l.collname) from pg_collation l join pg_namespace ln on ln.oid = l.collnamespace where l.oid = a.attcollation) end,
        'identity', case when a.attidentity <> '' then ${identityJson} end, ${ofItsSequence},
        'generated', case when a.attgenerated <> '' then json_build_object(
          'as', case a.attgenerated when 's' then 'stored' else 'virtual' end, 'expression', pg_get_expr(d.adbin, d.adrelid)) end,
        'storage', case when a.attstorage <> t.typstorage then ${storageName('a.attstorage')} end,
        -- the way back, where the server has no SET STORAGE DEFAULT
        '~typeStorage', case when a.attstorage <> t.typstorage then ${storageName('t.typstorage')} end,
        'compression', ${server >= 140000 ? "case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end" : 'null'},
        'statistics', case when a.attstattarget >= 0 then a.attstattarget end,
        'options', ${optionsJson('a.attoptions')},
        'foreignOptions', ${optionsJson('a.attfdwoptions')},
        'inherited', case when c.relispartition and not a.attislocal then true end
      ) as attrs
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum and a.attgenerated <> ''
    where a.attnum > 0 and not a.attisdropped`,

  // New rows come without a value: nothing may demand one. A key demands it as long as it is there.
  whileLeaving(o, inside, beside) {
    const filled = o.attrs['identity'] != null || o.attrs['generated'] != null || inside.some((c) => c.at.kind === 'default value');
    const keyed = beside.some(
      (c) => c.at.kind === 'table constraint' && c.attrs['type'] === 'primary key' && (c.attrs['columns'] as readonly string[]).includes(o.at.names[2]!),
    );
    return filled || keyed ? [] : inside.filter((c) => c.at.kind === 'not null').map((c) => c.at);
  },

  clause(o, ctx, folded) {
    const table = ctx.desired.objects.get(keyOf(o.within!));
    const own = folded.filter((c) => c !== '');
    const clauses = [...(differsFromParent(o, ctx) ? [generation(o)] : []), ...own];
    if (isInherited(o) || table?.attrs['ofType'] != null) {
      if (clauses.length === 0) return '';
      // An inheritance child that names the column would make it its own.
      return table?.attrs['ofType'] != null || isPartition(o.within!, ctx.desired) ? `${nameOf(o.at)} WITH OPTIONS ${clauses.join(' ')}` : null;
    }
    return [definition(o), ...own].join(' ');
  },

  create(o, ctx, folded) {
    const before = !ctx.madeHere(o.within!) && o.bond === 'merged' && differsFromParent(o, ctx) ? { frees: columnsAbove(o, ctx.desired) } : undefined;
    if (comesFromParent(o, ctx) && before === undefined && differsFromParent(o, ctx) && !ctx.madeHere(o.within!)) return ofItsOwn(o);
    if ((comesFromParent(o, ctx) && before === undefined) || comesFromType(o, ctx))
      return [...columnExtras(o, undefined), ...(ctx.madeHere(o.within!) ? [] : noDefaultOfItsParent(o, ctx))];
    const clauses = folded.filter((c) => c !== '');
    const apart = identityApart(o, ctx);
    const add: Draft = {
      ...before,
      takes: [...whenOff(o, ctx), mergesWith(o)],
      sql: `ALTER TABLE ${tableOf(o.at)} ADD COLUMN ${[definition(o, apart.length === 0), ...clauses].join(' ')}`,
    };
    const filled = (o.attrs['identity'] != null && apart.length === 0) || o.attrs['generated'] != null || clauses.some((c) => c.startsWith('DEFAULT '));
    const demands = clauses.some((c) => /(^| )NOT NULL$/.test(c)) && !filled && ctx.existed(o.within!);
    const check = {
      sql: `SELECT count(*) FROM ${tableOf(o.at)}`,
      message: `rows of ${o.at.names.slice(0, 2).join('.')} have no value for the new NOT NULL column ${o.at.names[2]!}`,
    };
    const [added, ...again] = rewritten(o.within!, demands ? { ...add, check } : add, ctx) as [Draft, ...Draft[]];
    return [added, ...trailing(o, [...again, ...apart, ...columnExtras(o, undefined), ...sequenceRights(o, undefined, ctx)])];
  },

  drop(o, ctx) {
    if (comesFromType(o, ctx) || (goesWithParent(o, ctx) && !parentColumns(o.at, ctx.current).some((p) => keptBelow(p, ctx)))) return null;
    // Children that keep the column must not lose it with their parent's.
    const only = keptBelow(o, ctx) ? 'ONLY ' : '';
    const frees = o.bond === undefined ? [] : columnsAbove(o, ctx.current);
    const gone = { frees, takes: [branchOff(o.within!)], sql: `ALTER TABLE ${only}${tableOf(o.at)} DROP COLUMN ${nameOf(o.at)}` };
    return afterType(o, afterParents(o, afterLeaving(o, gone, ctx), ctx), ctx);
  },

  together: [
    ['type', 'collation', 'identity'],
    ['sequencePrivileges', 'sequenceComment'],
  ],
  alter: {
    type: becomes,
    collation: becomes,
    identity: becomes,
    sequencePrivileges: changedRights,
    generated: regenerate,
    storage: (d, ctx) => (retypes(d, ctx) ? null : columnExtras(d.to, d.from, ['storage'])),
    compression: (d, ctx) => (retypes(d, ctx) ? null : columnExtras(d.to, d.from, ['compression'])),
    statistics: (d) => columnExtras(d.to, d.from, ['statistics']),
    options: (d) => columnExtras(d.to, d.from, ['options']),
    foreignOptions: (d) => columnOptionChange(d),
    inherited: () => null,
  },

  ties: tiesToParents,
  rename: (from, to) => ({ sql: `ALTER TABLE ${tableOf(from.at)} RENAME COLUMN ${nameOf(from.at)} TO ${ident(to.names[2]!)}` }),

  slots: namesOfItsSequence,
  commentOn: (o) => `COLUMN ${qualified(o.at.names)}`,
  grantOn: (o) => `TABLE ${tableOf(o.at)}`,
  grantColumn: (o) => nameOf(o.at),
  privileges: () => ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
  needsServer(o) {
    if ((o.attrs['generated'] as { as?: string } | undefined)?.as === 'virtual') return { major: 18, what: 'a virtual generated column' };
    if (o.attrs['compression'] != null) return { major: 14, what: 'column compression' };
    return undefined;
  },
};

/** With the partitions off that leave for a while; a partition's own while it is off itself, or when it has left. */
function whenOff(o: CatalogObject, ctx: Context): string[] {
  return [branchOff(o.within!), ...(leavesAndJoins(o.within!, ctx) || leavesParents(o.within!, ctx) ? [left(o.within!)] : [])];
}

/** An inheritance child has the column from here and keeps it; or has declared it too, which the way back from here makes only the parent's. */
function keptBelow(o: CatalogObject, ctx: Context): boolean {
  return heirsOf(o.within!, ctx.current).some((t) => {
    if (t.attrs['inherits'] == null || ctx.brokenHere(t.at)) return false;
    const below = { ...o.at, names: [...t.at.names, o.at.names[2]!] };
    const bond = ctx.current.objects.get(keyOf(below))?.bond;
    return bond === 'merged' ? ctx.brokenHere(below) : bond === 'inherited' && ctx.desired.objects.has(keyOf(below)) && !ctx.brokenHere(below);
  });
}

function definition(o: CatalogObject, identified = true): string {
  const { type, collation, identity, generated } = o.attrs;
  let sql = `${nameOf(o.at)} ${type as string}`;
  if (o.attrs['foreignOptions'] != null) sql += ` ${optionChange(new Map(), map(o, 'foreignOptions'), '')}`;
  if (collation != null) sql += ` COLLATE ${qualified(collation as string[])}`;
  if (identity != null && identified) sql += ` ${identityClause(o)}`;
  return generated == null ? sql : `${sql} ${generation(o)}`;
}

function generation(o: CatalogObject): string {
  const g = o.attrs['generated'] as { as: string; expression: string };
  return `GENERATED ALWAYS AS (${g.expression}) ${g.as.toUpperCase()}`;
}

/** Only whole numbers have an identity: it comes after their type, and goes before it. */
function becomes(d: Difference, ctx: Context): Draft[] {
  const type = d.attrs.includes('type') || d.attrs.includes('collation') ? retype(d, ctx) : [];
  const own = d.attrs.includes('identity') && (!isInherited(d.to) || !isPartition(d.to.within!, ctx.desired) || leavesItsOwn(d, ctx));
  const identity = own ? [...identityDrafts(d, ctx), ...rightsOfNew(d, ctx)] : [];
  return d.from.attrs['identity'] == null ? [...type, ...identity] : [...identity, ...type];
}

function retype(d: Difference, ctx: Context): Draft[] {
  if (changesWithParent(d.to, ctx) || comesFromType(d.to, ctx)) return columnExtras(d.to, undefined, ofItsType);
  const [from, to] = [d.from.attrs['type'] as string, d.to.attrs['type'] as string];
  if (!d.attrs.includes('collation') && movesAlong(from, to, ctx)) return [];
  // The server asks for no cast in a foreign table, and refuses USING there.
  const before = typeBefore(d.from, ctx);
  const known = isForeign(d.to) ? undefined : knownCast(before, to, ctx);
  const hint = isForeign(d.to) ? undefined : ctx.hint(d.to.at, 'using');
  const using = isForeign(d.to) ? undefined : (hint ?? explicitly(d, before, to, known, ctx));
  const cast = known?.made;
  const collation = d.to.attrs['collation'] == null ? '' : ` COLLATE ${qualified(d.to.attrs['collation'] as string[])}`;
  const check = (at: Address): Check | undefined =>
    using === undefined && ctx.existed(d.to.within!) && !losesRows(d.to.within!, ctx) ? tooWide(at.names.slice(0, 2), at.names[2]!, from, to) : undefined;
  const change = (table: string): Draft => ({
    ...alterColumn(table, nameOf(d.to.at), `TYPE ${to}${collation}${using === undefined ? '' : ` USING ${using}`}`),
    ...(hint === undefined ? {} : { clause: undefined }),
    what: `type ${to}`,
    takes: [...whenOff(d.to, ctx), ...onceApart(d.to, ctx)],
    ...(cast === undefined ? {} : ctx.desired.objects.has(keyOf(cast)) ? { needs: [cast] } : { frees: [usedUp(cast)] }),
  });
  const shared = sharing(d.to, ctx);
  const changes =
    shared.length > 1 ? together(shared, d.from, change, check) : rewritten(d.to.within!, { ...change(tableOf(d.to.at)), ...asked(check(d.to.at)) }, ctx);
  return [...(keyOf(shared[0]!) === keyOf(d.to.at) ? changes : []), ...columnExtras(d.to, undefined, ofItsType)];
}
