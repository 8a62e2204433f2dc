// Owns questions. They are asked only where somebody can answer; every answer can be given by a flag too.
import { createInterface } from 'node:readline/promises';
import type { BaseContext } from 'clipanion';
import { EXIT, TidemarkError } from '../lib/errors.ts';

type Around = Pick<BaseContext, 'stdin' | 'stderr'>;

interface Asking {
  /** What an interruption says: it depends on what was done before. */
  readonly stands?: string;
  /** A signal from elsewhere ends the question, too. */
  readonly signal?: AbortSignal | undefined;
}

/** The answer, or `otherwise` when nothing but Enter is typed. Ctrl-C, the end of the input and `signal` throw INTERRUPTED. */
export async function question(around: Around, text: string, otherwise: string, { stands = 'nothing was changed', signal }: Asking = {}): Promise<string> {
  const lines = createInterface({ input: around.stdin, output: around.stderr, terminal: (around.stdin as { isTTY?: boolean }).isTTY === true });
  let stop: () => void = () => undefined;
  try {
    const stopped = new Promise<never>((_, fail) => {
      stop = () => {
        around.stderr.write('\n');
        fail(new TidemarkError('INTERRUPTED', `interrupted; ${stands}`, { exit: EXIT.interrupted, next: 'run it again' }));
      };
      lines.once('SIGINT', stop).once('close', stop);
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted === true) stop();
    });
    const answer = await Promise.race([lines.question(`${text}${otherwise === '' ? '' : ` (${otherwise})`} `), stopped]);
    return answer.trim() === '' ? otherwise : answer.trim();
  } finally {
    signal?.removeEventListener('abort', stop);
    lines.removeAllListeners('close').close();
  }
}

/** Enter means no. */
export async function yes(around: Around, text: string, asking: Asking = {}): Promise<boolean> {
  return /^y(es)?$/i.test(await question(around, text, 'y/N', asking));
}

/** Which of these, by number: "all", "none", "1 3". Asked again until it is one of those. */
export async function which(around: Around, text: string, list: readonly string[], asking: Asking = {}): Promise<number[]> {
  around.stderr.write(`${text}\n${list.map((one, n) => `  ${n + 1}  ${one}\n`).join('')}`);
  for (;;) {
    const answer = await question(around, `Which? all, none, or ${list.length === 1 ? '1' : `numbers like 1 ${Math.min(3, list.length)}`}`, 'none', asking);
    if (/^all$/i.test(answer)) return list.map((_, n) => n);
    if (/^none$/i.test(answer)) return [];
    const numbers = answer.split(/[\s,]+/).map(Number);
    if (numbers.every((n) => Number.isInteger(n) && n >= 1 && n <= list.length)) return [...new Set(numbers)].sort((a, b) => a - b).map((n) => n - 1);
    around.stderr.write(`${JSON.stringify(answer)} is none of these: ${list.length === 1 ? '1' : `1 to ${list.length}`}\n`);
  }
}
