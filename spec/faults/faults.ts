// npm run faults -- [cut|commit|…] --plans 50 --seed 1 --major 18 --minutes 30 [--every] [--case word]: what breaks a run, and what became of it.
import { parseArgs } from 'node:util';
import { roles } from '../kit/cases.ts';
import { load } from '../kit/load.ts';
import { server } from '../kit/servers.ts';
import { otherBytes } from './bytes.ts';
import { both, crowd } from './crowd.ts';
import { cutEverywhere } from './cut.ts';
import { row, type Figure } from './figure.ts';
import { subjects, type Subject } from './subjects.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    plans: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    major: { type: 'string', default: '18' },
    minutes: { type: 'string', default: '600' },
    runners: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '50' },
    every: { type: 'boolean', default: false },
    case: { type: 'string', default: '' },
  },
});
const s = await server(Number(flags.major), { own: true });
await load(s.superUrl, roles.map((r) => `CREATE ROLE ${r}`).join('; '));
const until = Date.now() + Number(flags.minutes) * 60_000;
let made: Promise<Subject[]> | undefined;
const plans = (): Promise<Subject[]> => (made ??= subjects(Number(flags.plans), Number(flags.seed), flags.case));

const sections: Readonly<Record<string, () => Promise<Figure>>> = {
  cut: async () => cutEverywhere(s, await plans(), { every: flags.every, what: 'connections cut at every statement that changes something', until }),
  commit: async () => cutEverywhere(s, await plans(), { every: true, only: /^COMMIT/, what: 'connections cut around COMMIT', until }),
  bytes: () => otherBytes(2_000, Number(flags.seed)),
  crowd: () => crowd(Number(flags.major), Number(flags.runners), Number(flags.rounds), until),
  both: () => both(Number(flags.major), 200, Number(flags.seed), until),
};
const wanted = positionals.length === 0 ? Object.keys(sections) : positionals;
const figures: Figure[] = [];
for (const name of wanted) {
  const section = sections[name];
  if (section === undefined) throw new Error(`no section ${name}: ${Object.keys(sections).join(', ')}`);
  figures.push(await section());
}
await s.stop();
console.log(`\nPostgreSQL ${flags.major}, seed ${flags.seed}\n\n| what | tried | wrong | |\n| --- | --- | --- | --- |`);
for (const f of figures) console.log(row(f));
process.exit(figures.some((f) => f.wrong.length > 0) ? 1 : 0);
