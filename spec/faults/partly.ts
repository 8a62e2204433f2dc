// Whatever somebody else has beside a project, its commands say and do the same whether they read the whole database or only what they have
// to do with: two copies of one database, one command after the other on each.
import pg from 'pg';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { TidemarkError } from '../../lib/errors.ts';
import { readPlan } from '../../lib/format/read.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';
import { roles as generated } from '../kit/generate/roles.ts';
import { pairOf, recipe } from '../kit/generate/pair.ts';
import { random, type Random } from '../kit/generate/random.ts';
import { compareDumps, dump } from '../kit/dump.ts';
import { load } from '../kit/load.ts';
import type { Database, Server } from '../kit/servers.ts';
import type { Figure } from './figure.ts';
import { ground, managedQuery, strangers, type Managed } from './strangers.ts';
import { allowed, planPair, scattered, type Subject } from './subjects.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Mixes of strangers for each plan. */
const MIXES = 6;

export async function partly(server: Server, times: number, seed: number, word: string, until: number): Promise<Figure> {
  await load(server.superUrl, `CREATE ROLE stranger; ${generated.map((role) => `CREATE ROLE ${role}`).join('; ')}`);
  const wrong: string[] = [];
  const ids: Record<string, number> = {};
  let [tried, plans] = [0, 0];
  for await (const subject of both(seed, word)) {
    if (tried >= times || Date.now() > until) break;
    let base: Database | undefined;
    try {
      base = await server.database();
      await apply({ ...options(base, subject), to: subject.first });
      if (subject.rows !== undefined) await load(base.superUrl, subject.rows);
      plans += 1;
      for (let mix = 0; mix < MIXES && tried < times && Date.now() < until; mix += 1) {
        const label = `${subject.name} mix ${mix}`;
        const found = await compareBoth(server, base, subject, random(seed * 1000 + plans * MIXES + mix), ids);
        tried += 1;
        for (const line of found.differs) wrong.push(`${label}: ${line}`);
        for (const line of found.differs) console.log(`✘ ${label}: ${line}\n    ${found.beside.join(';\n    ')}`);
      }
    } catch (error) {
      console.log(`  not usable: ${subject.name}: ${(error as Error).message.split('\n')[0]}`);
    }
    await base?.drop();
    console.log(`  ${plans} plans, ${tried} mixes, ${wrong.length} wrong: ${subject.name}`);
  }
  return { what: 'commands that read a part of the database and all of it, side by side', tried, wrong, note: JSON.stringify(ids) };
}

/** Cases and generated pairs in turn. */
async function* both(seed: number, word: string): AsyncGenerator<Subject> {
  const fromCases = scattered(seed, word);
  for (let n = seed * 100; ; n += 1) {
    const next = await fromCases.next();
    if (next.done !== true) yield next.value;
    if (word !== '') {
      if (next.done === true) return;
      continue;
    }
    const pair = pairOf(recipe(n));
    const made = await planPair({ ...pair, floor: 15 });
    if (made !== undefined) yield made;
  }
}

function options(db: Database, subject: Subject): Parameters<typeof apply>[0] {
  return { project: 'faults', target: resolveTarget({ database: db.superUrl }, {}), plansDir: subject.plansDir, allow: allowed, wait: 60_000 };
}

async function compareBoth(
  server: Server,
  base: Database,
  subject: Subject,
  r: Random,
  ids: Record<string, number>,
): Promise<{ differs: string[]; beside: string[] }> {
  const part = await server.database({ template: base.name });
  const beside = await settle(part, subject, r);
  const whole = await server.database({ template: part.name });
  const differs: string[] = [];
  const commands: readonly (readonly [string, (db: Database) => Promise<unknown>])[] = [
    ['drift', (db) => drift(options(db, subject))],
    ['apply', (db) => apply(options(db, subject))],
    ['drift after it', (db) => drift(options(db, subject))],
    ['rollback', (db) => rollback({ ...options(db, subject), to: subject.first })],
    ['drift after that', (db) => drift(options(db, subject))],
    ['status', (db) => status(options(db, subject))],
  ];
  try {
    for (const db of [part, whole]) await own(db);
    for (const [name, command] of commands) {
      const [x, y] = [await said('part', part, command), await said('whole', whole, command)];
      const is = /^[A-Z_]+(?=:)/.exec(x)?.[0] ?? (JSON.parse(x) as { outcome?: string }).outcome ?? 'said';
      ids[`${name.split(' ')[0]} ${is}`] = (ids[`${name.split(' ')[0]} ${is}`] ?? 0) + 1;
      if (x !== y) {
        differs.push(`${name}: ${apart(x, y)}`);
        break;
      }
    }
    const dumps = compareDumps(await dump(part.superUrl), await dump(whole.superUrl));
    if (differs.length === 0 && dumps.length > 0) differs.push(`the databases: ${dumps.join(' | ').slice(0, 300)}`);
    return { differs, beside };
  } finally {
    for (const db of [part, whole]) await db.drop();
  }
}

/** Puts strangers into the database. */
async function settle(db: Database, subject: Subject, r: Random): Promise<string[]> {
  const client = new pg.Client(db.superUrl);
  await client.connect();
  const stood: string[] = [];
  try {
    const managed = (await client.query<{ managed: Managed }>(managedQuery)).rows[0]!.managed;
    for (const sql of [...ground, ...strangers(r, managed, comingOf(subject), 3 + r.below(10))]) {
      await client.query(sql).then(
        () => ground.includes(sql) || stood.push(sql),
        () => undefined,
      );
    }
    return stood;
  } finally {
    await client.end();
  }
}

/** What the second plan makes and a stranger may stand in the place of. */
function comingOf(subject: Subject): string[] {
  const plan = readPlan(readFileSync(join(subject.plansDir, `${subject.second}.plan.yaml`), 'utf8'), subject.second);
  const made = plan.up
    .flatMap((s) => s.steps)
    .flatMap((s) => /^\+ (?:table|view|sequence|index|enum|type|domain|materialized view) ([^:]+?)(?::.*)?$/.exec(s.step)?.[1] ?? []);
  return made.filter((name) => name.split('.').length === 2);
}

/** A copy is no database of the ledger's: here each is. */
async function own(db: Database): Promise<void> {
  await load(
    db.superUrl,
    'UPDATE tidemark.identity SET database_oid = (SELECT oid FROM pg_database WHERE datname = current_database()), database_name = current_database()',
  );
}

/** What a command gives or says, without what is different each time. */
async function said(how: 'part' | 'whole', db: Database, command: (db: Database) => Promise<unknown>): Promise<string> {
  process.env['TIDEMARK_LOOK'] = how;
  let text: string;
  try {
    text = JSON.stringify(await command(db), (key, value: unknown) => (/^(ms|took|seconds|firstSeen)$/.test(key) ? undefined : value));
  } catch (error) {
    if (!(error instanceof TidemarkError)) text = `no id: ${(error as Error).stack}`;
    else text = `${error.id}: ${JSON.stringify([error.message, error.at, error.next, error.exit, error.options.details])}`;
  } finally {
    delete process.env['TIDEMARK_LOOK'];
  }
  return text
    .replaceAll(db.name, 'db')
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:\d\d)?)?/g, 'then')
    .replaceAll(/\b\d+ ms\b/g, 'n ms');
}

function apart(x: string, y: string): string {
  let at = 0;
  while (at < x.length && x[at] === y[at]) at += 1;
  const around = (s: string): string => s.slice(Math.max(0, at - 60), at + 240);
  return `part …${around(x)}… whole …${around(y)}…`;
}
