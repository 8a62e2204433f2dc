// Owns what the emitters of one run share: statements with what they make and need, claimed names, markers.
import type { Address } from '../catalog/address.ts';
import type { Place } from '../errors.ts';
import type { RenameMarker, UsingHint } from './authored.ts';
import type { Entry, Thing } from './order.ts';
import { checkName, generated } from './names.ts';
import { authored, below, claims } from './placed.ts';
import type { Table } from './table.ts';

type Path = readonly (string | number)[];

export interface Sink {
  readonly entries: Entry[];
  readonly renames: RenameMarker[];
  readonly using: UsingHint[];
  readonly claim: ReturnType<typeof claims>;
}

export function sink(): Sink {
  return { entries: [], renames: [], using: [], claim: claims() };
}

export interface Statement {
  readonly rank: number;
  readonly sql: string;
  readonly path?: Path;
  readonly makes?: readonly Thing[];
  readonly needs?: readonly Thing[];
  readonly below?: readonly Thing[];
  /** Holds expressions somebody wrote: what they name is read from the parse tree. */
  readonly parse?: boolean;
}

export function emit(to: Sink, table: Table, statement: Statement): void {
  const needs = [...(statement.needs ?? []), ...(statement.makes?.some((m) => m.as === 'relation' && m.names[1] === table.name) ? [] : [relation(table)])];
  to.entries.push({
    authored: authored(table.source, statement.sql, ...(statement.path ?? [])),
    rank: statement.rank,
    name: `${table.schema}.${table.name}`,
    makes: statement.makes ?? [],
    needs,
    ...(statement.below !== undefined && { below: statement.below }),
    ...(statement.parse === true && { parse: true as const }),
  });
}

export function relation(table: Table): Thing {
  return { as: 'relation', names: [table.schema, table.name] };
}

export function marker(to: Sink, table: Table, at: Address, from: Address, follows = false): void {
  to.renames.push({ module: table.source.module, file: table.source.file, line: table.source.line, at, from, ...(follows && { follows }) });
}

/** The given name, or `table_parts_suffix`. */
export function named(table: Table, given: string | undefined, parts: readonly string[], suffix: string, what: string, path: Path): string {
  if (given === undefined) return generated([table.name, ...parts], suffix);
  checkName(given, what, below(table.source, ...path));
  return given;
}

export function claimConstraint(to: Sink, table: Table, name: string, path: Path): void {
  to.claim(
    `constraint of ${table.schema}.${table.name}`,
    name,
    `table constraint ${table.schema}.${table.name}.${name}`,
    below(table.source, ...path),
    'give one of them another name',
  );
}

export function claimRelation(to: Sink, table: Table, kind: string, schema: string, name: string, path: Path): void {
  const place: Place = below(table.source, ...path);
  to.claim(
    `relation in ${schema}`,
    name,
    `${kind} ${schema}.${name}`,
    place,
    kind === 'table' ? 'keep one of them, or give one another table or schema' : 'give one of them another name',
  );
}
