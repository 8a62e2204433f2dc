// Which database a verb works on, from the option, the environment, the .env file, the config, and last a medusa-config.
import { targetOf } from '../desired/config.ts';
import { readEnvFile, type EnvFile } from '../desired/environment/env-file.ts';
import { medusaConfigFile } from '../desired/environment/medusa-config.ts';
import { TidemarkError } from '../errors.ts';
import { describeTarget, resolveTarget, type TargetSetting } from '../run/target/target.ts';
import type { Project, ProjectOptions } from './project.ts';

export interface TargetOptions extends ProjectOptions {
  /** postgres://… or pglite:<dir>; else DATABASE_URL, PG*, the .env file, the config, a medusa-config. */
  readonly database?: string;
  /** Another database on the same server. */
  readonly databaseName?: string;
}

const NAMING = ['DATABASE_URL', 'PGHOST', 'PGHOSTADDR', 'PGDATABASE', 'PGSERVICE'];

/** Throws TARGET_NOT_CONFIGURED, TARGET_URL, ENV_FILE, MEDUSA_CONFIG_THREW, MEDUSA_CONFIG_TIMEOUT. */
export async function targetFor(project: Project, options: TargetOptions, env: NodeJS.ProcessEnv = process.env): Promise<TargetSetting> {
  return named(await found(project, options, env), options.databaseName);
}

async function found(project: Project, options: TargetOptions, env: NodeJS.ProcessEnv): Promise<TargetSetting> {
  const file = readEnvFile(project.root, env);
  const all = withFile(env, file);
  const says = (names: NodeJS.ProcessEnv): boolean => NAMING.some((n) => (names[n] ?? '') !== '');
  if (options.database === undefined && !says(all) && project.config.target === undefined && medusaConfigFile(project.root) !== undefined) {
    const { readMedusaConfig } = await import('../desired/environment/medusa-config.ts');
    const medusa = await readMedusaConfig(project.root, { NODE_ENV: 'development', ...all }, project.definitionDeadline);
    if (medusa?.databaseUrl !== undefined) {
      // What the URL or the environment says of TLS counts, as it does to the driver that Medusa uses.
      const said = all['PGSSLMODE'] !== undefined || /[?&]ssl(?:mode)?=/.test(medusa.databaseUrl);
      const setting = resolveTarget(
        { cwd: options.cwd },
        { ...(said ? {} : medusa.tls), ...all },
        { target: medusa.databaseUrl, root: project.root, file: medusa.file },
      );
      return { ...setting, from: `databaseUrl in ${medusa.file}` };
    }
  }
  // The config may name a variable that is not set: of no account where something before it names the database.
  const config = options.database !== undefined || says(all) ? { root: project.root } : targetOf(project, all);
  const setting = resolveTarget({ database: options.database, cwd: options.cwd }, all, config);
  const ofFile = options.database === undefined && !says(env) && says(all);
  return ofFile ? { ...setting, from: `${setting.from} in ${file!.name}` } : setting;
}

/** What the process was given counts, and one that names a database leaves the file's database alone. */
export function withFile(env: NodeJS.ProcessEnv, file: EnvFile | undefined): NodeJS.ProcessEnv {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
  const names = NAMING.some((n) => n in given);
  const filled = Object.entries(file?.values ?? {}).filter(([n]) => !(names && NAMING.includes(n)));
  return { ...Object.fromEntries(filled), ...given };
}

function named(setting: TargetSetting, database: string | undefined): TargetSetting {
  if (database === undefined) return setting;
  if (setting.is === 'server') return { ...setting, at: { ...setting.at, database }, from: `--db and ${setting.from}` };
  throw new TidemarkError('USAGE', `--db names a database of a server, and the target is ${describeTarget(setting)}`, {
    exit: 64,
    next: 'leave --db out, or pass --database postgres://…',
  });
}

export { describeTarget };
