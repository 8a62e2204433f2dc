// Renders one plan for the person who reviews it: text, markdown, or the bare SQL.
import type { PlanFile, PlanSegment, PlanStep } from '../format/plan.generated.ts';
import { pendingCodes } from '../plan/acknowledged.ts';
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
  for (const t of plan.takes ?? []) out.push(`  takes ${t.address} over from module ${t.from} (no statement)`);
  for (const g of plan.gives ?? []) out.push(`  gives ${g.address} to module ${g.to} (no statement)`);
  if ((plan.unmodelled ?? []).length > 0) out.push(c.yellow(`  not managed by tidemark, left alone: ${plan.unmodelled!.join(', ')}`));
  out.push(...segmentsText(plan.up, plan, c, options.sql ?? true));
  if (options.down === true) out.push('', c.bold('down'), ...segmentsText(plan.down, plan, c, options.sql ?? true));
  return out.join('\n');
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
  for (const h of step.hazards ?? []) {
    const ack = step.acknowledged?.find((a) => a.code === h.code);
    out.push(`      ${step.verdict === 'unsafe' && h.advisory !== true ? c.red(h.code) : c.dim(h.code)} ${h.message}`);
    if (h.remedy !== undefined && step.verdict === 'unsafe' && h.advisory !== true)
      out.push(...h.remedy.split('\n').map((l, n) => c.dim(`        ${n === 0 ? 'instead: ' : '         '}${l}`)));
    if (ack !== undefined) out.push(c.dim(`        acknowledged: ${ack.reason}`));
  }
  const pending = pendingCodes(step);
  if (pending.length > 0) out.push(c.yellow(`        to accept: tidemark ack ${plan.plan} ${pending.join(' ')} --reason "…"`));
  if (step.check !== undefined) out.push(c.dim(`      before it runs: ${step.check.message} must be 0 rows`));
  if (sql) out.push(...step.sql.split('\n').map((l) => c.cyan(`      ${l}`)));
  return out;
}

/** Statements only, runnable by `psql -v ON_ERROR_STOP=1 -f`: transactions where the plan has them. */
export function planSql(plan: Pick<PlanFile, 'up' | 'down'>, direction: 'up' | 'down' = 'up'): string {
  return segmentsSql(plan[direction]);
}

export function segmentsSql(segments: readonly { transaction: boolean; steps: readonly { sql: string }[] }[]): string {
  const out: string[] = [];
  if (segments.some((s) => s.steps.length > 0)) out.push('SET check_function_bodies = off;');
  for (const s of segments) {
    if (s.transaction) out.push('BEGIN;');
    out.push(...s.steps.map((step) => `${step.sql.trimEnd()};`));
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
