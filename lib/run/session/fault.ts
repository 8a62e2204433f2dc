// Owns the kill hook of the fault specs: with TIDEMARK_KILL_AT=n the process kills itself at the n-th boundary, or with TIDEMARK_STOP_AT=n stands
// still there until somebody wakes it. Inert otherwise.

const [at, signal] =
  process.env['TIDEMARK_STOP_AT'] === undefined
    ? ([process.env['TIDEMARK_KILL_AT'], 'SIGKILL'] as const)
    : ([process.env['TIDEMARK_STOP_AT'], 'SIGSTOP'] as const);
const wanted = Number(at ?? 0);
let passed = 0;

/**
 * Before a statement that may change something is sent, or sent and not yet answered: where a process may die. After its answer
 * is before the next one, and after the last one the work is done.
 */
export function boundary(sql: string): void {
  if (wanted === 0 || isRead(sql) || opens.test(sql)) return;
  passed += 1;
  if (passed === wanted) process.kill(process.pid, signal);
}

/** What these leave is gone with the connection. */
const opens = /^\s*(set|begin)\b/i;

/** Nothing is different when a process dies around these. */
export function isRead(sql: string): boolean {
  return /^\s*(select|with)\b/i.test(sql);
}
