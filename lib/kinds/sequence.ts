// Owns sequences that stand for themselves, serial ones too. The sequence of an identity column is part of that column.
import { address, keyOf, type Address } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { outlivesOwner } from './columns/carried-sequence.ts';
import { createSequence, feedingSequence, sequenceOptionsJson, takesOver, type Identity } from './columns/identity.ts';
import { descending, sequenceOptionChanges, standsBeyond } from './columns/sequence-options.ts';
import type { CatalogObject, Context, Difference, Draft, Kind } from './kind.ts';

type Options = Omit<Identity, 'generated'>;
const options = (o: CatalogObject): Options => o.attrs as Options;
const alter = (o: CatalogObject): string => `ALTER SEQUENCE ${qualified(o.at.names)}`;

/** Servers below 15 know no unlogged sequences; from there on an owned one is what its table becomes. */
function follows(o: CatalogObject, ctx: Context): boolean {
  return ctx.floor < 15 && o.attrs['unlogged'] === true && o.attrs['ownedBy'] != null && ctx.madeHere(tableOf(columnOf(o)));
}

function asItsTable(o: CatalogObject): Draft[] {
  const table = qualified(tableOf(columnOf(o)).names);
  return ['LOGGED', 'UNLOGGED'].map((how) => ({ sql: `ALTER TABLE ${table} SET ${how}`, what: 'persistence, as its table', needs: [tableOf(columnOf(o))] }));
}

function goesAlong({ from, to }: Difference, ctx: Context): boolean {
  if (from.attrs['ownedBy'] == null || to.attrs['ownedBy'] == null) return false;
  const at = keyOf(tableOf(columnOf(to)));
  return (ctx.current.objects.get(at)?.attrs['unlogged'] ?? null) !== (ctx.desired.objects.get(at)?.attrs['unlogged'] ?? null);
}

export const sequence: Kind = {
  name: 'sequence',
  class: 'pg_class',
  among: ['pg_class S'],
  rank: 100,
  replaceable: true,
  ridesTypeChange: true,
  outlives: outlivesOwner,
  portable: ['type', 'start', 'increment', 'min', 'max', 'cache', 'cycle', 'ownedBy'],

  query: () => `
    select c.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname) as names, null::json as args,
      null::json as within, null::int4 as ordinal, pg_get_userbyid(c.relowner)::text as owner,
      ${aclDelta('c.relacl', 's', 'c.relowner')} as acl,
      json_build_object('type', format_type(s.seqtypid, null), ${sequenceOptionsJson},
        'unlogged', case when c.relpersistence = 'u' then true end,
        'ownedBy', (
          select json_build_array(tn.nspname, t.relname, a.attname) from pg_depend d
          join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype = 'a')
      ) as attrs
    from pg_sequence s
    join pg_class c on c.oid = s.seqrelid and c.relpersistence <> 't'
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}
    where not exists (select from pg_depend i where i.classid = 'pg_class'::regclass and i.objid = c.oid and i.deptype = 'i')`,

  create(o, ctx) {
    // The column's own change makes it: only while both stand can the position move.
    if (takesOver(o, ctx)) return owned(o);
    const older = follows(o, ctx);
    const create: Draft = { sql: createSequence(older ? { ...o, attrs: { ...o.attrs, unlogged: null } } : o, o.at.names) };
    return o.attrs['ownedBy'] == null ? create : [create, owned(o), ...(older ? asItsTable(o) : []), ...(adopts(o, ctx) ? [goesOn(o)] : [])];
  },

  drop(o, ctx) {
    const column = o.attrs['ownedBy'] == null ? undefined : columnOf(o);
    if (column !== undefined && (ctx.brokenHere(column) || ctx.brokenHere(tableOf(column)))) return null;
    const heir = column === undefined ? undefined : ctx.desired.objects.get(keyOf(column));
    if (heir?.attrs['identity'] != null && !ctx.madeHere(o.at) && feedingSequence(heir, ctx) !== undefined) return null;
    return { sql: `DROP SEQUENCE ${qualified(o.at.names)}` };
  },

  together: [['type', 'start', 'increment', 'min', 'max', 'cache', 'cycle']],
  alter: {
    type: (d) => change(d),
    unlogged: (d, ctx) =>
      goesAlong(d, ctx) ? null : { sql: `${alter(d.to)} SET ${d.to.attrs['unlogged'] === true ? 'UNLOGGED' : 'LOGGED'}`, what: 'persistence' },
    ownedBy: (d) => reown(d),
  },

  rename(from, to) {
    if (from.at.names[0] === to.names[0]) return { sql: `${alter(from)} RENAME TO ${ident(to.names[1]!)}` };
    // one that a column owns stands where its table does
    const free = from.attrs['ownedBy'] == null ? [] : [{ sql: `${alter(from)} OWNED BY NONE`, what: 'let go of by its column' }];
    return [...free, { sql: `${alter(from)} SET SCHEMA ${ident(to.names[0]!)}` }];
  },
  // A server makes no relation but an index by the name of a type.
  slots: (o) => [`pg_type:${JSON.stringify([o.at.names, []])}`],
  commentOn: (o) => `SEQUENCE ${qualified(o.at.names)}`,
  // An owned sequence has its table's owner, and refuses any other.
  ownerOn: (o) => (o.attrs['ownedBy'] == null ? `SEQUENCE ${qualified(o.at.names)}` : undefined),
  grantOn: (o) => `SEQUENCE ${qualified(o.at.names)}`,
  privileges: () => ['SELECT', 'UPDATE', 'USAGE'],
  needsServer: (o) => (o.attrs['unlogged'] === true && o.attrs['ownedBy'] == null ? { major: 15, what: 'an unlogged sequence' } : undefined),
};

