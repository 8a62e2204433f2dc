// Owns text search dictionaries. Options are set and reset one by one.
import { qualified } from '../sql/quote.ts';
import { list, text } from './attributes/attr.ts';
import type { CatalogObject, Difference, Kind } from './kind.ts';
import { renamedTo } from './names/renamed-to.ts';

const name = (o: CatalogObject): string => `TEXT SEARCH DICTIONARY ${qualified(o.at.names)}`;

/** `language = 'simple', stopwords = 'x'` as the server keeps it. */
function options(o: CatalogObject): Map<string, string> {
  const found = (text(o, 'options') ?? '').matchAll(/("(?:[^"]|"")*"|\w+) = ((?:E)?'(?:[^'\\]|''|\\.)*'|[\w.+-]+)/gs);
  return new Map([...found].map((m) => [m[1]!, m[2]!]));
}

function change(d: Difference): string {
  const [was, is] = [options(d.from), options(d.to)];
  const set = [...is].filter(([n, v]) => was.get(n) !== v).map(([n, v]) => `${n} = ${v}`);
  const reset = [...was.keys()].filter((n) => !is.has(n));
  return [...set, ...reset].join(', ');
}

export const textSearchDictionary: Kind = {
  name: 'text search dictionary',
  class: 'pg_ts_dict',
  rank: 66,
  query: () => `
    select d.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, d.dictname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(d.dictowner)::text as owner, null::json as acl,
      json_build_object('options', d.dictinitoption,
        'template', (select json_build_array(tn.nspname, t.tmplname) from pg_ts_template t join pg_namespace tn on tn.oid = t.tmplnamespace where t.oid = d.dicttemplate)) as attrs
    from pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace where {user_schemas:n}`,
  create: (o) => ({
    sql: `CREATE ${name(o)} (TEMPLATE = ${qualified(list(o, 'template'))}${text(o, 'options') === undefined ? '' : `, ${text(o, 'options')!}`})`,
  }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: { template: 'replace', options: (d) => ({ sql: `ALTER ${name(d.to)} (${change(d)})`, what: 'options' }) },
  rename: (from, to) => ({
    sql: `ALTER ${name(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['template', 'options', 'comment'],
};
