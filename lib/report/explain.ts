// Renders the page of one hazard code: what it means, what to do, and which operations carry it.
import { TidemarkError } from '../errors.ts';
import { codes, isCode, type Code } from '../hazards/codes.ts';
import type { Operation } from '../hazards/operation.ts';
import { operations } from '../hazards/operations.ts';
import { unpainted, type Paint } from './paint.ts';

/** Throws CODE_UNKNOWN. */
export function explain(code: string, c: Paint = unpainted): string {
  const id = code.toUpperCase();
  if (!isCode(id)) throw new TidemarkError('CODE_UNKNOWN', `${code} is not a hazard code`, { exit: 64, next: `one of: ${Object.keys(codes).join(', ')}` });
  const page: Code = codes[id];
  const carrying = (operations as readonly Operation[]).filter((o) => o.codes.includes(id));
  const out = [c.bold(`${id}  ${page.title}`), '', `  ${page.message({ object: 'table public.product', table: 'public.product' })}.`, '', `  ${page.advice}`];
  if (page.advisory === true) out.push('', '  Good to know; by itself it makes no statement unsafe.');
  if (carrying.length > 0) {
    out.push('', c.bold('  Operations'));
    for (const o of carrying)
      out.push(`    ${o.verdict === 'unsafe' ? c.red('unsafe') : c.green('safe  ')}  ${o.does}${o.lock === undefined ? '' : c.dim(` · ${o.lock}`)}`);
  }
  const first = carrying.find((o) => o.remedy !== undefined && o.verdict === 'unsafe');
  if (first !== undefined)
    out.push(
      '',
      c.bold(`  Instead of ${first.does}`),
      ...first
        .remedy!.replace(/\{(\w+)\}/g, '<$1>')
        .split('\n')
        .map((l) => c.cyan(`    ${l}`)),
    );
  out.push('', c.dim(`  To accept it in a script: -- tidemark: allow ${id} <reason>`));
  return out.join('\n');
}
