// Renders a target's state for a person.
import type { Status } from '../run/execute/status.ts';
import { diedText } from '../run/execute/unfinished.ts';
import type { Paint } from './paint.ts';

export function statusText(s: Status, c: Paint): string {
  const out: string[] = [];
  if (!s.ledger)
    out.push(c.dim(s.apart === undefined ? 'This database has no tidemark ledger: nothing was ever applied to it.' : 'This database has no tidemark ledger.'));
  for (const p of s.applied.filter((a) => !s.ahead.includes(a.plan)))
    out.push(`  ${c.green('applied')}  ${p.plan}${p.at === null ? '' : c.dim(`  ${p.at}`)}${p.how === 'run' ? '' : c.dim('  recorded, not run')}`);
  for (const h of s.half) {
    out.push(`  ${c.red('half')}     ${h.plan}  step ${h.step} of ${h.of} on the way ${h.way}`);
    if (h.open !== undefined) out.push(`             was in "${h.open.step}" since ${h.open.startedAt}; the catalog says: ${h.open.found}`);
    if (h.why !== undefined) out.push(`             ${h.why}`);
  }
  for (const p of s.pending) {
    out.push(`  ${c.yellow('pending')}  ${p.plan}  ${p.summary}`);
    if (p.unacknowledged.length > 0) out.push(c.yellow(`             not acknowledged: ${p.unacknowledged.join(', ')}`));
  }
  for (const p of s.held) out.push(`  ${c.yellow('held')}     ${p}`);
  for (const p of s.ahead) out.push(`  ${c.yellow('ahead')}    ${p}  (on the target, not in the files)`);
  for (const { script, since } of s.scripts) out.push(`  ${c.red('script')}   ${script}  begun ${since}, not finished: it runs again`);
  if (s.apart !== undefined) out.push(c.red(`  ${s.apart}`));
  if (s.died !== undefined) out.push(c.yellow(`  ${diedText(s.died)}`));
  else if (s.running !== undefined) {
    const { id, command, startedAt, host, pid } = s.running;
    out.push(c.yellow(`  at work: ${command}, run ${id} of ${host} (process ${pid}) since ${startedAt}`));
  }
  if (s.applied.length + s.pending.length + s.half.length + s.held.length + s.ahead.length === 0) out.push('No plans.');
  const half = s.half[0];
  if (half !== undefined && (s.running === undefined || s.died !== undefined))
    out.push(c.dim(`(or the other way: tidemark ${half.way === 'up' ? 'rollback' : 'apply'})`));
  const nothing = s.held.length === 0 ? 'Nothing to do.' : 'Nothing to do: what is not applied is held back (tidemark apply --release runs it).';
  out.push(s.next === undefined ? c.green(nothing) : `next: ${s.next}`);
  return out.join('\n');
}
