// Owns threads whose shadow was closed: they go back to where they booted when the next shadow of their kind is opened, in a
// twentieth of the time that a boot takes.
import type { Thread } from './thread.ts';

/** Some 100 MB each. */
const ROOM = 2;

/** Kinds of which one was closed already: the next of them will be wanted again. A command that opens each of its shadows once takes no mark. */
const again = new Set<string>();
const returning = new WeakSet<Thread>();
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

/** Whether a thread that boots now will be asked to come back. */
export function returns(thread: Thread, kind: string): boolean {
  if (again.has(kind)) returning.add(thread);
  return again.has(kind);
}

/** It goes back when somebody asks, not now: a process that ends would wait for it. */
export async function rest(thread: Thread, kind: string): Promise<void> {
  again.add(kind);
  if (!returning.has(thread)) return thread.end();
  all.push({ kind, thread });
  if (all.length > ROOM) await all.shift()!.thread.end();
}
