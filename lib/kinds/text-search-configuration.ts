// Owns text search configurations: which dictionaries a kind of token goes through, in order.
import { ident, qualified } from '../sql/quote.ts';
import { list } from './attributes/attr.ts';
import type { CatalogObject, Difference, Draft, Kind, Value } from './kind.ts';
import { renamedTo } from './names/renamed-to.ts';

const name = (o: CatalogObject): string => `TEXT SEARCH CONFIGURATION ${qualified(o.at.names)}`;

function mappings(o: CatalogObject | null): Map<string, string> {
  const v = (o?.attrs['mappings'] ?? {}) as { readonly [token: string]: Value };
  return new Map(Object.entries(v).map(([token, dictionaries]) => [token, (dictionaries as string[][]).map((d) => qualified(d)).join(', ')]));
}

/** Tokens that go through the same dictionaries share a statement. */
function remap(from: CatalogObject | null, to: CatalogObject): Draft[] {
  const [was, is] = [mappings(from), mappings(to)];
  const gone = [...was.keys()].filter((t) => !is.has(t));
  const by = new Map<string, string[]>();
  for (const [token, dictionaries] of is) {
    if (was.get(token) === dictionaries) continue;
    const verb = `${was.has(token) ? 'ALTER' : 'ADD'} MAPPING FOR|${dictionaries}`;
    by.set(verb, [...(by.get(verb) ?? []), token]);
  }
  const drops = gone.length === 0 ? [] : [`DROP MAPPING FOR ${gone.map(ident).join(', ')}`];
  const sets = [...by].map(([verb, tokens]) => `${verb.slice(0, verb.indexOf('|'))} ${tokens.map(ident).join(', ')} WITH ${verb.slice(verb.indexOf('|') + 1)}`);
  return [...drops, ...sets].map((change) => ({ sql: `ALTER ${name(to)} ${change}`, what: 'mappings' }));
}

export const textSearchConfiguration: Kind = {
  name: 'text search configuration',
  class: 'pg_ts_config',
  rank: 68,
  query: () => `
    select c.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.cfgname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(c.cfgowner)::text as owner, null::json as acl,
      json_build_object('parser', (select json_build_array(pn.nspname, p.prsname) from pg_ts_parser p join pg_namespace pn on pn.oid = p.prsnamespace where p.oid = c.cfgparser),
        'mappings', (select json_object_agg(t.alias, t.dictionaries order by t.alias) from (
          select k.alias, json_agg(json_build_array(dn.nspname, d.dictname) order by m.mapseqno) as dictionaries
          from pg_ts_config_map m join ts_token_type(c.cfgparser) k on k.tokid = m.maptokentype
            join pg_ts_dict d on d.oid = m.mapdict join pg_namespace dn on dn.oid = d.dictnamespace where m.mapcfg = c.oid group by k.alias) t)) as attrs
    from pg_ts_config c join pg_namespace n on n.oid = c.cfgnamespace where {user_schemas:n}`,
  create: (o) => [{ sql: `CREATE ${name(o)} (PARSER = ${qualified(list(o, 'parser'))})` }, ...remap(null, o).map((d) => ({ ...d, needs: [o.at] }))],
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { parser: 'replace', mappings: (d: Difference) => remap(d.from, d.to) },
  rename: (from, to) => ({
    sql: `ALTER ${name(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['parser', 'mappings', 'comment'],
};
