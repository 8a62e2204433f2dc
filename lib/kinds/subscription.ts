// Owns subscriptions. Where their connection string is, is told aside and never read from a server: the catalog of a shadow has the
// name of an environment variable in its place, among the publications.
import { show } from '../catalog/address.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { ident, literal } from '../sql/quote.ts';
import { flag, list, text } from './attributes/attr.ts';
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
const publicationsOf = (o: CatalogObject): string => list(o, 'publications').map(ident).join(', ');

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
  const sql = `CREATE ${name(o)} CONNECTION ${literal(note.connection ?? 'env:').trim()} PUBLICATION ${publicationsOf(o)}${said.length === 0 ? '' : ` WITH (${said.join(', ')})`}`;
  return [
    { sql, ...(apart ? {} : { commit: 'alone', probe: { sql: `SELECT CASE WHEN EXISTS (${found(o)}) THEN 'done' ELSE 'todo' END` } }) },
    ...(flag(o, 'enabled') && !starts ? [{ ...enabling(o), needs: [o.at] }] : []),
  ];
}

/** A slot on the publisher is dropped with it, which no transaction can take back; nor does a plan know that the target's has none. */
function drop(o: CatalogObject): Draft {
  return { sql: `DROP ${name(o)}`, commit: 'alone', probe: { sql: `SELECT CASE WHEN EXISTS (${found(o)}) THEN 'todo' ELSE 'done' END` } };
}

function found(o: CatalogObject): string {
  return `SELECT FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = pg_catalog.current_database() AND s.subname = ${literal(o.at.names[0]!).trim()}`;
}

function enabling(o: CatalogObject, how: 'ENABLE' | 'DISABLE' = 'ENABLE'): Draft {
  return { sql: `ALTER ${name(o)} ${how}`, what: 'enabled' };
}

/** One that runs asks its publisher for the tables, outside of any transaction. */
function publications(d: Difference, runs: boolean): Draft {
  const sql = `ALTER ${name(d.to)} SET PUBLICATION ${publicationsOf(d.to)}`;
  if (!runs) return { sql: `${sql} WITH (refresh = false)`, what: 'publications' };
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

/** What is told to the publisher's slot, outside of any transaction and while the subscription does not run. */
const atSlot = (attr: string, to: CatalogObject): boolean => attr === 'failover' || (attr === 'twoPhase' && !flag(to, 'twoPhase'));

function set(attr: string, d: Difference): Draft {
  const draft: Draft = { sql: `ALTER ${name(d.to)} SET (${attr === 'slot' ? slot(d.to) : setting(d.to, attr)})`, what: options[attr]?.[0] ?? 'slot' };
  if (!atSlot(attr, d.to)) return draft;
  const column = attr === 'failover' ? 's.subfailover' : `s.subtwophasestate <> 'd'`;
  const is = text(d.to, attr) === 'true' ? column : `NOT (${column})`;
  return { ...draft, commit: 'alone', probe: { sql: `SELECT CASE WHEN EXISTS (${found(d.to)} AND ${is}) THEN 'done' ELSE 'todo' END` } };
}

/** In the order that the server wants: it lets go of no slot while it runs, does not start without one, and has some options changed only at rest. */
function changes(d: Difference, ctx: Context): Outcome {
  const changed = (attr: string): boolean => d.attrs.includes(attr);
  if (changed('twoPhase') && ctx.floor < 18) return 'replace';
  if (changed('streaming') && text(d.to, 'streaming') === undefined && ctx.floor < 18 && !saysParallel(d.to)) throw unsaid(d);
  const loses = text(d.to, 'slot') === 'none';
  const rests = flag(d.from, 'enabled') && (!flag(d.to, 'enabled') || ['failover', 'twoPhase'].some(changed) || (changed('slot') && loses));
  const [ran, runs] = [flag(d.from, 'enabled'), flag(d.to, 'enabled')];
  const published = changed('publications') ? [publications(d, ran && runs)] : [];
  const attrs = Object.keys(options).filter(changed);
  const bySlot = changed('slot') ? [set('slot', d)] : [];
  return [
    ...(rests ? [enabling(d.to, 'DISABLE')] : []),
    ...(loses ? [] : bySlot),
    ...attrs.map((attr) => set(attr, d)),
    ...(ran && runs ? [] : published),
    ...(loses ? bySlot : []),
    ...(runs && (rests || !ran) ? [enabling(d.to)] : []),
    ...(ran && runs ? published : []),
  ];
}

function saysParallel(o: CatalogObject): boolean {
  return ((o.aside?.['note'] ?? {}) as Note).with?.includes('streaming = parallel') === true;
}

/** What is meant by saying nothing: off below 18, parallel since. */
function unsaid(d: Difference): TidemarkError {
  return new TidemarkError('SUBSCRIPTION_OPTION', `${show(d.to.at)} no longer says how it streams, which servers before 18 and since take differently`, {
    at: { object: show(d.to.at) },
    next: `say it in the definition: streaming = off`,
    exit: EXIT.decide,
  });
}

/** Attributes by the server that brought them. */
const since: { readonly [attr: string]: number } = {
  binary: 14,
  streaming: 14,
  twoPhase: 15,
  disableOnError: 15,
  origin: 16,
  passwordRequired: 16,
  runAsOwner: 16,
  failover: 17,
};

function newest(o: CatalogObject): { major: number; what: string } | undefined {
  const said = Object.keys(since).filter((attr) => text(o, attr) !== undefined);
  const all = said.map((attr) => ({ major: since[attr]!, what: `${options[attr]![0]} of a subscription` }));
  if (saysParallel(o)) all.push({ major: 16, what: 'streaming = parallel of a subscription' });
  return all.sort((a, b) => b.major - a.major)[0];
}

export const subscription: Kind = {
  name: 'subscription',
  class: 'pg_subscription',
  rank: 640,
  query: (server) => {
    const from = (major: number, value: string): string => (server >= major * 10000 ? value : 'null');
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
        'syncCommit', nullif(s.subsynccommit, 'off'), 'binary', ${from(14, yes('subbinary'))},
        'streaming', ${from(14, `nullif(${streams}, '${server >= 180000 ? 'parallel' : 'off'}')`)},
        'twoPhase', ${from(15, `case when s.subtwophasestate <> 'd' then 'true' end`)}, 'disableOnError', ${from(15, yes('subdisableonerr'))},
        'passwordRequired', ${from(16, `case when not s.subpasswordrequired then 'false' end`)}, 'runAsOwner', ${from(16, yes('subrunasowner'))},
        'origin', ${from(16, `nullif(s.suborigin, 'any')`)}, 'failover', ${from(17, yes('subfailover'))}) as attrs
    from pg_subscription s join pg_database d on d.oid = s.subdbid where d.datname = current_database()`;
  },
  create: (o) => create(o),
  drop: (o) => drop(o),
  together: [['publications', 'enabled', 'slot', ...Object.keys(options)]],
  alter: { publications: (d, ctx) => changes(d, ctx) },
  rename: (from, to) => ({ sql: `ALTER ${name(from)} RENAME TO ${ident(to.names[0]!)}` }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['publications', 'enabled', 'comment'],
  needsServer: newest,
};
