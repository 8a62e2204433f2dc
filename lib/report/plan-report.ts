// Renders one plan for the person who reviews it: text, markdown, or the bare SQL.
import type { PlanFile, PlanHazard, PlanSegment, PlanStep } from '../format/plan.generated.ts';
import { blocksWrites } from '../hazards/locks.ts';
import { pendingCodes } from '../plan/document/acknowledged.ts';
import type { Segment } from '../plan/step.ts';
import { listed } from './listed.ts';
import type { Paint } from './paint.ts';

export function planText(plan: PlanFile, c: Paint, options: { sql?: boolean; down?: boolean } = {}): string {
  const out = [`${c.bold(plan.plan)}  ${plan.summary}`];
  const needs = plan.after.map((a) => a.split(' ')[0]);
  if (needs.length > 0) out.push(c.dim(`  after ${needs.join(', ')}`));
  const p = plan.proof;
  out.push(
    c.dim(
      `  for PostgreSQL ${plan.floor} and newer · proved on ${p.engine}: ${[p.up && 'up', p.undo && 'undo', p.down && 'down'].filter(Boolean).join(', ')} · rows: ${p.rows}`,
    ),
  );
  if (plan.checkpoint !== undefined) out.push(`  checkpoint: ${standsFor(plan)}`);
  for (const t of plan.takes ?? []) out.push(`  takes ${t.address} over from module ${t.from} (no statement)`);
  for (const g of plan.gives ?? []) out.push(`  gives ${g.address} to module ${g.to} (no statement)`);
  for (const t of plan.carries ?? []) out.push(`  carries ${t.address} of another module to ${t.to}`);
  if ((plan.unmodelled ?? []).length > 0) out.push(c.yellow(`  not managed by tidemark, left alone: ${listed(plan.unmodelled!)}`));
  out.push(...segmentsText(plan.up, plan, c, options.sql ?? true));
  for (const [n, step] of (plan.withheld ?? []).entries()) {
    if (n === 0) out.push(c.bold('  withheld, to be planned by tidemark plan --contract'));
    out.push(stepLine(step, c), ...weighing(step).map((h) => c.dim(`      ${h.code} ${h.message}`)));
    if (options.sql ?? true) out.push(...step.sql.split('\n').map((l) => c.dim(`      ${l}`)));
  }
  if (options.down === true) out.push('', c.bold('down'), ...segmentsText(plan.down, plan, c, options.sql ?? true));
  return out.join('\n');
}

function standsFor(plan: PlanFile): string {
  const old = plan.replaces ?? [];
  const which = old.length > 2 ? `${old[0]} … ${old.at(-1)}` : old.join(', ');
  return `a new database starts here; others record it. It stands for ${which} (${old.length} plan${old.length === 1 ? '' : 's'})`;
}

function segmentsText(segments: readonly PlanSegment[], plan: PlanFile, c: Paint, sql: boolean): string[] {
  const out: string[] = [];
  for (const [i, s] of segments.entries()) {
    if (segments.length > 1) out.push(c.dim(`  ── ${i + 1} of ${segments.length}: ${s.transaction ? 'one transaction' : 'outside a transaction'}`));
    for (const step of s.steps) out.push(...stepText(step, plan, c, sql));
  }
  return out;
}

export function stepLine(step: Pick<PlanStep, 'step' | 'verdict' | 'lock'>, c: Paint): string {
  const sign = step.step[0] ?? ' ';
  const paint = sign === '+' ? c.green : sign === '-' ? c.red : c.yellow;
  const verdict = step.verdict === 'safe' ? c.green('safe') : c.red(c.bold('unsafe'));
  return `  ${paint(step.step)}  ${verdict}${step.lock === undefined ? '' : c.dim(` · ${step.lock}`)}`;
}

function stepText(step: PlanStep, plan: PlanFile, c: Paint, sql: boolean): string[] {
  const out = [stepLine(step, c)];
  const [heavy, light] = [weighing(step), (step.hazards ?? []).filter((h) => !weighing(step).includes(h))];
  for (const { word, hazards } of consequences(heavy)) {
    for (const [n, h] of hazards.entries()) {
      const ack = step.acknowledged?.find((a) => a.code === h.code);
      out.push(`      ${(n === 0 ? word : '').padEnd(WORD)} ${c.red(h.code)} ${h.message}`);
      if (ack !== undefined) out.push(c.dim(`      ${''.padEnd(WORD)} acknowledged: ${ack.reason}`));
    }
  }
  const wait = heavy.some((h) => h.code.startsWith('LOCK_')) ? undefined : blocked(step);
  if (step.verdict === 'unsafe' && wait !== undefined) out.push(c.dim(`      ${'blocks'.padEnd(WORD)} ${wait}`));
  const remedies = [...new Set(heavy.flatMap((h) => (h.remedy === undefined ? [] : [h.remedy])))];
  for (const r of remedies) out.push(...r.split('\n').map((l, n) => c.dim(`      ${(n === 0 ? 'instead' : '').padEnd(WORD)} ${l}`)));
  const pending = pendingCodes(step);
  if (pending.length > 0) out.push(c.yellow(`      ${'accept'.padEnd(WORD)} tidemark ack ${plan.plan} ${pending.join(' ')} --reason "…"`));
  for (const h of light) out.push(c.dim(`      ${h.code} ${h.message}`));
  if (step.check !== undefined) out.push(c.dim(`      before it runs: ${step.check.message} must be 0 rows`));
  if (sql) out.push(...step.sql.split('\n').map((l) => c.cyan(`      ${l}`)));
  return out;
}

