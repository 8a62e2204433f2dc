// SQL text in, statements with their trees out. Nobody outside this room knows which engine parsed what.
import { TidemarkError } from '../errors.ts';
import { standard } from './as-role.ts';
import { parseOneByOne, type Ast, type Parsed } from './engine.ts';
import { split, type Comment, type Piece } from './split.ts';

export type { Ast } from './engine.ts';

export interface Statement {
  /** From the first token, without the semicolon. */
  readonly sql: string;
  /** Offset of the first token in the text, in UTF-16 units, and its 1-based line. */
  readonly start: number;
  readonly line: number;
  /** `{ CreateStmt: { ... } }` in the words of PostgreSQL 18; locations are offsets in `sql`. Empty when `error` is set. */
  readonly node: Ast;
  /** The one name in `node`, e.g. "CreateStmt"; "" when `error` is set. */
  readonly tag: string;
  readonly comments: readonly Comment[];
  readonly trailing: readonly Comment[];
  /** Only with `tolerant`: why no engine understood it. */
  readonly error?: { readonly message: string; readonly line: number; readonly column: number };
}

export interface ParseOptions {
  /** Names the file in errors. */
  readonly file?: string;
  /** 'skip' leaves out psql commands and COPY data, as dumps hold them; the default refuses them. */
  readonly psql?: 'refuse' | 'skip';
  /** Keep statements that do not parse, with `error`, instead of throwing. */
  readonly tolerant?: boolean;
}

/** Throws SQL_SYNTAX, SQL_PSQL, SQL_COPY_DATA or SQL_NUL, each with the line. */
export async function parse(text: string, options: ParseOptions = {}): Promise<Statement[]> {
  return (await parseEach([text], options))[0]!;
}

/** parse() of many texts at once. */
export async function parseEach(texts: readonly string[], options: ParseOptions = {}): Promise<Statement[][]> {
  const cut = texts.map((text) => ({ text, wanted: pieces(text, options).pieces }));
  const trees = await parseOneByOne(cut.flatMap((c) => c.wanted.map((p) => standard(p.sql))));
  let n = 0;
  return cut.map(({ text, wanted }) => wanted.map((piece) => statementOf(piece, trees[n++]!, text, options)));
}

/** The statements of a large text, a batch at a time, so that no more than a batch of trees is in memory. */
export async function* parseInBatches(text: string, options: ParseOptions = {}, size = 500): AsyncGenerator<Statement[]> {
  const wanted = pieces(text, options).pieces;
  for (let from = 0; from < wanted.length; from += size) {
    const batch = wanted.slice(from, from + size);
    const trees = await parseOneByOne(
      batch.map((p) => standard(p.sql)),
      text.length,
    );
    yield batch.map((piece, n) => statementOf(piece, trees[n]!, text, options));
  }
}

/** The statements of a text, not yet parsed, and the comments behind the last one. Throws as parse() does, but for syntax. */
export function pieces(text: string, options: ParseOptions = {}): { pieces: Piece[]; tail: readonly Comment[] } {
  refuseNul(text, options);
  const cut = split(text);
  return { pieces: cut.pieces.filter((p) => p.is === 'sql' || refusePsql(p, text, options)), tail: cut.tail };
}

function statementOf(piece: Piece, parsed: Parsed, text: string, options: ParseOptions): Statement {
  const base = { sql: piece.sql, start: piece.start, line: piece.line, comments: piece.comments, trailing: piece.trailing };
  if ('node' in parsed) return { ...base, node: parsed.node, tag: Object.keys(parsed.node as object)[0] ?? '' };
  const where = place(text, piece.start + parsed.position);
  if (options.tolerant !== true) {
    throw new TidemarkError('SQL_SYNTAX', `${parsed.error} at line ${where.line}, column ${where.column}`, {
      at: { file: options.file, line: where.line },
      next: 'correct the statement',
      details: caret(text, piece.start + parsed.position),
    });
  }
  return { ...base, node: {}, tag: '', error: { message: parsed.error, ...where } };
}

/** 1-based line and column of an offset. */
export function place(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let n = before.indexOf('\n'); n !== -1; n = before.indexOf('\n', n + 1)) line++;
  return { line, column: offset - lineStart + 1 };
}

/** The line that holds `offset`, and a caret below it. Long lines are cut to the part around the offset. */
export function caret(text: string, offset: number): string[] {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const source = text.slice(from, end === -1 ? text.length : end).replace(/\r$/, '');
  const column = Math.min(offset - from, source.length);
  const left = column > 80 ? column - 60 : 0;
  const shown = source.slice(left, left + 140);
  return [shown, `${shown.slice(0, column - left).replace(/[^\t]/g, ' ')}^`];
}

function refuseNul(text: string, options: ParseOptions): void {
  const nul = text.indexOf('\0');
  if (nul === -1) return;
  const { line } = place(text, nul);
  throw new TidemarkError('SQL_NUL', `a NUL character at line ${line}: PostgreSQL would stop reading there`, {
    at: { file: options.file, line },
    next: 'save the file as UTF-8 text',
  });
}

/** False when the piece is skipped. */
function refusePsql(piece: Piece, text: string, options: ParseOptions): boolean {
  if (options.psql === 'skip') return false;
  const data = piece.is === 'copy data';
  const command = /^\\\S*/.exec(piece.sql)?.[0] ?? '';
  throw new TidemarkError(
    data ? 'SQL_COPY_DATA' : 'SQL_PSQL',
    data ? `COPY data at line ${piece.line}: only statements can be read here` : `${command} at line ${piece.line} is a command of psql, not SQL`,
    {
      at: { file: options.file, line: piece.line },
      next: data ? 'dump with --schema-only, or with --inserts' : 'remove it, or run the file with psql',
      details: caret(text, piece.start),
    },
  );
}
