// Owns `-- tidemark: renamed from old_name`, a comment on a line of its own: above a statement, or inside one above a column,
// a constraint, an attribute, a label or a column of a view's query.
import { commentsAndStrings, lineComments } from '../sql/comments.ts';
import type { Ast, Statement } from '../sql/parse.ts';

export interface Marker {
  /** Outermost first. Empty: it stands where it can speak of nothing. */
  readonly from: readonly string[];
  /** What is below the marker inside the statement; undefined: the object the statement creates. */
  readonly part?: { readonly kind: string; readonly name: string };
  /** Of the marker in the file, in UTF-16 units. */
  readonly offset: number;
}

const PART = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const MARK = String.raw`^--[ \t]*tidemark:[ \t]*renamed[ \t]+from[ \t]+`;
const MARKER = new RegExp(String.raw`${MARK}(${PART}(?:\.${PART})*)`, 'u');
/** A label is written as in SQL, 'in quotes', or bare where it has no space; its case counts either way. */
const LABEL_MARKER = new RegExp(String.raw`${MARK}(?:'((?:[^']|'')*)'|(\S+))`, 'u');

/** Those above the statement, behind it, and inside. One that shares its line with something else speaks of nothing. */
export function markersIn(statement: Statement, text: string): Marker[] {
  // most have none, and need not be looked through
  if (![statement.sql, ...[...statement.comments, ...statement.trailing].map((c) => c.text)].some((t) => t.includes('tidemark:'))) return [];
  const parts = partsOf(statement);
  const added = statement.tag.startsWith('Alter') ? parts[0] : undefined;
  const above = statement.comments.flatMap((c) => {
    const m = MARKER.exec(c.text);
    return m === null ? [] : [{ from: split(m[1]!), offset: c.start, ...(added !== undefined && { part: added }) }];
  });
  const behind = statement.trailing.filter((c) => MARKER.test(c.text)).map((c) => ({ from: [], offset: c.start }));
  return [...above, ...behind, ...inside(statement, parts)].map((m) => (standsAlone(text, m.offset) ? m : { ...m, from: [] }));
}

/** Where a marker stands below the last statement of a file, of which nothing can follow. */
export function markerBehind(text: string, last: number): number | undefined {
  const found = lineComments(text.slice(last)).find((c) => MARKER.test(c.text));
  return found === undefined ? undefined : last + found.start;
}

interface Part {
  readonly kind: string;
  /** "": it has none. */
  readonly name: string;
  /** Where it begins in the statement. */
  readonly location: number;
}

const HOLDERS = [
  'ViewStmt',
  'CreateTableAsStmt',
  'CreateStmt',
  'CreateForeignTableStmt',
  'CompositeTypeStmt',
  'CreateDomainStmt',
  'AlterTableStmt',
  'AlterDomainStmt',
];

function inside(statement: Statement, parts: readonly Part[]): Marker[] {
  if (statement.tag === 'CreateEnumStmt') return labels(statement);
  if (!HOLDERS.includes(statement.tag)) return [];
  return lineComments(statement.sql).flatMap((c): Marker[] => {
    const m = MARKER.exec(c.text);
    if (m === null) return [];
    const offset = statement.start + c.start;
    const rest = c.start + c.text.length;
    const part = parts.find((p) => p.location >= rest);
    // what is next has to be it: not something without a name, of a subquery, or of a list of names
    if (part === undefined || gap(statement.sql.slice(rest, part.location)) < part.location - rest) return [{ from: [], offset }];
    return [{ from: split(m[1]!), part, offset }];
  });
}

/** However a label is written, the tree has it as it is: the n-th string of the statement is the n-th label. */
function labels(statement: Statement): Marker[] {
  const tokens = commentsAndStrings(statement.sql);
  const strings = tokens.filter((t) => t.is === 'string');
  return tokens.flatMap((c): Marker[] => {
    const m = c.is === 'comment' ? LABEL_MARKER.exec(c.text) : null;
    if (m === null) return [];
    const rest = c.start + c.text.length;
    const n = strings.findIndex((s) => s.start === rest + gap(statement.sql.slice(rest)));
    const name = statement.node.CreateEnumStmt.vals?.[n]?.String?.sval as string | undefined;
    const offset = statement.start + c.start;
    if (name === undefined) return [{ from: [], offset }];
    return [{ from: [m[1]?.replaceAll("''", "'") ?? m[2]!], part: { kind: 'enum label', name }, offset }];
  });
}

/** How much of the text says nothing yet of what comes. */
function gap(text: string): number {
  return /^(?:\s|,|--[^\n]*|\/\*[\s\S]*?\*\/|\b(?:ADD|COLUMN|IF|NOT|EXISTS)\b)*/iu.exec(text)![0].length;
}

/** What a marker inside the statement can stand above, in its order. */
function partsOf({ node }: Statement): Part[] {
  const table = node.CreateStmt ?? node.CreateForeignTableStmt?.base;
  const added = (node.AlterTableStmt?.cmds ?? []).map((c: Ast) => c.AlterTableCmd?.def ?? {});
  const all = [
    ...[...(table?.tableElts ?? []), ...added].flatMap((e: Ast) => [
      ...column('table column', e),
      ...(e.ColumnDef?.constraints ?? []).flatMap((c: Ast) => constraint('table constraint', c)),
      ...constraint('table constraint', e),
    ]),
    ...targets('view column', node.ViewStmt?.query, node.ViewStmt?.aliases),
    ...targets('materialized view column', node.CreateTableAsStmt?.query, node.CreateTableAsStmt?.into?.colNames),
    ...(node.CompositeTypeStmt?.coldeflist ?? []).flatMap((e: Ast) => column('attribute', e)),
    ...[...(node.CreateDomainStmt?.constraints ?? []), node.AlterDomainStmt?.def ?? {}].flatMap((e: Ast) => constraint('domain constraint', e)),
  ];
  return all.sort((a, b) => a.location - b.location);
}

function column(kind: string, { ColumnDef: c }: Ast): Part[] {
  return c === undefined ? [] : [{ kind, name: c.colname ?? '', location: c.location ?? 0 }];
}

/** Columns of a query are called as a list before it says, as they say, or as the column they show; of a union by its first query. */
function targets(kind: string, query: Ast, list: readonly Ast[] | undefined): Part[] {
  let select = query?.SelectStmt;
  while (select?.larg !== undefined) select = select.larg;
  return ((select?.targetList ?? []) as Ast[]).flatMap(({ ResTarget: r }, n) => {
    const shown = r?.val?.ColumnRef?.fields?.at(-1)?.String?.sval as string | undefined;
    return r === undefined ? [] : [{ kind, name: (list?.[n]?.String?.sval as string | undefined) ?? r.name ?? shown ?? '', location: r.location ?? 0 }];
  });
}

function constraint(kind: string, { Constraint: c }: Ast): Part[] {
  return c === undefined ? [] : [{ kind, name: c.conname ?? '', location: c.location ?? 0 }];
}

function standsAlone(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

function split(text: string): string[] {
  return [...text.matchAll(new RegExp(PART, 'gu'))].map(([p]) => (p.startsWith('"') ? p.slice(1, -1).replaceAll('""', '"') : p.toLowerCase()));
}
