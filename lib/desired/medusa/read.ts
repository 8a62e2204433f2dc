// Owns the process that reads Medusa: one task in, one reading out, a deadline for every step, and the reading kept for next time.
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { sha256 } from '../../catalog/fingerprint.ts';
import { TidemarkError } from '../../errors.ts';
import { check } from '../../format/check.ts';
import type { DefinitionDocument } from '../../format/definition.generated.ts';
import type { Migration, Tracked } from '../authored.ts';
import type { Project } from '../config.ts';
import type { Placed } from '../placed.ts';
import { environmentOf } from '../environment/env-file.ts';
import { medusaConfigFile } from '../environment/medusa-config.ts';
import type { SqlCache } from '../sql-cache.ts';
import { unchanged } from './inputs.ts';
import type { ApplicationSettings, Inputs, Message, Reading, Task } from './task.ts';

const STARTING_MS = 60_000;

/** The module that links of an application belong to. */
export const LINKS = 'links';

export interface ReadMedusa extends Reading {
  readonly placed: readonly Placed[];
  /** By module. */
  readonly migrations: { readonly [module: string]: readonly Migration[] };
  /** The PostgreSQL schema that a medusa-config gives to the application's modules. */
  schemaOf(module: string): string | undefined;
}

interface Options {
  readonly signal?: AbortSignal;
  readonly cache?: SqlCache;
}

/** What was read of the application before, where it still holds, and what it rests on; nothing is read anew. */
export async function keptSettings(project: Project, cache: SqlCache): Promise<(ApplicationSettings & { readonly basis: string }) | undefined> {
  const task = taskOf(project);
  const kept = task === undefined ? undefined : await keptReading(task, cache);
  return kept?.reading.application && { ...kept.reading.application, basis: sha256(JSON.stringify(kept.inputs)) };
}

/** undefined: the config names nothing of Medusa. Throws MEDUSA_*, DEFINITION_TIMEOUT, DEFINITION_THREW. */
export async function readMedusa(project: Project, options: Options = {}): Promise<ReadMedusa | undefined> {
  const task = taskOf(project);
  if (task === undefined) return undefined;
  const kept = options.cache && (await keptReading(task, options.cache));
  if (kept !== undefined) return opened(kept.reading, 'checked before');
  const { reading, inputs } = await ask(task, project.definitionDeadline, options.signal);
  const read = opened(reading);
  await options.cache?.write(keyOf(task, options.cache), Buffer.from(JSON.stringify({ reading, inputs })));
  return read;
}

const keyOf = (task: Task, cache: SqlCache): string => `medusa 4 ${cache.version} ${JSON.stringify(task)}`;

interface Kept {
  readonly reading: Reading;
  readonly inputs: Inputs;
}

async function keptReading(task: Task, cache: SqlCache): Promise<Kept | undefined> {
  const kept = await cache.read(keyOf(task, cache));
  if (kept === undefined) return undefined;
  const known = JSON.parse(kept.toString('utf8')) as Kept;
  return unchanged(known.inputs, environmentOf(task.root)) ? known : undefined;
}

function opened(reading: Reading, checked?: 'checked before'): ReadMedusa {
  const own = new Set([...reading.modules.map((m) => m.module), LINKS]);
  const migrations: { [module: string]: Migration[] } = {};
  for (const m of reading.modules) (migrations[m.module] ??= []).push(...m.migrations);
  return {
    ...reading,
    placed: placed(reading, checked),
    migrations,
    schemaOf: (module) => (own.has(module) ? reading.application?.databaseSchema : undefined),
  };
}

function taskOf({ root, config }: Project): Task | undefined {
  const modules = Object.entries(config.modules ?? {}).flatMap(([module, { from }]) => (from === undefined ? [] : [{ module, from }]));
  const { medusa = false } = config;
  if (medusa === false && modules.length === 0) return undefined;
  return { root, modules, ...(medusa !== false && { application: configOf(root, medusa) }) };
}

