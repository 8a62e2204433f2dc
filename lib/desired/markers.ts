// Owns `-- tidemark: renamed from old_name`: above a statement, inside CREATE TABLE above a column's line, or inside
// CREATE TYPE ... AS ENUM above a label.
import type { Statement } from '../sql/parse.ts';

export interface Marker {
  /** Outermost first. */
  readonly from: readonly string[];
  /** The column below the marker; undefined: the object the statement creates. */
  readonly column?: string;
  /** The enum label below the marker. */
  readonly label?: string;
  /** Of the marker in the file, in UTF-16 units. */
  readonly offset: number;
}

const PART = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const MARKER = new RegExp(String.raw`--[ \t]*tidemark:[ \t]*renamed[ \t]+from[ \t]+(${PART}(?:\.${PART})*)`, 'u');

export function statementMarkers(statement: Statement): Marker[] {
  return statement.comments.flatMap((comment) => {
    const m = MARKER.exec(comment.text);
    return m === null ? [] : [{ from: parts(m[1]!), offset: comment.start }];
  });
}

/** A marker inside the statement belongs to the next column definition after it. */
export function columnMarkers(statement: Statement): Marker[] {
  const columns = (statement.node.CreateStmt?.tableElts ?? []).flatMap((e: { ColumnDef?: { colname: string; location: number } }) =>
    e.ColumnDef === undefined ? [] : [e.ColumnDef],
  ) as { colname: string; location: number }[];
  return [...statement.sql.matchAll(new RegExp(MARKER.source, 'gu'))].flatMap((m) => {
    const next = columns.find((c) => c.location > m.index);
    return next === undefined ? [] : [{ from: parts(m[1]!), column: next.colname, offset: statement.start + m.index }];
  });
}

const LABEL_MARKER = /--[ \t]*tidemark:[ \t]*renamed[ \t]+from[ \t]+(?:'((?:[^']|'')*)'|(\S+))[^\n]*\n\s*'((?:[^']|'')*)'/gu;

/** A label is written as in SQL, 'in quotes', or bare where it has no space; its case counts either way. */
export function labelMarkers(statement: Statement): Marker[] {
  if (statement.tag !== 'CreateEnumStmt') return [];
  return [...statement.sql.matchAll(LABEL_MARKER)].map((m) => ({
    from: [m[1]?.replaceAll("''", "'") ?? m[2]!],
    label: m[3]!.replaceAll("''", "'"),
    offset: statement.start + m.index,
  }));
}

function parts(text: string): string[] {
  return [...text.matchAll(new RegExp(PART, 'gu'))].map(([p]) => (p.startsWith('"') ? p.slice(1, -1).replaceAll('""', '"') : p.toLowerCase()));
}
