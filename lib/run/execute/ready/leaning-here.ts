// Owns asking a target's own catalog what leans on something there, whether a kind models it or not.
import type { Session } from '../../session/session.ts';

export interface Dependent {
  readonly id: string;
  readonly what: string;
  /** What it is a part of: the view of a rewrite rule, the column of an expression, the domain of a NOT NULL (17), the family of an operator, the table of an identity's sequence, the range of a constructor. */
  readonly owners: readonly string[];
  /** Schema-qualified and quoted, when it holds rows. */
  readonly relation: string | null;
}

/**
 * Everything that pg_depend and pg_inherits hang on these, or on a key's index or a table's row type, through inner parts (a view's rule), one
 * level of things people know. `anew`: these are types that are made again; what children and partitions have from their parent goes with the parent's.
 */
export async function dependents(session: Session, ids: readonly string[], { anew = false } = {}): Promise<Dependent[]> {
  if (ids.length === 0) return [];
  return session.rows<Dependent>(
    `WITH RECURSIVE broken AS (
       SELECT pg_catalog.split_part(i, '/', 1)::regclass::oid AS classid, pg_catalog.split_part(i, '/', 2)::oid AS objid, pg_catalog.split_part(i, '/', 3)::int4 AS objsubid
       FROM pg_catalog.unnest($1::text[]) AS i
       UNION
       SELECT n.classid, n.objid, n.objsubid FROM broken b CROSS JOIN LATERAL (
         -- the index of a key, which foreign keys lean on, the type of a table's rows, with its arrays, and what partitions have copies of
         SELECT p.classid, p.objid, p.objsubid FROM pg_catalog.pg_depend p
         WHERE p.refclassid = b.classid AND p.refobjid = b.objid AND p.refobjsubid = b.objsubid
           AND (p.deptype = 'P' OR p.deptype = 'i' AND (p.classid = 'pg_type'::regclass OR (p.classid = 'pg_class'::regclass AND b.classid = 'pg_constraint'::regclass)))
         UNION ALL
         -- a partition's column is its parent's
         SELECT b.classid, t.oid, c.attnum::int4 FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_inherits h ON h.inhparent = a.attrelid
           JOIN pg_catalog.pg_class t ON t.oid = h.inhrelid AND t.relispartition JOIN pg_catalog.pg_attribute c ON c.attrelid = t.oid AND c.attname = a.attname
         WHERE b.classid = 'pg_class'::regclass AND b.objsubid > 0 AND a.attrelid = b.objid AND a.attnum = b.objsubid
       ) AS n
     ), d AS (
       SELECT p.classid, p.objid, p.objsubid, p.deptype FROM pg_catalog.pg_depend p JOIN broken b
         ON p.refclassid = b.classid AND p.refobjid = b.objid AND (b.objsubid = 0 OR p.refobjsubid = b.objsubid)
       WHERE p.deptype IN ('n', 'a', 'i')
         -- copies go with what they are copies of
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE p.classid = 'pg_class'::regclass AND p.objsubid = 0 AND c.oid = p.objid AND c.relkind IN ('i', 'I') AND c.relispartition)
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE p.classid = 'pg_constraint'::regclass AND k.oid = p.objid AND (k.coninhcount > 0 OR k.conparentid <> 0))
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger g WHERE p.classid = 'pg_trigger'::regclass AND g.oid = p.objid AND g.tgparentid <> 0)
         AND ($2 OR NOT EXISTS (SELECT FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_class t ON t.oid = f.adrelid AND t.relispartition
                                WHERE p.classid = 'pg_attrdef'::regclass AND f.oid = p.objid AND f.adrelid = p.refobjid AND f.adnum = p.refobjsubid))
         AND NOT ($2 AND EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE p.classid = 'pg_class'::regclass AND p.objsubid > 0 AND a.attrelid = p.objid AND a.attnum = p.objsubid AND a.attinhcount > 0))
       UNION
       SELECT 'pg_class'::regclass, h.inhrelid, 0, 'n' FROM pg_catalog.pg_inherits h JOIN broken b
         ON b.classid = 'pg_class'::regclass AND b.objsubid = 0 AND h.inhparent = b.objid
         JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid AND c.relkind NOT IN ('i', 'I')
       UNION
       -- a child's column that it has from there alone; what a partition has is the parent's
       SELECT 'pg_class'::regclass, h.inhrelid, c.attnum, 'n' FROM broken b
         JOIN pg_catalog.pg_attribute a ON a.attrelid = b.objid AND a.attnum = b.objsubid
         JOIN pg_catalog.pg_inherits h ON h.inhparent = b.objid
         JOIN pg_catalog.pg_class t ON t.oid = h.inhrelid AND NOT t.relispartition
         JOIN pg_catalog.pg_attribute c ON c.attrelid = h.inhrelid AND c.attname = a.attname AND c.attinhcount = 1 AND NOT c.attislocal
       WHERE b.classid = 'pg_class'::regclass AND b.objsubid > 0
     )
     ${shown}`,
    [ids, anew],
  );
}

