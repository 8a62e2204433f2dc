// Compression by lz4, which is a choice of the server's build. The column is made with pglz, and then said to have lz4: values as small
// as those of a proof are never compressed.
import type { Ast } from '../../../sql/parse.ts';
import { ident, literal } from '../../../sql/quote.ts';
import type { Assumed } from './assume.ts';

const KEPT = 'tidemark.lz4';
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1|(\bcompression\s+)(?:lz4\b|"lz4")/gi;

export function compressions(sql: string, tag: string, node: Ast): Assumed | undefined {
  if (tag !== 'CreateStmt' && tag !== 'AlterTableStmt') return undefined;
  const [made, set] = tag === 'CreateStmt' ? [created(node), []] : [altered(node, 'AT_AddColumn'), altered(node, 'AT_SetCompression')];
  const parents = tag === 'CreateStmt' ? above(node) : [];
  if (made.length + set.length + parents.length === 0) return undefined;
  const table = nameOf(node.relation);
  const before = parents.length === 0 ? [] : hidden(parents);
  const plain = sql.replace(token, (found, _quote, word?: string) => (word === undefined ? found : `${word}pglz`));
  return {
    what: 'compression lz4',
    statements: [
      'SET allow_system_table_mods = on',
      ...before,
      plain,
      // A new column comes to the children too; a setting is the table's own.
      ...(made.length === 0 ? [] : [said(`${descendants(table)} SELECT id FROM t`, made)]),
      ...(set.length === 0 ? [] : [said(`SELECT ${literal(table)}::pg_catalog.regclass::pg_catalog.oid`, set)]),
      ...(parents.length === 0 ? [] : shown(table)),
      'SET allow_system_table_mods = off',
    ],
    main: 1 + before.length,
  };
}

function created(node: Ast): string[] {
  return ((node.tableElts ?? []) as Ast[])
    .map((e) => e.ColumnDef)
    .filter(isLz4)
    .map((c) => c.colname as string);
}

function altered(node: Ast, subtype: string): string[] {
  return ((node.cmds ?? []) as Ast[])
    .map((c) => c.AlterTableCmd)
    .filter((c) => c.subtype === subtype)
    .flatMap((c): string[] => {
      if (subtype === 'AT_SetCompression') return String(c.def?.String?.sval).toLowerCase() === 'lz4' ? [c.name as string] : [];
      return isLz4(c.def?.ColumnDef) ? [c.def.ColumnDef.colname as string] : [];
    });
}

function isLz4(column: Ast): boolean {
  return String(column?.compression ?? '').toLowerCase() === 'lz4';
}

/** Tables whose columns it takes over, with their compression. */
function above(node: Ast): string[] {
  const like = ((node.tableElts ?? []) as Ast[]).flatMap((e) => (e.TableLikeClause === undefined ? [] : [e.TableLikeClause.relation as Ast]));
  return [...((node.inhRelations ?? []) as Ast[]).map((r) => r.RangeVar as Ast), ...like].map(nameOf);
}

function nameOf(relation: Ast): string {
  return [relation.schemaname, relation.relname]
    .filter((n) => n !== undefined)
    .map((n) => ident(n as string))
    .join('.');
}

function said(tables: string, columns: readonly string[]): string {
  return `UPDATE pg_catalog.pg_attribute SET attcompression = 'l' WHERE attrelid IN (${tables}) AND attname IN (${columns.map((c) => literal(c)).join(', ')}) AND attcompression = 'p'`;
}

function descendants(table: string): string {
  return `WITH RECURSIVE t (id) AS (SELECT ${literal(table)}::pg_catalog.regclass::pg_catalog.oid UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN t ON i.inhparent = t.id)`;
}

/** The parents' columns have pglz for a moment: the server would look for lz4 to pass it on. */
function hidden(parents: readonly string[]): string[] {
  const theirs = `attcompression = 'l' AND attrelid IN (${parents.map((p) => `pg_catalog.to_regclass(${literal(p)})`).join(', ')})`;
  return [
    `SELECT pg_catalog.set_config('${KEPT}', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(attrelid, attname)), '[]')::pg_catalog.text FROM pg_catalog.pg_attribute WHERE ${theirs}), false)`,
    `UPDATE pg_catalog.pg_attribute SET attcompression = 'p' WHERE ${theirs}`,
  ];
}

function shown(table: string): string[] {
  const kept = `pg_catalog.json_array_elements(pg_catalog.current_setting('${KEPT}')::pg_catalog.json) AS k`;
  return [
    `UPDATE pg_catalog.pg_attribute a SET attcompression = 'l' FROM ${kept} WHERE a.attrelid = (k ->> 0)::pg_catalog.oid AND a.attname = k ->> 1`,
    `UPDATE pg_catalog.pg_attribute a SET attcompression = 'l' FROM ${kept} WHERE a.attrelid = ${literal(table)}::pg_catalog.regclass AND a.attname = k ->> 1 AND a.attcompression = 'p'`,
  ];
}
