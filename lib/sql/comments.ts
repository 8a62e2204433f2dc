// Where the line comments and the strings of a statement are: not those inside one another, in quoted names or in block comments.

const TOKEN =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)[\s\S]*?\1|\/\*|--[^\n]*|[\w\u0080-\uffff$]+/gu;

export interface Token {
  readonly is: 'comment' | 'string';
  readonly text: string;
  /** In UTF-16 units. */
  readonly start: number;
}

export function commentsAndStrings(sql: string): Token[] {
  const out: Token[] = [];
  const token = new RegExp(TOKEN.source, TOKEN.flags);
  for (let m = token.exec(sql); m !== null; m = token.exec(sql)) {
    if (m[0].startsWith('--')) out.push({ is: 'comment', text: m[0], start: m.index });
    else if (m[0] === '/*') token.lastIndex = endOfBlock(sql, m.index);
    else if (m[0].endsWith("'") || m[1] !== undefined) out.push({ is: 'string', text: m[0], start: m.index });
  }
  return out;
}

export function lineComments(sql: string): Token[] {
  return commentsAndStrings(sql).filter((t) => t.is === 'comment');
}

/** Block comments stand in each other. */
function endOfBlock(sql: string, start: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  let depth = 0;
  for (let m = edge.exec(sql); m !== null; m = edge.exec(sql)) {
    depth += m[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return sql.length;
}
