// npm run medusa -- [models|packages|application|takeover] [word]: the real packages, installed into a cache folder first.
import { rmSync } from 'node:fs';
import { install } from './packages.ts';

const [what = 'models', only = '', ...extra] = process.argv.slice(2);
install();
if (what === 'models') {
  const { compareModels } = await import('./models.ts');
  process.exitCode = (await compareModels(only, extra)) ? 0 : 1;
}
if (what === 'packages') {
  const { eachPackage } = await import('./each.ts');
  process.exitCode = (await eachPackage(only === 'all' ? '' : only, (extra[0] ?? '15,18').split(',').map(Number))) ? 0 : 1;
}
if (what === 'takeover') {
  const { project, takeOver } = await import('./application.ts');
  const root = project();
  try {
    for (const major of (only === '' ? '18,15' : only).split(',').map(Number)) await takeOver(root, major);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
if (what === 'application') {
  const { wholeApplication } = await import('./application.ts');
  await wholeApplication((only === '' ? '18,15' : only).split(',').map(Number));
}
