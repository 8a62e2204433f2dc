// npm run soak -- --pairs 300 --seed 1: generated pairs, each planned, applied, compared, planned again, rolled back, compared.
//   --floor 18: plans that run on 18 alone, with what only it has
//   --beside 10: so many live in one database and are planned together; what is lost is halved until one pair is left
//   --cross: current and desired are two generated schemas that have nothing to do with each other but names
//   --trees: small unrelated schemas of partitioned tables, each pair by itself; those that the server refuses are not counted
//   --major 15,18, or none: planned and proved on PGlite alone  --jobs 2  --order (also plan with the statements shuffled)  --shrink  --out folder for what broke
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { roles } from './generate/roles.ts';
import { alike, beside, crossed, pairOf, recipe as mutated, shrink, shuffled, spokenOf, type Generated, type Recipe } from './generate/pair.ts';
import { random } from './generate/random.ts';
import { treesOf } from './generate/trees.ts';
import { load } from './load.ts';
import { pool } from './pool.ts';
import { server } from './servers.ts';
import { close, plan, type Planned } from './subject.ts';
import { askedForUsing, rowsNeverFit, rowsNoLongerFit, trial, worded, type Pair, type Verdict } from './trial.ts';

const { values: flags } = parseArgs({
  options: {
    pairs: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    beside: { type: 'string', default: '10' },
    major: { type: 'string', default: '15' },
    floor: { type: 'string', default: '15' },
    jobs: { type: 'string', default: '2' },
    cross: { type: 'boolean', default: false },
    trees: { type: 'boolean', default: false },
    order: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const start = Number(flags.seed);
const pairs = Number(flags.pairs);
const majors = flags.major === 'none' ? [] : flags.major.split(',').map(Number);
const floor = Number(flags.floor);
const options = { floor, roles };
const recipe = flags.cross ? crossed : mutated;

const servers = await Promise.all(majors.map((m) => server(m)));
for (const s of servers) await load(s.superUrl, roles.map((r) => `CREATE ROLE ${r}`).join('; '));

async function judge(pair: Pair & Partial<Pick<Generated, 'statements'>>): Promise<Verdict> {
  let planned: Planned | undefined;
  const ways = {
    plan: async () => (planned ??= await plan(pair.current, pair.desired, options)),
    replan: () => plan(pair.desired, pair.desired, options),
    built: new Map(),
  };
  for (const s of servers) {
    const verdict = await trial(s, pair, ways);
    if (!verdict.won) return verdict;
  }
  if (servers.length === 0) {
    const proved = await ways.plan().catch((error: unknown): Verdict => ({ won: false, at: 'planning', why: [worded(error)] }));
    if ('won' in proved) return proved;
    const again = (await ways.replan()).up.flatMap((s) => s.steps.map((t) => t.sql));
    if (again.length > 0) return { won: false, at: 'replan', why: again };
  }
  if (flags.order && pair.statements !== undefined) {
    const other = shuffled(pair.statements, random(start)).join(';\n');
    const [straight, permuted] = [JSON.stringify(planned?.up), JSON.stringify((await plan(pair.current, other, options)).up)];
    if (straight !== permuted) return { won: false, at: 'planning', why: ['another order of the same statements gives another plan'] };
  }
  return { won: true };
}

let held = 0;
let refused = 0;
let asked = 0;
let unloaded = 0;
const broken: { seed: number; verdict: Verdict }[] = [];

function together(of: readonly Recipe[]): Generated {
  return of.length === 1 ? pairOf(of[0]!) : beside(of);
}

async function judgeAll(seeds: readonly number[]): Promise<void> {
  const [only] = seeds;
  const pair = flags.trees ? treesOf(only!) : together(seeds.map((seed) => recipe(seed, floor)));
  const verdict = await judge(pair).catch((error: unknown): Verdict => ({ won: false, why: [worded(error)] }));
  const why = (verdict.why ?? []).join(' | ').replaceAll(/\s+/g, ' ').slice(0, 500);
  const spoken = askedForUsing(verdict) ? spokenOf(why) : undefined;
  if (verdict.won) held += seeds.length;
  else if (flags.trees && verdict.at === 'loading') unloaded += 1;
  else if (spoken !== undefined) {
    asked += 1;
    if (seeds.length > 1) await judgeAll(seeds.filter((_, slot) => slot !== spoken));
  } else if (seeds.length > 1) {
    const before = broken.length + refused + asked;
    const half = Math.ceil(seeds.length / 2);
    await judgeAll(seeds.slice(0, half));
    await judgeAll(seeds.slice(half));
    if (broken.length + refused + asked === before) {
      broken.push({ seed: only!, verdict });
      console.log(`✘ seeds ${seeds.join(', ')} beside one another only: ${verdict.at ?? 'kit'}: ${why}`);
    }
  } else if (rowsNoLongerFit(pair, verdict) || ((flags.cross || flags.trees) && rowsNeverFit(pair, verdict))) refused += 1;
  else {
    broken.push({ seed: only!, verdict });
    console.log(`✘ seed ${only!}: ${verdict.at ?? 'kit'}: ${why}`);
  }
}

const groups = alike(start, pairs, flags.trees ? 1 : Number(flags.beside));
const began = Date.now();
let judged = 0;
await pool(groups, Number(flags.jobs), async (group) => {
  await judgeAll(group);
  judged += group.length;
  console.log(`  ${judged} of ${pairs}, ${Math.round((Date.now() - began) / 1000)} s`);
});

for (const { seed, verdict } of flags.shrink && !flags.trees ? broken : []) {
  const small = await shrink(recipe(seed, floor), async (r) => {
    const v = await judge(pairOf(r)).catch((): Verdict => ({ won: false }));
    return !v.won && v.at === verdict.at;
  });
  const pair = pairOf(small);
  console.log(
    `\n-- seed ${seed} shrunk (${verdict.at})\n-- current\n${pair.current}-- desired\n${pair.desired}${pair.seed === undefined ? '' : `-- rows\n${pair.seed}`}`,
  );
  if (flags.out === undefined) continue;
  const folder = join(flags.out, `generated--${seed}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'current.sql'), pair.current);
  writeFileSync(join(folder, 'desired.sql'), pair.desired);
  if (pair.seed !== undefined) writeFileSync(join(folder, 'seed.sql'), pair.seed);
}
await close();
console.log(
  `seeds ${start} to ${start + pairs - 1} on ${majors.length === 0 ? 'PGlite' : `PostgreSQL ${flags.major}`}: ${held} held, ${broken.length} broke, ${refused} met rows that no longer fit, ${asked} change a type as only a person can say${flags.trees ? `, ${unloaded} do not load` : ''}`,
);
process.exit(broken.length === 0 ? 0 : 1);
