// One pair of schemas on a real server: plan, apply, compare with a fresh build, roll back, compare with the start.
import pg from 'pg';
import { compareDumps, dump } from './dump.ts';
import { load } from './load.ts';
import { pgDump } from './pgdump.ts';
import { compareRows, readRows } from './rows.ts';
import type { Server } from './servers.ts';
import type { Planned, PlannedSegment } from './subject.ts';

export interface Pair {
  readonly name: string;
  readonly current: string;
  readonly desired: string;
  /** Statements that put rows into what `current` builds. */
  readonly seed?: string;
  /** Tables ("schema.table") and columns ("schema.table.column") that have another name afterwards. */
  readonly called?: ReadonlyMap<string, string>;
  /** Queries that each must return one true after up, run in order. */
  readonly expect?: string;
}

export interface Verdict {
  readonly won: boolean;
  /** Where it was lost. `loading` is nobody's loss: a side does not load on this server. */
  readonly at?: 'loading' | 'planning' | 'up' | 'desired' | 'rows' | 'expect' | 'replan' | 'down' | 'current' | 'down rows';
  readonly why?: readonly string[];
}

export interface Ways {
  /** Plans once per pair: the same plan runs on every major. */
  plan(pair: Pair): Promise<Planned>;
  /** Plans desired -> desired; anything in it is a loss. Left out: not checked. */
  replan?(pair: Pair): Promise<Planned>;
  /** Compare by pg_dump too, where a client is installed. */
  readonly pgDump?: boolean;
  /** Remembers what a text builds, so that the other way of a pair need not build it again. */
  readonly built?: Map<string, Promise<Built>>;
}

/** What a fresh database looks like after a text, or what the server said of that text. */
export interface Built {
  readonly refused?: string;
  readonly lines: readonly string[];
  readonly texts: readonly string[] | undefined;
}

export async function trial(server: Server, pair: Pair, ways: Ways): Promise<Verdict> {
  const [start, aim] = [await build(server, pair.current, ways), await build(server, pair.desired, ways)];
  const refused = start.refused ?? aim.refused;
  if (refused !== undefined) return lost('loading', [refused]);
  const a = await server.database();
  try {
    await load(a.superUrl, pair.current);
    if (pair.seed !== undefined) {
      const seeding = await said(() => load(a.superUrl, pair.seed!));
      if (seeding !== undefined) return lost('loading', [`seed: ${seeding}`]);
    }
    const rows = pair.seed === undefined ? undefined : await readRows(a.superUrl);

    let planned: Planned;
    try {
      planned = await ways.plan(pair);
    } catch (error) {
      return lost('planning', [worded(error)]);
    }
    const up = await said(() => execute(a.superUrl, planned.up));
    if (up !== undefined) return lost('up', [up]);
    const reached = await distance(server, a.superUrl, aim);
    if (reached.length > 0) return lost('desired', reached);
    if (rows !== undefined) {
      const gone = compareRows(rows, await readRows(a.superUrl), pair.called);
      if (gone.length > 0) return lost('rows', gone);
    }
    if (pair.expect !== undefined) {
      const unmet = await unmetOf(a.superUrl, pair.expect).catch((error: unknown) => [worded(error)]);
      if (unmet.length > 0) return lost('expect', unmet);
    }
    if (ways.replan !== undefined) {
      const again = (await ways.replan(pair)).up.flatMap((s) => s.steps.map((t) => t.sql));
      if (again.length > 0) return lost('replan', again);
    }
    const kept = rows === undefined ? undefined : await readRows(a.superUrl);
    const down = await said(() => execute(a.superUrl, planned.down));
    if (down !== undefined) return lost('down', [down]);
    const back = await distance(server, a.superUrl, start);
    if (back.length > 0) return lost('current', back);
    if (kept !== undefined) {
      const gone = compareRows(await readRows(a.superUrl), kept, pair.called);
      if (gone.length > 0) return lost('down rows', gone);
    }
    return { won: true };
  } finally {
    await a.drop();
  }
}

