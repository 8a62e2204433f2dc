// Reads a script for people: verdicts, minus what its author allowed with a reason in a comment.
//   -- tidemark: allow DATA_DROP_COLUMN unused since 4.2
import type { Catalog } from '../catalog/catalog.ts';
import { parseInBatches, pieces, type ParseOptions, type Statement } from '../sql/parse.ts';
import type { Comment } from '../sql/split.ts';
import { openClassifier, type Classified } from './classify.ts';
import type { Hazard } from './harm.ts';
import type { Policy } from './policy.ts';
import { isCode, type HazardCode } from './codes.ts';
import { strongest } from './locks.ts';

export interface LintOptions {
  /** Names the text in results and errors. */
  readonly file?: string | undefined;
  /** The catalog before the first statement. Without one, tables exist and are large. */
  readonly from?: Catalog | null | undefined;
  readonly floor?: number | undefined;
  /** Major of the server that the script is for, where it is known. */
  readonly server?: number | undefined;
  readonly policy?: Policy | undefined;
  /** The whole text runs in one transaction, as many runners do it. BEGIN and COMMIT are followed in any case. */
  readonly inTransaction?: boolean | undefined;
  /** 'skip' leaves psql commands and COPY data out, as dumps hold them; the default refuses them. */
  readonly psql?: 'refuse' | 'skip' | undefined;
}

export interface Linted extends Classified {
  /** Offset in the text, in UTF-16 units. */
  readonly start: number;
  /** Hazards that a comment allows: they are not in `hazards`. */
  readonly allowed: readonly { readonly code: HazardCode; readonly message: string; readonly reason: string }[];
}

/** Something wrong with a comment, not with a statement. */
export interface Note {
  readonly id: 'ALLOW_UNUSED' | 'ALLOW_WITHOUT_REASON' | 'ALLOW_UNKNOWN_CODE';
  readonly line: number;
  readonly message: string;
}

export interface LintResult {
  readonly file: string | undefined;
  readonly statements: readonly Linted[];
  readonly notes: readonly Note[];
  readonly safe: number;
  readonly unsafe: number;
  readonly lock: Classified['lock'];
}

interface Allowance {
  readonly code: string;
  readonly reason: string;
  readonly line: number;
}

const marker = /^(?:--|\/\*)\s*tidemark:\s*allow\b\s*([A-Z_]+(?:\s*,\s*[A-Z_]+)*)?\s*[:-]?\s*(.*?)\s*(?:\*\/)?$/is;

/** Throws SQL_SYNTAX, SQL_PSQL, SQL_COPY_DATA or SQL_NUL, each with file and line. */
export async function lint(text: string, options: LintOptions = {}): Promise<LintResult> {
  const parsing: ParseOptions = { ...(options.file === undefined ? {} : { file: options.file }), psql: options.psql ?? 'refuse' };
  const read = openClassifier({
    before: options.from ?? null,
    floor: options.floor,
    server: options.server,
    policy: options.policy,
    inTransaction: options.inTransaction,
  });
  const statements: Linted[] = [];
  const notes: Note[] = [];
  for await (const batch of parseInBatches(text, parsing)) {
    read(batch).forEach((c, n) => statements.push(allow(c, batch[n]!, notes)));
  }
  for (const a of pieces(text, parsing).tail.flatMap(allowances)) notes.push(isCode(a.code) ? unused(a) : unknownCode(a));
  const unsafe = statements.filter((s) => s.verdict === 'unsafe').length;
  return {
    file: options.file,
    statements,
    notes: notes.sort((a, b) => a.line - b.line),
    safe: statements.length - unsafe,
    unsafe,
    lock: strongest(statements.map((s) => s.lock)),
  };
}

function allowances(comment: Comment): Allowance[] {
  const m = marker.exec(comment.text.trim());
  if (m === null) return [];
  return (m[1] ?? '').split(',').map((code) => ({ code: code.trim().toUpperCase(), reason: m[2]!, line: comment.line }));
}

function unused(a: Allowance): Note {
  return { id: 'ALLOW_UNUSED', line: a.line, message: `nothing here has ${a.code}: remove the comment` };
}

function unknownCode(a: Allowance): Note {
  const what = a.code === '' ? 'the comment names no hazard code: write allow, a code and a reason' : `${a.code} is not a hazard code`;
  return { id: 'ALLOW_UNKNOWN_CODE', line: a.line, message: what };
}

function allow(c: Classified, statement: Statement, notes: Note[]): Linted {
  const wanted = [...statement.comments, ...statement.trailing].flatMap(allowances);
  const allowed: { code: HazardCode; message: string; reason: string }[] = [];
  let hazards: readonly Hazard[] = c.hazards;
  for (const a of wanted) {
    const hit = hazards.filter((h) => h.code === a.code);
    if (!isCode(a.code)) notes.push(unknownCode(a));
    else if (hit.length === 0) notes.push(unused(a));
    else if (a.reason === '')
      notes.push({ id: 'ALLOW_WITHOUT_REASON', line: a.line, message: `${a.code} is allowed without a reason, so it is not: write why behind the code` });
    else {
      allowed.push(...hit.map((h) => ({ code: h.code, message: h.message, reason: a.reason })));
      hazards = hazards.filter((h) => h.code !== a.code);
    }
  }
  return { ...c, start: statement.start, hazards, allowed, verdict: hazards.some((h) => h.unsafe) ? 'unsafe' : 'safe' };
}
