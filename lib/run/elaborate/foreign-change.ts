// Owns the border between modules: indexes, foreign keys, triggers and policies may hang on another module's table; its
// columns, options and row security may not be changed from outside.
import { keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { Authored } from '../../desired/authored.ts';
import { TidemarkError } from '../../errors.ts';
import { parse, type Ast } from '../../sql/parse.ts';

// What ALTER TABLE may do to a table from outside: it hangs something on it, or switches what hangs there.
const attaching = new Set([
  'AT_AddConstraint',
  'AT_ValidateConstraint',
  'AT_AlterConstraint',
  'AT_AddIndexConstraint',
  'AT_AttachPartition',
  'AT_EnableTrig',
  'AT_EnableAlwaysTrig',
  'AT_EnableReplicaTrig',
  'AT_DisableTrig',
  'AT_EnableRule',
  'AT_EnableAlwaysRule',
  'AT_EnableReplicaRule',
  'AT_DisableRule',
  'AT_ChangeOwner',
]);
const words: { readonly [tag: string]: string } = {
  AT_AddColumn: 'a column',
  AT_ColumnDefault: 'the default of a column',
  AT_SetNotNull: 'a column',
  AT_DropNotNull: 'a column',
  AT_AlterColumnType: 'a column',
  AT_SetRelOptions: 'the options',
  AT_EnableRowSecurity: 'row security',
  AT_ForceRowSecurity: 'row security',
  AT_AddConstraint: 'the constraints',
};

/** @throws MODULE_FOREIGN_CHANGE */
export async function refuseForeignChanges(catalog: Catalog, statements: readonly Authored[], ownerOf: (key: Key) => string | undefined): Promise<void> {
  if (new Set(statements.map((s) => s.module)).size < 2) return;
  const byName = new Map<string, CatalogObject>();
  for (const object of catalog.objects.values())
    if (object.within === undefined || object.at.names.length === 2) byName.set(object.at.names.join('\0'), object);
  for (const statement of statements) {
    if (!/^\s*alter\b/i.test(statement.sql)) continue;
    for (const { node } of await parse(statement.sql, { tolerant: true, psql: 'skip' })) {
      const change = node.AlterTableStmt as Ast;
      if (change?.relation === undefined) continue;
      const command = (change.cmds as Ast[]).map((c) => c.AlterTableCmd).find((c) => !attaches(c));
      if (command === undefined) continue;
      const object = found(byName, change.relation, statement);
      const owner = object === undefined ? undefined : ownerOf(keyOf(object.at));
      if (object === undefined || owner === undefined || owner === statement.module) continue;
      throw new TidemarkError(
        'MODULE_FOREIGN_CHANGE',
        `module ${statement.module} changes ${words[command.subtype] ?? 'the definition'} of ${show(object.at)}, which belongs to module ${owner}`,
        {
          at: { file: statement.file, line: statement.line, pointer: statement.pointer, object: show(object.at) },
          next: `say it in module ${owner}`,
        },
      );
    }
  }
}

function attaches(command: Ast): boolean {
  const constraint = command.def?.Constraint?.contype as string | undefined;
  // A primary key and a NOT NULL change the columns themselves.
  if (constraint === 'CONSTR_PRIMARY' || constraint === 'CONSTR_NOTNULL') return false;
  return attaching.has(command.subtype as string);
}

function found(byName: ReadonlyMap<string, CatalogObject>, relation: Ast, statement: Authored): CatalogObject | undefined {
  const path = statement.settings?.['search_path']?.split(',').map((s) => s.trim().replaceAll('"', '')) ?? [];
  const schemas = relation.schemaname === undefined ? [...path, 'public'] : [relation.schemaname];
  for (const schema of schemas) {
    const object = byName.get([schema, relation.relname].join('\0'));
    if (object !== undefined) return object;
  }
  return undefined;
}