/** Rows that a lossy up destroyed cannot satisfy the constraints that come back: refused by the server, and rightly. */
export function rowsNoLongerFit(pair: Pair, verdict: Verdict): boolean {
  return pair.seed !== undefined && verdict.at === 'down' && /^23\d{3} /.test(verdict.why?.[0] ?? '');
}

/** Rows of a schema that has nothing to do with the other: what they violate is asked before a plan's first write, and refused by the server here. */
export function rowsNeverFit(pair: Pair, verdict: Verdict): boolean {
  return pair.seed !== undefined && verdict.at === 'up' && /^(23\d{3}|22P02) /.test(verdict.why?.[0] ?? '');
}

/** A type changes in a way that only a person can say: PostgreSQL has no assignment cast, or the new one is of another kind by the same name. */
export function askedForUsing(verdict: Verdict): boolean {
  return verdict.at === 'planning' && /^CAST_MISSING|^PLAN_BLOCKED .* they have one name/.test(verdict.why?.[0] ?? '');
}

function build(server: Server, text: string, ways: Ways): Promise<Built> {
  const key = `${server.major} ${text}`;
  const known = ways.built?.get(key) ?? buildNow(server, text, ways);
  ways.built?.set(key, known);
  return known;
}

async function buildNow(server: Server, text: string, ways: Ways): Promise<Built> {
  const db = await server.database();
  try {
    const refused = await said(() => load(db.superUrl, text));
    if (refused !== undefined) return { refused, lines: [], texts: undefined };
    const texts = ways.pgDump === true ? await pgDump(db.superUrl, server.major) : undefined;
    return { lines: await dump(db.superUrl), texts };
  } finally {
    await db.drop();
  }
}

/** How the database differs from what a text builds: by the catalog dump first, then by pg_dump. */
async function distance(server: Server, url: string, aim: Built): Promise<string[]> {
  const objects = compareDumps(await dump(url), aim.lines);
  if (objects.length > 0 || aim.texts === undefined) return objects;
  return difference((await pgDump(url, server.major)) ?? [], aim.texts);
}

function lost(at: NonNullable<Verdict['at']>, why: readonly string[]): Verdict {
  return { won: false, at, why };
}

/** Runs segments as they stand, each transaction at its own boundary, one statement per message. */
export async function execute(url: string, segments: readonly PlannedSegment[]): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SET check_function_bodies = off');
    for (const segment of segments) {
      if (segment.transaction) await client.query('BEGIN');
      for (const { sql } of segment.steps) {
        try {
          // the extended protocol takes one statement, as a target would
          await client.query({ text: sql, queryMode: 'extended' } as pg.QueryConfig);
        } catch (error) {
          throw new Error(`${worded(error)}\n    in: ${sql.slice(0, 600)}`, { cause: error });
        }
      }
      if (segment.transaction) await client.query('COMMIT');
    }
  } finally {
    await client.end();
  }
}

async function unmetOf(url: string, expect: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const unmet: string[] = [];
    for (const query of expect
      .split(/;\s*\n/)
      .map((q) => q.trim().replace(/;$/, ''))
      .filter((q) => q !== '')) {
      const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' });
      if (rows.length !== 1 || rows[0]?.[0] !== true) unmet.push(`${query} -> ${JSON.stringify(rows)}`);
    }
    return unmet;
  } finally {
    await client.end();
  }
}

function difference(a: readonly string[], b: readonly string[]): string[] {
  const [left, right] = [new Set(a), new Set(b)];
  return [...a.filter((s) => !right.has(s)).map((s) => `pg_dump - ${s}`), ...b.filter((s) => !left.has(s)).map((s) => `pg_dump + ${s}`)].slice(0, 6);
}

async function said(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return worded(error);
  }
}

export function worded(error: unknown): string {
  const { id, message, details, code } = error as { id?: string; message?: string; details?: unknown; code?: string };
  return `${id ?? code ?? ''} ${message ?? String(error)}${Array.isArray(details) ? ` ${details.join('; ')}` : ''}`.trim();
}
