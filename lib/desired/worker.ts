// Owns the worker that runs people's TypeScript: one task in, reports out, and a deadline for every file.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { TidemarkError } from '../errors.ts';

/** ms a single file may take: a file that imports much needs a second or two when nothing is cached. */
export const DEADLINE_MS = 30_000;

/** Runs `entry` (a file beside this one, without its ending) and resolves with the report `is: 'done'`. */
export function work<Report extends { readonly is: string }, Done extends Report & { readonly is: 'done' }>(
  entry: 'evaluate',
  task: unknown,
  { deadline, shown, signal }: { readonly deadline: number; readonly shown: (path: string) => string; readonly signal?: AbortSignal },
): Promise<Done> {
  return new Promise((resolve, reject) => {
    const worker = threadOf(entry, { workerData: task, stdout: true, stderr: true });
    let reading = '';
    let timer: NodeJS.Timeout | undefined;
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      void worker.terminate();
      act();
    };
    const aborted = (): void => settle(() => reject(signal!.reason));
    const wind = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => settle(() => reject(late(shown(reading), deadline))), deadline);
    };
    // What definitions print is not what the command prints.
    worker.stdout.on('data', (text: Buffer) => process.stderr.write(text));
    worker.stderr.on('data', (text: Buffer) => process.stderr.write(text));
    worker.on('message', (report: Report & { path?: string }) => {
      if (report.is === 'reading') {
        reading = report.path!;
        wind();
      } else if (report.is === 'threw') settle(() => reject(thrown(report as unknown as Thrown, shown)));
      else settle(() => resolve(report as unknown as Done));
    });
    worker.on('error', (error: Error) => settle(() => reject(thrown({ path: reading, message: error.message, stack: error.stack ?? '' }, shown))));
    worker.on('exit', () => settle(() => reject(thrown({ path: reading, message: 'it ended the process', stack: '' }, shown))));
    signal?.addEventListener('abort', aborted);
  });
}

/** From source, a thread knows no TypeScript until tsx is registered in it. */
function threadOf(entry: string, options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${entry}.js`, import.meta.url), options);
  const script = new URL(`./${entry}.ts`, import.meta.url).href;
  return new Worker(
    `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => { register(); return import(${JSON.stringify(script)}); })`,
    { ...options, eval: true },
  );
}

interface Thrown {
  readonly path: string;
  readonly message: string;
  readonly stack: string;
  readonly id?: string;
  readonly next?: string;
}

function late(file: string, deadline: number): TidemarkError {
  return new TidemarkError('DEFINITION_TIMEOUT', `${file} did not finish loading within ${deadline / 1000} s`, {
    at: { file },
    next: 'look for a loop, an open connection or an await that never settles at its top level',
  });
}

/** The line of the file itself that the stack names, whatever it called. */
function thrown({ path, message, stack, id, next }: Thrown, shown: (path: string) => string): TidemarkError {
  const frames = stack.split('\n').filter((l) => /^\s+at /.test(l));
  const own = frames.find((l) => l.includes(path)) ?? frames.find((l) => !/node:|node_modules/.test(l));
  const m = own === undefined ? null : /((?:file:\/\/)?[^()\s][^()]*?):(\d+):\d+\)?$/.exec(own);
  const line = m !== null && m[1]!.endsWith(path) ? Number(m[2]) : /:(\d+):\d+\)?\s*$/.exec(message)?.[1];
  const file = shown(path);
  return new TidemarkError(id ?? 'DEFINITION_THREW', id === undefined ? `${file} threw: ${message.split('\n')[0]}` : message, {
    at: { file, ...(line !== undefined && { line: Number(line) }) },
    next: next ?? 'correct the file; --verbose shows the whole stack',
    // Its stack is for --verbose.
    cause: Object.assign(new Error(message), { stack: [message, ...frames].join('\n') }),
  });
}

/** node_modules/.cache/tidemark/code of the project, or nothing where that cannot be written. */
export function transpileCache(root: string): string | false {
  const modules = join(root, 'node_modules');
  if (!existsSync(modules)) return false;
  const folder = join(modules, '.cache', 'tidemark', 'code');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return false; // read-only installs work, only slower
  }
}
