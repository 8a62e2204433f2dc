// Renders drift for a person, a pull request, a cron mail or a workflow, with the exits under each object.
import type { DriftResult, Drifted } from '../run/execute/drift.ts';
import { diedText } from '../run/execute/unfinished.ts';
import type { Segment } from '../plan/step.ts';
import { listed } from './listed.ts';
import type { Paint } from './paint.ts';
import { judgedSql } from './plan-report.ts';

const signs = { gone: '-', changed: '~', added: '+' } as const;

/** `by`: what the target was compared with. */
export function driftText(result: DriftResult, c: Paint, by: 'ledger' | 'definitions' = 'ledger'): string {
  const out: string[] = [];
  if (result.outcome === 'in sync') out.push(c.green(`In sync: the database is what the ${by === 'ledger' ? 'ledger says' : 'definitions say'}.`));
  else if (result.outcome === 'apply in progress') out.push(c.yellow('An apply is in progress: nothing is reported while it runs.'));
  else if (result.died !== undefined) out.push(c.red(`Nothing is compared: ${diedText(result.died)}.`), `next: ${result.died.next}`);
  else if (result.outcome === 'nothing applied') out.push(c.yellow('Nothing has been applied to this database by this project.'));
  else {
    out.push(c.red(c.bold(`${result.drifted.length} object(s) drifted`)) + c.dim(`  ${result.fingerprint ?? ''}`));
    for (const d of result.drifted) out.push(...one(d, c));
    const [first] = result.drifted;
    out.push(
      '',
      c.dim(
        by === 'definitions'
          ? '  the statements that make it so: tidemark diff --from <database> --to definitions --format sql'
          : `  revert: tidemark drift --sql prints the statements that put it back\n  adopt:  tidemark drift --adopt takes it into the definitions and the plans\n  ignore: tidemark drift --ignore ${JSON.stringify(first!.address)} --until <date> --reason "…"`,
      ),
    );
  }
  for (const l of result.ignored) out.push(c.dim(`ignored until ${l.until.slice(0, 10)} by ${l.by}: ${l.address}${l.reason === null ? '' : ` (${l.reason})`}`));
  if (result.ignoredByRule.length > 0) out.push(c.dim(`ignored by the config: ${listed(result.ignoredByRule)}`));
  if (result.unmanaged.length > 0) out.push('', c.dim(`not managed, left alone: ${listed(result.unmanaged)}`));
  if (result.unmodelled.length > 0) out.push(c.dim(`not modelled: ${listed(result.unmodelled)}`));
  return out.join('\n');
}

function one(d: Drifted, c: Paint): string[] {
  const paint = d.is === 'gone' ? c.red : d.is === 'added' ? c.green : c.yellow;
  const since = d.firstSeen === undefined ? '' : `, first seen ${d.firstSeen.slice(0, 16).replace('T', ' ')}`;
  return [
    `  ${paint(`${signs[d.is]} ${d.address}`)} ${what(d)}${c.dim(` (module ${d.module}${since})`)}`,
    ...(d.is === 'changed' ? d.attrs.map((a) => `      ${a.name}: ${value(a.was)} -> ${value(a.is)}`) : []),
  ];
}

const what = (d: Drifted): string => (d.is === 'gone' ? 'is gone' : d.is === 'added' ? 'was added by hand' : 'was changed');
const value = (v: unknown): string => (v === null ? 'nothing' : typeof v === 'string' ? v : JSON.stringify(v));

export function driftMarkdown(result: DriftResult): string {
  if (result.died !== undefined) return `**tidemark drift**: ${diedText(result.died)}. To finish it: \`${result.died.next}\`.\n`;
  if (result.outcome !== 'drifted') return `**tidemark drift**: ${result.outcome}\n`;
  const rows = result.drifted.flatMap((d) =>
    d.is === 'changed' ? d.attrs.map((a) => [d.address, `changed: ${a.name}`, value(a.was), value(a.is)]) : [[d.address, d.is, '', '']],
  );
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return [
    `**tidemark drift**: ${result.drifted.length} object(s) drifted`,
    '',
    '| object | what | recorded | found |',
    '|---|---|---|---|',
    ...rows.map((r) => `| ${r.map(cell).join(' | ')} |`),
    '',
    'To put it back: `tidemark drift --sql`. To keep it: `tidemark drift --adopt`. To let it be for a while: `tidemark drift --ignore <address> --until <date>`.',
    '',
  ].join('\n');
}

/** Workflow commands: an annotation per object. */
export function driftGithub(result: DriftResult): string {
  if (result.died !== undefined) return `::error title=tidemark drift::${escaped(`${diedText(result.died)}; to finish it: ${result.died.next}`)}\n`;
  if (result.outcome !== 'drifted') return `::notice title=tidemark drift::${escaped(result.outcome)}\n`;
  const lines = result.drifted.map((d) => {
    const differs = d.is === 'changed' ? `: ${d.attrs.map((a) => `${a.name} ${value(a.was)} -> ${value(a.is)}`).join(', ')}` : '';
    return `::error title=${property(`drift: ${d.address}`)}::${escaped(`${d.address} ${what(d)} (module ${d.module})${differs}`)}`;
  });
  return `${lines.join('\n')}\n`;
}

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** The way back as a script for psql: verdict, lock and hazards above each statement. */
export function revertSql(segments: readonly Segment[], beyond: readonly string[]): string {
  const out: string[] = beyond.map((address) => `-- ${oneLine(address)}: no plan says how it was; put it back by hand`);
  return `${out.map((line) => `${line}\n`).join('')}${judgedSql(segments)}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
