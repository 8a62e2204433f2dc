// npm run states -- --major 18: each file of spec/states holds states of a few objects; every one is planned from nothing and from every
// other, applied, compared with a fresh build, planned again, rolled back and compared.
//   --file word: those whose name holds it  --major 15  --jobs 2  --floor 18, or as the major
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pool } from './pool.ts';
import { server } from './servers.ts';
import { close, plan } from './subject.ts';
import { askedForUsing, rowsNeverFit, rowsNoLongerFit, trial, type Pair, type Verdict } from './trial.ts';

const { values: flags } = parseArgs({
  options: {
    file: { type: 'string', default: '' },
    major: { type: 'string', default: '18' },
    floor: { type: 'string' },
    jobs: { type: 'string', default: '2' },
  },
});
const folder = fileURLToPath(new URL('../states/', import.meta.url));
const options = { floor: Number(flags.floor ?? flags.major) };
const host = await server(Number(flags.major));
const built = new Map();
let lost = 0;

const judged = (pair: Pair): Promise<Verdict> =>
  trial(host, pair, { plan: (p) => plan(p.current, p.desired, options), replan: (p) => plan(p.desired, p.desired, options), built });

for (const file of readdirSync(folder).sort()) {
  if (!file.includes(flags.file)) continue;
  const pairs = pairsOf(readFileSync(`${folder}${file}`, 'utf8'));
  const verdicts = await pool(pairs, Number(flags.jobs), async (pair) => {
    let verdict = await judged(pair);
    // Rows that a state, or the next one, cannot hold say nothing of the plan: without any, then.
    const misfit = verdict.at === 'loading' || rowsNeverFit(pair, verdict) || rowsNoLongerFit(pair, verdict);
    if (pair.seed !== undefined && misfit) verdict = await judged({ name: pair.name, current: pair.current, desired: pair.desired });
    if (askedForUsing(verdict)) return 'asked';
    if (!verdict.won) console.log(`✘ ${file} ${pair.name}: ${verdict.at!}: ${(verdict.why ?? []).join(' | ').replaceAll(/\s+/g, ' ').slice(0, 300)}`);
    return verdict.won ? 'held' : 'lost';
  });
  const count = (as: string): number => verdicts.filter((v) => v === as).length;
  lost += count('lost');
  console.log(`${file} on PostgreSQL ${flags.major}: ${count('held')} of ${pairs.length} held, ${count('asked')} change a type as only a person can say`);
}
await close();
process.exit(lost === 0 ? 0 : 1);

/** States stand apart by lines `-- or`; after `-- rows` comes what fills the tables that a state has. */
function pairsOf(text: string): Pair[] {
  const [told, rows] = text.split(/^-- rows\n/m) as [string, string | undefined];
  const states = ['', ...told.split(/^-- or\n/m)];
  const named = states.flatMap((current, a) => states.map((desired, b) => ({ a, b, current, desired })));
  return named
    .filter(({ a, b }) => a !== b)
    .map(({ a, b, current, desired }) => ({ name: `${a} to ${b}`, current, desired, ...(rows === undefined || a === 0 ? {} : { seed: rows }) }));
}
