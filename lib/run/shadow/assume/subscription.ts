// Subscriptions, which are never executed in a shadow: one try to connect, and the embedded server loads no library any more. They
// stand in its catalog, with where their connection string is to be found in place of the string.
import { EXIT, TidemarkError } from '../../../errors.ts';
import type { Ast } from '../../../sql/parse.ts';
import { literal } from '../../../sql/quote.ts';
import type { Assumed } from './assume.ts';

const columns: { readonly [option: string]: (value: string) => string } = {
  binary: (v) => `subbinary = ${literal(v)}::pg_catalog.bool`,
  disable_on_error: (v) => `subdisableonerr = ${literal(v)}::pg_catalog.bool`,
  enabled: (v) => `subenabled = ${literal(v)}::pg_catalog.bool`,
  failover: (v) => `subfailover = ${literal(v)}::pg_catalog.bool`,
  origin: (v) => `suborigin = ${literal(v)}`,
  password_required: (v) => `subpasswordrequired = ${literal(v)}::pg_catalog.bool`,
  run_as_owner: (v) => `subrunasowner = ${literal(v)}::pg_catalog.bool`,
  slot_name: (v) => `subslotname = ${v === 'none' ? 'NULL' : literal(v)}`,
  streaming: (v) => `substream = ${v === 'parallel' ? `'p'` : `CASE WHEN ${literal(v)}::pg_catalog.bool THEN 't' ELSE 'f' END::pg_catalog."char"`}`,
  synchronous_commit: (v) => `subsynccommit = ${literal(v)}`,
  two_phase: (v) => `subtwophasestate = CASE WHEN ${literal(v)}::pg_catalog.bool THEN 'p' ELSE 'd' END::pg_catalog."char"`,
};
const atCreation = ['connect', 'create_slot', 'copy_data'];
/** Here what nobody says, and on older servers something else: kept where somebody did. */
const parallel = 'streaming = parallel';

export function subscriptions(_sql: string, tag: string, node: Ast): Assumed | undefined {
  const lines = linesOf(tag, node);
  if (lines === undefined) return undefined;
  return { what: 'subscriptions', statements: ['SET allow_system_table_mods = on', ...lines, 'SET allow_system_table_mods = off'], main: 1 };
}

function linesOf(tag: string, node: Ast): string[] | undefined {
  if (tag === 'CreateSubscriptionStmt') return created(node);
  if (tag === 'DropSubscriptionStmt') return [`DELETE FROM pg_catalog.pg_subscription WHERE subname = ${literal(node.subname as string)}`];
  if (tag === 'RenameStmt' && node.renameType === 'OBJECT_SUBSCRIPTION') {
    const [was, is] = [literal(node.object.String.sval as string), literal(node.newname as string)];
    return [update(was, `subname = ${is}`)];
  }
  if (tag === 'AlterOwnerStmt' && node.objectType === 'OBJECT_SUBSCRIPTION') {
    const role = node.newowner.rolename === undefined ? 'CURRENT_USER' : literal(node.newowner.rolename as string);
    return [update(literal(node.object.String.sval as string), `subowner = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = ${role})`)];
  }
  return tag === 'AlterSubscriptionStmt' ? [altered(node)] : undefined;
}

function created(node: Ast): string[] {
  const name = literal(node.subname as string);
  const said = optionsOf(node);
  const noConnect = said.get('connect') === 'false';
  const note = {
    connection: connectionOf(node),
    with: [...atCreation.flatMap((o) => (said.has(o) ? [`${o} = ${said.get(o)!}`] : [])), ...(said.get('streaming') === 'parallel' ? [parallel] : [])],
  };
  const publications = [...namesOf(node), `=${JSON.stringify(note)}`];
  const rest = [...said].filter(([o]) => !atCreation.includes(o)).map(([o, v]) => columnOf(o, v));
  return [
    `INSERT INTO pg_catalog.pg_subscription (oid, subdbid, subskiplsn, subname, subowner, subenabled, subbinary, substream, subtwophasestate, subdisableonerr,
       subpasswordrequired, subrunasowner, subfailover, subconninfo, subslotname, subsynccommit, subpublications, suborigin)
     SELECT pg_catalog.pg_nextoid('pg_catalog.pg_subscription', 'oid', 'pg_catalog.pg_subscription_oid_index'), d.oid, '0/0', ${name}, u.oid, ${String(!noConnect)}, false, 'p', 'd', false,
       true, false, false, '', ${name}, 'off', ${array(publications)}, 'any'
     FROM pg_catalog.pg_database d, pg_catalog.pg_roles u WHERE d.datname = pg_catalog.current_database() AND u.rolname = CURRENT_USER`,
    ...(rest.length === 0 ? [] : [update(name, rest.join(', '))]),
  ];
}

