// Somebody cancels what the server runs for a command that writes, or ends its connections, at random moments. The command says the truth about
// what became of it, what only reads says nothing wrong, and one undisturbed command leaves what one that nothing disturbed does.
import pg from 'pg';
import { random } from '../../kit/generate/random.ts';
import type { Server } from '../../kit/servers.ts';
import type { Figure } from '../figure.ts';
import { differs, left, type Left } from './left.ts';
import { tidemark, type Place, type Ran, type Scene } from './scene.ts';
import { scenes } from './scenes.ts';
import { isDone, prepared } from './sweep.ts';

export interface StormOptions {
  readonly word: string;
  /** How many to each command. */
  readonly rounds: number;
  readonly seed: number;
  readonly until: number;
}

/** `by` of one backend or of all; `most` times, up to `pause` seconds apart. */
interface Weather {
  readonly by: 'pg_cancel_backend' | 'pg_terminate_backend';
  readonly all: boolean;
  readonly most: number;
  readonly pause: number;
}

const weathers: readonly Weather[] = [
  { by: 'pg_cancel_backend', all: true, most: 60, pause: 0.02 },
  { by: 'pg_terminate_backend', all: false, most: 1, pause: 0 },
  { by: 'pg_cancel_backend', all: true, most: 1, pause: 0.001 },
  { by: 'pg_terminate_backend', all: true, most: 2, pause: 0 },
  { by: 'pg_cancel_backend', all: true, most: 8, pause: 0.004 },
  { by: 'pg_terminate_backend', all: false, most: 6, pause: 0.3 },
];

/** A command that writes, in a storm. */
interface Undisturbed {
  readonly code: number | null;
  readonly ms: number;
  readonly after: readonly (number | null)[];
  readonly left: Left;
}

export async function storms(server: Server, { word, rounds, seed, until }: StormOptions): Promise<Figure> {
  const wrong: string[] = [];
  const tried = { scenes: 0, storms: 0, hits: 0, failed: 0, read: 0 };
  const ids: Record<string, number> = {};
  for (const scene of scenes.filter((s) => s.name.includes(word) && s.offline !== true)) {
    if (Date.now() > until) break;
    const base = await prepared(server, scene);
    const should = await base.copy(async (place): Promise<Undisturbed> => {
      const from = Date.now();
      const { code } = tidemark(place, scene.command);
      const ms = Date.now() - from;
      return { code, ms, after: (scene.after ?? []).map((argv) => tidemark(place, argv).code), left: await left(place) };
    });
    for (let n = 0; n < rounds && Date.now() < until; n += 1) {
      const one = await base.copy((place) => stormy(place, scene, weathers[n % weathers.length]!, random(seed * 1000 + n).below(1_000) / 1_000, should));
      tried.storms += 1;
      tried.hits += one.hits;
      tried.read += one.read;
      if (one.said !== undefined) {
        tried.failed += 1;
        ids[one.said] = (ids[one.said] ?? 0) + 1;
      }
      for (const line of one.off) {
        wrong.push(`${scene.name}, storm ${n}: ${line}`);
        console.log(`✘ ${scene.name}, storm ${n}: ${line}`);
      }
    }
    tried.scenes += 1;
    console.log(`  ${tried.scenes} commands, ${tried.storms} storms, ${tried.hits} hits, ${wrong.length} wrong: ${scene.name}`);
    await base.drop();
  }
  return {
    what: 'statements cancelled, connections ended, at random moments of every command that writes',
    tried: tried.storms,
    wrong,
    note: `${tried.scenes} commands, ${tried.hits} hits, ${tried.failed} failed ${JSON.stringify(ids)}, ${tried.read} readings in storms`,
  };
}

