// Owns what views and materialized views are asked alike: their columns as one ordered list.

import { optionsJson } from '../attributes/reloptions.ts';

/** [{name, type, collation?}] of relation alias c: what CREATE OR REPLACE may only add to. */
export const columnsSql = `(SELECT pg_catalog.json_agg(pg_catalog.json_strip_nulls(pg_catalog.json_build_object('name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
    'collation', (SELECT pg_catalog.json_build_array(cn.nspname, co.collname) FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
      WHERE co.oid = a.attcollation AND a.attcollation <> y.typcollation))) ORDER BY a.attnum)
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`;

/** {column: comment} of relation alias c, or null. */
export const columnCommentsSql = `(SELECT pg_catalog.json_object_agg(a.attname, m.description) FROM pg_catalog.pg_description m
  JOIN pg_catalog.pg_attribute a ON a.attrelid = m.objoid AND a.attnum = m.objsubid
  WHERE m.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND m.objoid = c.oid AND m.objsubid > 0)`;

/** The text of alias c without its semicolon. */
export const definitionSql = `pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';')`;

const storage = (letter: string): string => `CASE ${letter} WHEN 'p' THEN 'plain' WHEN 'm' THEN 'main' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' END`;

/** {column: {storage?, compression?, statistics?, options?}} of relation alias c, where any differs from the type's, or null. */
export function columnExtrasSql(server: number): string {
  return columnsThat(
    `pg_catalog.json_strip_nulls(pg_catalog.json_build_object('storage', CASE WHEN a.attstorage <> y.typstorage THEN ${storage('a.attstorage')} END,
      'compression', ${server >= 140000 ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END" : 'NULL'},
      'statistics', CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END, 'options', ${optionsJson('a.attoptions')}))`,
    `a.attstorage <> y.typstorage OR a.attstattarget >= 0 OR a.attoptions IS NOT NULL${server >= 140000 ? " OR a.attcompression <> ''" : ''}`,
  );
}

/** {column: the storage its type has by itself}, where it has another one. */
export const typeStorageSql = columnsThat(storage('y.typstorage'), 'a.attstorage <> y.typstorage');

function columnsThat(value: string, where: string): string {
  return `(SELECT pg_catalog.json_object_agg(a.attname, ${value}) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (${where}))`;
}
