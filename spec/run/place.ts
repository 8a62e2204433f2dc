// A database of its own for one spec, and what executor specs do to it.
import { fingerprint } from '../../lib/catalog/fingerprint.ts';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { TidemarkError } from '../../lib/errors.ts';
import type { ApplyOptions } from '../../lib/run/execute/apply.ts';
import { connect } from '../../lib/run/target/connect.ts';
import { introspect } from '../../lib/run/introspect/introspect.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';
import { server } from '../kit/servers.ts';
import { temp } from './sample.ts';

export const majors = (process.env['TIDEMARK_SPEC_MAJORS'] ?? '15,18').split(',').map(Number);

export interface Place extends ApplyOptions {
  readonly database: string;
  sql(...texts: string[]): Promise<Record<string, unknown>[]>;
  fingerprint(): Promise<string>;
}

export async function place(major: number): Promise<Place> {
  const db = await (await server(major)).database();
  return at(db.url);
}

let made: Promise<string> | undefined;

/** A PGlite directory of its own: a copy of one that was made once, since making one takes seconds. */
export async function directory(): Promise<Place> {
  made ??= (async () => {
    const dir = join(temp(), 'db');
    await (await connect(resolveTarget({ database: `pglite:${dir}` }, {}), { write: true })).close();
    return dir;
  })();
  const dir = join(temp(), 'db');
  cpSync(await made, dir, { recursive: true });
  return at(`pglite:${dir}`);
}

export function at(database: string): Place {
  const target = resolveTarget({ database }, {});
  const using = async <T>(body: (session: Awaited<ReturnType<typeof connect>>['session']) => Promise<T>): Promise<T> => {
    const t = await connect(target);
    try {
      return await body(t.session);
    } finally {
      await t.close();
    }
  };
  return {
    database,
    project: 'shop',
    target,
    plansDir: `${temp()}/plans`,
    wait: 20_000,
    sql: (...texts) =>
      using(async (session) => {
        let rows: Record<string, unknown>[] = [];
        for (const text of texts) rows = await session.rows(text);
        return rows;
      }),
    fingerprint: () => using(async (session) => fingerprint((await introspect(session)).objects)),
  };
}

export async function refused(id: string, work: Promise<unknown>): Promise<TidemarkError> {
  try {
    await work;
  } catch (error) {
    assert.is((error as TidemarkError).id, id, `${(error as Error).stack}`);
    return error as TidemarkError;
  }
  throw new assert.Assertion({
    message: `${id} expected, and nothing was refused`,
    details: '',
    generated: false,
    operator: 'refused',
    expects: id,
    actual: undefined,
  });
}
