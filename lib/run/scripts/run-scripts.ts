// Runs the data scripts that have not run here: each claimed, run and recorded once, in a transaction where its work is SQL.
import { TidemarkError } from '../../errors.ts';
import { connect } from '../target/connect.ts';
import { invoke, type InvocationOptions } from '../execute/invocation.ts';
import { CommitUnknown, interrupted, stopped, type Runner } from '../execute/step/runner.ts';
import { settings, transaction } from '../execute/step/transaction.ts';
import { fulfilled, hasLedger, readLedger } from '../ledger/ledger.ts';
import { ranUnderMedusa, stemOf } from '../ledger/medusa.ts';
import { claimScript, finishScript, scriptRows, type ScriptRow } from '../ledger/scripts.ts';
import { isLoss } from '../session/server-says.ts';
import type { Session } from '../session/session.ts';
import { runCode, type CodeOptions } from './code-script.ts';
import { APP, fulfils, MEDUSA, type Script } from './script.ts';
import { runSql } from './sql-script.ts';

export interface ScriptsOptions extends InvocationOptions, Pick<CodeOptions, 'root' | 'medusa' | 'container' | 'env'> {
  /** In the order to run them. */
  readonly scripts: readonly Script[];
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
  /** Claimed by a run that did not finish them. */
  readonly again: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

/** Throws SCRIPT_WAITS, SCRIPT_FAILED, SCRIPT_TIMEOUT, and what a run throws. */
export async function runScripts(options: ScriptsOptions): Promise<ScriptsResult> {
  if (options.dryRun === true) return dryRun(options);
  return invoke('scripts', options, async (i) => {
    const state = await stateOf(i.target.session, options);
    for (const message of state.warnings) i.on({ is: 'warning', message });
    if (state.pending.length === 0) return { outcome: 'nothing to do', scripts: [], disabled: [], warnings: state.warnings };
    assertPlansThere(state.pending, await fulfilled(i.target.session, options.project, i.ledger));
    const r = await i.begin();
    const scripts: ScriptsResult['scripts'][number][] = [];
    const disabled: string[] = [];
    for (const script of state.pending) {
      stopped(r);
      const again = state.again.has(script.name);
      options.onScript?.({ is: 'script', script: script.name, again });
      const from = Date.now();
      if ((await runOne(r, script, options)) === 'disabled') {
        disabled.push(script.name);
        continue;
      }
      const ms = Date.now() - from;
      options.onScript?.({ is: 'script done', script: script.name, ms });
      scripts.push({ script: script.name, again, ms });
    }
    return { outcome: 'ran', scripts, disabled, warnings: state.warnings };
  });
}

/** What has not run here, in order. Reads only. */
export async function pendingScripts(session: Session, options: Pick<ScriptsOptions, 'project' | 'scripts' | 'medusa'>): Promise<readonly Script[]> {
  return (await stateOf(session, options)).pending;
}

async function stateOf(session: Session, { project, scripts, medusa }: Pick<ScriptsOptions, 'project' | 'scripts' | 'medusa'>): Promise<State> {
  const rows = new Map<string, ScriptRow>();
  if (await hasLedger(session)) for (const row of await scriptRows(session, project)) rows.set(row.name, row);
  const elsewhere = medusa ? await ranUnderMedusa(session) : new Set<string>();
  const pending: Script[] = [];
  const again = new Set<string>();
  const warnings: string[] = [];
  for (const script of scripts) {
    const row = rows.get(script.name);
    if (row?.state === 'done') {
      if (row.seal !== script.seal)
        warnings.push(`script ${script.name} was changed after it ran here, and does not run again: a new name would make it a new script`);
      continue;
    }
    if (row === undefined && (script.owner === MEDUSA || script.owner === APP) && elsewhere.has(stemOf(script.name))) continue;
    if (row !== undefined) {
      again.add(script.name);
      warnings.push(
        `script ${script.name} did not complete during a run of ${row.startedAt} and is executed again${script.is === 'sql' ? '; nothing of it was kept' : '; nothing that it did through sql was kept, what it did otherwise may be there'}`,
      );
    }
    pending.push(script);
  }
  return { pending, again, warnings };
}

/** A plan that a script requires is applied by then, or nothing runs. */
function assertPlansThere(scripts: readonly Script[], applied: readonly string[]): void {
  const waits = scripts.filter((s) => s.requires !== undefined && !applied.some((p) => fulfils(p, s.requires!)));
  if (waits.length === 0) return;
  throw new TidemarkError('SCRIPT_WAITS', `script ${waits[0]!.name} requires ${waits[0]!.requires}, which is not applied here; no script ran`, {
    exit: 3,
    at: { file: waits[0]!.file },
    details: waits.map((s) => `${s.name} requires ${s.requires}`),
    next: 'tidemark db:migrate applies the plans and runs the scripts between them',
  });
}

async function runOne(r: Runner, script: Script, options: ScriptsOptions): Promise<'done' | 'disabled'> {
  // By itself, so that a process that dies leaves word of what it had begun.
  await transaction(r, () => claimScript(r.session, r.run, r.project, script));
  let outcome: 'done' | 'disabled' = 'done';
  const pid = (r.session.client as { processID?: number | null }).processID ?? null;
  const cancel = (): void => void (pid !== null && r.lock.cancel(pid).catch(() => undefined)); // what is wrong there is told by lock.check()
  const timer = setTimeout(cancel, options.deadline);
  r.signal?.addEventListener('abort', cancel, { once: true });
  try {
    await transaction(r, async () => {
      await settings(r.session, { lock: Math.max(r.lockTimeout, 10_000), statement: 0, path: 'public', local: true });
      const code = { ...options, signal: r.signal, log: (text: string) => options.onScript?.({ is: 'log', script: script.name, text }) };
      if (script.is === 'sql') await runSql(r.session, script);
      else if ((await runCode(r.session, script, code)).disabled) outcome = 'disabled';
      if (outcome === 'done') await finishScript(r.session, r.project, script.name);
    });
    return outcome;
  } catch (error) {
    if (r.signal?.aborted === true) throw interrupted(error);
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
  const target = await connect(options.target, { signal: options.signal });
  try {
    const { session } = target;
    await session.rows(`SELECT pg_catalog.set_config('default_transaction_read_only', 'on', false)`);
    const { pending, again, warnings } = await stateOf(session, options);
    const applied = (await hasLedger(session)) ? await fulfilled(session, options.project, await readLedger(session, options.project)) : [];
    const waits = pending.filter((s) => s.requires !== undefined && !applied.some((p) => fulfils(p, s.requires!)));
    return {
      outcome: 'dry run',
      scripts: pending.map((s) => ({ script: s.name, again: again.has(s.name), ms: 0 })),
      disabled: [],
      warnings: [...warnings, ...waits.map((s) => `script ${s.name} waits for ${s.requires}`)],
    };
  } finally {
    await target.close();
  }
}
