// Owns finding names in SQL text that PostgreSQL would cut: it says so in a NOTICE only, and two long names become one.
import { place } from './parse.ts';

/** NAMEDATALEN - 1, in bytes of UTF-8. */
export const NAME_BYTES = 63;

export interface LongName {
  readonly name: string;
  readonly bytes: number;
  /** 1-based, in the text that was given. */
  readonly line: number;
}

// Strings, dollar quotes and comments first: what stands in them is no name.
const token =
  /[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"]|"")*)"|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)/g;

/** The first name of one statement that is longer than PostgreSQL keeps. */
export function longName(sql: string): LongName | undefined {
  for (const m of sql.matchAll(token)) {
    const name = m[2]?.replaceAll('""', '"') ?? m[3];
    if (name === undefined || name.length * 3 <= NAME_BYTES) continue;
    const bytes = Buffer.byteLength(name);
    if (bytes > NAME_BYTES) return { name, bytes, line: place(sql, m.index).line };
  }
  return undefined;
}
