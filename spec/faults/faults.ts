// npm run faults -- [cut|commit|kill|verbs|…] --plans 50 --seed 1 --major 18 --minutes 30 [--every] [--stride 3] [--case word] [--from 100]: what breaks a run, and what
// became of it. kill [--at-once 2] [--log file]: with a log the next start goes on where this one ended.
import { parseArgs } from 'node:util';
import { cases, roles } from '../kit/cases.ts';
import { load } from '../kit/load.ts';
import { server, type Server } from '../kit/servers.ts';
import { shadowAttacks } from './attacks.ts';
import { otherBytes } from './bytes.ts';
import { crashes } from './crash.ts';
import { both, crowd, processes } from './crowd.ts';
import { cutEverywhere } from './cut.ts';
import { row, type Figure } from './figure.ts';
import { hostile } from './hostile.ts';
import { killEverywhere } from './kill.ts';
import { log } from './log.ts';
import { partly } from './partly.ts';
import { behindALongTransaction } from './queue.ts';
import { scattered, subjects, type Subject } from './subjects.ts';
import { undisturbed } from './undisturbed.ts';
import { everyStop } from './verbs/stopped.ts';
import { storms } from './verbs/storm.ts';
import { everyVerb } from './verbs/sweep.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    plans: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    major: { type: 'string', default: '18' },
    minutes: { type: 'string', default: '600' },
    runners: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '50' },
    stride: { type: 'string', default: '1' },
    crashes: { type: 'string', default: '50' },
    inputs: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '30' },
    'at-once': { type: 'string', default: '2' },
    log: { type: 'string' },
    every: { type: 'boolean', default: false },
    case: { type: 'string', default: '' },
    from: { type: 'string', default: '1' },
  },
});
let started: Promise<Server> | undefined;
const own = async (): Promise<Server> => {
  const s = await server(Number(flags.major), { own: true });
  await load(s.superUrl, roles.map((r) => `CREATE ROLE ${r}`).join('; '));
  return s;
};
const s = (): Promise<Server> => (started ??= own());
const until = Date.now() + Number(flags.minutes) * 60_000;
let made: Promise<Subject[]> | undefined;
const plans = (): Promise<Subject[]> => (made ??= subjects(Number(flags.plans), Number(flags.seed), flags.case));

const sections: Readonly<Record<string, () => Promise<Figure>>> = {
  cut: async () => cutEverywhere(await s(), await plans(), { every: flags.every, what: 'connections cut at every statement that changes something', until }),
  commit: async () => cutEverywhere(await s(), await plans(), { every: true, only: /^COMMIT/, what: 'connections cut around COMMIT', until }),
  bytes: () => otherBytes(2_000, Number(flags.seed)),
  crowd: () => crowd(Number(flags.major), Number(flags.runners), Number(flags.rounds), until),
  kill: async () => {
    const before = log(flags.log);
    return killEverywhere(await s(), scattered(Number(flags.seed), flags.case, before.cases), {
      stride: Number(flags.stride),
      until,
      plans: Number(flags.plans),
      atOnce: Number(flags['at-once']),
      log: before,
    });
  },
  crash: async () => crashes(Number(flags.major), await plans(), Number(flags.crashes), Number(flags.seed), until),
  processes: () => processes(Number(flags.major), Number(flags.runners), Number(flags.rounds), until),
  hostile: () => hostile(Number(flags.inputs), Number(flags.seed), until),
  lock: async () => behindALongTransaction(await s(), Number(flags.seconds)),
  shadow: () => shadowAttacks(until),
  undisturbed: async () =>
    undisturbed(
      await s(),
      cases()
        .map((c) => c.name)
        .filter((n) => n.includes(flags.case))
        .slice(Number(flags.from) - 1),
      until,
    ),
  partly: async () => partly(await s(), Number(flags.rounds), Number(flags.seed), flags.case, until),
  verbs: async () => everyVerb(await s(), { word: flags.case, stride: Number(flags.stride), until }),
  storm: async () => storms(await s(), { word: flags.case, rounds: Number(flags.rounds), seed: Number(flags.seed), until }),
  stop: async () => everyStop(await s(), { word: flags.case, stride: Number(flags.stride), until }),
  both: () => both(Number(flags.major), 200, Number(flags.seed), until),
};
const wanted = positionals.length === 0 ? Object.keys(sections) : positionals;
const figures: Figure[] = [];
for (const name of wanted) {
  const section = sections[name];
  if (section === undefined) throw new Error(`no section ${name}: ${Object.keys(sections).join(', ')}`);
  figures.push(await section());
}
await (await started)?.stop();
console.log(`\nPostgreSQL ${flags.major}, seed ${flags.seed}\n\n| what | tried | wrong | |\n| --- | --- | --- | --- |`);
for (const f of figures) console.log(row(f));
for (const line of figures.flatMap((f) => f.wrong)) console.log(`✘ ${line}`);
process.exit(figures.some((f) => f.wrong.length > 0) ? 1 : 0);
