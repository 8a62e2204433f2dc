// One apply or rollback of the built package in a process of its own, to be killed: node victim.mjs <up|down> <url> <plansDir> <first> [codes…]
import { apply } from '../../dist/lib/run/execute/apply.js';
import { rollback } from '../../dist/lib/run/execute/rollback.js';
import { resolveTarget } from '../../dist/lib/run/target/target.js';

const [way, database, plansDir, first, ...allow] = process.argv.slice(2);
const options = { project: 'faults', target: resolveTarget({ database }, {}), plansDir, allow, wait: 600_000 };
try {
  const done = way === 'up' ? await apply(options) : await rollback({ ...options, to: first });
  process.stdout.write(JSON.stringify({ outcome: done.outcome }));
} catch (error) {
  process.stdout.write(JSON.stringify({ id: error.id, message: error.message }));
  process.exitCode = 1;
}
