// Owns who decides about links that would lose something: a flag, somebody at a terminal, or nobody, and then it is refused.
import { EXIT, TidemarkError } from '../../../errors.ts';
import { waits, type LinkAction } from './actions.ts';

export interface Decision {
  /** Run what loses something too. */
  readonly executeAll?: boolean;
  /** Leave what loses something, and say so. Wins over executeAll. */
  readonly executeSafe?: boolean;
  /** Hazard codes that are accepted: an action with no other runs. */
  readonly allow?: readonly string[];
  /** Asked which of these to run, where somebody can answer. */
  readonly choose?: ((list: readonly Counted[]) => Promise<readonly number[]>) | undefined;
}

export interface Counted extends Omit<LinkAction, 'key'> {
  /** How many the target has; undefined for what is no table, or is not there yet. */
  readonly rows: number | undefined;
}

/** What runs and what does not. Throws LINKS_UNDECIDED where somebody has to say and nobody can be asked. */
export async function decide(all: readonly Counted[], options: Decision): Promise<{ run: Counted[]; withheld: Counted[] }> {
  const allow = new Set(options.allow ?? []);
  const open = all.filter((a) => waits(a as never) && !a.hazards.every((h) => allow.has(h.code)));
  const sure = all.filter((a) => !open.includes(a));
  if (open.length === 0 || options.executeSafe === true) return { run: sure, withheld: open };
  if (options.executeAll === true) return { run: [...all], withheld: [] };
  if (options.choose !== undefined) {
    const picked = new Set((await options.choose(open)).map((n) => open[n]!));
    return { run: all.filter((a) => !open.includes(a) || picked.has(a)), withheld: open.filter((a) => !picked.has(a)) };
  }
  throw new TidemarkError(
    'LINKS_UNDECIDED',
    `${open.length === 1 ? 'a link waits' : `${open.length} links wait`} for a decision, and no link was changed: ${open.map(named).join(', ')}`,
    {
      exit: EXIT.decide,
      details: open.flatMap(explained),
      next: 'tidemark db:sync-links --execute-safe leaves them, --execute-all runs them',
    },
  );
}

/** Medusa calls it notify, since it does no more than that; here it is done once somebody says so. */
const named = (a: Counted): string => `${a.action === 'notify' ? 'change' : a.action} ${a.link}`;

/** "delete table public.post_brand (1 row)" */
export function withRows(a: Counted): string {
  return a.rows === undefined ? named(a) : `${named(a)} (${a.rows} ${a.rows === 1 ? 'row' : 'rows'})`;
}

/** A link with what is done to it, for people. */
export function explained(a: Counted): string[] {
  const why = a.hazards.map(
    (h) => `    ${h.code} ${h.message}${h.remedy === undefined ? '' : `\n      instead: ${renameHere(h.remedy).replaceAll('\n', '\n               ')}`}`,
  );
  return [`${withRows(a)}${a.from === undefined ? '' : ` from ${a.from}`}`, ...why, ...a.sql.map((s) => `    ${s.replaceAll('\n', '\n    ')}`)];
}

/** The planner speaks of plan files. */
const renameHere = (text: string): string => text.replaceAll('tidemark plan --rename', 'tidemark db:sync-links --rename');
