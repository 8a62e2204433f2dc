// Owns the text of a plan file as lines, without YAML: what is inside a block literal, what is an acknowledgement.

/** A BOM and CRLF are undone: git and editors put them in, and they carry no meaning. A raw CR alone stays. */
export function undone(text: string): string {
  return (text.startsWith('\uFEFF') ? text.slice(1) : text).replaceAll('\r\n', '\n');
}

export interface Line {
  /** Offset of its first character in the text that was given. */
  readonly start: number;
  /** One past its line feed. */
  readonly end: number;
  readonly text: string;
}

const LITERAL = /^( *)(?:- )?(?:[A-Za-z]+): [|>][-+0-9]*$/;
const ACKNOWLEDGED = /^( +)acknowledged:(?: |$)/;

function* lines(text: string): Generator<Line> {
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed + 1;
    yield { start, end, text: text.slice(start, feed < 0 ? end : feed) };
    start = end;
  }
}

function indentation(line: string): number {
  let n = 0;
  while (line.charCodeAt(n) === 32) n += 1;
  return n;
}

/**
 * The `acknowledged:` entries, as [start, end) offsets: a line whose key is `acknowledged`, not inside a block literal, with
 * the deeper lines below it. A line of SQL that looks like one is deeper than the `sql: |` above it, so it is not one.
 */
export function acknowledgements(text: string): { start: number; end: number; key: number }[] {
  if (!text.includes('acknowledged:')) return [];
  const found: { start: number; end: number; key: number }[] = [];
  let literal = -1;
  let open = -1;
  for (const line of lines(text)) {
    const indent = indentation(line.text);
    const blank = indent === line.text.length;
    if (open >= 0) {
      if (!blank && indent > open) {
        found.at(-1)!.end = line.end;
        continue;
      }
      open = -1;
    }
    if (literal >= 0) {
      if (blank || indent > literal) continue;
      literal = -1;
    }
    const header = LITERAL.exec(line.text);
    if (header !== null) literal = line.text.charAt(indent) === '-' ? indent + 2 : indent;
    else if (ACKNOWLEDGED.test(line.text)) {
      found.push({ start: line.start, end: line.end, key: line.start + indent });
      open = indent;
    }
  }
  return found;
}
