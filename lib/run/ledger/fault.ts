// Owns the kill hook of the fault specs: with TIDEMARK_KILL_AT=n the process kills itself at the n-th boundary. Inert otherwise.

const at = Number(process.env['TIDEMARK_KILL_AT'] ?? 0);
let passed = 0;

/** A place between two messages to the server where a process may die. */
export function boundary(): void {
  if (at === 0) return;
  passed += 1;
  if (passed === at) process.kill(process.pid, 'SIGKILL');
}
