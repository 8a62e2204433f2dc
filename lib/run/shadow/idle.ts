// Owns threads whose shadow was closed: they go back to where they booted when the next shadow of their kind is opened, in a
// twentieth of the time that a boot takes.
import type { Thread } from './thread.ts';

/** Some 100 MB each. */
const ROOM = 2;

const all: { readonly kind: string; readonly thread: Thread }[] = [];

/** One that stands where it booted, in the way that `kind` names. */
export async function idle(kind: string): Promise<Thread | undefined> {
  for (let n; (n = all.findIndex((one) => one.kind === kind)) >= 0;) {
    const { thread } = all.splice(n, 1)[0]!;
    try {
      await thread.back();
      return thread;
    } catch {
      // It ran too long, is broken, or loaded what the mark does not know: the next one boots.
      await thread.end();
    }
  }
  return undefined;
}

/** Not before somebody asks: a process that ends would wait for it. */
export async function rest(thread: Thread, kind: string): Promise<void> {
  all.push({ kind, thread });
  if (all.length > ROOM) await all.shift()!.thread.end();
}
