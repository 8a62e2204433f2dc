// Owns `-- tidemark: renamed from old_name`, on a line of its own: above a statement, or inside one above a column, a constraint,
// an attribute, a label or a column of a view's query.
import type { Ast, Statement } from '../sql/parse.ts';

export interface Marker {
  /** Outermost first. Empty: it stands where it can speak of nothing, or of something without a name. */
  readonly from: readonly string[];
  /** What is below the marker inside the statement; undefined: the object the statement creates. */
  readonly part?: { readonly kind: string; readonly name: string };
  /** Of the marker in the file, in UTF-16 units. */
  readonly offset: number;
}

const PART = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const MARK = String.raw`--[ \t]*tidemark:[ \t]*renamed[ \t]+from[ \t]+`;
const MARKER = new RegExp(String.raw`${MARK}(${PART}(?:\.${PART})*)`, 'gu');
const LABEL_MARKER = new RegExp(String.raw`${MARK}(?:'((?:[^']|'')*)'|(\S+))`, 'gu');

/** Those above the statement, and those inside. One that shares its line with something else speaks of nothing. */
export function markersIn(statement: Statement, text: string): Marker[] {
  const parts = partsOf(statement);
  const creates = parts.length === 0 || !statement.tag.startsWith('Alter');
  const above = statement.comments.flatMap((c) =>
    [...c.text.matchAll(MARKER)].map((m): Marker => ({ from: split(m[1]!), offset: c.start + m.index, ...(!creates && { part: parts[0]! }) })),
  );
  const behind = statement.trailing.flatMap((c) => [...c.text.matchAll(MARKER)].map((m): Marker => ({ from: [], offset: c.start + m.index })));
  return [...above, ...behind, ...inside(statement, parts)].map((m) => (standsAlone(text, m.offset) ? m : { ...m, from: [] }));
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
  return [...statement.sql.matchAll(MARKER)].map((m) => {
    const part = parts.find((p) => p.location > m.index);
    return { from: part === undefined || part.name === '' ? [] : split(m[1]!), offset: statement.start + m.index, ...(part !== undefined && { part }) };
  });
}

/** A label is written as in SQL, 'in quotes', or bare where it has no space; its case counts either way. */
function labels(statement: Statement): Marker[] {
  return [...statement.sql.matchAll(LABEL_MARKER)].map((m) => {
    const below = /^[^\n]*\n\s*'((?:[^']|'')*)'/u.exec(statement.sql.slice(m.index + m[0].length));
    return {
      from: below === null ? [] : [m[1]?.replaceAll("''", "'") ?? m[2]!],
      part: { kind: 'enum label', name: below?.[1]!.replaceAll("''", "'") ?? '' },
      offset: statement.start + m.index,
    };
  });
}

/** What a marker inside the statement can stand above, in its order. */
function partsOf({ node }: Statement): Part[] {
  const table = node.CreateStmt ?? node.CreateForeignTableStmt?.base;
  const added = (node.AlterTableStmt?.cmds ?? []).map((c: Ast) => c.AlterTableCmd?.def ?? {});
  const all = [
    ...[...(table?.tableElts ?? []), ...added].flatMap((e: Ast) => [
      ...column('table column', e),
      ...columnsConstraints(e),
      ...constraint('table constraint', e),
    ]),
    ...(node.ViewStmt?.query?.SelectStmt?.targetList ?? []).flatMap((e: Ast) => target('view column', e)),
    ...(node.CreateTableAsStmt?.query?.SelectStmt?.targetList ?? []).flatMap((e: Ast) => target('materialized view column', e)),
    ...(node.CompositeTypeStmt?.coldeflist ?? []).flatMap((e: Ast) => column('attribute', e)),
    ...[...(node.CreateDomainStmt?.constraints ?? []), node.AlterDomainStmt?.def ?? {}].flatMap((e: Ast) => constraint('domain constraint', e)),
  ];
  return all.sort((a, b) => a.location - b.location);
}

function column(kind: string, { ColumnDef: c }: Ast): Part[] {
  return c === undefined ? [] : [{ kind, name: c.colname ?? '', location: c.location ?? 0 }];
}

function columnsConstraints({ ColumnDef: c }: Ast): Part[] {
  // one without a name is part of its column's line
  return (c?.constraints ?? []).flatMap((e: Ast) => constraint('table constraint', e)).filter((p: Part) => p.name !== '');
}

/** A column of a query: called as it says, or as the column it shows. */
function target(kind: string, { ResTarget: r }: Ast): Part[] {
  const shown = r?.val?.ColumnRef?.fields?.at(-1)?.String?.sval as string | undefined;
  return r === undefined ? [] : [{ kind, name: r.name ?? shown ?? '', location: r.location ?? 0 }];
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
