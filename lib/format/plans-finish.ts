// Owns finishing what a process that was killed between its first and its last file had begun: all its bytes were on the disk by then, under
// names of their own (plans-edit.ts), and a plan that no chain lists would be a person's to sort out.
import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readChain, writeChain, type ChainEntry } from './chain.ts';
import { CHAIN, PLAN_SUFFIX, splitPlanName } from './names.ts';
import { assertSeal } from './read.ts';
import { leftIn, type Left } from './replace-file.ts';
import { sealIn } from './seal.ts';

/** True when files were put in their places. Whatever is not whole, or does not go on from what is there, is left alone. */
export function finishWriting(dir: string): boolean {
  const folders = existsSync(dir) ? readdirSync(dir).filter((m) => !/^[._]/.test(m) && statSync(join(dir, m)).isDirectory()) : [];
  const left = folders.flatMap((module) => leftIn(join(dir, module)).map((l) => ({ ...l, module })));
  let done = false;
  for (const pid of new Set(left.map((l) => l.pid))) {
    const own = left.filter((l) => l.pid === pid).sort((a, b) => a.n - b.n);
    // Its first file still waits: nothing was put anywhere yet, and nothing need be.
    if (own[0]!.n === 1) continue;
    const move = (l: Left, path: string): void => {
      renameSync(l.path, path);
      done = true;
    };
    for (const l of own) {
      const name = planIn(l, l.module);
      const path = join(dir, l.module, `${name}${PLAN_SUFFIX}`);
      if (name !== undefined && !existsSync(path)) move(l, path);
    }
    for (const l of own.filter((one) => existsSync(one.path))) {
      const path = join(dir, l.module, CHAIN);
      if (goesOn(l, path, join(dir, l.module))) move(l, path);
    }
  }
  return done;
}

/** The name of the plan that these bytes are, when they are all there. */
function planIn({ path }: Left, module: string): string | undefined {
  const text = readFileSync(path, 'utf8');
  const full = /^plan: (\S+)$/m.exec(text)?.[1];
  if (full === undefined || !full.startsWith(`${module}/`)) return undefined;
  return tried(() => {
    assertSeal(text, path);
    return splitPlanName(full).name;
  });
}

/** The chain that is there with more plans, each of which is there. */
function goesOn({ path }: Left, chain: string, folder: string): boolean {
  const entries = tried(() => readChain(readFileSync(path, 'utf8'), path)) ?? [];
  const now = existsSync(chain) ? tried(() => readChain(readFileSync(chain, 'utf8'), chain)) : [];
  if (now === undefined || entries.length <= now.length || writeChain(entries.slice(0, now.length)) !== writeChain(now)) return false;
  const isThere = ({ name, seal }: ChainEntry): boolean => {
    const file = join(folder, name + PLAN_SUFFIX);
    return existsSync(file) && sealIn(readFileSync(file, 'utf8')) === seal;
  };
  return entries.slice(now.length).every(isThere);
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // not whole, so not what was to be
  }
}
