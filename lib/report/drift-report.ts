// Renders drift for a person, a pull request or a cron mail.
import type { DriftResult, Drifted } from '../run/execute/drift.ts';
import type { Paint } from './paint.ts';

const signs = { gone: '-', changed: '~', added: '+' } as const;

export function driftText(result: DriftResult, c: Paint): string {
  const out: string[] = [];
  if (result.outcome === 'in sync') out.push(c.green('In sync: the database is what the ledger says.'));
  else if (result.outcome === 'apply in progress') out.push(c.yellow('An apply is in progress: nothing is reported while it runs.'));
  else if (result.outcome === 'nothing applied') out.push(c.yellow('Nothing has been applied to this database by this project.'));
  else {
    out.push(c.red(c.bold(`${result.drifted.length} object(s) drifted`)) + c.dim(`  ${result.fingerprint ?? ''}`));
    for (const d of result.drifted) out.push(...one(d, c));
    out.push(
      '',
      c.dim(
        '  the statements that put it back, when every plan is applied: tidemark diff --from <database> --to plans --format sql\n  to keep it: write it into the definitions',
      ),
    );
  }
  if (result.unmanaged.length > 0) out.push('', c.dim(`not managed, left alone: ${result.unmanaged.join(', ')}`));
  if (result.unmodelled.length > 0) out.push(c.dim(`not modelled: ${result.unmodelled.join(', ')}`));
  return out.join('\n');
}

function one(d: Drifted, c: Paint): string[] {
  const paint = d.is === 'gone' ? c.red : d.is === 'added' ? c.green : c.yellow;
  const what = d.is === 'gone' ? 'is gone' : d.is === 'added' ? 'was added by hand' : 'was changed';
  return [
    `  ${paint(`${signs[d.is]} ${d.address}`)} ${what}${c.dim(` (module ${d.module})`)}`,
    ...(d.is === 'changed' ? d.attrs.map((a) => `      ${a.name}: ${value(a.was)} -> ${value(a.is)}`) : []),
  ];
}

const value = (v: unknown): string => (v === null ? 'nothing' : typeof v === 'string' ? v : JSON.stringify(v));

export function driftMarkdown(result: DriftResult): string {
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
  ].join('\n');
}
