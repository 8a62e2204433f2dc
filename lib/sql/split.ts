// Owns where one statement ends and the next begins, without a parser: a 20 MB dump is cut in well under a second.
// Quotes, dollar quotes, nested comments, parentheses and BEGIN ATOMIC bodies hide semicolons, as they do in psql.

export interface Comment {
  /** With its delimiters. */
  readonly text: string;
  /** Offset in the text, in UTF-16 units, and its 1-based line. */
  readonly start: number;
  readonly line: number;
}

/** One statement, one psql command, or the data lines of a COPY ... FROM stdin. */
export interface Piece {
  readonly is: 'sql' | 'psql' | 'copy data';
  /** From the first token up to the semicolon, which is left out. */
  readonly sql: string;
  readonly start: number;
  readonly line: number;
  /** Comments between the previous statement and this one, outside the previous one's last line. */
  readonly comments: readonly Comment[];
  /** Comments behind the semicolon on the statement's last line. */
  readonly trailing: readonly Comment[];
}

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** Comments after the last statement. */
  readonly tail: readonly Comment[];
}

const [TAB, LF, CR, SPACE, QUOTE, DOUBLE, DOLLAR, OPEN, CLOSE, STAR, MINUS, SLASH, SEMI, BACKSLASH] = [
  9, 10, 13, 32, 39, 34, 36, 40, 41, 42, 45, 47, 59, 92,
] as const;

