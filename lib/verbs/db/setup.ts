// `tidemark db:setup`: the database, its plans, its links and its scripts, in one run, all on the same database.
import { openProject } from '../project.ts';
import { withConcurrency } from './concurrency.ts';
import { createDatabase, type CreateOptions, type CreateResult } from './create.ts';
import { assertPlanned } from './unplanned.ts';
import { migrate, type MigrateOptions, type MigrateResult } from './migrate.ts';

export interface SetupOptions extends CreateOptions, Omit<MigrateOptions, 'databaseName' | 'dryRun'> {
  readonly onCreated?: (result: CreateResult) => void;
}

export interface SetupResult extends MigrateResult {
  readonly created: CreateResult;
}

/** Throws PLANS_MISSING before anything is made, and what createDatabase and migrate throw. */
export async function setup(options: SetupOptions = {}): Promise<SetupResult> {
  const { db: _, askName: __, mayWrite: ___, onMade: _____, onCreated, ...rest } = options;
  await assertPlanned(options);
  withConcurrency(await openProject(options), options);
  const created = await createDatabase(options);
  onCreated?.(created);
  const { onTarget: ____, ...silent } = rest;
  return { created, ...(await migrate({ ...silent, databaseName: created.database })) };
}
