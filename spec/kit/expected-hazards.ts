// npm run expected: the hazards that pg-schema-diff's authors expect of their own plans (the note column of ../shared/corpus/MANIFEST.tsv)
// beside the verdicts on ours. Every case where ours is milder is listed with its cause; exit 1 when one has none.
//   --only word   --plans file.json (judged plans: read when it is there, else written)   --page file.md (the list as a page)
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadSqlFiles } from '../../lib/desired/sql-source.ts';
import type { Definitions } from '../../lib/desired/authored.ts';
import { TidemarkError } from '../../lib/errors.ts';
import { planBetween } from '../../lib/run/prove/diff-plan.ts';
import { judge } from '../../lib/run/prove/judge.ts';
import { causeOf, causes, answered, type Answer, type Theirs } from './expected-causes.ts';

const folder = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const { values: flags } = parseArgs({
  options: { only: { type: 'string', default: '' }, plans: { type: 'string' }, page: { type: 'string' }, corpus: { type: 'string', default: folder } },
});
if (!existsSync(join(flags.corpus, 'MANIFEST.tsv'))) {
  console.log(`skipped: ${flags.corpus} is not here`);
  process.exit(0);
}

const extra = ['evil"role', 'x"; DROP TABLE foobar; --'];
const roles = [...readFileSync(join(flags.corpus, 'roles.txt'), 'utf8').split('\n').filter(Boolean), ...extra];
const rows = readFileSync(join(flags.corpus, 'MANIFEST.tsv'), 'utf8').split('\n').slice(1);
const cases = rows
  .map((line) => line.split('\t'))
  .filter(([peer, name, , , note]) => peer === 'stripe' && /hazards=/.test(note ?? '') && name!.includes(flags.only));

const kept: Record<string, Answer> =
  flags.plans !== undefined && existsSync(flags.plans) ? (JSON.parse(readFileSync(flags.plans, 'utf8')) as Record<string, Answer>) : {};
const counts = { asked: 0, same: 0, milder: 0, refused: 0 };
const milder = new Map<string, string[]>();
const unexplained: string[] = [];
const refused: string[] = [];
for (const [, name, , , note] of cases) {
  const ours = (kept[name!] ??= await answer(name!, note!));
  if (flags.plans !== undefined) writeFileSync(flags.plans, `${JSON.stringify(kept, null, 1)}\n`);
  for (const theirs of /hazards=([\w,]+)/.exec(note!)![1]!.split(',') as Theirs[]) {
    counts.asked += 1;
    if (ours.error !== undefined) {
      counts.refused += 1;
      if (!refused.some((r) => r.startsWith(`${name!}: `))) refused.push(`${name}: ${ours.error}`);
    } else if (answered(theirs, ours)) counts.same += 1;
    else {
      counts.milder += 1;
      const cause = causeOf(theirs, ours, note!);
      if (cause === undefined) unexplained.push(`${name}: ${theirs}`);
      else milder.set(cause, [...(milder.get(cause) ?? []), `${name!.replace('__', ': ').replaceAll('_', ' ')} (${theirs})`]);
    }
  }
}

const total = `${counts.asked} hazards expected in ${cases.length} cases: ${counts.same} are an unsafe step of ours too, ${counts.milder} are milder, ${counts.refused} are not planned at all`;
const out = [total, ''];
for (const [cause, why] of Object.entries(causes)) {
  const own = milder.get(cause) ?? [];
  if (own.length > 0) out.push(`## ${cause} (${own.length})`, '', why, '', ...own.map((one) => `- ${one}`), '');
}
if (refused.length > 0) out.push(`## Not planned at all (${refused.length})`, '', ...refused.map((one) => `- ${one}`), '');
if (unexplained.length > 0) out.push(`## Without a cause (${unexplained.length})`, '', ...unexplained.map((one) => `- ${one}`), '');
console.log(out.join('\n'));
if (flags.page !== undefined) writeFileSync(flags.page, `${page(out)}\n`);
process.exit(unexplained.length > 0 ? 1 : 0);

function page(lines: readonly string[]): string {
  return [
    '# Where our verdict is milder than the hazards another tool expects',
    '',
    'Written by `npm run expected -- --page spec/hazards/milder.md`. The acceptance cases of stripe/pg-schema-diff name the hazards their authors',
    'expect of their plan. A hazard counts as met when our plan for the same pair has an unsafe step that carries its code or takes its lock.',
    '',
    ...lines,
  ]
    .join('\n')
    .trimEnd();
}

async function answer(name: string, note: string): Promise<Answer> {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-expected-'));
  const load = async (side: 'old' | 'new'): Promise<Definitions> => {
    const file = join(flags.corpus, 'stripe', name, `${side}.sql`);
    writeFileSync(join(dir, `${side}.sql`), existsSync(file) ? readFileSync(file) : '');
    const read = await loadSqlFiles([join(dir, `${side}.sql`)]);
    return { ...read, roles: [...new Set([...read.roles, ...roles])] };
  };
  try {
    const { up, from } = await planBetween({
      current: await load('old'),
      desired: await load('new'),
      floor: 15,
      online: !note.includes('NoConcurrentIndexOps'),
    });
    const judged = await judge(up, from, { floor: 15, policy: {} });
    return {
      steps: judged.flatMap((s) =>
        s.steps.map((step) => ({ does: step.does, sql: step.sql, verdict: step.verdict!, lock: step.lock, codes: step.hazards!.map((h) => h.code) })),
      ),
    };
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    return { steps: [], error: `${error.id}, ${error.message}` };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