const WORD = 8;

/** The hazards that make a step unsafe. */
function weighing(step: PlanStep): readonly PlanHazard[] {
  return step.verdict === 'unsafe' ? (step.hazards ?? []).filter((h) => h.advisory !== true) : [];
}

/** What a reviewer asks of a hazard, in the order they ask. */
const questions: readonly (readonly [word: string, code: RegExp])[] = [
  ['loses', /^(DATA_|IRREVERSIBLE)/],
  ['blocks', /^LOCK_/],
  ['breaks', /^COMPAT_/],
  ['may fail', /^(FAIL_|TX_)/],
  ['access', /^SEC_/],
  ['beware', /./],
];

function consequences(hazards: readonly PlanHazard[]): { word: string; hazards: PlanHazard[] }[] {
  const wordOf = (h: PlanHazard): string => questions.find(([, code]) => code.test(h.code))![0];
  return questions.map(([word]) => ({ word, hazards: hazards.filter((h) => wordOf(h) === word) }));
}

/** What waits for a step whose lock is no hazard by itself. */
function blocked(step: PlanStep): string | undefined {
  if (step.lock === undefined || !blocksWrites(step.lock)) return undefined;
  return `${step.lock === 'ACCESS EXCLUSIVE' ? 'reads and writes' : 'writes'}, for a moment (${step.lock})`;
}

/** Changes that wait: `since` is what is known of their age. */
export function withheldLines(
  held: readonly { step: string; codes: readonly string[]; plan: string; plansSince: number; since?: string }[],
  c: Paint,
): string[] {
  if (held.length === 0) return [];
  const plans = (n: number): string => (n === 1 ? '1 plan ago' : `${n} plans ago`);
  return [
    `${held.length} change(s) held back, to be planned by tidemark plan --contract:`,
    ...held.map((h) => {
      const age = [h.since, h.plansSince === 0 ? 'the newest plan' : plans(h.plansSince)].filter(Boolean).join(', ');
      return `  ${h.step}  ${c.dim(`${h.codes.length === 0 ? '' : `${h.codes.join(', ')} · `}since ${h.plan} (${age})`)}`;
    }),
  ];
}

/** Statements only, runnable by `psql -v ON_ERROR_STOP=1 -f`: transactions where the plan has them. */
export function planSql(plan: Pick<PlanFile, 'up' | 'down'>, direction: 'up' | 'down' = 'up'): string {
  return segmentsSql(plan[direction]);
}

export function segmentsSql(segments: readonly { transaction: boolean; steps: readonly { sql: string }[] }[]): string {
  return script(segments, () => []);
}

/** The same with verdict, lock and hazards above each statement: for statements that no plan file holds. */
export function judgedSql(segments: readonly Segment[]): string {
  const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
  return script(segments, (step) => [
    `-- ${oneLine(step.does)}: ${step.verdict ?? 'unsafe'}${step.lock === undefined ? '' : `, ${step.lock}`}`,
    ...(step.hazards ?? []).map((h) => `--   ${h.code}: ${oneLine(h.message)}`),
  ]);
}

function script<S extends { readonly sql: string }>(segments: readonly { transaction: boolean; steps: readonly S[] }[], above: (step: S) => string[]): string {
  const out: string[] = [];
  if (segments.some((s) => s.steps.length > 0)) out.push('SET check_function_bodies = off;');
  for (const s of segments) {
    if (s.transaction) out.push('BEGIN;');
    for (const step of s.steps) out.push(...above(step), `${step.sql.trimEnd()};`);
    if (s.transaction) out.push('COMMIT;');
  }
  return out.length === 0 ? '' : `${out.join('\n')}\n`;
}

export function planMarkdown(plan: PlanFile): string {
  const out = [`### ${plan.plan}`, '', plan.summary, '', '| | step | verdict | lock |', '|---|---|---|---|'];
  for (const step of plan.up.flatMap((s) => s.steps)) {
    const mark = step.verdict === 'safe' ? '✅' : pendingCodes(step).length === 0 ? '☑️' : '⚠️';
    out.push(`| ${mark} | ${cell(step.step)} | ${step.verdict} | ${step.lock ?? ''} |`);
  }
  for (const step of plan.withheld ?? []) out.push(`| ⏸️ | ${cell(step.step)} | withheld | |`);
  const unsafe = plan.up.flatMap((s) => s.steps).filter((s) => s.verdict === 'unsafe');
  for (const step of unsafe) {
    out.push('', `**${step.step}**`, '');
    for (const h of step.hazards ?? []) {
      const ack = step.acknowledged?.find((a) => a.code === h.code);
      out.push(`- \`${h.code}\` ${h.message}${ack === undefined ? '' : ` (acknowledged: ${ack.reason})`}`);
      if (h.remedy !== undefined) out.push('', '  ```sql', ...h.remedy.split('\n').map((l) => `  ${l}`), '  ```');
    }
  }
  out.push('', '<details><summary>SQL</summary>', '', '```sql', segmentsSql(plan.up).trimEnd(), '```', '', '</details>', '');
  return out.join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
