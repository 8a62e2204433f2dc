// `tidemark db:migrate:scripts`: the data scripts of a project that have not run on the target.
import { resolve } from 'node:path';
import { milliseconds } from '../../desired/config.ts';
import { readEnvFile } from '../../desired/environment/env-file.ts';
import type { Script } from '../../run/scripts/script.ts';
import type { ScriptEvent, ScriptsOptions, ScriptsResult } from '../../run/scripts/run-scripts.ts';
import type { Batch } from '../../run/execute/invocation.ts';
import type { RunEvent } from '../../run/ledger/events.ts';
import { urlOf, type TargetSetting } from '../../run/target/target.ts';
import { timeouts } from '../apply.ts';
import { openProject, type Project } from '../project.ts';
import { ident } from '../../sql/quote.ts';
import { describeTarget, targetFor, withFile, type TargetOptions } from '../target.ts';
import { medusaSettings, nothingKnown } from './medusa.ts';
import { perhapsUnplanned } from './unplanned.ts';

export interface ScriptsVerbOptions extends TargetOptions {
  readonly dryRun?: boolean;
  /** What scripts find as DB_MIGRATION_CONCURRENCY. */
  readonly concurrency?: number;
  /** Shared with other runs of one command. */
  readonly batch?: Batch | undefined;
  /** ms */
  readonly wait?: number;
  readonly on?: (event: RunEvent) => void;
  readonly onScript?: (event: ScriptEvent) => void;
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

/** Throws SCRIPT_REQUIRES, SCRIPT_WAITS, SCRIPT_FAILED, SCRIPT_CONTAINER, SCRIPT_TIMEOUT, and what a run throws. */
export async function scripts(options: ScriptsVerbOptions = {}): Promise<ScriptsResult> {
  const project = await openProject(options);
  const target = await targetFor(project, options);
  options.onTarget?.(describeTarget(target));
  const { runScripts } = await import('../../run/scripts/run-scripts.ts');
  const running = runScripts({ ...(await forScripts(project, target, options)), ...(options.dryRun === undefined ? {} : { dryRun: options.dryRun }) });
  return running.catch(async (error: unknown) => {
    throw await perhapsUnplanned(project, error);
  });
}

/** Everything a run of scripts takes; `only` picks some of them. */
export async function forScripts(
  project: Project,
  target: TargetSetting,
  options: Omit<ScriptsVerbOptions, 'dryRun'>,
  only: (script: Script) => boolean = () => true,
): Promise<ScriptsOptions> {
  const { readScripts } = await import('../../run/scripts/script.ts');
  const medusa = await medusaSettings(project);
  const { container } = project.config.scripts ?? {};
  return {
    ...timeouts(project.config.timeouts ?? {}, options),
    project: project.project,
    target,
    root: project.root,
    medusa: medusa && (medusa.databaseSchema ?? 'public'),
    off: medusa?.off ?? nothingKnown,
    scripts: readScripts(project.root, project.plansDir, medusa).filter(only),
    pathOf: ({ owner }) => pathOf(project.config.modules?.[owner]?.schema ?? medusa?.databaseSchema ?? 'public'),
    container: container === undefined ? undefined : resolve(project.root, container),
    env: await environment(project, target, options.concurrency),
    deadline: milliseconds(project.config.timeouts?.scripts ?? '10m'),
    batch: options.batch,
    on: options.on,
    onScript: options.onScript,
    signal: options.signal,
  };
}

const pathOf = (schema: string): string => (schema === 'public' ? schema : `${ident(schema)}, public`);

/** What a script's process finds in its environment: the project's, and the database that this run works on. */
async function environment(project: Project, target: TargetSetting, concurrency: number | undefined): Promise<NodeJS.ProcessEnv> {
  const all = withFile(process.env, readEnvFile(project.root, process.env));
  const url = target.is === 'server' ? await urlOf(target) : undefined;
  const name = target.is === 'server' ? { DB_NAME: target.at.database, PGDATABASE: target.at.database } : {};
  const many = concurrency === undefined ? {} : { DB_MIGRATION_CONCURRENCY: String(concurrency) };
  return { NODE_ENV: 'development', ...all, ...many, ...name, MEDUSA_WORKER_MODE: 'server', ...(url === undefined ? {} : { DATABASE_URL: url }) };
}
