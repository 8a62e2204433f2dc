// Owns the right to have a PGlite directory open: two processes in one directory destroy it.
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { TidemarkError } from '../../errors.ts';

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When that process started, as the system counts it; a pid is used again some day. */
  readonly start: string | undefined;
}

/** Takes `<dir>.lock`; the result gives it back. Throws TARGET_IN_USE naming the process. */
export function lockDirectory(dir: string): () => void {
  const file = `${dir}.lock`;
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (cause) {
    throw unwritable(dir, cause);
  }
  for (let attempt = 0; ; attempt += 1) {
    let fd: number | undefined;
    try {
      fd = openSync(file, 'wx', 0o600);
      writeSync(fd, JSON.stringify({ pid: process.pid, host: hostname(), start: startOf(process.pid) } satisfies Owner));
      return () => rmSync(file, { force: true });
    } catch (cause) {
      if (fd !== undefined) rmSync(file, { force: true });
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(dir, cause);
    } finally {
      if (fd !== undefined) closeSync(fd);
    }
    const owner = read(file);
    if (owner === 'gone') continue;
    if (owner === undefined ? attempt < 20 : isAlive(owner) || attempt >= 20) {
      if (owner !== undefined) throw inUse(dir, `process ${owner.pid}${owner.host === hostname() ? '' : ` on ${owner.host}`}`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); // somebody is writing it just now
      continue;
    }
    // Its owner is dead. Renamed first: of several that find it so, one gets it.
    const aside = `${file}.${process.pid}`;
    try {
      renameSync(file, aside);
      rmSync(aside, { force: true });
    } catch {
      // another process was quicker
    }
  }
}

function read(file: string): Owner | undefined | 'gone' {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : undefined;
  }
}

function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true; // nothing can be known of it
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const start = startOf(owner.pid);
  return start === undefined || owner.start === undefined || start === owner.start;
}

function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined; // not Linux
  }
}

function inUse(dir: string, who: string): TidemarkError {
  return new TidemarkError('TARGET_IN_USE', `PGlite directory ${dir} is in use by ${who}`, { next: 'wait until it is done, or stop it' });
}

function unwritable(dir: string, cause: unknown): TidemarkError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new TidemarkError('TARGET_UNREACHABLE', `PGlite directory ${dir} cannot be opened (${code})`, {
    cause,
    next: ['ENOSPC', 'EDQUOT'].includes(code) ? 'make room on that disk, then run the command again' : 'choose a directory that this user may write to',
  });
}
