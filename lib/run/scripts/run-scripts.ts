// Runs the data scripts that have not run here: each claimed, run and recorded once, in a transaction where its work is SQL.
import { TidemarkError } from '../../errors.ts';
import { withTarget } from '../target/with-target.ts';
import { invoke, type InvocationOptions } from '../execute/invocation.ts';
import { CommitUnknown, interrupted, stopped, type Runner } from '../execute/step/runner.ts';
import { settings, transaction } from '../execute/step/transaction.ts';
import { fulfilled, hasLedger, readLedger } from '../ledger/ledger.ts';
import { ranUnderMedusa, stemOf } from '../ledger/medusa.ts';
import { claimScript, finishScript, leaveScript, scriptRows, type ScriptRow } from '../ledger/scripts.ts';
import { isLoss } from '../session/server-says.ts';
import type { Session } from '../session/session.ts';
import { runCode, type CodeOptions } from './code-script.ts';
import { processHost, type ProcessHost } from './process-host.ts';
import { fulfils, type Script } from './script.ts';
import { runSql } from './sql-script.ts';

export interface ScriptsOptions extends InvocationOptions, Pick<CodeOptions, 'root' | 'container' | 'env'> {
  /** The schema of the tables of its Medusa application; undefined: it has none. */
  readonly medusa: string | undefined;
  /** In the order to run them. */
  readonly scripts: readonly Script[];
  /** Scripts of which it is known that their framework has switched them off: asking it takes seconds. */
  readonly off: { has(script: Script): Promise<boolean>; remember(script: Script): Promise<void> };
  /** Where scripts run that are no SQL; whoever gives one closes it. */
  readonly host?: ProcessHost | undefined;
  /** What `search_path` is while it runs. */
  readonly pathOf: (script: Script) => string;
  /** Milliseconds one script may take. */
  readonly deadline: number;
  readonly dryRun?: boolean | undefined;
  readonly onScript?: ((event: ScriptEvent) => void) | undefined;
}

export type ScriptEvent =
  | { readonly is: 'script'; readonly script: string; readonly again: boolean }
  | { readonly is: 'log'; readonly script: string; readonly text: string }
  | { readonly is: 'script done'; readonly script: string; readonly ms: number };

export interface ScriptsResult {
  readonly outcome: 'ran' | 'nothing to do' | 'dry run';
  /** Ran now, in order; with `dryRun` what would. */
  readonly scripts: readonly { readonly script: string; readonly again: boolean; readonly ms: number }[];
  /** Switched off by their framework: they stay pending. */
  readonly disabled: readonly string[];
  readonly warnings: readonly string[];
}

