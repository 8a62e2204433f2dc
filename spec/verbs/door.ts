// Commands as people type them: in this process, or in one of their own where the process itself is what is tried.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { main } from '../../bin/main.ts';
import { cli } from '../kit/built.ts';
import { inProject, type Files } from './place.ts';

export interface Ended {
  readonly code: number | NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export type Env = { readonly [name: string]: string | undefined };

/** What would name a database or change what is printed, gone. */
export const bare: Env = Object.fromEntries(
  Object.keys(process.env)
    .filter((n) => /^(DATABASE_URL|PG.*|CI|NODE_ENV|NO_COLOR|FORCE_COLOR|APP_.*)$/.test(n))
    .map((n) => [n, undefined]),
);

/** Runs a command in this process, with `env` over the bare environment. */
export async function tidemark(cwd: string, argv: readonly string[], env: Env = {}): Promise<Ended> {
  const [stdout, stderr] = [sink(), sink()];
  const before = { ...process.env };
  set({ ...bare, ...env });
  try {
    const around = { stdin: Readable.from([]), stdout, stderr, env: { ...process.env } };
    const code = await main([argv[0]!, '--cwd', cwd, ...argv.slice(1)], around);
    return { code, out: stdout.text(), err: stderr.text() };
  } finally {
    set({ ...Object.fromEntries(Object.keys(process.env).map((n) => [n, undefined])), ...before });
  }
}

function set(env: Env): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

function sink(): Writable & { text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer | string, _, done) => (chunks.push(Buffer.from(chunk)), done()),
  });
  return Object.assign(stream, { text: () => Buffer.concat(chunks).toString() });
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stderr holds `text`. */
  saying(text: string): Promise<void>;
}

export const root = fileURLToPath(new URL('../../', import.meta.url));
/** How node runs the door, from any folder. */
export const node = cli;

/** Runs a command in a process of its own. */
export function child(cwd: string, argv: readonly string[], env: Env = {}, as: { uid?: number; gid?: number } = {}): Running {
  const kept = Object.fromEntries(Object.entries({ ...process.env, ...bare, ...env }).filter(([, v]) => v !== undefined));
  const started = spawn(process.execPath, [...node, ...argv], {
    cwd,
    env: kept as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let [out, err] = ['', ''];
  started.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  started.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((done) => started.on('close', (code, signal) => done({ code: code ?? signal, out, err })));
  const saying = async (text: string): Promise<void> => {
    let over = false;
    void ended.then(() => (over = true));
    while (!err.includes(text)) {
      if (over) throw new Error(`it ended without saying ${JSON.stringify(text)}:\n${err}`);
      await new Promise((next) => setTimeout(next, 20));
    }
  };
  return { child: started, ended, saying };
}

export interface Refusal {
  readonly code: number;
  readonly id: string;
  /** Each must stand in the sentence or in the place below it. */
  readonly says?: readonly (string | RegExp)[];
  readonly next?: string | RegExp;
}

/** One error as every command prints it: an id, one sentence, the next command; no stack, nothing on stdout. */
export function refusedBy(ended: Ended, { code, id, says = [], next }: Refusal): void {
  const all = `\nexit ${ended.code}\n${ended.err}${ended.out}`;
  assert.is(ended.code, code, all);
  const lines = ended.err.split('\n').filter((l) => l.startsWith('error '));
  assert.is(lines.length, 1, `one error expected:${all}`);
  assert.is(/^error ([A-Z][A-Z0-9_]*) \S/.exec(lines[0]!)?.[1], id, all);
  const told = ended.err.slice(ended.err.indexOf(lines[0]!));
  for (const one of says) assert.ok(typeof one === 'string' ? told.includes(one) : one.test(told), `not said: ${one}${all}`);
  const advice = /^  next: (\S.*)$/m.exec(ended.err)?.[1];
  assert.ok(advice, `no next command:${all}`);
  if (next !== undefined) assert.ok(typeof next === 'string' ? advice!.includes(next) : next.test(advice!), `next is ${advice}, not ${next}`);
  assert.not.match(ended.err, /^\s+at .*:\d+:\d+\)?$/m, `a stack trace:${all}`);
  assert.not.match(ended.err, /\[object |undefined|\bINTERNAL\b/, all);
  assert.is(ended.out, '', `nothing belongs on stdout:${all}`);
}

/** Every file of a folder with its text; what the tool may cache is left out. */
export function files(cwd: string, wanted: (path: string) => boolean = () => true): { readonly [path: string]: string } {
  if (!existsSync(cwd)) return {};
  const found = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const paths = found.map((f) => join(f.parentPath, f.name).slice(cwd.length + 1)).filter((f) => !f.startsWith('node_modules/') && wanted(f));
  return Object.fromEntries(paths.sort().map((f) => [f, readFileSync(join(cwd, f), 'utf8')]));
}

/** Runs a command that must be refused and must change no file. */
export async function refuses(cwd: string, argv: readonly string[], refusal: Refusal, env: Env = {}): Promise<Ended> {
  const before = files(cwd);
  const ended = await tidemark(cwd, argv, env);
  refusedBy(ended, refusal);
  assert.equal(files(cwd), before, 'files changed');
  return ended;
}

/** Of a command that must succeed. */
export function good(ended: Ended): Ended {
  assert.is(ended.code, 0, ended.err + ended.out);
  return ended;
}

/** The plan files of a first plan of these definitions. */
export async function planned(definitions: Files): Promise<Files> {
  let plans: Files = {};
  await inProject(definitions, async (cwd) => {
    good(await tidemark(cwd, ['plan', '--name', 'init']));
    plans = files(cwd, (path) => path.startsWith('plans/'));
  });
  return plans;
}
