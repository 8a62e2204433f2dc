// Owns a script in TypeScript or JavaScript, seen from here: its process, its deadline, its SQL in our transaction.
import { TidemarkError } from '../../errors.ts';
import { interrupted } from '../execute/step/runner.ts';
import { serverSays } from '../session/server-says.ts';
import { assertNoTransactionControl } from '../session/step-sql.ts';
import type { ServerError, Session } from '../session/session.ts';
import type { FromScript, ToScript } from './channel.ts';
import { endSoon, type ProcessHost } from './process-host.ts';
import type { Script } from './script.ts';

export interface CodeOptions {
  readonly root: string;
  readonly medusa: boolean;
  /** File that makes `container`. */
  readonly container: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly host: ProcessHost;
  /** Milliseconds. */
  readonly deadline: number;
  readonly log: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

type Ended = (FromScript & { readonly is: 'done' | 'threw' }) | { readonly is: 'late' } | { readonly is: 'gone'; readonly code: number | null };

let runs = 0;

/** Runs it within an open transaction. Throws SCRIPT_FAILED, SCRIPT_CONTAINER, SCRIPT_TIMEOUT, INTERRUPTED. */
export async function runCode(session: Session, script: Script, options: CodeOptions): Promise<{ readonly disabled: boolean }> {
  await session.run('SAVEPOINT tidemark_script');
  const { child, fresh } = options.host.take({ cwd: options.root, env: options.env, native: script.native });
  runs += 1;
  const task = { run: runs, file: script.file, root: options.root, container: options.container, medusa: options.medusa, native: script.native };
  const tell = (message: ToScript): void => void (child.connected && child.send(message, () => undefined)); // an ended process is told by 'exit'
  let work: Promise<unknown> = Promise.resolve();
  let broken: string | undefined;
  let over: () => void = () => undefined;
  const ask = async ({ id, text, values }: FromScript & { is: 'sql' }): Promise<void> => {
    try {
      assertNoTransactionControl(`script ${script.name}`, text.slice(0, 80), text);
      tell({ is: 'rows', id, rows: await session.rows(text, values) });
    } catch (error) {
      broken = serverSays(error);
      tell({ is: 'refused', id, message: broken, code: (error as ServerError).code });
    }
  };
  try {
    const ended = await new Promise<Ended>((settle) => {
      const timer = setTimeout(() => settle({ is: 'late' }), options.deadline);
      const stop = (): void => {
        tell({ is: 'abort' });
        setTimeout(() => settle({ is: 'late' }), 5_000).unref();
      };
      options.signal?.addEventListener('abort', stop, { once: true });
      over = () => {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', stop);
        child.removeAllListeners('exit').removeAllListeners('message');
      };
      child.on('exit', (code) => (work = work.then(() => settle({ is: 'gone', code }))));
      child.on('message', (message: FromScript) => {
        if (message.is === 'ready') tell({ is: 'run', ...task });
        else if (message.is === 'log') options.log(options.host.clean(message.text));
        // What a script before this one left running is no part of this one.
        else if (message.is === 'sql') work = message.run === task.run ? work.then(() => ask(message)) : work;
        else if (message.is === 'restart') {
          work = work
            .then(() => session.run('ROLLBACK TO SAVEPOINT tidemark_script'))
            .then(
              () => (broken = undefined),
              () => undefined, // the statement after it tells what is wrong with the connection
            )
            .then(() => tell({ is: 'restarted' }));
        } else work = work.then(() => settle(message));
      });
      if (!fresh) tell({ is: 'run', ...task });
    });
    over();
    if (options.signal?.aborted === true) throw interrupted();
    if (ended.is !== 'done') throw failure(script, options, ended);
    if (broken !== undefined) throw failure(script, options, `a statement failed and it went on: ${broken}`);
    if (ended.stays) options.host.keep(child);
    else endSoon(child);
    return { disabled: ended.disabled };
  } catch (error) {
    over();
    child.kill('SIGKILL');
    throw error;
  }
}

function failure(script: Script, options: CodeOptions, ended: string | Exclude<Ended, { is: 'done' }>): TidemarkError {
  const { clean } = options.host;
  const at = { file: script.shown };
  const kept = 'nothing that it did through sql is kept';
  const next = 'correct it and run tidemark db:migrate:scripts again';
  if (typeof ended === 'string') return new TidemarkError('SCRIPT_FAILED', `script ${script.name}: ${ended}; ${kept}`, { at, next });
  if (ended.is === 'late')
    return new TidemarkError('SCRIPT_TIMEOUT', `script ${script.name} did not end within ${options.deadline / 1000} s; ${kept}`, {
      at,
      next: 'look for what it waits for, or set timeouts.scripts in the config',
    });
  if (ended.is === 'gone') return new TidemarkError('SCRIPT_FAILED', `script ${script.name} ended its process (exit ${ended.code}); ${kept}`, { at, next });
  const cause = Object.assign(new Error(clean(ended.message)), { stack: clean(ended.stack) });
  const said = clean(ended.message).split('\n')[0];
  if (ended.starting)
    return new TidemarkError('SCRIPT_CONTAINER', `script ${script.name} reads container, which did not start: ${said}; ${kept}`, {
      at,
      cause,
      next: 'correct it, or leave data scripts out for now: --skip-scripts',
    });
  const line = new RegExp(`${script.file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:(\\d+)`).exec(ended.stack)?.[1];
  return new TidemarkError('SCRIPT_FAILED', `script ${script.name} threw: ${said}; ${kept}`, {
    at: { ...at, ...(line === undefined ? {} : { line: Number(line) }) },
    next,
    cause,
  });
}
