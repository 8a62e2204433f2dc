// entity(): one table as people write it.
import type { EntityDefinition } from '../format/definition.generated.ts';
import { define, type Definition } from './definition.ts';
import { entityDocument } from './entity-document.ts';
import type { ColumnRef, EntityOptions, Shape } from './entity-options.ts';
import type { ColumnPart } from './expression.ts';

export interface Entity<Name extends string = string, Columns extends Shape = Shape> extends Definition {
  readonly name: Name;
  readonly columns: Columns;
  toJSON(): EntityDefinition;
}

/** Declares a table. The second argument holds columns and relations; the third everything else, as data or as `(t) => data`. */
export function entity<const Name extends string, Columns extends Shape>(
  name: Name,
  columns: Columns,
  options: EntityOptions | ((t: { readonly [C in keyof Columns]: ColumnRef }) => EntityOptions) = {},
): Entity<Name, Columns> {
  const refs = Object.fromEntries(Object.keys(columns).map((c) => [c, columnRef({ column: c })]));
  const given = typeof options === 'function' ? options(refs as { readonly [C in keyof Columns]: ColumnRef }) : options;
  return define('entity', name, { name, columns }, (nameOf) => entityDocument(name, columns, given, nameOf)) as Entity<Name, Columns>;
}

function columnRef(part: ColumnPart): ColumnRef {
  const more = (extra: Partial<ColumnPart>): ColumnRef => columnRef({ ...part, ...extra });
  const methods = {
    asc: () => more({ order: 'asc' }),
    desc: () => more({ order: 'desc' }),
    nullsFirst: () => more({ nulls: 'first' }),
    nullsLast: () => more({ nulls: 'last' }),
    op: (opclass: string) => more({ opclass }),
    collate: (collation: string) => more({ collation }),
  };
  // Methods are hidden from enumeration: as data a reference is a part of an index.
  return Object.defineProperties({ ...part }, Object.fromEntries(Object.entries(methods).map(([n, value]) => [n, { value }]))) as ColumnRef;
}
