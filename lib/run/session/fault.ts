// Owns the kill hook of the fault specs: with TIDEMARK_KILL_AT=n the process kills itself at the n-th boundary. Inert otherwise.

const at = Number(process.env['TIDEMARK_KILL_AT'] ?? 0);
let passed = 0;

/** A place before, between or after the two messages of a statement that may change something, where a process may die. */
export function boundary(sql: string): void {
  if (at === 0 || isRead(sql)) return;
  passed += 1;
  if (passed === at) process.kill(process.pid, 'SIGKILL');
}

/** Nothing is different when a process dies around these. */
export function isRead(sql: string): boolean {
  return /^\s*(select|with)\b/i.test(sql);
}
