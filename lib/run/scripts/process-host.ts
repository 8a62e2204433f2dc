// Owns the process that scripts of one command share once the framework runs in it: starting that takes seconds, and one is enough.
import type { ChildProcess } from 'node:child_process';
import { start, toStderr } from '../../desired/environment/process.ts';
import type { Prepare, ToScript } from './channel.ts';

interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface ProcessHost {
  /** A process that is ready or about to be, for a script of Medusa's own kind or another. What it prints goes to stderr without `secrets`. */
  take(options: Place & { readonly native: boolean }): { readonly child: ChildProcess; readonly fresh: boolean };
  /** Starts one that loads what a framework is made of. It runs nothing, and what it prints is held until a script of Medusa's own kind takes it. */
  prepare(options: Place, what: Prepare): void;
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
  let ahead: Ahead | undefined;
  let closed = false;
  const begun = (options: Place, printed: (line: string) => void): ChildProcess =>
    start('script-process', import.meta.url, { cwd: options.cwd, env: options.env, printed: (line) => printed(clean(line)) });
  return {
    clean,
    take({ native, ...place }) {
      if (kept === undefined && native) {
        kept = ahead?.taken();
        ahead = undefined;
      }
      const child = kept;
      kept = undefined;
      return child === undefined || !child.connected ? { child: begun(place, toStderr), fresh: true } : { child, fresh: false };
    },
    prepare(place, what) {
      if (!closed) ahead ??= prepared((printed) => begun(place, printed), what);
    },
    keep: (child) => void (kept = child),
    close() {
      closed = true;
      if (kept?.connected === true) kept.send({ is: 'end' } satisfies ToScript, () => undefined);
      endSoon(kept);
      kept = undefined;
      ahead?.end();
      ahead = undefined;
    },
  };
}

interface Ahead {
  /** undefined: it is not there, or not listening yet. From now on what it prints is shown. */
  taken(): ChildProcess | undefined;
  end(): void;
}

function prepared(begin: (printed: (line: string) => void) => ChildProcess, what: Prepare): Ahead {
  const held: string[] = [];
  let print = (line: string): void => void held.push(line);
  let listens = false;
  const child = begin((line) => print(line));
  child.once('message', () => {
    listens = true;
    child.send({ is: 'prepare', ...what } satisfies ToScript, () => undefined);
  });
  const end = (): void => void child.removeAllListeners('message').kill('SIGKILL');
  return {
    end,
    taken() {
      if (!listens || !child.connected) {
        end();
        return undefined;
      }
      held.forEach(toStderr);
      print = toStderr;
      return child;
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
