// Owns reading no more of a large database than a project has to do with: its objects, their parts, and what leans on them or they lean on.
import { address, addressOf, type Key } from '../../catalog/address.ts';
import type { CatalogObject } from '../../catalog/catalog.ts';
import type { Kind } from '../../kinds/kind.ts';
import { literal } from '../../sql/quote.ts';
import type { Session } from '../session/session.ts';
import { atLarge, inSchemas } from './census.ts';

/** OIDs, whatever catalog they are of: one that another catalog has too only means that more is read. */
export type Scope = readonly string[];

/** Below so many relations all of a database is read as quickly. */
const LARGE = 3_000;

/**
 * What has to be read of a database to know these objects and their neighbours; undefined: all of it, where that is not much more.
 * TIDEMARK_LOOK=part limits every reading, =whole none.
 */
export async function scopeAround(session: Session, keys: Iterable<Key>, within: (alias: string) => string, subscribed: boolean): Promise<Scope | undefined> {
  const how = process.env['TIDEMARK_LOOK'];
  if (how === 'whole') return undefined;
  const names = pairsIn(keys);
  if (how !== 'part') {
    const [there] = await session.rows<{ n: number }>(`select count(*)::int4 as n from pg_class o where o.relkind <> 't' and o.oid >= 16384`);
    if (there!.n < LARGE || there!.n < names.length * 4) return undefined;
  }
  const [row] = await session.rows<{ ids: string | null }>(scopeQuery(names, within, subscribed));
  return row!.ids === null ? [] : row!.ids.split(' ');
}

/** The OID of a row of a kind's query; a NOT NULL before 18 is told by its table's and its column's number. */
export const OBJID = `split_part(q.objid::text, '.', 1)::oid`;

export function inScope(column: string, scope: Scope | undefined): string {
  return scope === undefined ? 'true' : `${column} = any (${literal(`{${scope.join()}}`).trim()}::oid[])`;
}

/** A relation stands in the address of everything that lives in it, its schema before it; of an operator class the access method comes first. */
function pairsIn(keys: Iterable<Key>): string[] {
  const out = new Set<string>();
  for (const key of keys) {
    const { names } = addressOf(key);
    for (let n = 1; n < names.length; n += 1) out.add(JSON.stringify([names[n - 1], names[n]]));
  }
  return [...out];
}

/** What holds so many others that following it would find everything. */
const holders = ['pg_namespace', 'pg_extension', 'pg_language', 'pg_am'].map((name) => `'${name}'::regclass`).join(', ');

function scopeQuery(names: readonly string[], within: (alias: string) => string, subscribed: boolean): string {
  const wanted = [
    ...inSchemas.map(
      ([name, prefix]) =>
        `select '${name}'::regclass::oid, o.oid from ${name} o join pg_namespace n on n.oid = o.${prefix}namespace
         where ${within('n')} and (n.nspname::text, o.${prefix}name::text) in (select j->>0, j->>1 from w)`,
    ),
    ...atLarge.map((name) => `select '${name}'::regclass::oid, o.oid from ${name} o where o.oid >= 16384`),
    ...(subscribed
      ? [
          `select 'pg_subscription'::regclass::oid, o.oid from pg_subscription o where o.subdbid = (select oid from pg_database where datname = current_database())`,
        ]
      : []),
    `select 'pg_namespace'::regclass::oid, n.oid from pg_namespace n where ${within('n')}`,
  ];
  return `with recursive w as (select j from json_array_elements(${literal(`[${names.join()}]`)}::json) as j),
    own (classid, objid) as (
      select * from (${wanted.join(' union all ')}) as wanted
      union select d.classid, d.objid from own join pg_depend d on d.refclassid = own.classid and d.refobjid = own.objid
        where d.deptype in ('a', 'i', 'P', 'S') and own.classid not in (${holders})),
    near (classid, objid) as (
      select d.classid, d.objid from own join pg_depend d on d.refclassid = own.classid and d.refobjid = own.objid where own.classid not in (${holders})
      union select d.refclassid, d.refobjid from own join pg_depend d on d.classid = own.classid and d.objid = own.objid where d.refobjid >= 16384
      union select d.refclassid, d.refobjid from near join pg_depend d on d.classid = near.classid and d.objid = near.objid
        where d.deptype in ('a', 'i', 'P', 'S') and d.refobjid >= 16384)
    select string_agg(distinct objid::text, ' ') as ids from (select objid from own union select objid from near) as found`;
}

/** What stands by itself outside of a scope, with its owner and nothing else, and everything that some kind models. */
export interface Outside {
  readonly standing: readonly CatalogObject[];
  /** "class/objid" */
  readonly modelled: ReadonlySet<string>;
}

/** `queries`: of each kind that may have something. Their definitions are not printed. */
export async function outside(session: Session, queries: readonly (readonly [Kind, string])[], scope: Scope, runner: string): Promise<Outside> {
  const standing: CatalogObject[] = [];
  const modelled = new Set<string>();
  for (const [kind, sql] of queries) {
    const [all] = await session.rows<{ ids: string | null }>(`select string_agg(distinct q.objid::text, ' ') as ids from (${sql}) q`);
    for (const objid of all!.ids?.split(' ') ?? []) modelled.add(`${kind.class}/${objid}`);
    const parent = kind.class === 'pg_class' ? partitionOf : 'null::text[]';
    const rows = await session.rows<Standing>(
      `select q.names, q.args, q.owner, ${parent} as parent from (${sql}) q where q.within is null and not (${inScope(OBJID, scope)})
         and not exists (select from pg_depend e where e.classid = '${kind.class}'::regclass and e.objid = ${OBJID} and e.objsubid = 0 and e.deptype = 'e')`,
    );
    for (const row of rows) standing.push({ at: address(kind.name, row.names, row.args ?? []), within: undefined, attrs: aboutIt(row, runner) });
  }
  return { standing, modelled };
}

interface Standing {
  readonly names: string[];
  readonly args: string[] | null;
  readonly owner: string | null;
  readonly parent: string[] | null;
}

const partitionOf = `(select array[n.nspname::text, p.relname::text] from pg_class o join pg_inherits i on i.inhrelid = o.oid
  join pg_class p on p.oid = i.inhparent join pg_namespace n on n.oid = p.relnamespace where o.oid = ${OBJID} and o.relispartition)`;

/** What rules of the config go by. */
function aboutIt(row: Standing, runner: string): CatalogObject['attrs'] {
  return {
    ...(row.owner !== null && { owner: row.owner === runner ? '@runner' : row.owner }),
    ...(row.parent !== null && { partitionOf: row.parent }),
  };
}
