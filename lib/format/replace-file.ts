// Owns writing over a file so that, whenever the process ends, all of the new bytes are there or all of the old ones.
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Keeps the file's mode, and the link that leads to it. Throws what the file system says; the old bytes stand then. */
export function replaceFile(path: string, text: string): void {
  const there = existsSync(path);
  const at = there ? realpathSync(path) : path;
  sweep(dirname(at));
  try {
    const half = staged(at, text);
    try {
      if (there) chmodSync(half, statSync(at).mode);
      renameSync(half, at);
    } catch (cause) {
      rmSync(half, { force: true });
      throw cause;
    }
  } catch (cause) {
    // a file that may be written in a folder that may not, or one that is mounted by itself into a container
    if (!there || !['EACCES', 'EPERM', 'EBUSY', 'EXDEV', 'EROFS'].includes((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
    writeFileSync(at, text);
  }
}

let staging = 0;

/** The bytes, on the disk, beside where they belong; nothing where that fails. */
export function staged(path: string, text: string): string {
  const half = join(dirname(path), `.${process.pid}-${Date.now()}-${(staging += 1)}.tmp`);
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
}

/** Takes away what a process that was killed left behind. */
export function sweep(folder: string): void {
  for (const file of readdirSync(folder)) {
    const pid = /^\.(\d+)-\d+-\d+\.tmp$/.exec(file)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, file), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
