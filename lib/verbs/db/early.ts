// Owns what db:migrate begins on a new database while its plans still run: planning its links, and loading the application that
// its scripts will ask for. A database in use is not kept waiting for that, nor is anybody who has no plans to run: there everything
// comes in its turn. Whatever is wrong in what was begun is met again, and told, when it is its turn.
import type { Batch } from '../../run/execute/invocation.ts';
import type { RunEvent } from '../../run/ledger/events.ts';
import type { ProcessHost } from '../../run/scripts/process-host.ts';
import type { ScriptsOptions } from '../../run/scripts/run-scripts.ts';
import type { Session } from '../../run/session/session.ts';
import type { TargetSetting } from '../../run/target/target.ts';
import type { Project } from '../project.ts';
import { proposeAhead, type Ahead } from './links/propose.ts';

interface Coming {
  readonly project: Project;
  readonly target: TargetSetting;
  readonly batch: Batch;
  /** All scripts that this command will run; undefined: none. */
  readonly scripts: ScriptsOptions | undefined;
  readonly links: boolean;
  readonly on: ((event: RunEvent) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Early {
  /** Hears what the runs of this command tell. */
  readonly on: (event: RunEvent) => void;
  readonly links: Ahead;
  /** Where the scripts run. */
  readonly host: ProcessHost | undefined;
  close(): void;
}

export async function early(coming: Coming): Promise<Early> {
  const { scripts } = coming;
  const { processHost } = await import('../../run/scripts/process-host.ts');
  const host = scripts === undefined ? undefined : processHost(scripts.env['DATABASE_URL']);
  let ahead: Promise<Ahead | undefined> | undefined;
  return {
    host,
    links: async (rows, modules) => (await ahead)?.(rows, modules),
    close: () => host?.close(),
    on(event) {
      coming.on?.(event);
      if (event.is === 'plan' && coming.target.is === 'server') ahead ??= begin(coming, host).catch(() => undefined);
    },
  };
}

async function begin({ project, target, batch, scripts, links, signal }: Coming, host: ProcessHost | undefined): Promise<Ahead | undefined> {
  const [{ withTarget }, { readLedger }] = await Promise.all([import('../../run/target/with-target.ts'), import('../../run/ledger/ledger.ts')]);
  return withTarget(target, { signal, readOnly: true }, async ({ session }) => {
    const { plans, held } = await readLedger(session, project.project);
    if (held.length > 0 || !plans.every((p) => p.batch === batch.first)) return undefined;
    if (scripts !== undefined) await prepare(session, scripts, host!);
    return links ? proposeAhead(project) : undefined;
  });
}

async function prepare(session: Session, options: ScriptsOptions, host: ProcessHost): Promise<void> {
  if (options.medusa === undefined || options.container !== undefined) return;
  const { pendingScripts } = await import('../../run/scripts/run-scripts.ts');
  const native = (await pendingScripts(session, options)).filter((s) => s.native);
  const off = await Promise.all(native.map((s) => options.off.has(s)));
  const files = native.filter((_, n) => !off[n]).map((s) => s.file);
  if (files.length > 0) host.prepare({ cwd: options.root, env: options.env }, { root: options.root, scripts: files });
}
