// Renders what lint found: text with the source line and a caret, json, GitHub annotations, SARIF.
import { codes, isCode, type Code } from '../hazards/codes.ts';
import type { Linted, LintResult } from '../hazards/lint.ts';
import { unpainted, type Paint } from './paint.ts';

/** A result and the text it was made from. */
export interface Source {
  readonly result: LintResult;
  readonly text: string;
}

const WIDTH = 120;

/** The source lines of a statement's beginning, with the caret under its first token. */
function excerpt(text: string, s: Linted, c: Paint): string[] {
  const from = text.lastIndexOf('\n', s.start - 1) + 1;
  const end = text.indexOf('\n', s.start);
  const line = text
    .slice(from, end === -1 ? text.length : end)
    .replace(/\r$/, '')
    .replace(/^\uFEFF/, '');
  const column = s.start - from - (from === 0 && text.startsWith('\uFEFF') ? 1 : 0);
  const left = column > 60 ? column - 20 : 0;
  const gutter = String(s.line).padStart(5);
  const shown = line.slice(left, left + WIDTH);
  const bar = c.dim('|');
  return [`${c.dim(gutter)} ${bar} ${shown}`, `${' '.repeat(gutter.length)} ${bar} ${shown.slice(0, column - left).replace(/[^\t]/g, ' ')}${c.red('^')}`];
}

/** `all` shows safe statements that carry something worth knowing, too. */
export function lintText(sources: readonly Source[], c: Paint = unpainted, options: { all?: boolean } = {}): string {
  const out: string[] = [];
  for (const { result, text } of sources) {
    const file = result.file ?? '-';
    for (const s of result.statements) {
      const aloud = s.hazards.some((h) => h.warn === true);
      if (s.verdict === 'safe' && !aloud && (options.all !== true || s.hazards.length === 0)) continue;
      out.push(
        `${c.bold(`${file}:${s.line}`)}  ${s.verdict === 'unsafe' ? c.red(c.bold('unsafe')) : c.green('safe')}${s.lock === undefined ? '' : c.dim(` · ${s.locks.map((l) => `${l.mode} on ${l.relation}`).join(', ')}`)}`,
      );
      out.push(...excerpt(text, s, c));
      for (const h of s.hazards) {
        out.push(`  ${h.unsafe ? c.red(h.code) : h.warn === true ? c.yellow(h.code) : c.dim(h.code)} ${h.message}`);
        if (h.remedy !== undefined) out.push(...h.remedy.split('\n').map((l, n) => c.cyan(`    ${n === 0 ? 'instead: ' : '         '}${l}`)));
      }
      out.push('');
    }
    for (const n of result.notes) out.push(`${c.bold(`${file}:${n.line}`)}  ${c.yellow(n.id)} ${n.message}`);
  }
  out.push(
    summary(
      sources.map((s) => s.result),
      c,
    ),
  );
  return out.join('\n');
}

function summary(results: readonly LintResult[], c: Paint): string {
  const sum = (of: (r: LintResult) => number): number => results.reduce((n, r) => n + of(r), 0);
  const [safe, unsafe, allowed] = [sum((r) => r.safe), sum((r) => r.unsafe), sum((r) => r.statements.reduce((n, s) => n + s.allowed.length, 0))];
  const parts = [`${safe} safe`, unsafe > 0 ? c.red(`${unsafe} unsafe`) : '0 unsafe', ...(allowed > 0 ? [`${allowed} allowed by comment`] : [])];
  return parts.join(', ');
}

/**
 * `{"statements":[{"line","sql","verdict","hazards":[{"code","message","remedy"}],"locks":[{"relation","mode"}],"rewrite","scan","reversible"}]}`;
 * `file`, `allowed` and `notes` only where there are any; `advisory` on hazards of an unsafe statement that are not what makes it so.
 */
