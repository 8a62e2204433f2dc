// Owns what is known of names before any catalog is asked: who brings some, and which kinds are found by them.

/** Extensions that bring no relation, so that what is not found is not theirs. */
export const withoutRelations = new Set(
  'plpgsql pgcrypto uuid-ossp citext hstore pg_trgm btree_gin btree_gist ltree intarray unaccent fuzzystrmatch tablefunc cube earthdistance isn lo seg vector'.split(
    ' ',
  ),
);

/** Told apart by arguments or an access method, which are not looked at. */
export const severalOfAName = new Set(['aggregate', 'operator', 'operator class', 'operator family']);

/** What is found by name along the path. */
export const bySchema = new Set(
  'table,view,materialized view,sequence,foreign table,index,table constraint,enum,composite type,range type,domain,function,procedure,aggregate'.split(','),
);
