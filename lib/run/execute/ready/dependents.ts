// Owns what leans on the target on something a plan removes, and that the plan does not know.
import { addressOf, keyOf, show, type Key } from '../../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../../catalog/catalog.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../../format/plan.generated.ts';
import { keyOfText } from '../../introspect/look.ts';
import type { Recorded } from '../../ledger/recorded.ts';
import type { Session } from '../../session/session.ts';
import { stepsIn } from './acknowledged.ts';

/** Throws DEPENDENTS_UNKNOWN when something that the plan does not know leans on what it removes, or on a column that it gives another type. */
export async function assertDependentsKnown(
  session: Session,
  plan: PlanFile,
  segments: readonly PlanSegment[],
  live: Catalog,
  recorded: Recorded,
): Promise<void> {
  const steps = stepsIn(segments);
  const broken = new Set(
    steps
      .flatMap((s) => s.breaks ?? [])
      .map(keyOfText)
      .filter((key) => live.objects.has(key)),
  );
  const retyped = steps.flatMap(retypedBy).filter((key) => live.objects.has(key) && !broken.has(key));
  if (broken.size + retyped.length === 0) return;
  const named = new Set(steps.flatMap((s) => [...(s.breaks ?? []), ...(s.makes ?? []), ...(s.alters ?? [])]).map(keyOfText));
  const known = (o: CatalogObject): boolean => named.has(keyOf(o.at)) || recorded.objects.has(keyOf(o.at));
  const byId = new Map([...live.objects.values()].filter((o) => o.id !== undefined).map((o) => [o.id!, o]));
  // What has no row of its own there (a NOT NULL before 18) has no dependents either.
  const hasRow = (id: string | undefined): id is string => id !== undefined && /^\w+\/\d+\/\d+$/.test(id);
  const idsOf = (keys: Iterable<Key>): string[] => [...keys].map((key) => live.objects.get(key)!.id).filter(hasRow);
  const unknown = async (all: readonly Dependent[]): Promise<string[]> => {
    const found: string[] = [];
    for (const d of all) {
      const o = [d.id, ...d.owners].map((id) => byId.get(id)).find((one) => one !== undefined);
      if (o === undefined ? within(d, byId, known) : known(o)) continue;
      found.push(`${o === undefined ? d.what : show(o.at)}${d.relation === null ? '' : ` (${await rowsOf(session, d.relation)})`}`);
    }
    return found;
  };
  const removed = await unknown(await dependents(session, idsOf(broken)));
  // What lives inside a removed object goes with it: a column or trigger added by hand.
  for (const o of live.objects.values()) {
    if (o.within !== undefined && broken.has(keyOf(o.within)) && !known(o)) removed.push(show(o.at));
  }
  const held = await unknown(await holders(session, idsOf(retyped)));
  const all = [...new Set([...removed, ...held])].sort();
  if (all.length === 0) return;
  throw new TidemarkError(
    'DEPENDENTS_UNKNOWN',
    `${plan.plan} ${removed.length > 0 ? 'removes what' : 'changes the type of a column on which'} something it does not know leans${removed.length > 0 ? ' on' : ''}: ` +
      `${all[0]}${all.length > 1 ? ` and ${all.length - 1} more` : ''}; nothing was changed`,
    {
      exit: 3,
      details: all,
      next: 'drop these on the target, or bring them into the definitions and plan again',
    },
  );
}

/** Columns among what the step changes that its statement gives another type. */
function retypedBy(step: PlanStep): Key[] {
  const columns = [...step.sql.matchAll(/\bALTER (?:COLUMN )?("(?:[^"]|"")+"|\w+) (?:SET DATA )?TYPE\b/gi)].map((m) => m[1]!);
  const names = new Set(columns.map((c) => (c.startsWith('"') ? c.slice(1, -1).replaceAll('""', '"') : c.toLowerCase())));
  return (step.alters ?? []).map(keyOfText).filter((key) => {
    const at = addressOf(key);
    return at.kind === 'table column' && names.has(at.names[2]!);
  });
}

interface Dependent {
  readonly id: string;
  readonly what: string;
  /** What it is a part of: the view of a rewrite rule, the column of an expression, the domain of a NOT NULL (17), the family of an operator, the table of an identity's sequence, the range of a constructor. */
  readonly owners: readonly string[];
  /** Schema-qualified and quoted, when it holds rows. */
  readonly relation: string | null;
}

/** Everything that pg_depend and pg_inherits hang on these, or on a key's index or a table's row type, through inner parts (a view's rule), one level of things people know. */
async function dependents(session: Session, ids: readonly string[]): Promise<Dependent[]> {
  return session.rows<Dependent>(
    `WITH RECURSIVE broken AS (
       SELECT pg_catalog.split_part(i, '/', 1)::regclass::oid AS classid, pg_catalog.split_part(i, '/', 2)::oid AS objid, pg_catalog.split_part(i, '/', 3)::int4 AS objsubid
       FROM pg_catalog.unnest($1::text[]) AS i
       UNION
       -- the index of a key, which foreign keys lean on, and the type of a table's rows, with its arrays
       SELECT p.classid, p.objid, p.objsubid FROM broken b JOIN pg_catalog.pg_depend p
         ON p.refclassid = b.classid AND p.refobjid = b.objid AND p.refobjsubid = b.objsubid AND p.deptype = 'i'
       WHERE p.classid = 'pg_type'::regclass OR (p.classid = 'pg_class'::regclass AND b.classid = 'pg_constraint'::regclass)
     ), d AS (
       SELECT p.classid, p.objid, p.objsubid, p.deptype FROM pg_catalog.pg_depend p JOIN broken b
         ON p.refclassid = b.classid AND p.refobjid = b.objid AND (b.objsubid = 0 OR p.refobjsubid = b.objsubid)
       WHERE p.deptype IN ('n', 'a', 'i', 'P', 'S')
       UNION
       SELECT 'pg_class'::regclass, h.inhrelid, 0, 'n' FROM pg_catalog.pg_inherits h JOIN broken b
         ON b.classid = 'pg_class'::regclass AND b.objsubid = 0 AND h.inhparent = b.objid
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
    [ids],
  );
}

/** What the server will not have on a column, here or in a table below, that takes another type: all but what it builds anew by itself (indexes, checks, keys, statistics). */
async function holders(session: Session, columns: readonly string[]): Promise<Dependent[]> {
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
     )
     ${shown}`,
    [columns],
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

/** A dependent that no kind models is known when the whole it is a part of is. */
function within(d: Dependent, byId: ReadonlyMap<string, CatalogObject>, known: (o: CatalogObject) => boolean): boolean {
  const [classid, objid] = d.id.split('/');
  const whole = byId.get(`${classid}/${objid}/0`);
  return whole !== undefined && known(whole);
}

async function rowsOf(session: Session, relation: string): Promise<string> {
  const limit = 100_000;
  const [row] = await session.rows<{ n: number }>(`SELECT pg_catalog.count(*)::pg_catalog.int4 AS n FROM (SELECT FROM ${relation} LIMIT ${limit + 1}) AS few`);
  return row!.n > limit ? `more than ${limit} rows` : row!.n === 1 ? '1 row' : `${row!.n} rows`;
}
