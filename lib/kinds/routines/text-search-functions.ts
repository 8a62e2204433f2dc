// Owns what text search parsers and templates share: a few functions each, and nothing that could be altered but the name.
import { qualified } from '../../sql/quote.ts';
import { map } from '../attributes/attr.ts';
import type { CatalogObject, Kind } from '../kind.ts';
import { renamedTo } from '../names/renamed-to.ts';
import { routineName } from '../names/routine-name.ts';

/** `functions`: [option, column] in the manual's order. */
export function functionsKind(
  word: 'parser' | 'template',
  pgClass: string,
  prefix: string,
  rank: number,
  functions: readonly (readonly [string, string])[],
): Kind {
  const name = (o: CatalogObject): string => `TEXT SEARCH ${word.toUpperCase()} ${qualified(o.at.names)}`;
  return {
    name: `text search ${word}`,
    class: pgClass,
    rank,
    query: () => `
      select t.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, t.${prefix}name) as names, null::json as args, null::json as within, null::int4 as ordinal,
        null::text as owner, null::json as acl,
        json_build_object('functions', json_strip_nulls(json_build_object(${functions.map(([option, column]) => `'${option}', ${routineName(`t.${column}`)}`).join(', ')}))) as attrs
      from ${pgClass} t join pg_namespace n on n.oid = t.${prefix}namespace where {user_schemas:n}`,
    create: (o) => ({
      sql: `CREATE ${name(o)} (${[...map(o, 'functions')].map(([option, f]) => `${option} = ${f}`).join(', ')})`,
    }),
    drop: (o) => ({ sql: `DROP ${name(o)}` }),
    alter: { functions: 'replace' },
    rename: (from, to) => ({
      sql: `ALTER ${name(from)} ${renamedTo(from.at.names, to.names)}`,
    }),
    replaceable: true,
    commentOn: name,
    portable: ['functions', 'comment'],
  };
}
