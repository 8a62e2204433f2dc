// One apply or rollback in a process of its own, for specs that kill it: node --import tsx work.ts <apply|rollback> <url> <plansDir> [modules]
import { apply } from '../../lib/run/execute/apply.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';

const [command, database, plansDir, ...modules] = process.argv.slice(2) as [string, string, string, ...string[]];
const options = { project: 'shop', target: resolveTarget({ database }, {}), plansDir, modules, allow: ['DATA_DROP_TABLE'], wait: 20_000 };
try {
  const done = command === 'apply' ? await apply(options) : await rollback(options);
  process.stdout.write(JSON.stringify(done));
} catch (error) {
  const { id, message } = error as { id?: string; message: string };
  process.stdout.write(JSON.stringify({ id, message }));
  process.exitCode = 1;
}
