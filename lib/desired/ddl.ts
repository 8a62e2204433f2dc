// Documents in, statements out. Deterministic: the same documents in any order give the same statements.
import { compareText } from '../catalog/address.ts';
import type { EntityDefinition, LinkDefinition } from '../format/definition.generated.ts';
import { literal, ident, qualified } from '../sql/quote.ts';
import { TidemarkError } from '../errors.ts';
import { emitAccess } from './access-ddl.ts';
import type { LinkTable, RenameMarker, UsingHint } from './authored.ts';
import { linkTable, pivotTables } from './between.ts';
import { emitConstraints } from './constraint-ddl.ts';
import { emitIndexes } from './index-ddl.ts';
import { checkName } from './names.ts';
import { RANK, type Entry } from './order.ts';
import { authored, below, showPlace, type Placed, type Source } from './placed.ts';
import { entities } from './entities.ts';
import { resolveKeys } from './keys.ts';
import { resolveColumns } from './resolve.ts';
import { sink, type Sink } from './sink.ts';
import { emitTable } from './table-ddl.ts';
import { tableAddress, tableOf, type Table } from './table.ts';
import { EXTENSION_OF } from './type-text.ts';

export interface Emitted {
  readonly entries: readonly Entry[];
  readonly renames: readonly RenameMarker[];
  readonly using: readonly UsingHint[];
  readonly links: readonly LinkTable[];
  readonly roles: readonly string[];
}

/** `schemaOf`: the PostgreSQL schema of a module's definitions that name none. */
export function ddl(documents: readonly Placed[], schemaOf: (module: string) => string): Emitted {
  const ordered = documents
    .map((p) => [sortKey(p), p] as const)
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([, p]) => p);
  const own = ordered.flatMap((p) => ('entity' in p.document ? [tableOf(p, p.document as EntityDefinition, schemaOf(p.module))] : []));
  refuseTwice(own);
  const named = entities(own);
  resolveColumns(named, own);
  const links = ordered.flatMap((p) => ('link' in p.document ? (linkTable(named, p, p.document as LinkDefinition) ?? []) : []));
  const linked: LinkTable[] = [];
  const between = [...links, ...pivotTables(named)].map(({ source, document, between: sides }) => {
    const table = tableOf(source, document, schemaOf(source.module));
    const { module, file, line } = source;
    if (sides !== undefined)
      linked.push({ module, file, line, at: tableAddress(table), between: sides, ...(source.tracked !== undefined && { tracked: source.tracked }) });
    return table;
  });
  const all = [...own, ...between];
  resolveColumns(named, between);
  resolveKeys(named, all);
  const to = sink();
  const roles = all.flatMap((table) => {
    emitTable(to, table);
    emitConstraints(to, table);
    emitIndexes(to, table);
    return emitAccess(to, table);
  });
  emitShared(to, all);
  return { entries: to.entries, renames: to.renames, using: to.using, links: linked, roles };
}

function sortKey(p: Placed): string {
  return JSON.stringify([p.module, 'entity' in p.document ? p.document.entity : '\uffff', p.document]);
}

function refuseTwice(tables: readonly Table[]): void {
  const seen = new Map<string, Table>();
  for (const table of tables) {
    const key = `${table.source.module}/${table.entity}`;
    const first = seen.get(key);
    if (first !== undefined)
      throw new TidemarkError(
        'DEFINED_TWICE',
        `entity ${table.entity} of module ${table.source.module} is defined twice: in ${showPlace(below(first.source))} and in ${showPlace(below(table.source))}`,
        { at: below(table.source), next: 'keep one of them' },
      );
    seen.set(key, table);
  }
}

/** Native enums, and the schemas and extensions that tables take for granted. */
function emitShared(to: Sink, tables: readonly Table[]): void {
  const said = new Set<string>();
  const enums = new Map<string, { readonly values: readonly string[]; readonly source: Source }>();
  for (const table of tables) {
    const { source, schema } = table;
    if (schema !== 'public') implied(to, said, impliedSchema(source, schema));
    const words = [
      ...[...table.columns.values()].map((c) => c.type),
      ...table.indexes.flatMap(({ index }) => index.columns.map((c) => (typeof c === 'string' ? '' : (c.opclass ?? '')))),
    ];
    for (const word of words) {
      const extension = EXTENSION_OF[word] ?? (/^(vector|halfvec|sparsevec)_/.test(word) ? 'vector' : undefined);
      if (extension !== undefined)
        implied(to, said, impliedEntry(source, 'extension', extension, `CREATE EXTENSION IF NOT EXISTS ${ident(extension)} WITH SCHEMA public`));
    }
    for (const [name, column] of Object.entries(table.document.columns)) {
      if (column.enumName === undefined) continue;
      const at = below(source, 'columns', name);
      checkName(column.enumName, 'name of the enum', at);
      for (const value of column.values!) checkName(value, 'label', at);
      const key = `${schema}.${column.enumName}`;
      const first = enums.get(key);
      if (first === undefined) {
        enums.set(key, { values: column.values!, source });
        to.claim(`relation in ${schema}`, column.enumName, `type ${key}`, at, 'give one of them another name: a table has a type of the same name');
        to.entries.push({
          authored: authored(
            source,
            `CREATE TYPE ${qualified([schema, column.enumName])} AS ENUM (${column.values!.map((v) => literal(v).trim()).join(', ')})`,
            'columns',
            name,
          ),
          rank: RANK.type,
          name: key,
          makes: [{ as: 'type', names: [schema, column.enumName] }],
          needs: [{ as: 'schema', names: [schema] }],
        });
      } else if (JSON.stringify(first.values) !== JSON.stringify(column.values)) {
        throw new TidemarkError(
          'DEFINED_TWICE',
          `type ${key} is defined twice with different labels: in ${showPlace(below(first.source))} and in ${showPlace(at)}`,
          { at: { ...at, object: `type ${key}` }, next: 'give one of them another name, or both the same labels' },
        );
      } else if (first.source.module !== source.module) {
        throw new TidemarkError('DEFINED_TWICE', `type ${key} is defined by two modules, ${first.source.module} and ${source.module}`, {
          at: { ...at, object: `type ${key}` },
          next: `in ${source.module}, use it as type('${key}')`,
        });
      }
    }
  }
}

/** Several modules may imply one; load() keeps the first, and none where an .sql file says it. */
function implied(to: Sink, said: Set<string>, entry: Entry): void {
  const key = `${entry.authored.module} ${entry.authored.sql}`;
  if (said.has(key)) return;
  said.add(key);
  to.entries.push(entry);
}

export function impliedSchema(source: Source, schema: string): Entry {
  return impliedEntry(source, 'schema', schema, `CREATE SCHEMA IF NOT EXISTS ${ident(schema)}`);
}

function impliedEntry(source: Source, as: 'schema' | 'extension', name: string, sql: string): Entry {
  return { authored: authored(source, sql), rank: RANK[as], name, makes: [{ as, names: [name] }], needs: [], implied: true };
}
