// A link of Medusa, once its modules are known -> the document of link() that says the same.
import type { ColumnDefinition, EntityDefinition, LinkDefinition, LinkSide } from '../../format/definition.generated.ts';
import { TidemarkError } from '../../errors.ts';
import { medusaLinkTable } from './link-table.ts';
import { linkTableName, snake } from './names.ts';
import type { ExtraField, JoinerConfig, LinkConfig, LinkEnd } from './shapes.ts';
import type { Tracked } from '../authored.ts';

/** Which sides name a service that is not among these. */
export function missingSides({ relationships = [] }: LinkConfig, services: ReadonlyMap<string, unknown>): string[] {
  return relationships.map((r) => r.serviceName).filter((s) => !services.has(s));
}

/** undefined: it has no table. `services`: joiner configs by service; sides are named by service, as modules. Throws MEDUSA_LINK_COLUMN. */
export function linkDocument(config: LinkConfig, services: ReadonlyMap<string, JoinerConfig>): LinkDefinition | undefined {
  if (config.isReadOnlyLink === true) return undefined;
  const [left, right] = config.relationships!;
  const { tableName, idPrefix, extraFields = {} } = config.databaseConfig ?? {};
  const extra = Object.entries(extraFields).map(
    ([name, field]) => [(field.options?.['fieldName'] as string | undefined) ?? snake(name), extraColumn(name, field)] as const,
  );
  return {
    link: {
      shape: 'medusa',
      left: side(left!, services),
      right: side(right!, services),
      // Whole: it is shortened, and hashed into names, where the table is made.
      table: tableName ?? linkTableName([left!, right!].map((r) => ({ module: r.serviceName, columns: r.foreignKey.split(',') }))),
      ...(idPrefix !== undefined && { idPrefix }),
      ...(extra.length > 0 && { extraColumns: Object.fromEntries(extra) }),
    },
  };
}

/** The table of one of Medusa's own links whose modules are not all there: Medusa makes it anyway, and so it is there when they come. */
export function lonelyTable(config: LinkConfig): EntityDefinition {
  const [left, right] = config.relationships!.map((r) => ({ module: r.serviceName, columns: r.foreignKey.split(',') }));
  const { link } = linkDocument(config, new Map())!;
  return medusaLinkTable(link, [left!, right!], {});
}

/** How Medusa's own ledger of link tables tells this one. */
export function descriptor({ relationships = [] }: LinkConfig): Tracked | undefined {
  const [left, right] = relationships;
  if (left?.alias === undefined || right?.alias === undefined) return undefined;
  return { fromModule: left.serviceName, fromModel: left.alias, toModule: right.serviceName, toModel: right.alias };
}

function side(end: LinkEnd, services: ReadonlyMap<string, JoinerConfig>): LinkSide {
  const columns = end.foreignKey.split(',');
  const keys = end.primaryKey.split(',');
  return {
    entity: end.entity ?? services.get(end.serviceName)?.linkableKeys?.[end.foreignKey] ?? end.alias ?? '',
    module: end.serviceName,
    column: columns.length === 1 ? columns[0]! : columns,
    // A composite left side names its columns alone: what they hold is the application's.
    ...(keys.length === columns.length && { references: keys.length === 1 ? keys[0]! : keys }),
    ...(end.hasMany === true && { list: true }),
    ...(end.deleteCascade === true && { cascade: true }),
  };
}

const TYPES: { readonly [type: string]: ColumnDefinition } = {
  date: { type: 'date' },
  time: { type: 'time', precision: 0 },
  datetime: { type: 'timestamptz' },
  bigint: { type: 'bigint' },
  blob: { type: 'bytea' },
  uint8array: { type: 'bytea' },
  array: { type: 'text', array: true },
  enum: { type: 'smallint' },
  json: { type: 'jsonb' },
  integer: { type: 'integer' },
  smallint: { type: 'smallint' },
  tinyint: { type: 'smallint' },
  float: { type: 'real' },
  double: { type: 'double precision' },
  boolean: { type: 'boolean' },
  decimal: { type: 'numeric', precision: 10, scale: 0 },
  string: { type: 'varchar', length: 255 },
  uuid: { type: 'uuid' },
  text: { type: 'text' },
};

const KNOWN = new Set([
  'length',
  'precision',
  'scale',
  'items',
  'columnType',
  'default',
  'defaultRaw',
  'fieldName',
  'comment',
  'runtimeType',
  'nullable',
  'type',
]);

function extraColumn(name: string, { type, defaultValue, nullable, options = {} }: ExtraField): ColumnDefinition {
  const refuse = (why: string): never => {
    throw new TidemarkError('MEDUSA_LINK_COLUMN', `the extra column ${JSON.stringify(name)} of a link ${why}`, {
      next: 'write this link with link() of tidemark, which takes every type and option of PostgreSQL',
    });
  };
  const unknown = Object.keys(options).filter((o) => !KNOWN.has(o));
  if (unknown.length > 0) refuse(`has options that tidemark does not know: ${unknown.join(', ')}`);
  const { columnType, items, length, precision, scale, comment } = options as { readonly [option: string]: never };
  const base = columnType === undefined ? TYPES[type] : { type: 'other' as const, sqlType: columnType };
  if (base === undefined) return refuse(`has the type ${type}, which PostgreSQL does not have`);
  const raw = (options['defaultRaw'] as string | undefined) ?? defaultValue;
  const listed = type === 'enum' && Array.isArray(items) && (items as unknown[]).every((i) => typeof i === 'string');
  return {
    // Its ORM checks what an enum may hold only where a model says so.
    ...(listed && columnType === undefined ? { type: 'text' as const } : base),
    ...(type === 'string' && columnType === undefined && length !== undefined && { length }),
    ...(type === 'datetime' && columnType === undefined && length !== undefined && { precision: length }),
    ...(type === 'decimal' && columnType === undefined && { precision: precision ?? 10, scale: scale ?? 0 }),
    ...(nullable === true && { nullable: true }),
    ...(raw !== undefined ? { default: { sql: String(raw) } } : options['default'] !== undefined && { default: options['default'] as never }),
    ...(comment !== undefined && { comment }),
  };
}
