// Owns what is looked at before a plan's first write: acknowledgements, the server, the objects it touches, what leans on them, the data.
import { addressOf, keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { changedAttrs } from '../../catalog/diff.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../format/plan.generated.ts';
import type { Recorded } from '../ledger/ledger.ts';
import { comesWith, goesAlong, leanedOn, namesOf } from '../ledger/leaning.ts';
import { keyOfText } from '../introspect/look.ts';
import { isProbed } from './probe.ts';
import { serverSays } from '../session/server-says.ts';
import type { ServerError, Session } from '../session/session.ts';
import { assertNoTransactionControl } from '../session/step-sql.ts';

export function stepsIn(segments: readonly PlanSegment[]): PlanStep[] {
  return segments.flatMap((s) => s.steps);
}

export interface Unacknowledged {
  readonly plan: string;
  readonly step: string;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** The hazards of unsafe steps that neither the file nor `allow` accepts. */
export function unacknowledged(plan: PlanFile, segments: readonly PlanSegment[], allow: readonly string[]): Unacknowledged[] {
  const out: Unacknowledged[] = [];
  for (const s of stepsIn(segments).filter((step) => step.verdict === 'unsafe')) {
    const accepted = new Set([...(s.acknowledged ?? []).map((a) => a.code), ...allow]);
    for (const h of s.hazards ?? []) {
      if (h.advisory !== true && !accepted.has(h.code)) out.push({ plan: plan.plan, step: s.step, code: h.code, message: h.message, remedy: h.remedy });
    }
  }
  return out;
}

/** Throws UNSAFE_NOT_ACKNOWLEDGED (exit 3) when anything is left. */
export function assertAcknowledged(open: readonly Unacknowledged[], command: 'apply' | 'rollback'): void {
  if (open.length === 0) return;
  const codes = [...new Set(open.map((o) => o.code))];
  const [first] = open;
  throw new TidemarkError(
    'UNSAFE_NOT_ACKNOWLEDGED',
    `${first!.plan} has ${open.length === 1 ? 'an unsafe step' : 'unsafe steps'} that nobody accepted: ${codes.join(', ')}; nothing was changed`,
    {
      exit: 3,
      at: { object: first!.step },
      details: open.map(
        (o) => `${o.plan}: ${o.step}: ${o.code}: ${o.message}${o.remedy === undefined ? '' : `\n  instead: ${o.remedy.replaceAll('\n', '\n           ')}`}`,
      ),
      next:
        command === 'apply'
          ? `tidemark ack ${first!.plan} ${codesOf(open, first!.plan).join(' ')} --reason "…"`
          : `repeat the command with ${codes.map((c) => `--allow ${c}`).join(' ')}`,
    },
  );
}

function codesOf(open: readonly Unacknowledged[], plan: string): string[] {
  return [...new Set(open.filter((o) => o.plan === plan).map((o) => o.code))];
}

/** What no target can change: throws PLAN_FLOOR, STEP_TRANSACTION, PROBE_MISSING. */
export function assertRunnable(plan: PlanFile, server: number): void {
  const major = Math.floor(server / 10_000);
  if (major < plan.floor) {
    throw new TidemarkError('PLAN_FLOOR', `${plan.plan} needs PostgreSQL ${plan.floor} or newer, and the target is ${major}`, {
      at: { object: plan.plan },
      next: `plan again with --floor ${major}, or upgrade the server`,
    });
  }
  const walk = (segments: readonly PlanSegment[]): void => {
    for (const segment of segments) {
      for (const step of segment.steps) {
        assertNoTransactionControl(plan.plan, step.step, step.sql);
        if (segment.transaction || isProbed(step)) continue;
        throw new TidemarkError(
          'PROBE_MISSING',
          `${plan.plan} runs "${step.step}" outside a transaction and says neither how to see that it is done nor what it makes`,
          { exit: 3, at: { object: step.step }, next: 'add probe: or makes: to the step and run tidemark prove' },
        );
      }
      walk(segment.undo ?? []);
    }
  };
  walk(plan.up);
  walk(plan.down);
}

/** What earlier plans of the same run have made, changed or removed: their own checks vouch for it. */
export type Handled = Set<Key>;

/**
 * The live objects the plan touches and leans on must be what the ledger recorded; what it makes must not be there.
 * Throws TARGET_DRIFTED, TARGET_OCCUPIED.
 */
export function assertUndrifted(plan: PlanFile, segments: readonly PlanSegment[], live: Catalog, recorded: Recorded, handled: Handled): void {
  const drifted: string[] = [];
  const occupied: string[] = [];
  const made = new Set<Key>(handled);
  const homes = new Set([...made].map(namesOf));
  const broken = new Set<Key>();
  // Of several steps that make one object the last one says so: NOT VALID first, VALIDATE later.
  const coming = new Set(
    stepsIn(segments)
      .flatMap((s) => s.makes ?? [])
      .map(keyOfText),
  );
  for (const step of stepsIn(segments)) {
    for (const text of [...(step.alters ?? []), ...(step.breaks ?? []), ...(step.needs ?? [])]) {
      const key = keyOfText(text);
      if (made.has(key) || (!live.objects.has(key) && !recorded.objects.has(key) && (coming.has(key) || comesWith(key, homes)))) continue;
      const difference = differs(key, live, recorded, step.needs?.includes(text) === true);
      if (difference !== undefined && !drifted.includes(difference)) drifted.push(difference);
    }
    for (const key of leanedOn(step, live, recorded)) {
      if (made.has(key)) continue;
      const difference = differs(key, live, recorded, true);
      if (difference !== undefined && !drifted.includes(difference)) drifted.push(difference);
    }
    for (const text of step.breaks ?? []) {
      made.add(keyOfText(text));
      broken.add(keyOfText(text));
    }
    for (const text of step.makes ?? []) {
      const key = keyOfText(text);
      if (!made.has(key) && live.objects.has(key) && !goesAlong(key, live, broken) && !/^\s*CREATE\s+(SCHEMA|EXTENSION)\s+IF\s+NOT\s+EXISTS\b/i.test(step.sql))
        occupied.push(text);
      made.add(key);
      homes.add(namesOf(key));
    }
  }
  if (drifted.length > 0) {
    throw new TidemarkError('TARGET_DRIFTED', `${plan.plan} touches what somebody else changed on the target: ${drifted[0]}; nothing was changed`, {
      exit: 3,
      details: drifted,
      next: 'tidemark drift shows everything that differs; undo the change there, or bring it into the definitions',
    });
  }
  if (occupied.length > 0) {
    throw new TidemarkError('TARGET_OCCUPIED', `${plan.plan} makes ${occupied[0]}, and the target has one that tidemark did not make; nothing was changed`, {
      exit: 3,
      at: { object: occupied[0]! },
      details: occupied,
      next: 'rename or drop it there',
    });
  }
}

function differs(key: Key, live: Catalog, recorded: Recorded, onlyLeansOn: boolean): string | undefined {
  const was = recorded.objects.get(key);
  const is = live.objects.get(key);
  const name = show(addressOf(key));
  if (was === undefined) return is === undefined && !onlyLeansOn ? `${name} is not there` : undefined;
  if (is === undefined) return `${name} is gone`;
  const printer = recorded.printers.get(was.module ?? '');
  // Texts of two servers say nothing about each other.
  if (printer !== undefined && Math.floor(printer.server / 10_000) !== Math.floor(live.printer.server / 10_000)) return undefined;
  const attrs = changedAttrs(was, is);
  return attrs.length === 0 ? undefined : `${name} differs in ${attrs.join(', ')}`;
}

/** Throws DEPENDENTS_UNKNOWN when something that the plan does not know leans on what it removes. */
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
  if (broken.size === 0) return;
  const named = new Set(steps.flatMap((s) => [...(s.breaks ?? []), ...(s.makes ?? []), ...(s.alters ?? [])]).map(keyOfText));
  const known = (o: CatalogObject): boolean => named.has(keyOf(o.at)) || recorded.objects.has(keyOf(o.at));
  const byId = new Map([...live.objects.values()].filter((o) => o.id !== undefined).map((o) => [o.id!, o]));
  // What has no row of its own there (a NOT NULL before 18) has no dependents either.
  const hasRow = (id: string | undefined): id is string => id !== undefined && /^\w+\/\d+\/\d+$/.test(id);
  const ids = [...broken].map((key) => live.objects.get(key)!.id).filter(hasRow);
  const found: string[] = [];
  for (const d of await dependents(session, ids)) {
    const o = [d.id, ...d.owners].map((id) => byId.get(id)).find((one) => one !== undefined);
    if (o === undefined ? within(d, byId, known) : known(o)) continue;
    found.push(`${o === undefined ? d.what : show(o.at)}${d.relation === null ? '' : ` (${await rowsOf(session, d.relation)})`}`);
  }
  // What lives inside a removed object goes with it: a column or trigger added by hand.
  for (const o of live.objects.values()) {
    if (o.within !== undefined && broken.has(keyOf(o.within)) && !known(o)) found.push(show(o.at));
  }
  if (found.length === 0) return;
  const all = [...new Set(found)].sort();
  throw new TidemarkError(
    'DEPENDENTS_UNKNOWN',
    `${plan.plan} removes what something it does not know leans on: ${all[0]}${all.length > 1 ? ` and ${all.length - 1} more` : ''}; nothing was changed`,
    {
      exit: 3,
      details: all,
      next: 'drop these on the target, or bring them into the definitions and plan again',
    },
  );
}

interface Dependent {
  readonly id: string;
  readonly what: string;
  /** What it is a part of: the view of a rewrite rule, the column of an expression, the table of an identity's sequence, the range of a constructor. */
  readonly owners: readonly string[];
  /** Schema-qualified and quoted, when it holds rows. */
  readonly relation: string | null;
}

/** Everything that pg_depend and pg_inherits hang on these, through inner parts (a view's rule), one level of things people know. */
async function dependents(session: Session, ids: readonly string[]): Promise<Dependent[]> {
  return session.rows<Dependent>(
    `WITH broken AS (
       SELECT pg_catalog.split_part(i, '/', 1)::regclass::oid AS classid, pg_catalog.split_part(i, '/', 2)::oid AS objid, pg_catalog.split_part(i, '/', 3)::int4 AS objsubid
       FROM pg_catalog.unnest($1::text[]) AS i
     ), d AS (
       SELECT p.classid, p.objid, p.objsubid, p.deptype FROM pg_catalog.pg_depend p JOIN broken b
         ON p.refclassid = b.classid AND p.refobjid = b.objid AND (b.objsubid = 0 OR p.refobjsubid = b.objsubid)
       WHERE p.deptype IN ('n', 'a', 'i', 'P', 'S')
       UNION
       SELECT 'pg_class'::regclass, h.inhrelid, 0, 'n' FROM pg_catalog.pg_inherits h JOIN broken b
         ON b.classid = 'pg_class'::regclass AND b.objsubid = 0 AND h.inhparent = b.objid
     )
     SELECT DISTINCT d.classid::regclass::text || '/' || d.objid::text || '/' || d.objsubid::text AS id,
       pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) AS what,
       pg_catalog.array_remove(ARRAY[
         (SELECT 'pg_class/' || w.ev_class::text || '/0' FROM pg_catalog.pg_rewrite w WHERE d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid),
         (SELECT 'pg_class/' || a.adrelid::text || '/' || a.adnum::text FROM pg_catalog.pg_attrdef a WHERE d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid)
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
     ORDER BY 2`,
    [ids],
  );
}

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

/** Runs the data checks of steps that have not run yet. Throws CHECK_FAILED with the number of rows, never their values. */
export async function assertDataFits(session: Session, plan: PlanFile, segments: readonly PlanSegment[]): Promise<void> {
  for (const step of stepsIn(segments)) {
    if (step.check === undefined) continue;
    let rows: Record<string, unknown>[];
    await session.run('BEGIN READ ONLY');
    try {
      rows = await session.rows(step.check.sql);
    } catch (error) {
      // It asks about something that an earlier step of this plan makes: the step itself will tell.
      if (['42P01', '42703', '42704', '42883', '3F000', '22P02'].includes((error as ServerError).code ?? '')) continue;
      throw new TidemarkError('CHECK_BROKEN', `the check of "${step.step}" in ${plan.plan} does not run: ${serverSays(error)}`, {
        at: { object: step.step },
        cause: error,
        next: 'correct the check in the plan file and run tidemark prove',
      });
    } finally {
      await session.run('ROLLBACK').catch(() => undefined); // on a lost connection the query's own error is the one to tell
    }
    const n = Number(Object.values(rows[0] ?? {})[0] ?? 0);
    if (n === 0) continue;
    throw new TidemarkError(
      'CHECK_FAILED',
      `${plan.plan} would stop at "${step.step}": ${n} ${n === 1 ? 'row' : 'rows'}: ${step.check.message}; nothing was changed`,
      {
        exit: 3,
        at: { object: step.step },
        details: step.check.list === undefined ? [] : [step.check.list],
        next: step.check.list === undefined ? 'correct the rows, then tidemark apply' : `list them with: ${step.check.list}`,
      },
    );
  }
}