const word = new Uint8Array(128);
for (const c of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789') word[c.charCodeAt(0)] = 1;
const isWord = (c: number): boolean => c >= 128 || word[c] === 1;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Cuts `text` into statements. Never throws: an unterminated quote or comment runs to the end and is the parser's to report. */
export function split(text: string): Pieces {
  const pieces: (Piece & { trailing: Comment[] })[] = [];
  const length = text.length;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  let lineKnownAt = 0;
  const lineAt = (offset: number): number => {
    for (let n = text.indexOf('\n', lineKnownAt); n !== -1 && n < offset; n = text.indexOf('\n', n + 1)) {
      line++;
      lineKnownAt = n + 1;
    }
    return line;
  };

  let start = -1; // first token of the statement being read
  let lastToken = 0; // end of its last token
  let parens = 0;
  let blocks = 0; // BEGIN ATOMIC, CASE inside it
  let words = 0;
  let first = ''; // its first word, if short
  let routine = false;
  let comments: Comment[] = [];
  let pieceEndLine = 0;

  const token = (from: number, to: number): void => {
    if (start === -1) start = from;
    lastToken = to;
  };
  const finish = (is: Piece['is'], end: number): void => {
    if (start !== -1) {
      const firstLine = lineAt(start);
      pieces.push({ is, sql: text.slice(start, lastToken), start, line: firstLine, comments, trailing: [] });
      comments = [];
    }
    pieceEndLine = lineAt(end);
    start = -1;
    parens = blocks = words = 0;
    routine = false;
    first = '';
  };
  const comment = (from: number, to: number): void => {
    if (start !== -1) return; // inside a statement: part of its text
    const one: Comment = { text: text.slice(from, to), start: from, line: lineAt(from) };
    const last = pieces.at(-1);
    if (last !== undefined && comments.length === 0 && one.line === pieceEndLine) last.trailing.push(one);
    else comments.push(one);
  };

  while (at < length) {
    const c = text.charCodeAt(at);
    if (c === SPACE || c === LF || c === TAB || c === CR || c === 12 || c === 11) {
      at++;
    } else if (isWord(c) && !isDigit(c)) {
      const from = at++;
      while (at < length) {
        const d = text.charCodeAt(at);
        if (!isWord(d) && d !== DOLLAR) break;
        at++;
      }
      token(from, at);
      words++;
      const size = at - from;
      if (size === 1 && (c === 69 || c === 101) && text.charCodeAt(at) === QUOTE) {
        at = escapeString(text, at);
        lastToken = at;
      } else if (words <= 4 && size <= 9) {
        const w = text.slice(from, at).toLowerCase();
        if (words === 1) first = w;
        else if (first === 'create' && (w === 'function' || w === 'procedure')) routine = true;
      }
      if (routine && size >= 3 && size <= 5) {
        const w = text.slice(from, at).toLowerCase();
        if (w === 'begin') blocks += blocks > 0 || /^\s+atomic\b/i.test(text.slice(at, at + 200)) ? 1 : 0;
        else if (w === 'case' && blocks > 0) blocks++;
        else if (w === 'end' && blocks > 0) blocks--;
      }
    } else if (c === QUOTE) {
      const from = at;
      at = quoted(text, at, "'");
      token(from, at);
    } else if (c === DOUBLE) {
      const from = at;
      at = quoted(text, at, '"');
      token(from, at);
      words++;
    } else if (c === MINUS && text.charCodeAt(at + 1) === MINUS) {
      const end = text.indexOf('\n', at);
      const to = end === -1 ? length : end;
      comment(at, text.charCodeAt(to - 1) === CR ? to - 1 : to);
      at = to;
    } else if (c === SLASH && text.charCodeAt(at + 1) === STAR) {
      const to = blockComment(text, at);
      if (to === undefined) token(at, length);
      else comment(at, to);
      at = to ?? length;
    } else if (c === DOLLAR && !isDigit(text.charCodeAt(at + 1))) {
      const from = at;
      at = dollarQuoted(text, at);
      token(from, at);
    } else if (c === SEMI && parens === 0 && blocks === 0) {
      const data = first === 'copy' && /\bfrom\s+stdin\b/i.test(text.slice(start, lastToken));
      finish('sql', at);
      at++;
      if (data) {
        at = lineEnd(text, at);
        const from = at;
        const stop = endOfCopyData(text, at);
        if (stop.end > from) {
          token(from, Math.max(from, stop.dataEnd));
          finish('copy data', stop.end - 1);
          at = stop.end;
        }
      }
    } else if (c === BACKSLASH) {
      // psql: a command ends at the line's end, and ends a statement that is still open
      if (start !== -1) finish('sql', at);
      const eol = text.indexOf('\n', at);
      const to = eol === -1 ? length : eol;
      token(at, text.charCodeAt(to - 1) === CR ? to - 1 : to);
      finish('psql', to);
      at = to;
    } else {
      if (c === OPEN) parens++;
      else if (c === CLOSE && parens > 0) parens--;
      token(at, at + 1);
      at++;
    }
  }
  finish('sql', length);
  return { pieces, tail: comments };
}

function quoted(text: string, from: number, mark: "'" | '"'): number {
  let at = from + 1;
  for (;;) {
    const end = text.indexOf(mark, at);
    if (end === -1) return text.length;
    if (text.charCodeAt(end + 1) !== mark.charCodeAt(0)) return end + 1;
    at = end + 2;
  }
}

/** From the quote of E'...'. */
function escapeString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === BACKSLASH) at++;
    else if (c === QUOTE) {
      if (text.charCodeAt(at + 1) !== QUOTE) return at + 1;
      at++;
    }
  }
  return text.length;
}

/** undefined: it never ends. */
function blockComment(text: string, from: number): number | undefined {
  let depth = 1;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from + 2;
  for (let m = marks.exec(text); m !== null; m = marks.exec(text)) {
    depth += m[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return undefined;
}

function dollarQuoted(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && isWord(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) !== DOLLAR) return from + 1;
  const tag = text.slice(from, at + 1);
  const end = text.indexOf(tag, at + 1);
  return end === -1 ? text.length : end + tag.length;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

/** Where the lines up to and with `\.` end. */
function endOfCopyData(text: string, from: number): { dataEnd: number; end: number } {
  for (let at = from; at < text.length; at = lineEnd(text, at)) {
    if (text.charCodeAt(at) === BACKSLASH && text.charCodeAt(at + 1) === 46) return { dataEnd: at - 1, end: lineEnd(text, at) };
  }
  return { dataEnd: text.length, end: text.length };
}
