// Owns making a database on a server that may not have it yet, and what names it may have.
import { TidemarkError } from '../../errors.ts';
import { ident } from '../../sql/quote.ts';
import { serverSays } from '../session/server-says.ts';
import type { ServerError } from '../session/session.ts';
import { connect, type Target } from './connect.ts';
import type { TargetSetting } from './target.ts';

/** Bytes of a name; the server cuts longer ones off without a word. */
const LONGEST = 63;

/** Throws DATABASE_NAME. */
export function assertDatabaseName(name: string): void {
  const bytes = Buffer.byteLength(name);
  const wrong =
    bytes === 0
      ? 'is empty'
      : bytes > LONGEST
        ? `has ${bytes} bytes, and a name may have ${LONGEST}: the server would cut it off`
        : name.includes('\0')
          ? 'holds a NUL character'
          : /^template[01]$/.test(name)
            ? 'is a template of the server itself'
            : undefined;
  if (wrong === undefined) return;
  throw new TidemarkError('DATABASE_NAME', `the database name ${JSON.stringify(name)} ${wrong}`, { exit: 64, next: 'give another name with --db' });
}

interface Reaching {
  readonly signal?: AbortSignal | undefined;
  /** A database that the settings name: on a managed server it may be the only one that lets this user in. */
  readonly home?: string;
}

/** Makes the database that `setting` names, unless it is there. One attempt to reach the server. Throws DATABASE_NAME, DATABASE_DENIED, and what connect throws. */
export async function createDatabase(setting: TargetSetting & { is: 'server' }, reaching: Reaching = {}): Promise<'created' | 'exists'> {
  const { database } = setting.at;
  assertDatabaseName(database);
  const target = await reach(setting, reaching);
  try {
    const there = await target.session.rows('SELECT FROM pg_catalog.pg_database WHERE datname = $1', [database]);
    if (there.length > 0) return 'exists';
    await target.session.run(`CREATE DATABASE ${ident(database)}`);
    return 'created';
  } catch (error) {
    // Somebody else made it meanwhile.
    if ((error as ServerError).code === '42P04' || ((error as ServerError).code === '23505' && /pg_database/.test((error as Error).message))) return 'exists';
    const denied = (error as ServerError).code === '42501';
    throw new TidemarkError('DATABASE_DENIED', `database ${JSON.stringify(database)} cannot be made as ${setting.at.user}: ${serverSays(error)}`, {
      cause: error,
      next: denied ? `run as a superuser: ALTER ROLE ${ident(setting.at.user)} CREATEDB` : 'correct what the server says and try again',
    });
  } finally {
    await target.close();
  }
}

/** A database that is there already: every server has one of these, unless somebody dropped or closed it. */
async function reach(setting: TargetSetting & { is: 'server' }, { signal, home = 'postgres' }: Reaching): Promise<Target> {
  const homes = [...new Set([home, 'postgres', 'template1'])];
  for (const [n, database] of homes.entries()) {
    try {
      return await connect({ ...setting, at: { ...setting.at, database } }, { signal });
    } catch (error) {
      const absent = error instanceof TidemarkError && error.id === 'TARGET_NO_DATABASE';
      if (!absent || n === homes.length - 1) throw error;
    }
  }
  throw new Error('no database to begin from');
}
