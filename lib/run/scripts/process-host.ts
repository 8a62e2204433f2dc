// Owns the process that scripts of one run share once the framework runs in it: starting that takes seconds, and one is enough.
import type { ChildProcess } from 'node:child_process';
import { start } from '../../desired/environment/process.ts';
import type { ToScript } from './channel.ts';

export interface ProcessHost {
  /** A process that is ready or about to be. What it prints goes to stderr without `secrets`. */
  take(options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): { readonly child: ChildProcess; readonly fresh: boolean };
  /** The framework runs in it: the next script gets it. */
  keep(child: ChildProcess): void;
  /** Ends what is kept. A framework may take a moment to close; what the scripts did does not depend on it. */
  close(): void;
  /** A text without the password of the database. */
  clean(text: string): string;
}

/** `url`: the database that scripts find in their environment. */
export function processHost(url: string | undefined): ProcessHost {
  const clean = without(secretsIn(url));
  let kept: ChildProcess | undefined;
  return {
    clean,
    take(options) {
      const child = kept;
      kept = undefined;
      return child === undefined || !child.connected
        ? { child: start('script-process', import.meta.url, { ...options, printed: clean }), fresh: true }
        : { child, fresh: false };
    },
    keep: (child) => void (kept = child),
    close() {
      if (kept?.connected === true) kept.send({ is: 'end' } satisfies ToScript, () => undefined);
      endSoon(kept);
      kept = undefined;
    },
  };
}

export function endSoon(child: ChildProcess | undefined): void {
  setTimeout(() => child?.kill('SIGKILL'), 10_000).unref();
}

/** Shorter ones stand in too many other words. */
const SHORTEST = 4;

function secretsIn(url: string | undefined): string[] {
  const typed = /^\w+:\/\/[^:@/]*:([^@/]*)@/.exec(url ?? '')?.[1] ?? '';
  return [...new Set([typed, decodeURIComponent(typed)])].filter((s) => s.length >= SHORTEST);
}

function without(secrets: readonly string[]): (text: string) => string {
  return (text) => secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
}