function configOf(root: string, named: true | string): string {
  const name = named === true ? medusaConfigFile(root) : named;
  if (name !== undefined && existsSync(resolve(root, name))) return resolve(root, name);
  throw new TidemarkError('MEDUSA_CONFIG_MISSING', `there is no ${name ?? 'medusa-config.ts'} in ${root}`, {
    exit: 64,
    next: 'correct `medusa` in the config of tidemark',
  });
}

function placed({ modules, links }: Reading, checked: 'checked before' | undefined): Placed[] {
  const at = (module: string, file: string, document: DefinitionDocument, tracked?: Tracked): Placed => ({
    module,
    file,
    line: 1,
    // A folder holds many models.
    pointer: 'entity' in document ? `/${document.entity}` : '',
    ...(tracked !== undefined && { tracked }),
    document: checked === undefined ? check<DefinitionDocument>('definition', document, file) : document,
  });
  return [...modules.flatMap((m) => m.documents.map((d) => at(m.module, m.file, d))), ...links.map((l) => at(LINKS, l.file, l.document, l.tracked))];
}

function ask(task: Task, deadline: number, signal?: AbortSignal): Promise<{ reading: Reading; inputs: Inputs }> {
  return new Promise((settled, failed) => {
    const source = import.meta.url.endsWith('.ts');
    const child = fork(new URL(source ? './reader.ts' : './reader.js', import.meta.url), {
      cwd: task.root,
      env: environmentOf(task.root),
      execArgv: source ? ['--import', import.meta.resolve('tsx')] : [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...(signal !== undefined && { signal }),
    });
    let what = 'the modules of Medusa';
    let timer: NodeJS.Timeout;
    const wind = (limit: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(() => failed(late(what, limit))), limit);
    };
    const end = (act: () => void): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.kill('SIGKILL');
      act();
    };
    // What the application prints while it loads is not what the command prints.
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text: Buffer) => process.stderr.write(text));
    child.on('message', (message: Message) => {
      if (message.is === 'reading') {
        what = message.what;
        wind(deadline);
      } else if (message.is === 'threw') end(() => failed(thrown(message, task.root)));
      else end(() => settled(message));
    });
    child.on('error', (cause) => end(() => failed(signal?.aborted === true ? signal.reason : cause)));
    child.on('exit', () => end(() => failed(thrown({ what, message: 'it ended the process', stack: '' }, task.root))));
    // Starting a process takes what it takes; what people wrote has not run by then.
    wind(Math.max(deadline, STARTING_MS));
    child.send(task);
  });
}

function late(what: string, deadline: number): TidemarkError {
  return new TidemarkError('DEFINITION_TIMEOUT', `${what} did not finish loading within ${deadline / 1000} s`, {
    at: { file: what },
    next: 'look for a loop or an open connection at its top level, or raise timeouts.definitions in the config',
  });
}

function thrown({ what, message, stack, id, next, exit }: Omit<Message & { is: 'threw' }, 'is'>, root: string): TidemarkError {
  return new TidemarkError(id ?? 'DEFINITION_THREW', id === undefined ? `${what} threw: ${message.split('\n')[0]!}` : message, {
    at: id !== undefined ? { file: what } : SAYS_WHERE.test(message) ? {} : (frameIn(root, stack) ?? { file: what }),
    ...(exit !== undefined && { exit }),
    next: next ?? 'correct it, or install what it needs; --verbose shows the whole stack',
    cause: Object.assign(new Error(message), { stack }),
  });
}

/** A file that cannot be parsed is told with its place. */
const SAYS_WHERE = / at \S+:\d+:\d+$/;

/** Where the project's own code threw: the nearest line of it. */
function frameIn(root: string, stack: string): { readonly file: string; readonly line: number } | undefined {
  for (const [, path, line] of stack.matchAll(/^ +at (?:.*\()?(?:file:\/\/)?(.+?):(\d+):\d+\)?$/gm))
    if (path!.startsWith(root + sep) && !path!.includes(`${sep}node_modules${sep}`))
      return { file: relative(root, path!).split(sep).join('/'), line: Number(line) };
  return undefined;
}