function altered(node: Ast): string {
  const name = literal(node.subname as string);
  const kind = (node.kind as string).replace('ALTER_SUBSCRIPTION_', '');
  const noted = `(SELECT coalesce(pg_catalog.array_agg(p), '{}') FROM pg_catalog.unnest(subpublications) AS p WHERE p LIKE '={%')`;
  const names = array(namesOf(node));
  if (kind === 'SET_PUBLICATION') return update(name, `subpublications = ${names} || ${noted}`);
  if (kind === 'ADD_PUBLICATION') return update(name, `subpublications = ${names} || subpublications`);
  if (kind === 'DROP_PUBLICATION')
    return update(name, `subpublications = ARRAY(SELECT p FROM pg_catalog.unnest(subpublications) AS p WHERE p <> ALL (${names}))`);
  if (kind === 'OPTIONS' || kind === 'ENABLED') {
    const said = optionsOf(node);
    const sets = [...said].map(([o, v]) => columnOf(o, v));
    if (!said.has('streaming')) return update(name, sets.join(', '));
    const others = `((${told} -> 'with') - ${literal(parallel)})`;
    const streams = said.get('streaming') === 'parallel' ? `(${others} || pg_catalog.to_jsonb(${literal(parallel)}::pg_catalog.text))` : others;
    return update(name, [...sets, telling(`pg_catalog.jsonb_build_object('with', ${streams})`)].join(', '));
  }
  if (kind === 'CONNECTION') {
    const note = `pg_catalog.jsonb_build_object('connection', ${literal(connectionOf(node))})`;
    return update(name, telling(note));
  }
  // REFRESH and SKIP change no definition.
  return 'SELECT 1';
}

const told = 'pg_catalog.substr(p, 2)::pg_catalog.jsonb';

/** Puts something into the note that stands among the publications. */
function telling(what: string): string {
  return `subpublications = ARRAY(SELECT CASE WHEN p LIKE '={%' THEN '=' || (${told} || ${what})::pg_catalog.text ELSE p END FROM pg_catalog.unnest(subpublications) AS p)`;
}

function update(name: string, what: string): string {
  return `UPDATE pg_catalog.pg_subscription SET ${what} WHERE subname = ${name}`;
}

function connectionOf(node: Ast): string {
  const text = String(node.conninfo ?? '');
  if (/^env:\w*$/.test(text)) return text;
  throw new TidemarkError('SUBSCRIPTION_CONNECTION', `subscription ${node.subname as string} holds its connection string, which no plan may keep`, {
    at: { object: `subscription ${node.subname as string}` },
    next: `name the environment variable that holds it when plans are applied: CONNECTION 'env:UPSTREAM'`,
    exit: EXIT.failed,
  });
}

function columnOf(option: string, value: string): string {
  const column = columns[option];
  if (column !== undefined) return column(value);
  throw new TidemarkError('SUBSCRIPTION_OPTION', `a subscription has no option ${option}`, { next: 'take it out of the definition' });
}

function optionsOf(node: Ast): Map<string, string> {
  return new Map(
    ((node.options ?? []) as Ast[]).map(({ DefElem: o }): [string, string] => {
      const { arg } = o as { arg?: Ast };
      const value =
        arg?.String?.sval ?? arg?.TypeName?.names?.at(-1)?.String?.sval ?? (arg?.Boolean === undefined ? undefined : String(arg.Boolean.boolval === true));
      const said = arg === undefined ? 'true' : String(value ?? arg?.Integer?.ival === 1);
      return [
        o.defname as string,
        /^(on|yes|1)$/.test(said) && o.defname !== 'synchronous_commit'
          ? 'true'
          : /^(off|no|0)$/.test(said) && o.defname !== 'synchronous_commit'
            ? 'false'
            : said,
      ];
    }),
  );
}

function namesOf(node: Ast): string[] {
  return ((node.publication ?? []) as Ast[]).map((p) => p.String.sval as string);
}

function array(texts: readonly string[]): string {
  return `ARRAY[${texts.map((t) => literal(t)).join(', ')}]::pg_catalog.text[]`;
}
