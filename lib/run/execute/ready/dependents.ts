// Owns what leans on the target on something a plan removes, remakes or rewrites, and that the plan does not know.
import { address, addressOf, keyOf, show, type Key } from '../../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../../catalog/catalog.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../../format/plan.generated.ts';
import { keyOfText } from '../../introspect/look.ts';
import { goesAlong } from '../../ledger/leaning.ts';
import type { Recorded } from '../../ledger/recorded.ts';
import type { Session } from '../../session/session.ts';
import { stepsIn } from './acknowledged.ts';
import { dependents, holders, partitionsOf, valuesOf, type Dependent } from './leaning-here.ts';
import { differs, type Handled } from './undrifted.ts';

/**
 * Throws DEPENDENTS_UNKNOWN when something that the plan does not know leans on what it removes or makes again, on a column that it gives
 * another type, holds rows of a table that it rewrites, or is a partition where it builds an index part by part. What is recorded and was
 * changed since is as little known as what never was, but for what earlier plans of this run (`handled`) change.
 */
export async function assertDependentsKnown(
  session: Session,
  plan: PlanFile,
  segments: readonly PlanSegment[],
  live: Catalog,
  recorded: Recorded,
  handled: Handled,
): Promise<void> {
  const steps = stepsIn(segments);
  const there = (keys: readonly Key[]): Set<Key> => new Set(keys.filter((key) => live.objects.has(key)));
  const moved = there(steps.filter(renames).flatMap(broken));
  const gone = there(steps.filter((s) => !renames(s)).flatMap(broken));
  const anew = there(steps.filter((s) => broken(s).length === 0 && /^\s*DROP (TYPE|COLLATION)\b/i.test(s.sql)).flatMap(altered));
  const retyped = there(steps.flatMap(retypedBy).filter((key) => !gone.has(key) && !moved.has(key)));
  const rewritten = steps.filter(rewrites).flatMap(tablesOf);
  const ruled = there(steps.filter((s) => /^\s*ALTER DOMAIN\b.*\b(ADD|VALIDATE|SET NOT NULL)\b(?!.*\bNOT VALID\b)/is.test(s.sql)).flatMap(domainsOf));

  const named = new Set(steps.flatMap((s) => [...(s.breaks ?? []), ...(s.makes ?? []), ...(s.alters ?? [])]).map(keyOfText));
  const wasThere = (o: CatalogObject): boolean => named.has(keyOf(o.at)) || recorded.objects.has(keyOf(o.at));
  const known = (o: CatalogObject): boolean => {
    const key = keyOf(o.at);
    return named.has(key) || (recorded.objects.has(key) && (handled.has(key) || differs(key, live, recorded, true) === undefined));
  };
  const byId = new Map([...live.objects.values()].filter((o) => o.id !== undefined).map((o) => [o.id!, o]));
  // What has no row of its own there (a NOT NULL before 18) has no dependents either.
  const hasRow = (id: string | undefined): id is string => id !== undefined && /^\w+\/\d+\/\d+$/.test(id);
  const idsOf = (keys: Iterable<Key>): string[] => [...keys].map((key) => live.objects.get(key)!.id).filter(hasRow);
  const told = (o: CatalogObject): string => `${show(o.at)}${recorded.objects.has(keyOf(o.at)) ? ', which is not as it was recorded' : ''}`;
  const unknown = async (all: readonly Dependent[], isKnown = known): Promise<string[]> => {
    const found: string[] = [];
    for (const d of all) {
      const o = [d.id, ...d.owners].map((id) => byId.get(id)).find((one) => one !== undefined);
      if (o === undefined ? within(d, byId, isKnown) : isKnown(o)) continue;
      found.push(`${o === undefined ? d.what : told(o)}${d.relation === null ? '' : ` (${await rowsOf(session, d.relation)})`}`);
    }
    return found;
  };
  // What lives inside a removed object goes with it: a column or trigger added by hand.
  const inside = [...live.objects.values()].filter((o) =>
    goesAlong(keyOf(o.at), live, gone) ? !known(o) : o.within !== undefined && moved.has(keyOf(o.within)) && !wasThere(o),
  );
  const inParts = steps.flatMap(builtInParts);
  const under = (o: CatalogObject | undefined): string => JSON.stringify(o?.attrs['partitionOf'] ?? null);
  const parents = new Set(inParts.map((names) => JSON.stringify(names)));
  const left = [...recorded.objects]
    .filter(([key, o]) => parents.has(under(o)) && !handled.has(key) && under(live.objects.get(key)) !== under(o))
    .map(([, o]) => o);
  const reasons: readonly (readonly [string, readonly string[]])[] = [
    [
      'removes what something it does not know leans on',
      [...(await unknown(await dependents(session, idsOf(gone)))), ...(await unknown(await dependents(session, idsOf(moved)), wasThere)), ...inside.map(told)],
    ],
    ['makes again what something it does not know leans on', await unknown(await dependents(session, idsOf(anew), { anew: true }))],
    ['changes the type of a column on which something it does not know leans', await unknown(await holders(session, idsOf(retyped)))],
    ['changes what something it does not know has values of', await unknown(await valuesOf(session, rewritten, idsOf(ruled)))],
    ['builds an index part by part where it does not know a part', [...(await unknown(await partitionsOf(session, inParts), wasThere)), ...left.map(told)]],
  ];
  const [first] = reasons.filter(([, found]) => found.length > 0);
  if (first === undefined) return;
  const all = [...new Set(reasons.flatMap(([, found]) => found))].sort();
  throw new TidemarkError(
    'DEPENDENTS_UNKNOWN',
    `${plan.plan} ${first[0]}: ${[...first[1]].sort()[0]}${all.length > 1 ? ` and ${all.length - 1} more` : ''}; nothing was changed`,
    {
      exit: 3,
      details: all,
      next: 'drop these on the target, or bring them into the definitions and plan again',
    },
  );
}

