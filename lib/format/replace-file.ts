// Owns writing over a file so that, whenever the process ends, all of the new bytes are there or all of the old ones.
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TidemarkError } from '../errors.ts';

/** Keeps the file's mode, and the link that leads to it. Throws FILE_UNWRITABLE; the old bytes stand then. */
export function replaceFile(path: string, text: string): void {
  writing(path, () => replace(path, text));
}

/** What the file system refuses is told with the file. Throws FILE_UNWRITABLE. */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    if (!/^E[A-Z]+$/.test(code)) throw cause;
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    throw new TidemarkError('FILE_UNWRITABLE', `${path} cannot be written: ${message.replace(/, \w+( '.*')?( -> '.*')?$/, '')}`, {
      at: { file: path },
      cause,
      next: full ? 'make room on that disk, then run the command again' : 'let this user write there, then run the command again',
    });
  }
}

/**
 * The same with several files: all bytes are on the disk before the first is written over, so that what a process that is killed leaves
 * undone can be finished (plans-finish.ts). Throws FILE_UNWRITABLE; what stands before that file in the list is written then.
 */
export function replaceFiles(files: readonly (readonly [path: string, text: string])[]): void {
  const staged = staging(files.length);
  const ready: { half: string | undefined; at: string; path: string; text: string }[] = [];
  try {
    for (const [path, text] of files) writing(path, () => ready.push({ ...prepared(path, text, staged), path, text }));
    for (const { half, at, path, text } of ready)
      writing(path, () => {
        if (half === undefined) writeFileSync(at, text);
        else put(half, at, text);
      });
  } finally {
    for (const { half } of ready) if (half !== undefined) rmSync(half, { force: true });
  }
}

function replace(path: string, text: string): void {
  const { half, at } = prepared(path, text, staging(1));
  if (half === undefined) return writeFileSync(at, text);
  try {
    put(half, at, text);
  } finally {
    rmSync(half, { force: true });
  }
}

// a file that may be written in a folder that may not, or one that is mounted by itself into a container
const inPlaceOnly = (cause: unknown, at: string): boolean =>
  existsSync(at) && ['EACCES', 'EPERM', 'EBUSY', 'EXDEV', 'EROFS'].includes((cause as NodeJS.ErrnoException).code ?? '');

/** The bytes beside where they belong; without `half` where only the file itself may be written. */
function prepared(path: string, text: string, staged: (path: string, text: string) => string): { half: string | undefined; at: string } {
  const at = existsSync(path) ? realpathSync(path) : path;
  try {
    sweep(dirname(at));
    return { half: staged(at, text), at };
  } catch (cause) {
    if (!inPlaceOnly(cause, at)) throw cause;
    return { half: undefined, at };
  }
}

function put(half: string, at: string, text: string): void {
  try {
    if (existsSync(at)) chmodSync(half, statSync(at).mode);
    renameSync(half, at);
  } catch (cause) {
    if (!inPlaceOnly(cause, at)) throw cause;
    writeFileSync(at, text);
  }
}

let batches = 0;

/** Writes `of` files that get their names together: the bytes, on the disk, beside where they belong; nothing of one where that fails. */
export function staging(of: number): (path: string, text: string) => string {
  const batch = `${process.pid}-${Date.now()}-${(batches += 1)}`;
  let n = 0;
  return (path, text) => {
    const half = join(dirname(path), `.${batch}-${(n += 1)}-${of}.tmp`);
    const handle = openSync(half, 'wx');
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } catch (cause) {
      rmSync(half, { force: true });
      throw cause;
    } finally {
      closeSync(handle);
    }
    return half;
  };
}

export interface Left {
  readonly path: string;
  /** The files that one process wrote together. */
  readonly batch: string;
  /** The how many-th of them, from 1, and how many there were. */
  readonly n: number;
  readonly of: number;
}

/** What processes that were killed left there. */
export function leftIn(folder: string): Left[] {
  return readdirSync(folder).flatMap((file) => {
    const [, batch, pid, since, n, of] = /^\.((\d+)-(\d+)-\d+)-(\d+)-(\d+)\.tmp$/.exec(file) ?? [];
    if (batch === undefined || isAlive(Number(pid), Number(since))) return [];
    return [{ path: join(folder, file), batch, n: Number(n), of: Number(of) }];
  });
}

/** Takes it away. */
export function sweep(folder: string): void {
  for (const { path } of leftIn(folder)) rmSync(path, { force: true });
}

/** `since`: milliseconds of the clock. In a container every run has the same number, so one of before this process began is not its own. */
function isAlive(pid: number, since: number): boolean {
  if (pid === process.pid) return since >= Date.now() - process.uptime() * 1000;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
