// What a long run has tried already, one line each, so that the next start goes on where this one ended.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Killed } from './kill.ts';

export interface Log {
  get(label: string): Killed | undefined;
  put(label: string, is: Killed): void;
}

/** Without a file nothing is kept. What went wrong is tried again. */
export function log(file: string | undefined): Log {
  const lines = file === undefined || !existsSync(file) ? [] : readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const known = new Map(lines.map((l) => JSON.parse(l) as [string, Killed]).filter(([, is]) => is.wrong === undefined));
  return {
    get: (label) => known.get(label),
    put: (label, is) => void (file === undefined || appendFileSync(file, `${JSON.stringify([label, is])}\n`)),
  };
}
