// A command on a project and a database that other commands have prepared, and how it is run.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../../kit/load.ts';

export interface Place {
  readonly cwd: string;
  readonly url: string;
  readonly superUrl: string;
}

export interface Scene {
  readonly name: string;
  prepare(stage: Stage): Promise<void>;
  /** The command that is killed. */
  readonly command: readonly string[];
  /** There is no database yet: it makes it. */
  readonly creates?: true;
  /** It connects to no database. */
  readonly offline?: true;
  /** What finishes it; the same command when absent. */
  readonly finishes?: readonly string[];
  /** Said again when it was done, it would do more. `status` tells that it is: nothing is half there, and so many plans are applied. */
  readonly doneWith?: number;
  /** Run after it, to look at more than what it leaves. */
  readonly after?: readonly (readonly string[])[];
}

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** All that it said. */
  readonly out: string;
}

export const script = fileURLToPath(new URL('../../../dist/bin/tidemark.js', import.meta.url));
const bare = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DATABASE_URL|PG.*|CI|NODE_ENV|NODE_OPTIONS)$/.test(name)));

/** Milliseconds after which a command is ended, and told by that signal. */
const HANGS = 180_000;

export const environment = ({ url }: Place): NodeJS.ProcessEnv => ({ ...bare, DATABASE_URL: url });

export function tidemark(place: Place, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
  const ran = spawnSync(process.execPath, [script, ...argv], { cwd: place.cwd, env: { ...environment(place), ...env }, encoding: 'utf8', timeout: HANGS });
  return { code: ran.status, signal: ran.signal, stdout: ran.stdout, out: ran.stdout + ran.stderr };
}

/** What scenes are prepared with. */
export interface Stage extends Place {
  /** Writes files; null removes one, or a folder. */
  put(files: Readonly<Record<string, string | null>>): void;
  /** Throws when it does not end with 0. */
  run(...argv: string[]): void;
  /** By the owner of the database. */
  sql(text: string): Promise<void>;
  bySuperuser(text: string): Promise<void>;
  /** `plans/` is put away under this name, and brought back. */
  keep(name: string): void;
  bring(name: string): void;
  edit(file: string, change: (text: string) => string): void;
  read(file: string): string;
}

export function stage(place: Place): Stage {
  const at = (file: string): string => join(place.cwd, file);
  const put = (files: Readonly<Record<string, string | null>>): void => {
    for (const [file, text] of Object.entries(files)) {
      rmSync(at(file), { recursive: true, force: true });
      if (text === null) continue;
      mkdirSync(dirname(at(file)), { recursive: true });
      writeFileSync(at(file), text);
    }
  };
  return {
    ...place,
    put,
    run: (...argv) => {
      const { code, out } = tidemark(place, argv);
      if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${out}`);
    },
    sql: (text) => load(place.url, text),
    bySuperuser: (text) => load(place.superUrl, text),
    keep: (name) => cpSync(at('plans'), at(`.kept/${name}`), { recursive: true }),
    bring: (name) => {
      put({ plans: null });
      cpSync(at(`.kept/${name}`), at('plans'), { recursive: true });
    },
    edit: (file, change) => put({ [file]: change(readFileSync(at(file), 'utf8')) }),
    read: (file) => readFileSync(at(file), 'utf8'),
  };
}
