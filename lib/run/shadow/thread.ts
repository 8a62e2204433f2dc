// Owns the thread of one shadow: messages there and back, and its end when a statement takes too long.
import { Worker } from 'node:worker_threads';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { Pack } from '../engine/pack.ts';
import type { Answer, Asked, Boot, Request } from './worker.ts';

/** Milliseconds to start PGlite, even from nothing on a busy machine. */
const BOOT_MS = 120_000;

const here = new URL(import.meta.url);
const entry = here.pathname.endsWith('.ts') ? (await import('./from-source.ts')).bundled(new URL('./worker.ts', here)) : new URL('./worker.js', here);

export interface Thread {
  boot(boot: Boot): Promise<void>;
  /** `error` is the server's; what ends the instance is thrown. `limitMs`: for each statement. */
  run(statements: readonly Asked[], limitMs: number): Promise<Answer>;
  /** To where it booted, as if nothing had been. */
  back(): Promise<void>;
  /** Closes the database and returns its files. */
  pack(): Promise<Pack>;
  end(): Promise<void>;
}

interface Waiting {
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

type Ask = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

/** A statement that takes longer than its limit ends the thread, and SHADOW_TIMEOUT names it. */
export function startThread(): Thread {
  // Counts the statements begun: the watcher below sees progress without a message.
  const begun = new Int32Array(new SharedArrayBuffer(4));
  // Not what the process was started with: loaders and flags of others would slow it down.
  const worker = new Worker(entry, { workerData: { progress: begun }, execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let dead: Error | undefined;

  const die = (error: Error): void => {
    dead ??= error;
    for (const one of waiting.values()) one.failed(dead);
    waiting.clear();
    void worker.terminate();
  };
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    // Not while it is being ended: the process would be over before the thread is, and whoever waits for that never told.
    if (waiting.size === 0 && dead === undefined) worker.unref();
    one?.done(answer);
  });
  worker.on('error', (error: Error) => die(broken(error.message, error)));
  worker.on('exit', () => die(broken('its thread ended')));
  worker.unref();

  const send = async (ask: Ask, limitMs: number, texts: readonly string[] = []): Promise<Answer> => {
    if (dead !== undefined) throw dead;
    const id = ++last;
    const first = Atomics.load(begun, 0) + 1;
    let [seen, since] = [first - 1, Date.now()];
    const watch = setInterval(
      () => {
        const now = Atomics.load(begun, 0);
        if (now !== seen) [seen, since] = [now, Date.now()];
        else if (Date.now() - since >= limitMs) die(late(texts[seen - first], limitMs));
      },
      Math.max(10, Math.min(250, limitMs / 4)),
    );
    try {
      const answer = await new Promise<Answer>((done, failed) => {
        waiting.set(id, { done, failed });
        worker.ref();
        worker.postMessage({ id, ...ask });
      });
      if (answer.broken === undefined) return answer;
      const error = broken(answer.broken, undefined, texts[answer.tables?.length ?? -1]);
      die(error);
      throw error;
    } finally {
      clearInterval(watch);
    }
  };
  return {
    async boot(boot) {
      await send({ op: 'boot', boot }, BOOT_MS);
    },
    run: (statements, limitMs) =>
      send(
        { op: 'run', statements },
        limitMs,
        statements.map((s) => s.sql),
      ),
    async back() {
      await send({ op: 'back' }, BOOT_MS);
    },
    async pack() {
      return (await send({ op: 'pack' }, BOOT_MS)).pack!;
    },
    async end() {
      dead ??= broken('it was closed');
      await worker.terminate();
    },
  };
}

function late(sql: string | undefined, limitMs: number): TidemarkError {
  const what = sql === undefined ? 'starting it' : firstLine(sql);
  return new TidemarkError('SHADOW_TIMEOUT', `the shadow gave up after ${limitMs / 1000} s on: ${what}`, {
    exit: EXIT.failed,
    next: 'a definition should not loop or wait; if it is only slow, set timeouts.shadow in the config, e.g. "10m"',
  });
}

export function broken(why: string, cause?: unknown, sql?: string): TidemarkError {
  const on = sql === undefined ? '' : ` on: ${firstLine(sql)}`;
  const lines = why.split('\n');
  return new TidemarkError('SHADOW_BROKEN', `the shadow cannot be trusted any more${on}: ${lines[0]}`, { exit: EXIT.failed, cause, details: lines.slice(1) });
}

function firstLine(sql: string): string {
  const line = sql.trim().split('\n')[0]!.trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
