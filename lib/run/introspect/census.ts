// Owns the list of everything of a user's that exists on the server, by catalog: kinds that cannot have anything are not asked,
// and what no kind models can be named.
import { address, compareText, keyOf, type Address } from '../../catalog/address.ts';
import { literal } from '../../sql/quote.ts';
import type { Session } from '../session/session.ts';

/** The column that tells what a row is, where one catalog holds several kinds. */
const letters: { readonly [catalog: string]: string } = { pg_class: 'relkind', pg_type: 'typtype', pg_proc: 'prokind' };

/** [catalog, what its columns begin with, what of it is somebody's own] of what lives in schemas. */
export const inSchemas: readonly (readonly [string, string, string?])[] = [
  ['pg_class', 'rel', "o.relkind <> 't' and o.relpersistence <> 't'"],
  // Row types and array types are parts of what they are the types of, and three of four rows.
  [
    'pg_type',
    'typ',
    "coalesce((select r.relkind = 'c' from pg_class r where r.oid = o.typrelid), true) and not exists (select from pg_type e where e.typarray = o.oid)",
  ],
  ['pg_proc', 'pro'],
  ['pg_operator', 'opr'],
  ['pg_opclass', 'opc'],
  ['pg_opfamily', 'opf'],
  ['pg_collation', 'coll'],
  ['pg_conversion', 'con'],
  ['pg_statistic_ext', 'stx'],
  ['pg_ts_config', 'cfg'],
  ['pg_ts_dict', 'dict'],
  ['pg_ts_parser', 'prs'],
  ['pg_ts_template', 'tmpl'],
];
/** What hangs on a relation: [catalog, its relation column]. */
const onRelations: readonly (readonly [string, string, string?])[] = [
  ['pg_constraint', 'conrelid'],
  ['pg_trigger', 'tgrelid', 'not o.tgisinternal'],
  ['pg_rewrite', 'ev_class'],
  ['pg_policy', 'polrelid'],
  ['pg_attrdef', 'adrelid'],
];
/** What lives in the database itself. */
export const atLarge: readonly string[] = [
  'pg_am',
  'pg_cast',
  'pg_event_trigger',
  'pg_extension',
  'pg_foreign_data_wrapper',
  'pg_foreign_server',
  'pg_language',
  'pg_publication',
  'pg_transform',
  'pg_default_acl',
];

export interface Count {
  readonly class: string;
  /** What kind of row of that catalog it is; '' where the catalog tells no kinds apart. */
  readonly letter: string;
  /** OIDs, between spaces. */
  readonly ids: string;
}

/** A query for rows of Count. `limit`: a condition on an OID column. `subscribed`: may the role read which subscriptions there are? */
export function censusQuery(within: (alias: string) => string, limit: (column: string) => string, subscribed: boolean): string {
  const rows = (name: string, from: string): string => {
    const letter = letters[name] === undefined ? `''` : `o.${letters[name]}::text`;
    return `select ${literal(name).trim()} as class, ${letter} as letter, string_agg(o.oid::text, ' ') as ids from ${from} and o.oid >= 16384 and ${limit('o.oid')} group by 2`;
  };
  const parts = [
    ...inSchemas.map(([name, prefix, only]) =>
      rows(name, `${name} o join pg_namespace n on n.oid = o.${prefix}namespace where ${within('n')}${only === undefined ? '' : ` and ${only}`}`),
    ),
    ...onRelations.map(([name, column, only]) =>
      rows(
        name,
        `${name} o join pg_class c on c.oid = o.${column} and c.relpersistence <> 't' join pg_namespace n on n.oid = c.relnamespace where ${within('n')}${only === undefined ? '' : ` and ${only}`}`,
      ),
    ),
    ...atLarge.map((name) => rows(name, `${name} o where true`)),
    ...(subscribed ? [rows('pg_subscription', `pg_subscription o where o.subdbid = (select oid from pg_database where datname = current_database())`)] : []),
  ];
  return parts.join('\nunion all ');
}

const counted = new Set([...inSchemas, ...onRelations].map(([name]) => name).concat(atLarge, 'pg_subscription'));

/** May a kind with this `class` and `among` have anything? Catalogs that are not counted may hold what they like. */
export function mayHave(census: readonly Count[], kind: { readonly class: string; readonly among?: readonly string[] }): boolean {
  return (kind.among ?? [kind.class]).some((text) => {
    const [name, letter] = text.split(' ');
    return !counted.has(name!) || census.some((c) => c.class === name && (letter === undefined || c.letter === letter));
  });
}

export function everyone(census: readonly Count[]): { class: string; objid: string }[] {
  return census.flatMap((c) => c.ids.split(' ').map((objid) => ({ class: c.class, objid })));
}

/** Addresses in PostgreSQL's words, sorted. What vanished in between is left out. */
export async function identify(session: Session, list: readonly { class: string; objid: string }[]): Promise<Address[]> {
  if (list.length === 0) return [];
  const rows = await session.rows<{ type: string; names: string[]; args: string[] }>(
    `select a.type, a.object_names as names, a.object_args as args
     from (values ${list.map((c) => `(${literal(c.class).trim()}::regclass, ${c.objid}::oid)`).join(', ')}) as v(classid, objid),
       lateral pg_identify_object_as_address(v.classid, v.objid, 0) as a where a.object_names is not null`,
  );
  return rows.map((r) => address(r.type, r.names, r.args ?? [])).sort((a, b) => compareText(keyOf(a), keyOf(b)));
}
