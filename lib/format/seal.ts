// Owns the seal: a hash over a plan file's bytes above its last line, less the acknowledgements. Nothing is parsed for it.
import { createHash } from 'node:crypto';
import { acknowledgements, undone } from './lines.ts';

const SEAL_LINE = /(?:^|\n)seal: (sha256:[0-9a-f]{64})\n?$/;

/** The seal a text should carry; its own seal line, if it ends with one, does not count. */
export function sealOf(text: string): string {
  const body = above(undone(text));
  const hash = createHash('sha256');
  let from = 0;
  for (const { start, end } of acknowledgements(body)) {
    hash.update(body.slice(from, start));
    from = end;
  }
  return `sha256:${hash.update(body.slice(from)).digest('hex')}`;
}

/** The seal a text carries in its last line; undefined when that line is not a seal. */
export function sealIn(text: string): string | undefined {
  return SEAL_LINE.exec(undone(text.slice(-120)))?.[1];
}

export function verifySeal(text: string): boolean {
  const carried = sealIn(text);
  return carried !== undefined && carried === sealOf(text);
}

/** The same text, BOM and CRLF undone, ending with the seal it should carry. */
export function reseal(text: string): string {
  const body = above(undone(text));
  return `${body}seal: ${sealOf(body)}\n`;
}

function above(text: string): string {
  const m = SEAL_LINE.exec(text.slice(-120));
  if (m === null) return text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const tail = text.length - Math.min(text.length, 120);
  return text.slice(0, tail + m.index + (m[0].startsWith('\n') ? 1 : 0));
}