/** What the server will not have on a column, here or in a table below, that takes another type: all but what it builds anew by itself (indexes, checks, keys, statistics). */
export async function holders(session: Session, columns: readonly string[]): Promise<Dependent[]> {
  if (columns.length === 0) return [];
  return session.rows<Dependent>(
    `WITH RECURSIVE col AS (
       SELECT pg_catalog.split_part(i, '/', 2)::oid AS relid, pg_catalog.split_part(i, '/', 3)::int2 AS num FROM pg_catalog.unnest($1::text[]) AS i
       UNION
       SELECT c.attrelid, c.attnum FROM col JOIN pg_catalog.pg_attribute a ON a.attrelid = col.relid AND a.attnum = col.num
         JOIN pg_catalog.pg_inherits h ON h.inhparent = col.relid
         JOIN pg_catalog.pg_attribute c ON c.attrelid = h.inhrelid AND c.attname = a.attname
     ), d AS (
       SELECT p.classid, p.objid, p.objsubid, p.deptype FROM pg_catalog.pg_depend p JOIN col
         ON p.refclassid = 'pg_class'::regclass AND p.refobjid = col.relid AND p.refobjsubid = col.num
       -- a generated column leans on it by itself or by its expression
       WHERE p.deptype IN ('n', 'a') AND (p.objsubid > 0 OR p.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass,
           'pg_proc'::regclass, 'pg_attrdef'::regclass, 'pg_publication_rel'::regclass))
         -- a column's own default
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attrdef f WHERE p.classid = 'pg_attrdef'::regclass AND f.oid = p.objid AND f.adrelid = col.relid AND f.adnum = col.num)
       UNION
       -- a column that it has from another parent as well
       SELECT 'pg_class'::regclass, a.attrelid, a.attnum, 'n' FROM col JOIN pg_catalog.pg_attribute a ON a.attrelid = col.relid AND a.attnum = col.num
       WHERE a.attinhcount > (SELECT pg_catalog.count(*) FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_attribute pa ON pa.attrelid = h.inhparent AND pa.attname = a.attname
                              JOIN col pc ON pc.relid = pa.attrelid AND pc.num = pa.attnum WHERE h.inhrelid = a.attrelid)
     )
     ${shown}`,
    [columns],
  );
}

/**
 * Columns and indexes that hold the rows of these tables or of those below them, or these domains within an array, a composite or a range: the server rewrites
 * no table whose row type somebody has, and looks into no such value for a domain's rule.
 */
