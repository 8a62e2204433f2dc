// Loaded before the command line (NODE_OPTIONS=--import): with KILL_FILES_AT=n the process kills itself at the n-th change it makes below
// KILL_FILES_IN; before it, or, where it writes bytes and KILL_FILES_HALF is set, when half of them are there.
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const at = Number(process.env.KILL_FILES_AT ?? 0);
const folder = process.env.KILL_FILES_IN;
const NOT_OURS = /node_modules|\.tidemark|\.cache/;
let passed = 0;

if (at > 0 && isMainThread && (process.argv[1] ?? '').endsWith('tidemark.js')) {
  const open = new Set();
  const ours = (args) => open.has(args[0]) || args.some((a) => typeof a === 'string' && a.startsWith(folder) && !NOT_OURS.test(a));
  const die = () => {
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  };
  const around = (module, name) => {
    const was = module[name];
    module[name] = function (...args) {
      const opens = name.startsWith('open');
      if ((opens && !/[wax+]/.test(String(args[1] ?? 'r'))) || !ours(args)) return was.apply(this, args);
      passed += 1;
      if (passed === at) {
        if (name.startsWith('write') && process.env.KILL_FILES_HALF) {
          const text = String(args[1]);
          const handle = typeof args[0] === 'number' ? args[0] : fs.openSync(args[0], 'w');
          fs.writeSync(handle, text.slice(0, text.length / 2));
        }
        die();
      }
      const result = was.apply(this, args);
      if (opens && typeof result === 'number') open.add(result);
      return result;
    };
  };
  for (const name of ['openSync', 'writeFileSync', 'appendFileSync', 'renameSync', 'mkdirSync', 'rmSync', 'unlinkSync', 'copyFileSync', 'chmodSync'])
    around(fs, name);
  for (const name of ['open', 'writeFile', 'appendFile', 'rename', 'mkdir', 'rm', 'unlink', 'copyFile']) around(fsp, name);
  syncBuiltinESMExports();
}
