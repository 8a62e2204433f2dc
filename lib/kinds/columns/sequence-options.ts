// The options of a sequence, of its own or behind an identity: how they are said, and what changes between two sets.
import { qualified } from '../../sql/quote.ts';
import type { Check } from '../kind.ts';
import type { Identity } from './identity.ts';

/** `START WITH 5 INCREMENT BY 2 ...`, empty when all is default. */
export function sequenceOptions(i: Omit<Identity, 'generated'>): string {
  const out: string[] = [];
  if (i.increment != null) out.push(`INCREMENT BY ${i.increment}`);
  if (i.min != null) out.push(`MINVALUE ${i.min}`);
  if (i.max != null) out.push(`MAXVALUE ${i.max}`);
  if (i.start != null) out.push(`START WITH ${i.start}`);
  if (i.cache != null) out.push(`CACHE ${i.cache}`);
  if (i.cycle === true) out.push('CYCLE');
  return out.join(' ');
}

/** What changes between two sets of options, each word prefixed (`SET ` for identity columns). */
export function sequenceOptionChanges(was: Omit<Identity, 'generated'>, is: Omit<Identity, 'generated'>, prefix: string): string[] {
  const out: string[] = [];
  const differs = (name: keyof Omit<Identity, 'generated'>): boolean => (was[name] ?? null) !== (is[name] ?? null);
  const turned = descending(was) !== descending(is);
  if (differs('increment')) out.push(`INCREMENT BY ${is.increment ?? 1}`);
  // 1 and -1 by number: beside another type the server takes NO MINVALUE for the least value of that type.
  if (differs('min') || turned) out.push(is.min == null ? (descending(is) ? 'NO MINVALUE' : 'MINVALUE 1') : `MINVALUE ${is.min}`);
  if (differs('max') || turned) out.push(is.max == null ? (descending(is) ? 'MAXVALUE -1' : 'NO MAXVALUE') : `MAXVALUE ${is.max}`);
  // The default start is a bound; when bounds move and the start is not named, it has to follow.
  if (differs('start') || (is.start == null && (turned || differs(descending(is) ? 'max' : 'min')))) {
    out.push(`START WITH ${first(is)}`);
  }
  if (differs('cache')) out.push(`CACHE ${is.cache ?? 1}`);
  if (differs('cycle')) out.push(is.cycle === true ? 'CYCLE' : 'NO CYCLE');
  // The position has to lie within the bounds; where it surely does not, the sequence starts again.
  const restart = turned || !within(first(was), is) ? [`RESTART WITH ${first(is)}`] : [];
  return [...out.map((o) => `${prefix}${o}`), ...restart];
}

/** New bounds, where the sequence goes on from where it stands: that has to lie within them. */
export function standsBeyond(was: Omit<Identity, 'generated'>, is: Omit<Identity, 'generated'>, sequence: readonly string[]): { check?: Check } {
  const moved = (['min', 'max'] as const).filter((b) => (was[b] ?? null) !== (is[b] ?? null) && is[b] != null);
  if (moved.length === 0 || descending(was) !== descending(is) || !within(first(was), is)) return {};
  const outside = moved.map((b) => `last_value ${b === 'min' ? '<' : '>'} ${is[b]!}`).join(' OR ');
  return {
    check: {
      sql: `SELECT count(*) FROM ${qualified(sequence)} WHERE ${outside}`,
      message: `the sequence ${sequence.join('.')} stands beyond its new bounds`,
      list: `SELECT last_value FROM ${qualified(sequence)}`,
    },
  };
}

export function first(i: Omit<Identity, 'generated'>): string {
  return i.start ?? (descending(i) ? (i.max ?? '-1') : (i.min ?? '1'));
}

function within(position: string, i: Omit<Identity, 'generated'>): boolean {
  const down = descending(i);
  const at = BigInt(position);
  const [min, max] = [i.min ?? (down ? null : '1'), i.max ?? (down ? '-1' : null)];
  return (min === null || at >= BigInt(min)) && (max === null || at <= BigInt(max));
}

export function descending(i: Omit<Identity, 'generated'>): boolean {
  return (i.increment ?? '1').startsWith('-');
}
