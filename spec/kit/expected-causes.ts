// Owns how the hazards of another tool relate to ours, and why ours is milder where it is.
import type { LockMode } from '../../lib/kinds/kind.ts';

export interface Answer {
  readonly steps: readonly {
    readonly does: string;
    readonly sql: string;
    readonly verdict: 'safe' | 'unsafe';
    readonly lock?: LockMode | undefined;
    readonly codes: readonly string[];
  }[];
  /** Why there is no plan. */
  readonly error?: string;
}
type OurStep = Answer['steps'][number];

const about = (step: OurStep, kinds: RegExp): boolean => kinds.test(step.does);
const has = (step: OurStep, codes: RegExp): boolean => step.codes.some((c) => codes.test(c));
const code = / (function|procedure|trigger|sequence|extension) /;

/** What of ours says the same. */
const theirs = {
  DeletesData: (s) => has(s, /^(DATA_|IRREVERSIBLE)/),
  AcquiresAccessExclusiveLock: (s) => s.lock === 'ACCESS EXCLUSIVE',
  AcquiresShareRowExclusiveLock: (s) => s.lock === 'SHARE ROW EXCLUSIVE' || s.lock === 'ACCESS EXCLUSIVE',
  AcquiresShareLock: (s) => s.lock === 'SHARE',
  ImpactsDatabasePerformance: (s) => has(s, /^(LOCK_REWRITE|LOCK_SCAN|LOCK_INDEX_BUILD|PERF_)/),
  IndexBuild: (s) => has(s, /^(LOCK_INDEX_BUILD|PERF_IO)$/),
  IndexDropped: (s) => has(s, /^(PERF_INDEX_DROPPED|COMPAT_CONSTRAINT_DROPPED|DATA_DROP_TABLE|DATA_DROP_COLUMN)$/),
  AuthzUpdate: (s) => has(s, /^SEC_/),
  HasUntrackableDependencies: (s) => about(s, code) && has(s, /^(OPAQUE_|BEHAVIOUR_|COMPAT_)/),
  Correctness: (s) => has(s, /^CORRECT_/),
  ExtensionVersionUpgrade: (s) => has(s, /^OPAQUE_EXTENSION$/),
} as const satisfies Record<string, (step: OurStep) => boolean>;
export type Theirs = keyof typeof theirs;

export function answered(hazard: Theirs, ours: Answer): boolean {
  if (!(hazard in theirs)) throw new Error(`a hazard that nobody here knows: ${hazard}`);
  return ours.steps.some((s) => s.verdict === 'unsafe' && theirs[hazard](s));
}

const builds = (ours: Answer): OurStep[] =>
  ours.steps.filter(
    (s) => /^CREATE (UNIQUE )?INDEX/.test(s.sql) || (!s.sql.startsWith('ALTER TABLE ONLY') && / ADD (CONSTRAINT \S+ )?(PRIMARY KEY|UNIQUE) \(/.test(s.sql)),
  );
const drops = (ours: Answer): OurStep[] => ours.steps.filter((s) => s.sql.startsWith('DROP INDEX'));

/** In the order they are asked. */
const rules: readonly { readonly cause: string; readonly why: string; readonly holds: (hazard: Theirs, ours: Answer, note: string) => boolean }[] = [
  {
    cause: 'Built concurrently',
    why: 'Every index on a table with rows is built CONCURRENTLY: reads and writes go on, a failed build is dropped and tried again, and its load is said as PERF_IO. A build under a lock is unsafe.',
    holds: (h, ours) =>
      h === 'IndexBuild' &&
      builds(ours).length > 0 &&
      builds(ours).every((s) => s.sql.includes('CONCURRENTLY') || s.lock === undefined || s.sql.includes(' ON ONLY ')),
  },
  {
    cause: 'Dropped concurrently, and not unique',
    why: 'DROP INDEX CONCURRENTLY of an index that keeps no rule is safe, with PERF_INDEX_DROPPED said; of a unique one it is unsafe. Where the index is replaced, the new one serves before the old one goes.',
    holds: (h, ours) => h === 'IndexDropped' && drops(ours).length > 0 && drops(ours).every((s) => s.sql.includes('CONCURRENTLY')),
  },
  {
    cause: 'A lock for a moment',
    why: 'ACCESS EXCLUSIVE for a change of the catalog alone is named on its step and taken with a short lock_timeout and retries; it is a hazard where it lasts (a rewrite, a scan, a build) or where a weaker form exists.',
    holds: (h, ours) => h.startsWith('Acquires') && ours.steps.some((s) => s.verdict === 'safe' && theirs[h](s)),
  },
  {
    cause: 'A type that needs no rewrite',
    why: 'The files stay as they are (a longer varchar, varchar to text). What is lost is the statistics of the column, said as PERF_STATS_LOST with the ANALYZE to run, and prepared statements, said as COMPAT_PREPARED.',
    holds: (h, ours) => h === 'ImpactsDatabasePerformance' && ours.steps.some((s) => s.verdict === 'safe' && has(s, /^PERF_STATS_LOST$/)),
  },
  {
    cause: 'A policy on a table without row security',
    why: 'It means nothing until ENABLE ROW LEVEL SECURITY, and that is unsafe.',
    holds: (h, ours) =>
      h === 'AuthzUpdate' && ours.steps.some((s) => s.sql.startsWith('CREATE POLICY')) && !ours.steps.some((s) => s.sql.includes('ENABLE ROW LEVEL SECURITY')),
  },
  {
    cause: 'Code that is new, or replaced in place',
    why: 'Bodies are parsed for what they name, which orders the statements; the server itself made them in the proof. A new function, procedure or trigger function changes nothing for who does not call it; a replaced body is said as BEHAVIOUR_FUNCTION, a new trigger as BEHAVIOUR_TRIGGER. Dropping, or changing what callers see, is unsafe.',
    holds: (h, ours) => h === 'HasUntrackableDependencies' && ours.steps.some((s) => /^CREATE (OR REPLACE )?(FUNCTION|PROCEDURE|TRIGGER)/.test(s.sql)),
  },
  {
    cause: 'A new sequence',
    why: 'It leans on nothing, and what takes from it is in the same plan.',
    holds: (h, ours) => h === 'HasUntrackableDependencies' && ours.steps.every((s) => s.sql.startsWith('CREATE SEQUENCE')),
  },
  {
    cause: 'Changed in place',
    why: 'Nothing is dropped: a table that is there is attached, where their plan makes it anew.',
    holds: (h, ours) => h === 'DeletesData' && !ours.steps.some((s) => /^DROP TABLE|DROP COLUMN|TRUNCATE/.test(s.sql)),
  },
  {
    cause: 'Dropped without rows',
    why: 'A partitioned table whose partitions have left it, or that has none, holds no rows. Where somebody gave it one on the target, apply refuses (DEPENDENTS_UNKNOWN).',
    holds: (h, ours) =>
      h === 'DeletesData' && ours.steps.some((s) => s.sql.startsWith('DROP TABLE')) && !ours.steps.some((s) => /DROP COLUMN|TRUNCATE/.test(s.sql)),
  },
  {
    cause: 'Another question',
    why: 'Their case plans from a source of its own, and what is exported as its pair is something else.',
    holds: (_h, _ours, note) => note.includes('custom planFactory'),
  },
];

export const causes: Record<string, string> = Object.fromEntries(rules.map((r) => [r.cause, r.why]));

export function causeOf(hazard: Theirs, ours: Answer, note: string): string | undefined {
  return rules.find((r) => r.holds(hazard, ours, note))?.cause;
}