export function lintJson(results: readonly LintResult[]): string {
  const statements = results.flatMap((r) =>
    r.statements.map((s) => ({
      ...(r.file === undefined ? {} : { file: r.file }),
      line: s.line,
      sql: s.sql,
      verdict: s.verdict,
      hazards: s.hazards.map((h) => ({
        code: h.code,
        message: h.message,
        ...(h.remedy === undefined ? {} : { remedy: h.remedy }),
        ...(h.unsafe || s.verdict === 'safe' ? {} : { advisory: true }),
      })),
      locks: s.locks,
      rewrite: s.rewrite,
      scan: s.scan,
      reversible: s.reversible,
      ...(s.allowed.length === 0 ? {} : { allowed: s.allowed.map((a) => ({ code: a.code, reason: a.reason })) }),
    })),
  );
  const notes = results.flatMap((r) => r.notes.map((n) => ({ ...(r.file === undefined ? {} : { file: r.file }), line: n.line, id: n.id, message: n.message })));
  return JSON.stringify({ statements, ...(notes.length === 0 ? {} : { notes }) }, null, 2);
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Workflow commands: one error per unsafe hazard, one warning per note and per hazard that the project wants said. */
export function lintGithub(results: readonly LintResult[]): string {
  const out: string[] = [];
  const say = (level: string, file: string | undefined, line: number, title: string, text: string): void => {
    out.push(`::${level} ${file === undefined ? '' : `file=${escapeProperty(file)},`}line=${line},title=${escapeProperty(title)}::${escapeData(text)}`);
  };
  for (const r of results) {
    for (const s of r.statements)
      for (const h of s.hazards.filter((h) => h.unsafe || h.warn === true))
        say(h.unsafe ? 'error' : 'warning', r.file, s.line, h.code, h.remedy === undefined ? h.message : `${h.message}\n\ninstead:\n${h.remedy}`);
    for (const n of r.notes) say('warning', r.file, n.line, n.id, n.message);
  }
  return out.join('\n');
}

const noteTitles: Record<string, string> = {
  ALLOW_UNUSED: 'An allow comment that allows nothing',
  ALLOW_WITHOUT_REASON: 'An allow comment without a reason',
  ALLOW_UNKNOWN_CODE: 'An allow comment with an unknown code',
};

/** SARIF 2.1.0, one run. Unsafe hazards are errors, other hazards notes, allowed ones carry their suppression. */
export function lintSarif(results: readonly LintResult[], version: string): string {
  const used = new Set<string>();
  const at = (file: string | undefined, line: number): object => ({
    physicalLocation: { artifactLocation: { uri: uriOf(file ?? 'stdin') }, region: { startLine: line } },
  });
  const one = (ruleId: string, level: string, text: string, file: string | undefined, line: number, more: object = {}): object => {
    used.add(ruleId);
    return { ruleId, level, message: { text }, locations: [at(file, line)], ...more };
  };
  const found = results.flatMap((r) => [
    ...r.statements.flatMap((s) => [
      ...s.hazards.map((h) =>
        one(
          h.code,
          h.unsafe ? 'error' : h.warn === true ? 'warning' : 'note',
          h.remedy === undefined ? h.message : `${h.message}\n\ninstead:\n${h.remedy}`,
          r.file,
          s.line,
        ),
      ),
      ...s.allowed.map((a) => one(a.code, 'error', a.message, r.file, s.line, { suppressions: [{ kind: 'inSource', justification: a.reason }] })),
    ]),
    ...r.notes.map((n) => one(n.id, 'warning', n.message, r.file, n.line)),
  ]);
  const rules = [...used].sort().map((id) => {
    const code: Code | undefined = isCode(id) ? codes[id] : undefined;
    return { id, shortDescription: { text: code?.title ?? noteTitles[id] ?? id }, ...(code === undefined ? {} : { help: { text: code.advice } }) };
  });
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'tidemark', version, rules } }, results: found }],
    },
    null,
    2,
  );
}

/** Every part as a URI has it: spaces and colons are not theirs. */
function uriOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