export async function valuesOf(session: Session, tables: readonly (readonly string[])[], domains: readonly string[]): Promise<Dependent[]> {
  if (tables.length + domains.length === 0) return [];
  return session.rows<Dependent>(
    `WITH RECURSIVE rel AS (
       SELECT c.oid FROM pg_catalog.jsonb_array_elements($1) AS w JOIN pg_catalog.pg_namespace n ON n.nspname = w->>0
         JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w->>1
       UNION
       SELECT h.inhrelid FROM rel JOIN pg_catalog.pg_inherits h ON h.inhparent = rel.oid
     ), held AS (
       SELECT c.reltype AS oid, true AS inside FROM rel JOIN pg_catalog.pg_class c ON c.oid = rel.oid WHERE c.reltype <> 0
       UNION ALL
       SELECT pg_catalog.split_part(i, '/', 2)::oid, false FROM pg_catalog.unnest($2::text[]) AS i
     ), t AS (
       SELECT oid, inside FROM held
       UNION
       SELECT CASE WHEN p.classid = 'pg_type'::regclass THEN p.objid ELSE k.reltype END, t.inside OR p.classid <> 'pg_type'::regclass OR y.typtype <> 'd'
       FROM t JOIN pg_catalog.pg_depend p ON p.refclassid = 'pg_type'::regclass AND p.refobjid = t.oid
         LEFT JOIN pg_catalog.pg_type y ON p.classid = 'pg_type'::regclass AND y.oid = p.objid
         LEFT JOIN pg_catalog.pg_class k ON p.classid = 'pg_class'::regclass AND k.oid = p.objid AND k.relkind = 'c' AND p.objsubid > 0
       WHERE y.oid IS NOT NULL OR k.oid IS NOT NULL
     ), d AS (
       SELECT p.classid, p.objid, p.objsubid, p.deptype FROM t JOIN pg_catalog.pg_depend p ON p.refclassid = 'pg_type'::regclass AND p.refobjid = t.oid
         JOIN pg_catalog.pg_class k ON k.oid = p.objid
       WHERE t.inside AND p.classid = 'pg_class'::regclass AND (p.objsubid > 0 AND k.relkind IN ('r', 'p', 'm')
         OR k.relkind IN ('i', 'I') AND EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.oid AND a.atttypid = t.oid))
     )
     ${shown}`,
    [JSON.stringify(tables), domains],
  );
}

/** Their partitions. */
export async function partitionsOf(session: Session, tables: readonly (readonly string[])[]): Promise<Dependent[]> {
  if (tables.length === 0) return [];
  return session.rows<Dependent>(
    `WITH d AS (SELECT 'pg_class'::regclass AS classid, h.inhrelid AS objid, 0 AS objsubid, 'n'::"char" AS deptype
       FROM pg_catalog.jsonb_array_elements($1) AS w JOIN pg_catalog.pg_namespace n ON n.nspname = w->>0
         JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w->>1 JOIN pg_catalog.pg_inherits h ON h.inhparent = c.oid)
     ${shown}`,
    [JSON.stringify(tables)],
  );
}

const shown = `SELECT DISTINCT d.classid::regclass::text || '/' || d.objid::text || '/' || d.objsubid::text AS id,
       pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) AS what,
       pg_catalog.array_remove(ARRAY[
         (SELECT 'pg_class/' || w.ev_class::text || '/0' FROM pg_catalog.pg_rewrite w WHERE d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid),
         (SELECT 'pg_class/' || a.adrelid::text || '/' || a.adnum::text FROM pg_catalog.pg_attrdef a WHERE d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid),
         (SELECT 'pg_type/' || k.contypid::text || '/0' FROM pg_catalog.pg_constraint k WHERE d.classid = 'pg_constraint'::regclass AND k.oid = d.objid AND k.contypid <> 0),
         (SELECT 'pg_opfamily/' || m.amopfamily::text || '/0' FROM pg_catalog.pg_amop m WHERE d.classid = 'pg_amop'::regclass AND m.oid = d.objid),
         (SELECT 'pg_opfamily/' || m.amprocfamily::text || '/0' FROM pg_catalog.pg_amproc m WHERE d.classid = 'pg_amproc'::regclass AND m.oid = d.objid)
       ] || ARRAY(
         WITH RECURSIVE whole AS (
           SELECT i.refclassid, i.refobjid FROM pg_catalog.pg_depend i WHERE i.classid = d.classid AND i.objid = d.objid AND i.deptype = 'i'
           UNION
           SELECT i.refclassid, i.refobjid FROM whole w JOIN pg_catalog.pg_depend i ON i.classid = w.refclassid AND i.objid = w.refobjid AND i.deptype = 'i')
         SELECT refclassid::regclass::text || '/' || refobjid::text || '/0' FROM whole
       ), NULL) AS owners,
       (SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE d.classid = 'pg_class'::regclass AND d.objsubid = 0 AND c.oid = d.objid AND c.relkind IN ('r', 'p', 'm')) AS relation
     FROM d
     -- an inner part goes with its whole, except a view's rule, which stands for the view
     WHERE (d.deptype <> 'i' OR d.classid = 'pg_rewrite'::regclass)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')
     ORDER BY 2`;
