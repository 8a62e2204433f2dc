// Finds everything of a user's that exists on the server, so that what no kind models can be named.
import { address, compareText, keyOf, type Address } from '../../catalog/address.ts';
import { literal } from '../../sql/quote.ts';
import type { Session } from '../session/session.ts';

/** [catalog, its namespace column] of what lives in schemas. */
const inSchemas: readonly (readonly [string, string, string?])[] = [
  ['pg_class', 'relnamespace', "o.relkind <> 't' and o.relpersistence <> 't'"],
  ['pg_type', 'typnamespace'],
  ['pg_proc', 'pronamespace'],
  ['pg_operator', 'oprnamespace'],
  ['pg_opclass', 'opcnamespace'],
  ['pg_opfamily', 'opfnamespace'],
  ['pg_collation', 'collnamespace'],
  ['pg_conversion', 'connamespace'],
  ['pg_statistic_ext', 'stxnamespace'],
  ['pg_ts_config', 'cfgnamespace'],
  ['pg_ts_dict', 'dictnamespace'],
  ['pg_ts_parser', 'prsnamespace'],
  ['pg_ts_template', 'tmplnamespace'],
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
const atLarge: readonly string[] = [
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

/** A query for rows of `class` and `objid`. */
export function candidates(within: (alias: string) => string): string {
  const row = (name: string, from: string): string => `select ${literal(name).trim()} as class, o.oid::text as objid from ${from} and o.oid >= 16384`;
  const parts = [
    ...inSchemas.map(([name, column, only]) =>
      row(name, `${name} o join pg_namespace n on n.oid = o.${column} where ${within('n')}${only === undefined ? '' : ` and ${only}`}`),
    ),
    ...onRelations.map(([name, column, only]) =>
      row(
        name,
        `${name} o join pg_class c on c.oid = o.${column} and c.relpersistence <> 't' join pg_namespace n on n.oid = c.relnamespace where ${within('n')}${only === undefined ? '' : ` and ${only}`}`,
      ),
    ),
    ...atLarge.map((name) => row(name, `${name} o where true`)),
    row('pg_subscription', `pg_subscription o where o.subdbid = (select oid from pg_database where datname = current_database())`),
  ];
  return parts.join('\nunion all ');
}

/** Addresses in PostgreSQL's words, sorted. What vanished in between is left out. */
export async function identify(session: Session, list: readonly { class: string; objid: string }[]): Promise<Address[]> {
  if (list.length === 0) return [];
  const rows = await session.rows<{ type: string; names: string[]; args: string[] }>(
    `select a.type, a.object_names as names, a.object_args as args
     from (values ${list.map((c) => `(${literal(c.class).trim()}::regclass, ${c.objid}::oid)`).join(', ')}) as v(classid, objid),
       lateral pg_identify_object_as_address(v.classid, v.objid, 0) as a where a.type is not null`,
  );
  return rows.map((r) => address(r.type, r.names, r.args ?? [])).sort((a, b) => compareText(keyOf(a), keyOf(b)));
}