const broken = (s: PlanStep): Key[] => (s.breaks ?? []).map(keyOfText);
const altered = (s: PlanStep): Key[] => (s.alters ?? []).map(keyOfText);

/** What goes under one address and comes under another takes all that leans on it along. */
function renames(s: PlanStep): boolean {
  const kinds = (texts: readonly string[] | undefined): string[] => (texts ?? []).map((t) => addressOf(keyOfText(t)).kind);
  return kinds(s.breaks).some((kind) => kinds(s.makes).includes(kind));
}

const word = `(?:"(?:[^"]|"")+"|\\w+)`;
const unquoted = (w: string): string => (w.startsWith('"') ? w.slice(1, -1).replaceAll('""', '"') : w.toLowerCase());
const unquotedAll = (text: string): string[] => text.match(new RegExp(word, 'g'))!.map(unquoted);

/** The tables of a step: the one of its statement, and those of what it says that it changes. */
function tablesOf(step: PlanStep): (readonly string[])[] {
  const said = new RegExp(`^\\s*ALTER TABLE (?:ONLY )?(${word}\\.${word})`, 'i').exec(step.sql);
  const names = [...altered(step), ...(step.makes ?? []).map(keyOfText)].map((key) => addressOf(key).names.slice(0, 2));
  return said === null ? names : [...names, unquotedAll(said[1]!)];
}

/** Columns that the statement of a step gives another type. */
function retypedBy(step: PlanStep): Key[] {
  const columns = new Set([...step.sql.matchAll(new RegExp(`\\bALTER (?:COLUMN )?(${word}) (?:SET DATA )?TYPE\\b`, 'gi'))].map((m) => unquoted(m[1]!)));
  if (columns.size === 0) return [];
  return tablesOf(step).flatMap((table) => [...columns].map((column) => keyOf(address('table column', [...table, column]))));
}

/** Does the server write the rows of a table anew, or hold every one against a default? */
function rewrites(step: PlanStep): boolean {
  return /^\s*ALTER TABLE\b.*(\bTYPE\b|\bADD COLUMN\b.*\b(DEFAULT|GENERATED)\b|\bSET ((UN)?LOGGED|ACCESS METHOD|EXPRESSION)\b)/is.test(step.sql);
}

function domainsOf(step: PlanStep): Key[] {
  return [...altered(step), ...(step.makes ?? []).map(keyOfText)].map((key) => keyOf(address('domain', addressOf(key).names.slice(0, 2))));
}

/** The table whose index is to be valid once those of its partitions have been attached. */
function builtInParts(step: PlanStep): (readonly string[])[] {
  const table = `(${word}\\.${word})`;
  const found = new RegExp(
    `^\\s*(?:CREATE (?:UNIQUE )?INDEX ${word} ON ONLY ${table}|ALTER TABLE ONLY ${table} ADD CONSTRAINT ${word} (?:UNIQUE|PRIMARY KEY))`,
    'i',
  ).exec(step.sql);
  return found === null ? [] : [unquotedAll((found[1] ?? found[2])!)];
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
