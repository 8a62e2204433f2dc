// Keys as clauses of CREATE TABLE; checks, exclusions and foreign keys as statements of their own, so that order never matters.
import { address } from '../catalog/address.ts';
import { ident, literal, qualified } from '../sql/quote.ts';
import { indexPart } from './index-ddl.ts';
import { createHash } from 'node:crypto';
import { RANK } from './order.ts';
import { claimConstraint, claimRelation, emit, marker, named, relation, type Sink } from './sink.ts';
import { requireColumn, type Table } from './table.ts';

type Path = readonly (string | number)[];

export function primaryKeyClause(to: Sink, table: Table): string[] {
  const key = table.primaryKey;
  if (key === undefined || key.columns.length === 0) return [];
  const path: Path = table.document.primaryKey === undefined ? ['columns', key.columns[0]!] : ['primaryKey'];
  const name = named(table, key.name, [], 'pkey', 'constraint name', path);
  indexBacked(to, table, name, path);
  aftermath(to, table, name, key, path);
  return [`CONSTRAINT ${ident(name)} PRIMARY KEY (${columnsText(key.columns)})${includeText(key.include)}${deferrableText(key.deferrable)}`];
}

/** In a soft-deleting table a unique counts only living rows, which a constraint cannot say: index-ddl writes those. */
export function isPartial(table: Table, unique: { readonly deferrable?: boolean | 'initially deferred' | undefined }): boolean {
  return table.document.softDelete === true && (unique.deferrable ?? false) === false;
}

export function uniqueClauses(to: Sink, table: Table): string[] {
  return table.uniques.flatMap(({ unique, path }) => {
    if (isPartial(table, unique)) return [];
    const name = named(table, unique.name, unique.columns, 'key', 'constraint name', path);
    indexBacked(to, table, name, path);
    aftermath(to, table, name, unique, path);
    return [
      `CONSTRAINT ${ident(name)} UNIQUE${unique.nullsNotDistinct === true ? ' NULLS NOT DISTINCT' : ''} (${columnsText(unique.columns)})${includeText(unique.include)}${deferrableText(unique.deferrable)}`,
    ];
  });
}

export function emitConstraints(to: Sink, table: Table): void {
  const { document } = table;
  const add = (name: string): string => `ALTER TABLE ${qualified([table.schema, table.name])} ADD CONSTRAINT ${ident(name)}`;
  for (const [n, check] of (document.checks ?? []).entries()) {
    const path = ['checks', n];
    const name = checkNameOf(table, check.name, check.expression, path);
    claimConstraint(to, table, name, path);
    aftermath(to, table, name, check, path);
    emit(to, table, {
      rank: RANK.constraint,
      sql: `${add(name)} CHECK (${check.expression})${check.noInherit === true ? ' NO INHERIT' : ''}${check.notValid === true ? ' NOT VALID' : ''}`,
      path,
      parse: true,
    });
  }
  for (const [n, exclusion] of (document.exclusions ?? []).entries()) {
    const path = ['exclusions', n];
    for (const element of exclusion.elements) if (element.column !== undefined) requireColumn(table, element.column, ...path);
    const name = named(
      table,
      exclusion.name,
      exclusion.elements.map((e) => e.column ?? 'expr'),
      'excl',
      'constraint name',
      path,
    );
    indexBacked(to, table, name, path);
    aftermath(to, table, name, exclusion, path);
    const elements = exclusion.elements.map(({ operator, ...part }) => `${indexPart(part)} WITH ${operator}`).join(', ');
    const where = exclusion.where === undefined ? '' : ` WHERE (${exclusion.where})`;
    emit(to, table, {
      rank: RANK.constraint,
      sql: `${add(name)} EXCLUDE USING ${ident(exclusion.method ?? 'gist')} (${elements})${where}${deferrableText(exclusion.deferrable)}`,
      path,
      parse: true,
    });
  }
  for (const { relation: key, columns, target, references, rule } of table.foreignKeys) {
    if (rule.foreignKey === false) continue;
    const path = ['relations', key];
    const name = named(table, rule.constraint, columns, 'fkey', 'constraint name', path);
    claimConstraint(to, table, name, path);
    const words = [
      add(name),
      `FOREIGN KEY (${columnsText(columns)}) REFERENCES ${qualified([target.schema, target.name])} (${columnsText(references)})`,
      ...(rule.match === 'full' ? ['MATCH FULL'] : []),
      ...(rule.onUpdate === undefined || rule.onUpdate === 'no action' ? [] : [`ON UPDATE ${rule.onUpdate.toUpperCase()}`]),
      ...(rule.onDelete === undefined || rule.onDelete === 'no action' ? [] : [`ON DELETE ${rule.onDelete.toUpperCase()}`]),
    ];
    emit(to, table, {
      rank: RANK.foreignKey,
      sql: `${words.join(' ')}${deferrableText(rule.deferrable)}${rule.notValid === true ? ' NOT VALID' : ''}`,
      path,
      needs: [relation(target)],
    });
  }
}

/** `table_column_check` when the expression is about one column; else a hash of the expression, so that no other check's name depends on it. */
function checkNameOf(table: Table, given: string | undefined, expression: string, path: Path): string {
  const words = new Set(
    expression
      .replace(/'(?:[^']|'')*'/g, ' ')
      .match(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu)
      ?.map((w) => (w.startsWith('"') ? w.slice(1, -1).replaceAll('""', '"') : w.toLowerCase())),
  );
  const about = [...table.columns.keys()].filter((c) => words.has(c));
  const parts = about.length === 1 ? about : [createHash('sha256').update(expression).digest('hex').slice(0, 8)];
  return named(table, given, parts, 'check', 'check name', path);
}

function indexBacked(to: Sink, table: Table, name: string, path: Path): void {
  claimConstraint(to, table, name, path);
  claimRelation(to, table, 'index', table.schema, name, path);
}

/** Comment and rename marker of a constraint. */
function aftermath(
  to: Sink,
  table: Table,
  name: string,
  { comment, renamedFrom }: { readonly comment?: string; readonly renamedFrom?: string },
  path: Path,
): void {
  if (renamedFrom !== undefined)
    marker(to, table, address('table constraint', [table.schema, table.name, name]), address('table constraint', [table.schema, table.name, renamedFrom]));
  if (comment !== undefined)
    emit(to, table, {
      rank: RANK.comment,
      sql: `COMMENT ON CONSTRAINT ${ident(name)} ON ${qualified([table.schema, table.name])} IS ${literal(comment).trim()}`,
      path: [...path, 'comment'],
    });
}

function columnsText(columns: readonly string[]): string {
  return columns.map(ident).join(', ');
}

export function includeText(include: readonly string[] | undefined): string {
  return include === undefined || include.length === 0 ? '' : ` INCLUDE (${columnsText(include)})`;
}

function deferrableText(deferrable: boolean | 'initially deferred' | undefined): string {
  return deferrable === true ? ' DEFERRABLE' : deferrable === 'initially deferred' ? ' DEFERRABLE INITIALLY DEFERRED' : '';
}
