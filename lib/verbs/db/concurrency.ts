// Owns how many plans run at a time where nobody says so: Medusa's variable, of the environment or of the project's .env.
import { readEnvFile } from '../../desired/environment/env-file.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { Project } from '../project.ts';
import { withFile } from '../target.ts';

const NAME = 'DB_MIGRATION_CONCURRENCY';
const MOST = 100;

/** `options` with the number, where one is given. Throws USAGE. */
export function withConcurrency<T extends { readonly concurrency?: number }>(project: Pick<Project, 'root'>, options: T): T {
  if (options.concurrency !== undefined) return options;
  const file = readEnvFile(project.root, process.env);
  const text = withFile(process.env, file)[NAME];
  if (text === undefined || text === '') return options;
  const concurrency = Number(text);
  if (/^\d+$/.test(text) && concurrency >= 1 && concurrency <= MOST) return { ...options, concurrency };
  const where = (process.env[NAME] ?? '') === '' ? ` in ${file!.name}` : '';
  throw new TidemarkError('USAGE', `${NAME}${where} takes a whole number from 1 to ${MOST}, not ${JSON.stringify(text)}`, {
    next: 'correct it, or give --concurrency',
    exit: EXIT.usage,
  });
}
