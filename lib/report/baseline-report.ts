// Renders what a baseline found and wrote.
import { listed } from './listed.ts';
import type { Paint } from './paint.ts';

/** What of a baseline's result is shown. */
export interface Baselined {
  readonly written: readonly { readonly file: string; readonly content: { readonly summary: string } }[];
  readonly recorded: readonly string[];
  readonly takenOver: readonly string[];
  readonly accepted: readonly { readonly address: string; readonly module: string; readonly planned: unknown; readonly found: unknown }[];
  readonly unmanaged: readonly string[];
  readonly ignored: readonly string[];
  readonly unmodelled: readonly string[];
  readonly medusa?: { readonly migrations: number; readonly links: number; readonly scripts: number } | undefined;
}

export function baselineText(result: Baselined, c: Paint, dry: boolean): string {
  const out: string[] = [];
  for (const w of result.written) out.push(`${dry ? 'would write' : 'wrote'} ${w.file}  ${c.dim(w.content.summary)}`);
  for (const plan of result.recorded) out.push(c.green(`${dry ? 'would record' : 'recorded'} ${plan} as applied; nothing of it ran`));
  const { medusa } = result;
  if (medusa !== undefined)
    out.push('', `Medusa ran ${medusa.migrations} migration(s), ${medusa.links} link(s) and ${medusa.scripts} script(s) here; its own tables stay as they are`);
  if (result.takenOver.length > 0) out.push('', `taken over too, since managed objects need it: ${result.takenOver.join(', ')}`);
  if (result.accepted.length > 0) {
    out.push('', c.yellow(`${result.accepted.length} difference(s) of this database from its plans, accepted; a plan that touches one is refused here`));
    for (const a of result.accepted)
      out.push(`  ${a.planned === null ? '+' : a.found === null ? '-' : '~'} ${a.address} ${c.dim(`(module ${a.module})`)}`, ...values(a));
  }
  if (result.unmanaged.length > 0) out.push('', c.dim(`named by no definition, left alone: ${listed(result.unmanaged)}`));
  if (result.ignored.length > 0) out.push(c.dim(`ignored by the config: ${result.ignored.join(', ')}`));
  if (result.unmodelled.length > 0) out.push(c.dim(`not modelled: ${listed(result.unmodelled)}`));
  return out.join('\n');
}

function values({ planned, found }: Baselined['accepted'][number]): string[] {
  if (planned === null || found === null) return [];
  const [was, is] = [planned as Record<string, unknown>, found as Record<string, unknown>];
  const text = (v: unknown): string => (v === undefined ? 'nothing' : typeof v === 'string' ? v : JSON.stringify(v));
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((name) => `      ${name}: ${text(was[name])} in the plans, ${text(is[name])} here`);
}
