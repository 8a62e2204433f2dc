// Cuts pieces of a statement's text by its tokens, for sentences that quote it. It knows no grammar beyond quotes and parentheses.

/** Offsets of the commas outside quotes, comments and parentheses. */
function topLevel(sql: string, visit: (word: string, from: number, to: number) => boolean | void): void {
  const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\S/g;
  let depth = 0;
  for (let m = token.exec(sql); m !== null; m = token.exec(sql)) {
    const text = m[0];
    if (text === '(' || text === '[') depth++;
    else if (text === ')' || text === ']') depth--;
    else if (depth === 0 && !text.startsWith('--') && !text.startsWith('/*') && visit(text, m.index, m.index + text.length) === true) return;
  }
}

/** The subcommands of an ALTER TABLE, in order; `head` is what stands before the first one. */
export function actionsOf(sql: string, relationEnd: number): { head: string; actions: string[] } {
  const cuts: number[] = [];
  const rest = sql.slice(relationEnd);
  topLevel(rest, (word, from) => {
    if (word === ',') cuts.push(from);
  });
  const actions: string[] = [];
  let from = 0;
  for (const cut of [...cuts, rest.length]) {
    actions.push(rest.slice(from, cut).trim());
    from = cut + 1;
  }
  return { head: sql.slice(0, relationEnd).trim(), actions };
}

/** Where a possibly qualified name that begins at `from` ends, a `*` behind it included. */
export function nameEnd(sql: string, from: number): number {
  const m = /^(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+)(?:\s*\.\s*(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+))*(?:\s*\*)?/.exec(sql.slice(from));
  return from + (m?.[0].length ?? 0);
}

const stops = new Set([
  'not',
  'null',
  'default',
  'check',
  'unique',
  'primary',
  'references',
  'constraint',
  'generated',
  'collate',
  'deferrable',
  'initially',
  'using',
  'enforced',
  'storage',
  'compression',
  'no',
  'as',
]);

/** The expression behind a keyword of a column definition, up to the next clause. */
export function expressionAfter(text: string, keyword: string): string | undefined {
  let from = -1;
  let to = text.length;
  topLevel(text, (word, start, end) => {
    const w = word.toLowerCase();
    if (from === -1) {
      if (w === keyword) from = end;
    } else if (stops.has(w) && text.slice(from, start).trim() !== '') {
      to = start;
      return true;
    }
    return false;
  });
  return from === -1 ? undefined : text.slice(from, to).trim();
}

/** What the parentheses behind a keyword hold. */
export function parenthesised(text: string, keyword: string): string | undefined {
  let after = -1;
  topLevel(text, (word, _start, end) => {
    if (after === -1 && word.toLowerCase() === keyword) after = end;
    return after !== -1;
  });
  if (after === -1) return undefined;
  const open = text.indexOf('(', after);
  if (open === -1) return undefined;
  let depth = 0;
  const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g;
  token.lastIndex = open;
  for (let m = token.exec(text); m !== null; m = token.exec(text)) {
    if (m[0] === '(') depth++;
    else if (m[0] === ')' && --depth === 0) return text.slice(open + 1, m.index).trim();
  }
  return undefined;
}

const reserved = new Set(
  'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing primary references returning select session_user some symmetric system_user table then to trailing true union unique user using variadic when where window with'.split(
    ' ',
  ),
);

/** A name as people write it: quoted only where it must be. For texts that people read; steps use lib/sql/quote.ts. */
export function plainName(names: readonly string[]): string {
  return names.map((n) => (/^[a-z_][a-z0-9_$]*$/.test(n) && !reserved.has(n) ? n : `"${n.replaceAll('"', '""')}"`)).join('.');
}
