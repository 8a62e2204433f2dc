// `tidemark db:create`: the target's database, made if it is not there; its name in the .env file when that is asked for.
import { basename, join } from 'node:path';
import { envFileName, readEnvFile, withValue } from '../../desired/environment/env-file.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import { replaceFile } from '../../format/replace-file.ts';
import { openProject, type Project } from '../project.ts';
import { describeTarget, targetFor, withFile, type TargetOptions } from '../target.ts';

export interface CreateOptions extends Omit<TargetOptions, 'databaseName'> {
  /** The database's name; else DB_NAME, the one the target names, or one made from the folder's name. */
  readonly db?: string;
  /** Asked when nothing names the database, with the name proposed; not asked otherwise. */
  readonly askName?: ((proposed: string) => Promise<string>) | undefined;
  /** May DB_NAME be written into this file? Without it, or on no, nothing is written. */
  readonly mayWrite?: ((file: string) => boolean | Promise<boolean>) | undefined;
  readonly onTarget?: (described: string) => void;
  /** The database is there. */
  readonly onMade?: (database: string, outcome: CreateResult['outcome']) => void;
  readonly signal?: AbortSignal;
}

export interface CreateResult {
  readonly database: string;
  readonly outcome: 'created' | 'exists';
  /** What DB_NAME in the .env file is now. */
  readonly env: { readonly file: string; readonly is: 'written' | 'left alone' | 'as it was' };
  /** The database the settings lead to, where it is another one: the next command works on that. */
  readonly leadsTo:
    { readonly database: string; readonly from: string; /** DB_NAME in the .env file would lead to the new one. */ readonly byName: boolean } | undefined;
}

/** Throws DATABASE_NAME, DATABASE_DENIED, TARGET_EMBEDDED, and what connecting throws. */
export async function createDatabase(options: CreateOptions = {}): Promise<CreateResult> {
  const project = await openProject(options);
  const name = await nameFor(project, options);
  const { createDatabase: create, assertDatabaseName } = await import('../../run/target/create-database.ts');
  assertDatabaseName(name);
  const target = await targetFor(project, options);
  if (target.is !== 'server') {
    throw new TidemarkError('TARGET_EMBEDDED', `the target is ${describeTarget(target)}, which tidemark apply makes by itself`, {
      exit: EXIT.usage,
      next: 'pass --database postgres://… to make a database on a server',
    });
  }
  const wanted = { ...target, at: { ...target.at, database: name } };
  options.onTarget?.(describeTarget(wanted));
  const outcome = await create(wanted, { signal: options.signal, ...(target.at.databaseGiven ? { home: target.at.database } : {}) });
  options.onMade?.(name, outcome);
  const there = await targetFor(project, options, { ...process.env, DB_NAME: name }).catch(() => undefined);
  const would = there?.is === 'server' ? there.at.database : undefined;
  const byName = would === name;
  // A name that the URL around $DB_NAME does not hold as it stands is not written: no command would find the database, or read the URL.
  const env = await remember(project, name, byName || would === target.at.database ? options : {});
  const now = await targetFor(project, options);
  const leadsTo = now.is === 'server' && now.at.database !== name ? { database: now.at.database, from: now.from, byName } : undefined;
  return { database: name, outcome, env, leadsTo };
}

/** The database's name: said, or found, or asked for. */
async function nameFor(project: Project, options: CreateOptions): Promise<string> {
  if (options.db !== undefined) return options.db;
  const target = await targetFor(project, options);
  if (target.is === 'server' && target.at.databaseGiven) return target.at.database;
  const named = withFile(process.env, readEnvFile(project.root, process.env))['DB_NAME'];
  if (named !== undefined) return named;
  const proposed = slug(basename(project.root));
  return options.askName === undefined ? proposed : options.askName(proposed);
}

/** As the users of Medusa know it: medusa-<folder>. */
function slug(folder: string): string {
  const words = folder
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `medusa-${words === '' ? 'store' : words}`.slice(0, 63);
}

async function remember(project: Project, name: string, options: CreateOptions): Promise<CreateResult['env']> {
  const old = readEnvFile(project.root, { NODE_ENV: process.env['NODE_ENV'] });
  const file = old?.name ?? envFileName(process.env);
  if (old?.values['DB_NAME'] === name) return { file, is: 'as it was' };
  if (options.mayWrite === undefined || !(await options.mayWrite(file))) return { file, is: 'left alone' };
  replaceFile(join(project.root, file), withValue(old?.text ?? '', 'DB_NAME', name));
  return { file, is: 'written' };
}
