// A real server as shadow: a database of its own beside the empty one that was named, and nothing of either kept.
import { randomBytes } from 'node:crypto';
import { EXIT, TidemarkError } from '../../errors.ts';
import { ident, literal } from '../../sql/quote.ts';
import { connect } from '../target/connect.ts';
import type { ServerError, Session } from '../session/session.ts';
import type { Shadow, ShadowOptions } from './shadow.ts';
import { batch } from '../session/batch.ts';
import { refuseSubscriptions } from './assume/assume.ts';
import { resolveTarget, type TargetSetting } from '../target/target.ts';

/** What an empty database does not have: anything of a user, extensions and their members aside. */
const strangers = `
  SELECT pg_catalog.pg_describe_object(o.class, o.oid, 0) AS what FROM (
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS class, oid, relnamespace AS ns FROM pg_catalog.pg_class
    UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, pronamespace FROM pg_catalog.pg_proc
    UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, typnamespace FROM pg_catalog.pg_type
    UNION ALL SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, oid, oid FROM pg_catalog.pg_namespace WHERE nspname <> 'public'
  ) o JOIN pg_catalog.pg_namespace n ON n.oid = o.ns
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e')
  LIMIT 1`;

/** @throws SHADOW_NOT_EMPTY, SHADOW_DENIED, and what connecting throws */
export async function openServerShadow(url: string, options: ShadowOptions): Promise<Shadow> {
  const setting = resolveTarget({ database: url }, process.env);
  if (setting.is !== 'server')
    throw new TidemarkError('SHADOW_URL', 'the shadow is not a server', { exit: EXIT.usage, next: 'give --shadow a postgres:// URL, or leave it out' });
  const home = await connect(setting, { write: true });
  const name = `tidemark_shadow_${randomBytes(6).toString('hex')}`;
  const roles: string[] = [];
  const leave = async (): Promise<void> => {
    await tidy(home.session, [`DROP DATABASE IF EXISTS ${ident(name)}`, ...roles.map((r) => `DROP ROLE IF EXISTS ${ident(r)}`)]);
    await home.close();
  };
  try {
    const [stranger] = await home.session.rows<{ what: string }>(strangers);
    if (stranger !== undefined) throw notEmpty(stranger.what);
    await may(home.session, `CREATE DATABASE ${ident(name)} TEMPLATE template0`);
    const { session } = await connect(inDatabase(setting, name));
    try {
      await session.run('SET search_path = public');
      await session.run(`SET statement_timeout = ${Math.round(options.deadlineMs ?? 60_000)}`);
      roles.push(...(await missing(session, options.roles ?? [])));
      for (const role of roles) await may(session, `CREATE ROLE ${ident(role)} NOLOGIN`);
      const [about] = await session.rows<{ version: string }>(`SELECT pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS version`);
      return {
        ...session,
        version: about!.version,
        assumed: [],
        async run(sql) {
          refuseSubscriptions([sql]);
          await session.run(sql);
        },
        batch(statements) {
          refuseSubscriptions(statements);
          return batch(session, statements);
        },
        snapshot: () => Promise.reject(new TidemarkError('SHADOW_NO_PACK', 'a server that serves as shadow cannot be packed')),
        async close() {
          await session.close();
          await leave();
        },
      };
    } catch (error) {
      await session.close();
      throw error;
    }
  } catch (error) {
    await leave();
    throw error;
  }
}

function inDatabase(setting: TargetSetting & { is: 'server' }, database: string): TargetSetting {
  return { ...setting, at: { ...setting.at, database } };
}

async function missing(session: Session, roles: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(roles)].filter((r) => !/^pg_|^public$/.test(r));
  if (wanted.length === 0) return [];
  const known = await session.rows<{ name: string }>(
    `SELECT rolname::pg_catalog.text AS name FROM pg_catalog.pg_roles WHERE rolname IN (${wanted.map(literal).join(', ')})`,
  );
  const has = new Set(known.map((k) => k.name));
  return wanted.filter((r) => !has.has(r));
}

async function may(session: Session, sql: string): Promise<void> {
  try {
    await session.run(sql);
  } catch (error) {
    if ((error as ServerError).code !== '42501') throw error;
    throw new TidemarkError('SHADOW_DENIED', `the shadow's role may not: ${sql.split(' ').slice(0, 2).join(' ')}`, {
      next: 'give it CREATEDB and CREATEROLE, or leave --shadow out',
      cause: error,
    });
  }
}

/** Each by itself: what one leaves undone must not keep the next from being done. */
async function tidy(session: Session, statements: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  for (const sql of statements) await session.run(sql).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

function notEmpty(what: string): TidemarkError {
  return new TidemarkError('SHADOW_NOT_EMPTY', `the database given as shadow is not empty: it has ${what}`, {
    at: { object: what },
    next: 'create an empty one for it: createdb tidemark_shadow',
  });
}
