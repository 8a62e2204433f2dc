// Owns the columns of a model: a property's type, default and key, as definitions have them.
import type { ColumnDefinition, Default } from '../../format/definition.generated.ts';
import { TidemarkError } from '../../errors.ts';
import { literal } from '../../sql/quote.ts';
import { checkName } from './names.ts';
import type { DmlProperty } from './shapes.ts';

const TYPES: { readonly [property: string]: Pick<ColumnDefinition, 'type' | 'array'> } = {
  id: { type: 'text' },
  text: { type: 'text' },
  number: { type: 'integer' },
  float: { type: 'real' },
  bigNumber: { type: 'numeric' },
  boolean: { type: 'boolean' },
  dateTime: { type: 'timestamptz' },
  json: { type: 'jsonb' },
  array: { type: 'text', array: true },
  serial: { type: 'serial' },
};

/** `alone`: the property is the whole primary key; a number then counts by itself. undefined: computed, no column. */
export function columnOf(model: string, property: DmlProperty, alone: boolean): ColumnDefinition | undefined {
  if (property.computed === true) return undefined;
  const { fieldName, dataType, nullable, primaryKey, defaultValue } = property;
  if (fieldName === 'created_at' || fieldName === 'updated_at') return { type: 'timestamptz', default: { sql: 'now()' } };
  if (fieldName === 'deleted_at') return { type: 'timestamptz', nullable: true };
  const type = dataType.name === 'enum' ? enumType(dataType.options) : TYPES[dataType.name];
  if (type === undefined)
    throw new TidemarkError('MEDUSA_PROPERTY', `${model}.${fieldName} is of the kind ${dataType.name}, which tidemark does not know`, {
      next: 'write this table as entity() or in SQL, or ask for the property in an issue',
    });
  const counts = alone && primaryKey === true && dataType.name === 'number';
  const value = primaryKey === true && dataType.name !== 'enum' ? undefined : defaultOf(dataType.name, defaultValue);
  return {
    ...type,
    ...(counts && { type: 'serial' as const }),
    ...(nullable && primaryKey !== true && dataType.name !== 'id' && { nullable: true }),
    ...(value !== undefined && { default: value }),
  };
}

/** Choices of text are text with a check; numbers are held as numbers and nothing checks them. */
function enumType(options: DmlProperty['dataType']['options']): Pick<ColumnDefinition, 'type'> {
  return { type: choicesOf(options).every((c) => typeof c === 'string') ? 'text' : 'smallint' };
}

/** A list, or a TypeScript enum. */
function choicesOf(options: DmlProperty['dataType']['options']): readonly unknown[] {
  const choices = options?.['choices'] ?? [];
  return Array.isArray(choices) ? choices : Object.values(choices as object);
}

/** The check of an enum: its server-given name and expression. */
export function enumCheck(table: string, { fieldName, dataType, computed }: DmlProperty): { name: string; expression: string } | undefined {
  if (dataType.name !== 'enum' || computed === true) return undefined;
  const choices = choicesOf(dataType.options);
  if (!choices.every((c) => typeof c === 'string')) return undefined;
  const labels = choices.map((c) => literal(c).trim()).join(', ');
  return { name: checkName(table, fieldName), expression: `"${fieldName.replaceAll('"', '""')}" in (${labels})` };
}

function defaultOf(type: string, value: unknown): Default | undefined {
  // An id is made by the application alone.
  if (value === undefined || value === null || type === 'id') return undefined;
  if (type === 'json') return { json: value };
  if (type === 'array') return { sql: literal(arrayText(value as readonly unknown[])).trim() };
  if (type === 'bigNumber') return numberOf(value);
  if (value instanceof Date) return value.toISOString();
  return value as Default;
}

/** A number, a text, or an object that holds one. */
function numberOf(value: unknown): Default {
  if (typeof value !== 'object' || value === null) return value as Default;
  const { value: raw, numeric } = value as { readonly value?: unknown; readonly numeric?: unknown };
  return { sql: String(raw ?? numeric) };
}

/** An array as the server reads it. */
function arrayText(values: readonly unknown[]): string {
  return `{${values.map((v) => (v === null ? 'NULL' : `"${String(v).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;
}