interface State {
  readonly pending: readonly Script[];
  /** Claimed by a run that did not finish them, and when. */
  readonly again: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** Throws SCRIPT_WAITS, SCRIPT_FAILED, SCRIPT_CONTAINER, SCRIPT_TIMEOUT, and what a run throws. */
export async function runScripts(options: ScriptsOptions): Promise<ScriptsResult> {
  if (options.dryRun === true) return dryRun(options);
  return invoke('scripts', options, async (i) => {
    const state = await stateOf(i.target.session, options);
    for (const message of state.warnings) i.on({ is: 'warning', message });
    const { pending, disabled } = await withoutOff(state.pending, options);
    if (pending.length === 0) return { outcome: 'nothing to do', scripts: [], disabled, warnings: state.warnings };
    assertPlansThere(pending, await fulfilled(i.target.session, options.project, i.ledger));
    const host = options.host ?? processHost(options.env['DATABASE_URL']);
    try {
      const ran = await runAll(await i.begin(), { ...state, pending }, { ...options, host });
      return { outcome: 'ran', scripts: ran.scripts, disabled: [...disabled, ...ran.disabled], warnings: state.warnings };
    } finally {
      if (options.host === undefined) host.close();
    }
  });
}

async function withoutOff(all: readonly Script[], { off }: Pick<ScriptsOptions, 'off'>): Promise<{ pending: Script[]; disabled: string[] }> {
  const known = new Set<Script>();
  for (const script of all) if (script.native && (await off.has(script))) known.add(script);
  return { pending: all.filter((s) => !known.has(s)), disabled: [...known].map((s) => s.name) };
}

type Hosted = Omit<ScriptsOptions, 'host'> & Pick<CodeOptions, 'host'>;

async function runAll(r: Runner, { pending, again }: State, options: Hosted): Promise<Pick<ScriptsResult, 'scripts' | 'disabled'>> {
  const scripts: ScriptsResult['scripts'][number][] = [];
  const disabled: string[] = [];
  for (const script of pending) {
    stopped(r);
    options.onScript?.({ is: 'script', script: script.name, again: again.has(script.name) });
    const from = Date.now();
    if ((await runOne(r, script, options)) === 'disabled') {
      disabled.push(script.name);
      await options.off.remember(script);
      continue;
    }
    const ms = Date.now() - from;
    options.onScript?.({ is: 'script done', script: script.name, ms });
    scripts.push({ script: script.name, again: again.has(script.name), ms });
  }
  return { scripts, disabled };
}

/** What has not run here, in order. Reads only. */
export async function pendingScripts(session: Session, options: Pick<ScriptsOptions, 'project' | 'scripts' | 'medusa'>): Promise<readonly Script[]> {
  return (await stateOf(session, options)).pending;
}

export interface InterruptedScript {
  readonly script: string;
  /** When it was begun. */
  readonly since: string;
}

/** What was begun here, did not come to its end, and will be run again. Reads only. */
export async function interruptedScripts(options: Pick<ScriptsOptions, 'project' | 'scripts' | 'medusa' | 'target' | 'signal'>): Promise<InterruptedScript[]> {
  return withTarget(options.target, { signal: options.signal }, async ({ session }) =>
    [...(await stateOf(session, options)).again].map(([script, since]) => ({ script, since })),
  );
}

async function stateOf(session: Session, { project, scripts, medusa }: Pick<ScriptsOptions, 'project' | 'scripts' | 'medusa'>): Promise<State> {
  const rows = (await hasLedger(session)) ? await scriptRows(session, project) : [];
  const elsewhere = medusa === undefined ? new Set<string>() : await ranUnderMedusa(session, medusa);
  const pending: Script[] = [];
  const again = new Map<string, string>();
  const warnings: string[] = [];
  for (const script of scripts) {
    const row = rowOf(script, rows);
    if (row?.state === 'done') {
      // Medusa's own kind changes with its package and when it is built.
      if (row.seal !== script.seal && !script.native)
        warnings.push(`script ${script.name} was changed after it ran here, and does not run again: a new name would make it a new script`);
      continue;
    }
    // Also where a run of ours did not finish it: somebody let Medusa do that.
    if (script.native && elsewhere.has(stemOf(script.name))) {
      const alike = scripts.filter((s) => s.native && s !== script && stemOf(s.name) === stemOf(script.name));
      if (alike.length > 0)
        warnings.push(
          `Medusa ran one script called ${stemOf(script.name)} here, and does not write down which: ${script.name} is taken for it, as is ${alike.map((s) => s.name).join(', ')}; one that did not run needs a name of its own`,
        );
      continue;
    }
    if (row !== undefined) {
      again.set(script.name, row.startedAt);
      warnings.push(
        `script ${script.name} did not complete during a run of ${row.startedAt} and is executed again${script.is === 'sql' ? '; nothing of it was kept' : '; nothing that it did through sql was kept, what it did otherwise may be there'}`,
      );
    }
    pending.push(script);
  }
  return { pending, again, warnings };
}

/** Of Medusa's own kind, one that is built is the one it was built from. */
function rowOf(script: Script, rows: readonly ScriptRow[]): ScriptRow | undefined {
  const bare = (name: string): string => (script.native ? name.replace(/\.[cm]?[jt]s$/, '') : name);
  const all = rows.filter((r) => bare(r.name) === bare(script.name));
  return all.find((r) => r.state === 'done') ?? all[0];
}

/** A plan that a script requires is applied by then, or nothing runs. */
function assertPlansThere(scripts: readonly Script[], applied: readonly string[]): void {
  const waits = scripts.filter((s) => s.requires !== undefined && !applied.some((p) => fulfils(p, s.requires!)));
  if (waits.length === 0) return;
  throw new TidemarkError('SCRIPT_WAITS', `script ${waits[0]!.name} requires ${waits[0]!.requires}, which is not applied here; no script ran`, {
    exit: 3,
    at: { file: waits[0]!.shown },
    details: waits.map((s) => `${s.name} requires ${s.requires}`),
    next: 'tidemark db:migrate applies the plans and runs the scripts between them',
  });
}

async function runOne(r: Runner, script: Script, options: Hosted): Promise<'done' | 'disabled'> {
  // By itself, so that a process that dies leaves word of what it had begun.
  await transaction(r, () => claimScript(r.session, r.run, r.project, script));
  let outcome: 'done' | 'disabled' = 'done';
  const pid = (r.session.client as { processID?: number | null }).processID ?? null;
  const cancel = (): void => void (pid !== null && r.lock.cancel(pid).catch(() => undefined)); // what is wrong there is told by lock.check()
  const timer = setTimeout(cancel, options.deadline);
  r.signal?.addEventListener('abort', cancel, { once: true });
  try {
    await transaction(r, async () => {
      await settings(r.session, { lock: Math.max(r.lockTimeout, 10_000), statement: 0, path: options.pathOf(script), local: true });
      const code = {
        ...options,
        medusa: options.medusa !== undefined,
        signal: r.signal,
        log: (text: string) => options.onScript?.({ is: 'log', script: script.name, text }),
      };
      if (script.is === 'sql') await runSql(r.session, script);
      else if ((await runCode(r.session, script, code)).disabled) outcome = 'disabled';
      await (outcome === 'done' ? finishScript : leaveScript)(r.session, r.project, script.name);
    });
    return outcome;
  } catch (error) {
    if (r.signal?.aborted === true) throw interrupted(error).saying({ next: `tidemark db:migrate:scripts runs ${script.name} again` });
    if (error instanceof CommitUnknown || isLoss(error) || (error instanceof TidemarkError && isLoss(error.options.cause)))
      throw new TidemarkError('CONNECTION_LOST', `the connection was lost while script ${script.name} ran; the ledger knows whether it committed`, {
        cause: error,
        next: 'tidemark db:migrate:scripts asks it and goes on',
      });
    throw error;
  } finally {
    clearTimeout(timer);
    r.signal?.removeEventListener('abort', cancel);
  }
}

async function dryRun(options: ScriptsOptions): Promise<ScriptsResult> {
  return withTarget(options.target, { signal: options.signal, readOnly: true }, async ({ session }) => {
    const { again, warnings, ...state } = await stateOf(session, options);
    const { pending, disabled } = await withoutOff(state.pending, options);
    const applied = (await hasLedger(session)) ? await fulfilled(session, options.project, await readLedger(session, options.project)) : [];
    const waits = pending.filter((s) => s.requires !== undefined && !applied.some((p) => fulfils(p, s.requires!)));
    return {
      outcome: 'dry run',
      scripts: pending.map((s) => ({ script: s.name, again: again.has(s.name), ms: 0 })),
      disabled,
      warnings: [...warnings, ...waits.map((s) => `script ${s.name} waits for ${s.requires}`)],
    };
  });
}