async function stormy(
  place: Place,
  scene: Scene,
  weather: Weather,
  chance: number,
  should: Undisturbed,
): Promise<{ off: string[]; hits: number; read: number; said: string | undefined }> {
  const off: string[] = [];
  const during = async (argv: readonly string[], ms: number): Promise<Ran & { hits: number }> => {
    const storm = await brewing(place, weather, chance * Math.max(20, ms));
    const ran = tidemark(place, argv);
    return { ...ran, hits: await storm.over() };
  };
  const truthful = (ran: Ran, argv: readonly string[]): string | undefined => {
    const id = /error ([A-Z_]+)/.exec(ran.out)?.[1];
    if (ran.signal !== null || ran.code === null || id === 'INTERNAL' || /^\s+at .*:\d+:\d+/m.test(ran.out)) off.push(`${argv.join(' ')}: ${said(ran)}`);
    return id;
  };
  const first = await during(scene.command, should.ms - 250);
  const id = truthful(first, scene.command);
  const fine = first.code === should.code;
  if (!fine && first.code !== 1) off.push(`${scene.command.join(' ')}: ${said(first)}`);
  let hits = first.hits;
  let read = 0;
  for (const argv of [[chance < 0.3 ? 'status' : 'drift', '--json']]) {
    const calm = tidemark(place, argv);
    const rough = await during(argv, 150);
    read += 1;
    hits += rough.hits;
    truthful(rough, argv);
    if (rough.code !== calm.code || constant(rough) !== constant(calm)) {
      if (rough.code !== 1 || JSON.parse(rough.stdout).error === undefined) off.push(`${argv.join(' ')} in a storm: ${said(rough)} and not ${said(calm)}`);
    }
  }
  if (!fine && (scene.doneWith === undefined || !isDone(place, scene.doneWith))) {
    const again = tidemark(place, scene.finishes ?? scene.command);
    if (again.code !== should.code) off.push(`finished with ${said(again)}`);
  }
  for (const [i, argv] of (scene.after ?? []).entries()) {
    const ran = tidemark(place, argv);
    if (ran.code !== should.after[i]) off.push(`then ${argv.join(' ')}: ${said(ran)}`);
  }
  // What was taken back on the way is history.
  const differences = differs(await left(place), should.left).filter((d) => !/^(plans|steps), not so .*"(rolled back|undone)"/.test(d));
  return { off: [...off, ...differences.slice(0, 6).map((d) => `${d} (it had ended with ${said(first)})`)], hits, read, said: id };
}

const said = ({ code, signal, out }: Ran): string => `exit ${signal ?? code}: ${out.trim().slice(-400)}`;

/** Without the age of what it tells. */
const constant = ({ stdout }: Ran): string => stdout.replace(/"(firstSeen|since|seconds|backend)": [^\n]*/g, '');

/** Begins when a connection of the command is there and `after` milliseconds have gone; says how often it hit. */
async function brewing({ superUrl }: Place, { by, all, most, pause }: Weather, after: number): Promise<{ over(): Promise<number> }> {
  const client = new pg.Client(superUrl);
  let hits = 0;
  client.on('notice', ({ message }) => (hits = Number(message)));
  client.on('error', () => undefined); // it is ended from outside
  await client.connect();
  const pid = (client as pg.Client & { processID: number }).processID;
  const which = `application_name = 'tidemark' AND datname = pg_catalog.current_database()${by === 'pg_cancel_backend' ? ` AND state = 'active'` : ''}`;
  const some = `SELECT a.pid FROM pg_stat_activity a WHERE ${which} ORDER BY random()${all ? '' : ' LIMIT 1'}`;
  const blowing = client.query(`DO $$ DECLARE hits int := 0; until timestamptz := clock_timestamp() + interval '20 s'; BEGIN
    WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'tidemark' AND datname = current_database()) LOOP
      PERFORM pg_sleep(0.002); PERFORM pg_stat_clear_snapshot();
    END LOOP;
    PERFORM pg_sleep(${after / 1000});
    WHILE hits < ${most} AND clock_timestamp() < until LOOP
      PERFORM pg_stat_clear_snapshot();
      hits := hits + (SELECT count(*) FILTER (WHERE ${by}(p.pid)) FROM (${some}) p);
      RAISE NOTICE '%', hits;
      PERFORM pg_sleep(random() * ${pause});
    END LOOP; END $$`);
  const gone = blowing.catch(() => undefined);
  return {
    async over() {
      const other = new pg.Client(superUrl);
      await other.connect();
      await other.query('SELECT pg_terminate_backend($1)', [pid]);
      await other.end();
      await gone;
      await client.end().catch(() => undefined);
      return hits;
    },
  };
}
