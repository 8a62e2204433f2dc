// Owns threads whose shadow was closed: they go back to where they booted and serve the next shadow of their kind, in a twentieth
// of the time that a boot takes.
import type { Thread } from './thread.ts';

/** Some 100 MB each. */
const ROOM = 2;

interface Idle {
  readonly kind: string;
  readonly thread: Thread;
  /** False where it could not go back. */
  readonly ready: Promise<boolean>;
}

const all: Idle[] = [];

/** One that stands where it booted, in the way that `kind` names. */
export async function idle(kind: string): Promise<Thread | undefined> {
  for (let n; (n = all.findIndex((one) => one.kind === kind)) >= 0;) {
    const [found] = all.splice(n, 1);
    if (await found!.ready) return found!.thread;
  }
  return undefined;
}

export async function rest(thread: Thread, kind: string): Promise<void> {
  const ready = thread.back().then(
    () => true,
    // It ran too long, is broken, or loaded what the mark does not know: the next one boots.
    () => thread.end().then(() => false),
  );
  all.push({ kind, thread, ready });
  if (all.length > ROOM) await all.shift()!.thread.end();
}