function columnOf(o: CatalogObject): Address {
  return address('table column', o.attrs['ownedBy'] as readonly string[]);
}

function tableOf(column: Address): Address {
  return address('table', column.names.slice(0, 2));
}

function owned(o: CatalogObject): Draft {
  return { sql: `${alter(o)} OWNED BY ${qualified(o.attrs['ownedBy'] as readonly string[])}`, what: 'owned by its column', needs: [columnOf(o)] };
}

/** A column with rows that gets its first sequence (integer -> serial). */
function adopts(o: CatalogObject, ctx: Context): boolean {
  const column = columnOf(o);
  return ctx.current.objects.has(keyOf(column)) && !ctx.brokenHere(column) && ctx.desired.objects.has(keyOf(address('default value', column.names)));
}

/** Past every value the column holds. */
function goesOn(o: CatalogObject): Draft {
  const column = columnOf(o);
  const down = descending(options(o));
  const first = o.attrs['start'] ?? (down ? (o.attrs['max'] ?? '-1') : (o.attrs['min'] ?? '1'));
  const name = ident(column.names[2]!);
  const next = `pg_catalog.${down ? 'min' : 'max'}(${name}) ${down ? '-' : '+'} 1`;
  return {
    sql: `SELECT pg_catalog.setval('${qualified(o.at.names).replaceAll("'", "''")}'::pg_catalog.regclass, ${down ? 'LEAST' : 'GREATEST'}(${next}, ${first as string}), false) FROM ${qualified(column.names.slice(0, 2))}`,
    what: 'goes on after the last value',
    needs: [column],
  };
}

function change(d: Difference): Draft {
  const type = d.from.attrs['type'] === d.to.attrs['type'] ? [] : [`AS ${d.to.attrs['type'] as string}`];
  const [was, is] = [options(d.from), options(d.to)];
  return { sql: `${alter(d.to)} ${[...type, ...sequenceOptionChanges(was, is, '')].join(' ')}`, what: 'options', ...standsBeyond(was, is, d.to.at.names) };
}

function reown(d: Difference): Draft {
  const is = d.to.attrs['ownedBy'];
  return {
    sql: `${alter(d.to)} OWNED BY ${is == null ? 'NONE' : qualified(is as readonly string[])}`,
    what: 'owner column',
    ...(is == null ? {} : { needs: [columnOf(d.to)] }),
  };
}
