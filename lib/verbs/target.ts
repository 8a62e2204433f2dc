// Which database a verb works on, from the option, the environment and the project.
import { targetOf } from '../desired/config.ts';
import { describeTarget, resolveTarget, type TargetSetting } from '../run/target/target.ts';
import type { Project, ProjectOptions } from './project.ts';

export interface TargetOptions extends ProjectOptions {
  /** postgres://… or pglite:<dir>; else DATABASE_URL, PG*, the config. */
  readonly database?: string;
}

export function targetFor(project: Project, options: TargetOptions, env: NodeJS.ProcessEnv = process.env): TargetSetting {
  return resolveTarget({ database: options.database, cwd: options.cwd }, env, targetOf(project, env));
}

export { describeTarget };
