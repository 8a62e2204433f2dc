// Where the line comments of a statement are: not those in strings, quoted names, dollar quotes or block comments.

const TOKEN =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)[\s\S]*?\1|\/\*|--[^\n]*|[\w\u0080-\uffff$]+/gu;

export interface LineComment {
  readonly text: string;
  /** In UTF-16 units. */
  readonly start: number;
}

export function lineComments(sql: string): LineComment[] {
  const out: LineComment[] = [];
  const token = new RegExp(TOKEN.source, TOKEN.flags);
  for (let m = token.exec(sql); m !== null; m = token.exec(sql)) {
    if (m[0].startsWith('--')) out.push({ text: m[0], start: m.index });
    else if (m[0] === '/*') token.lastIndex = endOfBlock(sql, m.index);
  }
  return out;
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
