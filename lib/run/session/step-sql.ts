// Owns what a step's text may be: one statement that does not end, begin or split the transaction it runs in.
import { TidemarkError } from '../../errors.ts';

const control = new Set(['begin', 'start', 'commit', 'end', 'rollback', 'abort', 'savepoint', 'release', 'prepare', 'discard']);

/** The first word of a statement, lower case, comments skipped. */
export function firstWord(sql: string): string {
  let at = 0;
  for (;;) {
    const space = /^\s+/.exec(sql.slice(at));
    if (space !== null) at += space[0].length;
    else if (sql.startsWith('--', at)) at = endOr(sql, sql.indexOf('\n', at));
    else if (sql.startsWith('/*', at)) at = afterComment(sql, at);
    else return (/^[a-z]+/i.exec(sql.slice(at))?.[0] ?? '').toLowerCase();
  }
}

function afterComment(sql: string, from: number): number {
  let depth = 0;
  for (const m of sql.slice(from).matchAll(/\/\*|\*\//g)) {
    depth += m[0] === '/*' ? 1 : -1;
    if (depth === 0) return from + m.index + 2;
  }
  return sql.length;
}

function endOr(sql: string, at: number): number {
  return at < 0 ? sql.length : at + 1;
}

/** Throws STEP_TRANSACTION. That it is one statement is the server's business: the extended protocol takes no more. */
export function assertNoTransactionControl(plan: string, does: string, sql: string): void {
  const word = firstWord(sql);
  const set = word === 'set' && /^\s*set\s+(session\s+characteristics|transaction|local\s+transaction)/i.test(sql);
  if (!control.has(word) && !set) return;
  throw new TidemarkError('STEP_TRANSACTION', `a step of ${plan} holds transaction control (${word.toUpperCase()}), which would break what commits together`, {
    at: { object: does },
    exit: 3,
    next: 'remove it: segments say what commits together',
  });
}
