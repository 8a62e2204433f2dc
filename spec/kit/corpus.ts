// npm run corpus: every pair of ../shared/corpus both ways on real servers, by the rule in its README.
//   --major 15,18  --way 'old -> new'  --only word  --jobs 2  --out file.json  --peers stripe,migra,tusker,realworld  --list  --quick (without planning again)
//   --cross 200 --seed 1 --sides 'partition of': that many pairs of two files of the corpus that have nothing to do with each other, of those that hold the text
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { random } from './generate/random.ts';
import { load } from './load.ts';
import { once, pool } from './pool.ts';
import { pgDumpFor, pgDumpMissing } from './pgdump.ts';
import { type Server, server } from './servers.ts';
import { close, plan, type Planned } from './subject.ts';
import { trial, type Pair, type Verdict } from './trial.ts';

const folder = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const { values: flags } = parseArgs({
  options: {
    major: { type: 'string', default: '15,18' },
    only: { type: 'string', default: '' },
    way: { type: 'string', default: '' },
    jobs: { type: 'string', default: '2' },
    peers: { type: 'string', default: 'stripe,migra,tusker,realworld' },
    out: { type: 'string' },
    quick: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    cross: { type: 'string' },
    seed: { type: 'string', default: '1' },
    sides: { type: 'string', default: '' },
  },
});

if (!existsSync(folder)) {
  console.log(`skipped: ${folder} is not here`);
  process.exit(0);
}

interface Result extends Verdict {
  readonly pair: string;
  readonly major: number;
  readonly way: 'old -> new' | 'new -> old';
  readonly ms: number;
}

const pairs = new Map<string, Pair>();
/** Every text once. */
const texts = new Map<string, string>();
for (const peer of flags.peers.split(',')) {
  for (const name of readdirSync(join(folder, peer)).sort()) {
    const text = (side: string): string => {
      const file = join(folder, peer, name, `${side}.sql`);
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    };
    const [older, newer] = [text('old'), text('new')];
    const full = `${peer}/${name}`;
    for (const [side, text] of Object.entries({ old: older, new: newer }))
      if (text.trim() !== '' && text.toLowerCase().includes(flags.sides.toLowerCase()) && !texts.has(text)) texts.set(text, `${full}.${side}`);
    if (flags.cross !== undefined || !full.includes(flags.only)) continue;
    pairs.set(`${full} old -> new`, { name: `${full} old -> new`, current: older, desired: newer });
    pairs.set(`${full} new -> old`, { name: `${full} new -> old`, current: newer, desired: older });
    if (peer === 'realworld' && older !== '') {
      pairs.set(`${full} empty -> new`, { name: `${full} empty -> new`, current: '', desired: newer });
    }
  }
}
const { pick } = random(Number(flags.seed));
const sides = [...texts];
for (let n = 0; n < Number(flags.cross ?? 0); n += 1) {
  const [[current, from], [desired, to]] = [pick(sides), pick(sides)];
  const name = `crossed/${n} ${from} and ${to} old -> new`;
  if (name.includes(flags.only)) pairs.set(name, { name, current, desired });
}
if (flags.list) {
  for (const name of pairs.keys()) console.log(name);
  process.exit(0);
}

const extra = ['evil"role', 'x"; DROP TABLE foobar; --'];
const roles = [...readFileSync(join(folder, 'roles.txt'), 'utf8').split('\n').filter(Boolean), ...extra];
const majors = flags.major.split(',').map(Number);
const servers: Server[] = [];
for (const major of majors) {
  const s = await server(major);
  servers.push(s);
  await load(s.superUrl, roles.map((r) => `CREATE ROLE ${pg.escapeIdentifier(r)}`).join(';\n'));
  if (pgDumpFor(major) === undefined) console.log(`skipped: ${pgDumpMissing(major)}`);
}

const floor = 15;
const planned = once((name): Promise<Planned> => plan(pairs.get(name)!.current, pairs.get(name)!.desired, { floor, roles }));
const replanned = once((text): Promise<Planned> => plan(text, text, { floor, roles }));
const ways = {
  plan: (p: Pair) => planned(p.name),
  ...(flags.quick ? {} : { replan: (p: Pair) => replanned(p.desired) }),
  pgDump: true,
  built: new Map(),
};

const jobs = [...pairs.values()].filter((p) => p.name.endsWith(flags.way)).flatMap((pair) => servers.map((s) => ({ pair, s })));
const results: Result[] = [];
await pool(jobs, Number(flags.jobs), async ({ pair, s }): Promise<void> => {
  const started = Date.now();
  const verdict = await trial(s, pair, ways);
  const cut = pair.name.lastIndexOf(' ', pair.name.indexOf('->') - 2);
  const mark = verdict.won ? '•' : verdict.at === 'loading' ? '-' : '✘';
  if (mark !== '•') console.log(`${mark} ${pair.name} on ${s.major}: ${verdict.at}: ${first(verdict)}`);
  const [name, way] = [pair.name.slice(0, cut), pair.name.slice(cut + 1) as Result['way']];
  results.push({ pair: name, way, major: s.major, ms: Date.now() - started, ...verdict });
  // after every pair: a run that is cut short leaves what it reached
  if (flags.out !== undefined) writeFileSync(flags.out, `${JSON.stringify(results, null, 1)}\n`);
  if (results.length % 100 === 0) console.log(`  ${results.length} of ${jobs.length}`);
});
await close();

console.log('');
for (const peer of flags.cross === undefined ? flags.peers.split(',') : ['crossed']) {
  for (const major of majors) {
    const mine = results.filter((r) => r.pair.startsWith(`${peer}/`) && r.major === major);
    // a pair is won when both ways are, and not counted when a side does not load
    const names = [...new Set(mine.map((r) => r.pair))];
    const of = (name: string): Result[] => mine.filter((r) => r.pair === name);
    const uncounted = names.filter((n) => of(n).some((r) => r.at === 'loading'));
    const won = names.filter((n) => of(n).every((r) => r.won));
    const lost = names.length - uncounted.length - won.length;
    console.log(`${peer} on PostgreSQL ${major}: ${won.length} won, ${lost} lost, ${uncounted.length} not counted`);
  }
}
const stages = new Map<string, number>();
for (const r of results) if (!r.won && r.at !== 'loading') stages.set(r.at!, (stages.get(r.at!) ?? 0) + 1);
const asked = results.filter((r) => r.at === 'planning' && r.why?.[0]?.startsWith('CAST_MISSING') === true).length;
if (asked > 0) console.log(`of these ${asked} change a type that has no assignment cast, and are asked for using:`);
if (stages.size > 0) console.log(`lost at: ${[...stages].map(([at, n]) => `${at} ${n}`).join(', ')}`);
process.exit(results.every((r) => r.won || r.at === 'loading') ? 0 : 1);

function first(v: Verdict): string {
  return (v.why?.[0] ?? '').replaceAll(/\s+/g, ' ').slice(0, 300);
}
