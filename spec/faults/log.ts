// What a long run has tried already, one line each, so that the next start goes on where this one ended.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Killed } from './kill.ts';

export interface Log {
  /** The cases that it knows, by name. They are taken first: cases that came since would give the seed another order. */
  readonly cases: ReadonlySet<string>;
  get(label: string): Killed | undefined;
  put(label: string, is: Killed): void;
}

/** Without a file nothing is kept. What went wrong is tried again. */
export function log(file: string | undefined): Log {
  const lines = file === undefined || !existsSync(file) ? [] : readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const known = new Map(lines.map((l) => JSON.parse(l) as [string, Killed]).filter(([, is]) => is.wrong === undefined));
  return {
    cases: new Set([...known.keys()].map((label) => label.split(' ')[0]!)),
    get: (label) => known.get(label),
    put: (label, is) => void (file === undefined || appendFileSync(file, `${JSON.stringify([label, is])}\n`)),
  };
}
