// Owns what people see: results on stdout, everything else on stderr, colour and progress only where somebody is watching.
import picocolors from 'picocolors';
import type { BaseContext } from 'clipanion';
import { serverSays } from '../lib/run/session/server-says.ts';
import { TidemarkError } from '../lib/errors.ts';

export interface Terminal {
  readonly colors: ReturnType<typeof picocolors.createColors>;
  readonly json: boolean;
  readonly interactive: boolean;
  readonly width: number;
  /** The result. */
  out(text: string): void;
  /** The result as one JSON document. */
  document(value: unknown): void;
  /** What is said beside the result. */
  note(text: string): void;
  warn(text: string): void;
  /** What is going on right now; redrawn in place, shown only on a TTY. Without a text nothing is, or somebody else writes: a question, a script. */
  doing(text?: string): void;
  failure(error: unknown): void;
  close(): void;
}

export function terminal(context: Pick<BaseContext, 'stdout' | 'stderr' | 'stdin' | 'env'>, options: { json: boolean; verbose: boolean }): Terminal {
  const { stdout, stderr } = context;
  const tty = (stream: unknown): boolean => (stream as { isTTY?: boolean }).isTTY === true;
  const env = context.env;
  const plain = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const colors = picocolors.createColors(!plain && !options.json && (forced || tty(stdout)));
  const errorColors = picocolors.createColors(!plain && (forced || tty(stderr)));
  const live = tty(stderr) && env['CI'] === undefined;
  const started = Date.now();
  const warned = new Set<string>();
  let shown = false;
  let timer: NodeJS.Timeout | undefined;
  let current = '';
  const clear = (): void => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  const draw = (): void => {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const text = `${current} (${seconds} s)`;
    stderr.write(`\r\u001b[K${errorColors.dim(oneLine(text).slice(0, Math.max(20, ((stderr as { columns?: number }).columns ?? 80) - 1)))}`);
    shown = true;
  };
  return {
    colors,
    json: options.json,
    interactive: tty(context.stdin) && tty(stdout) && env['CI'] === undefined,
    width: (stdout as { columns?: number }).columns ?? 100,
    out(text) {
      clear();
      const shown = tty(stdout) ? printable(text) : text;
      stdout.write(shown.endsWith('\n') ? shown : `${shown}\n`);
    },
    document(value) {
      clear();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note(text) {
      clear();
      stderr.write(printable(text.endsWith('\n') ? text : `${text}\n`));
    },
    warn(text) {
      // Told when it is found and again in the result.
      if (warned.has(text)) return;
      warned.add(text);
      clear();
      stderr.write(`${errorColors.yellow('warning')} ${printable(text)}\n`);
    },
    doing(text) {
      if (text === undefined) {
        clearInterval(timer);
        timer = undefined;
        return clear();
      }
      current = text;
      if (!live) return;
      draw();
      timer ??= setInterval(draw, 100).unref();
    },
    failure(error) {
      clear();
      if (options.json) stdout.write(`${JSON.stringify({ error: described(error) }, null, 2)}\n`);
      stderr.write(printable(`${lines(error, errorColors, options.verbose).join('\n')}\n`));
    },
    close() {
      if (timer !== undefined) clearInterval(timer);
      clear();
    },
  };
}

function described(error: unknown): Record<string, unknown> {
  if (error instanceof TidemarkError) return { id: error.id, message: error.message, at: error.at, next: error.next, details: error.options.details };
  return { id: 'INTERNAL', message: worded(error) };
}

function lines(error: unknown, c: ReturnType<typeof picocolors.createColors>, verbose: boolean): string[] {
  const stack = verbose && error instanceof Error ? [c.dim(traceOf(error))] : [];
  if (!(error instanceof TidemarkError)) {
    return [
      `${c.red('error')} INTERNAL ${oneLine(worded(error))}`,
      ...(verbose ? [] : ['  next: run it again with --verbose and report what it prints']),
      ...stack,
    ];
  }
  const { file, line, pointer, object } = error.at;
  const where = [
    file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}${pointer === undefined || pointer === '' ? '' : ` ${pointer}`}`,
    object,
  ].filter((w) => w !== undefined && !error.message.includes(w));
  const cause = verbose && error.cause instanceof Error ? [c.dim(traceOf(error.cause))] : [];
  return [
    `${c.red('error')} ${c.bold(error.id)} ${oneLine(error.message)}`,
    ...where.map((w) => `  at: ${w}`),
    ...shown(error.options.details ?? [], verbose || error.options.whole === true).flatMap((d) => d.split('\n').map((l) => `  ${l}`)),
    ...(error.next === undefined ? [] : [`  next: ${error.next}`]),
    ...stack,
    ...cause,
  ];
}

const DETAILS = 12;

function shown(details: readonly string[], verbose: boolean): readonly string[] {
  if (verbose || details.length <= DETAILS) return details;
  return [...details.slice(0, DETAILS), `… and ${details.length - DETAILS} more, with --verbose`];
}

/** A server's error may quote values of rows: then only its code and the frames. */
function traceOf(error: Error): string {
  if (!fromServer(error)) return error.stack ?? String(error);
  const frames = (error.stack ?? '').split('\n').filter((l) => /^\s+at /.test(l));
  return [`error: SQLSTATE ${(error as { code?: string }).code}`, ...frames].join('\n');
}

function worded(error: unknown): string {
  return fromServer(error) ? serverSays(error) : error instanceof Error ? error.message : String(error);
}

function fromServer(error: unknown): boolean {
  return /^[0-9A-Z]{5}$/.test((error as { code?: string } | undefined)?.code ?? '') && !/^E[A-Z]+$/.test((error as { code: string }).code);
}

/** Names and texts come from files and servers: what would move the cursor or clear the screen is shown, not sent. Colours stay. */
function printable(text: string): string {
  return text.replace(/[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\[\d*(?:;\d+)*m)/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ');
}
