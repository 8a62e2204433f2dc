// Owns subscriptions. Where their connection string is, is told aside and never read from a server: the catalog of a shadow has the
// name of an environment variable in its place, among the publications.
import { ident, literal } from '../sql/quote.ts';
import { flag, list, text } from './attr.ts';
import type { CatalogObject, Context, Difference, Draft, Kind, Outcome } from './kind.ts';

const name = (o: CatalogObject): string => `SUBSCRIPTION ${ident(o.at.names[0]!)}`;

/** Attributes as the options that say them, with what the server has where nobody says so. */
const options: { readonly [attr: string]: readonly [option: string, otherwise: string] } = {
  binary: ['binary', 'false'],
  disableOnError: ['disable_on_error', 'false'],
  failover: ['failover', 'false'],
  origin: ['origin', 'any'],
  passwordRequired: ['password_required', 'true'],
  runAsOwner: ['run_as_owner', 'false'],
  streaming: ['streaming', 'parallel'],
  syncCommit: ['synchronous_commit', 'off'],
  twoPhase: ['two_phase', 'false'],
};
const setting = (o: CatalogObject, attr: string): string => `${options[attr]![0]} = ${literal(text(o, attr) ?? options[attr]![1]).trim()}`;
const slot = (o: CatalogObject): string => `slot_name = ${text(o, 'slot') === undefined ? literal(o.at.names[0]!).trim() : slotName(text(o, 'slot')!)}`;
const slotName = (slot: string): string => (slot === 'none' ? 'NONE' : literal(slot).trim());
const published = (o: CatalogObject): string => list(o, 'publications').map(ident).join(', ');

interface Note {
  readonly connection?: string;
  /** Options that count at its creation alone, as they were said. */
  readonly with?: readonly string[];
}

function create(o: CatalogObject): Draft[] {
  const note = (o.aside?.['note'] ?? {}) as Note;
  const apart = (note.with ?? []).some((w) => /^(connect|create_slot) = false$/.test(w));
  const starts = flag(o, 'enabled') && !(note.with ?? []).includes('connect = false');
  const said = [
    ...(note.with ?? []),
    ...(starts ? [] : ['enabled = false']),
    ...(text(o, 'slot') === undefined ? [] : [slot(o)]),
    ...Object.keys(options).flatMap((attr) => (text(o, attr) === undefined ? [] : [setting(o, attr)])),
  ];
  const sql = `CREATE ${name(o)} CONNECTION ${literal(note.connection ?? 'env:').trim()} PUBLICATION ${published(o)}${said.length === 0 ? '' : ` WITH (${said.join(', ')})`}`;
  return [
    { sql, ...(apart ? {} : { commit: 'alone', probe: { sql: `SELECT CASE WHEN EXISTS (${found(o)}) THEN 'done' ELSE 'todo' END` } }) },
    ...(flag(o, 'enabled') && !starts ? [{ ...enabling(o), needs: [o.at] }] : []),
  ];
}

/** A slot on the publisher is dropped with it, which no transaction can take back. */
function drop(o: CatalogObject): Draft {
  const sql = `DROP ${name(o)}`;
  return text(o, 'slot') === 'none' ? { sql } : { sql, commit: 'alone', probe: { sql: `SELECT CASE WHEN EXISTS (${found(o)}) THEN 'todo' ELSE 'done' END` } };
}

function found(o: CatalogObject): string {
  return `SELECT FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = pg_catalog.current_database() AND s.subname = ${literal(o.at.names[0]!).trim()}`;
}

function enabling(o: CatalogObject): Draft {
  return { sql: `ALTER ${name(o)} ${flag(o, 'enabled') ? 'ENABLE' : 'DISABLE'}`, what: 'enabled' };
}

/** One that runs asks its publisher for the tables, outside of any transaction. */
function publications(d: Difference): Draft {
  const sql = `ALTER ${name(d.to)} SET PUBLICATION ${published(d.to)}`;
  if (!(flag(d.from, 'enabled') && flag(d.to, 'enabled'))) return { sql: `${sql} WITH (refresh = false)`, what: 'publications' };
  const names = `ARRAY[${list(d.to, 'publications')
    .map((p) => literal(p).trim())
    .join(', ')}]::pg_catalog.text[]`;
  return {
    sql,
    what: 'publications',
    commit: 'alone',
    probe: { sql: `SELECT CASE WHEN EXISTS (${found(d.to)} AND s.subpublications @> ${names} AND s.subpublications <@ ${names}) THEN 'done' ELSE 'todo' END` },
  };
}

const set =
  (attr: string) =>
  (d: Difference, ctx: Context): Outcome => {
    if (attr === 'twoPhase' && ctx.floor < 18) return 'replace';
    return { sql: `ALTER ${name(d.to)} SET (${attr === 'slot' ? slot(d.to) : setting(d.to, attr)})`, what: options[attr]?.[0] ?? 'slot' };
  };

export const subscription: Kind = {
  name: 'subscription',
  class: 'pg_subscription',
  rank: 640,
  query: (server) => {
    const since = (major: number, value: string): string => (server >= major * 10000 ? value : 'null');
    const yes = (column: string): string => `case when s.${column} then 'true' end`;
    const streams =
      server >= 160000 ? `case s.substream when 'f' then 'off' when 't' then 'on' else 'parallel' end` : `case when s.substream then 'on' else 'off' end`;
    return `
    select s.oid::text as objid, 0 as objsubid, json_build_array(s.subname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(s.subowner)::text as owner, null::json as acl,
      json_build_object('publications', (select json_agg(p order by p) from unnest(s.subpublications) p where p not like '={%'),
        '~note', (select substr(p, 2)::json from unnest(s.subpublications) p where p like '={%'),
        'enabled', case when s.subenabled then true end,
        'slot', case when s.subslotname is null then 'none' when s.subslotname <> s.subname then s.subslotname::text end,
        'syncCommit', nullif(s.subsynccommit, 'off'), 'binary', ${since(14, yes('subbinary'))},
        'streaming', ${since(14, `nullif(${streams}, '${server >= 180000 ? 'parallel' : 'off'}')`)},
        'twoPhase', ${since(15, `case when s.subtwophasestate <> 'd' then 'true' end`)}, 'disableOnError', ${since(15, yes('subdisableonerr'))},
        'passwordRequired', ${since(16, `case when not s.subpasswordrequired then 'false' end`)}, 'runAsOwner', ${since(16, yes('subrunasowner'))},
        'origin', ${since(16, `nullif(s.suborigin, 'any')`)}, 'failover', ${since(17, yes('subfailover'))}) as attrs
    from pg_subscription s join pg_database d on d.oid = s.subdbid where d.datname = current_database()`;
  },
  create: (o) => create(o),
  drop: (o) => drop(o),
  alter: {
    publications: (d) => publications(d),
    enabled: (d) => enabling(d.to),
    slot: set('slot'),
    ...Object.fromEntries(Object.keys(options).map((a) => [a, set(a)])),
  },
  rename: (from, to) => ({ sql: `ALTER ${name(from)} RENAME TO ${ident(to.names[0]!)}` }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['publications', 'enabled', 'comment'],
  needsServer(o) {
    if (text(o, 'failover') !== undefined) return { major: 17, what: 'failover of a subscription' };
    const of16 = ['origin', 'passwordRequired', 'runAsOwner'].some((a) => text(o, a) !== undefined);
    return of16 ? { major: 16, what: 'an option of a subscription' } : undefined;
  },
};
