// Owns event triggers.
import { ident, literal } from '../sql/quote.ts';
import { text } from './attributes/attr.ts';
import type { CatalogObject, Draft, Kind } from './kind.ts';
import { routineName } from './names/routine-name.ts';

const name = (o: CatalogObject): string => `EVENT TRIGGER ${ident(o.at.names[0]!)}`;

function firing(o: CatalogObject): Draft {
  return { sql: `ALTER ${name(o)} ${text(o, 'firing') ?? 'ENABLE'}`, what: 'firing' };
}

function create(o: CatalogObject): string {
  // In the order in which they were said: the server keeps it, and its dumps show it.
  const said = (o.aside?.['tags'] ?? []) as readonly string[];
  const tags = said.length === 0 ? '' : `\n  WHEN TAG IN (${said.map((t) => literal(t).trim()).join(', ')})`;
  return `CREATE ${name(o)} ON ${text(o, 'event')!}${tags}\n  EXECUTE FUNCTION ${text(o, 'function')!}()`;
}

export const eventTrigger: Kind = {
  name: 'event trigger',
  class: 'pg_event_trigger',
  rank: 990,
  query: () => `
    select e.oid::text as objid, 0 as objsubid, json_build_array(e.evtname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(e.evtowner)::text as owner, null::json as acl,
      json_build_object('event', e.evtevent, 'tags', (select json_agg(t order by t) from unnest(e.evttags) t), '~tags', array_to_json(e.evttags),
        'function', ${routineName('e.evtfoid')},
        'firing', case e.evtenabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS' end) as attrs
    from pg_event_trigger e`,
  create: (o) => (text(o, 'firing') === undefined ? { sql: create(o) } : [{ sql: create(o) }, { ...firing(o), needs: [o.at] }]),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { event: 'replace', tags: 'replace', function: 'replace', firing: (d) => firing(d.to) },
  rename: (from, to) => ({ sql: `ALTER ${name(from)} RENAME TO ${ident(to.names[0]!)}` }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['event', 'tags', 'firing', 'comment'],
  needsServer: (o) => (text(o, 'event') === 'login' ? { major: 17, what: 'event triggers on login' } : undefined),
};
