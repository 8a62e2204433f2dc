// Owns the column types of the TypeScript surface, in PostgreSQL's words.
import { column, type Column } from './column.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Digits = string | number | bigint;
type Moment = string | Date;

const given = <T extends object>(options: T): Partial<T> => Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined)) as Partial<T>;

export const text = (): Column<string> => column({ type: 'text' });
export const varchar = (length?: number): Column<string> => column({ type: 'varchar', ...given({ length }) });
export const char = (length?: number): Column<string> => column({ type: 'char', ...given({ length }) });
export const citext = (): Column<string> => column({ type: 'citext' });
export const name = (): Column<string> => column({ type: 'name' });

export const smallint = (): Column<number> => column({ type: 'smallint' });
export const integer = (): Column<number> => column({ type: 'integer' });
export const bigint = (): Column<Digits> => column({ type: 'bigint' });
export const smallserial = (): Column<number> => column({ type: 'smallserial' });
export const serial = (): Column<number> => column({ type: 'serial' });
export const bigserial = (): Column<Digits> => column({ type: 'bigserial' });
/** numeric(precision, scale); without either, any number of digits. */
export const numeric = (precision?: number, scale?: number): Column<Digits> => column({ type: 'numeric', ...given({ precision, scale }) });
export const decimal = numeric;
export const real = (): Column<number> => column({ type: 'real' });
export const double = (): Column<number> => column({ type: 'double precision' });
export const money = (): Column<Digits> => column({ type: 'money' });
export const boolean = (): Column<boolean> => column({ type: 'boolean' });

export const date = (): Column<Moment> => column({ type: 'date' });
/** `precision`: digits of the second, 0 to 6. */
export const time = (precision?: number): Column<string> => column({ type: 'time', ...given({ precision }) });
export const timetz = (precision?: number): Column<string> => column({ type: 'timetz', ...given({ precision }) });
export const timestamp = (precision?: number): Column<Moment> => column({ type: 'timestamp', ...given({ precision }) });
export const timestamptz = (precision?: number): Column<Moment> => column({ type: 'timestamptz', ...given({ precision }) });
/** interval('day to second', 3) */
export const interval = (fields?: string, precision?: number): Column<string> => column({ type: 'interval', ...given({ fields, precision }) });

export const uuid = (): Column<string> => column({ type: 'uuid' });
export const json = (): Column<Json> => column({ type: 'json' });
export const jsonb = (): Column<Json> => column({ type: 'jsonb' });
export const jsonpath = (): Column<string> => column({ type: 'jsonpath' });
export const xml = (): Column<string> => column({ type: 'xml' });
export const bytea = (): Column<string | Uint8Array> => column({ type: 'bytea' });
export const bit = (length?: number): Column<string> => column({ type: 'bit', ...given({ length }) });
export const varbit = (length?: number): Column<string> => column({ type: 'varbit', ...given({ length }) });

export const inet = (): Column<string> => column({ type: 'inet' });
export const cidr = (): Column<string> => column({ type: 'cidr' });
export const macaddr = (): Column<string> => column({ type: 'macaddr' });
export const macaddr8 = (): Column<string> => column({ type: 'macaddr8' });

export const point = (): Column<string> => column({ type: 'point' });
export const line = (): Column<string> => column({ type: 'line' });
export const lseg = (): Column<string> => column({ type: 'lseg' });
export const box = (): Column<string> => column({ type: 'box' });
export const path = (): Column<string> => column({ type: 'path' });
export const polygon = (): Column<string> => column({ type: 'polygon' });
export const circle = (): Column<string> => column({ type: 'circle' });

export const tsvector = (): Column<string> => column({ type: 'tsvector' });
export const tsquery = (): Column<string> => column({ type: 'tsquery' });

export const int4range = (): Column<string> => column({ type: 'int4range' });
export const int8range = (): Column<string> => column({ type: 'int8range' });
export const numrange = (): Column<string> => column({ type: 'numrange' });
export const daterange = (): Column<string> => column({ type: 'daterange' });
export const tsrange = (): Column<string> => column({ type: 'tsrange' });
export const tstzrange = (): Column<string> => column({ type: 'tstzrange' });
export const int4multirange = (): Column<string> => column({ type: 'int4multirange' });
export const int8multirange = (): Column<string> => column({ type: 'int8multirange' });
export const nummultirange = (): Column<string> => column({ type: 'nummultirange' });
export const datemultirange = (): Column<string> => column({ type: 'datemultirange' });
export const tsmultirange = (): Column<string> => column({ type: 'tsmultirange' });
export const tstzmultirange = (): Column<string> => column({ type: 'tstzmultirange' });

export const oid = (): Column<Digits> => column({ type: 'oid' });
export const regclass = (): Column<string> => column({ type: 'regclass' });
export const regtype = (): Column<string> => column({ type: 'regtype' });
export const regproc = (): Column<string> => column({ type: 'regproc' });
export const pgLsn = (): Column<string> => column({ type: 'pg_lsn' });
export const xid8 = (): Column<Digits> => column({ type: 'xid8' });

// Types of extensions: the definitions create the extension, unless an .sql file says how.
export const hstore = (): Column<string> => column({ type: 'hstore' });
export const ltree = (): Column<string> => column({ type: 'ltree' });
export const lquery = (): Column<string> => column({ type: 'lquery' });
export const ltxtquery = (): Column<string> => column({ type: 'ltxtquery' });
export const cube = (): Column<string> => column({ type: 'cube' });
export const isbn = (): Column<string> => column({ type: 'isbn' });
/** geometry('Point,4326') */
export const geometry = (subtype?: string): Column<string> => column({ type: 'geometry', ...given({ subtype }) });
export const geography = (subtype?: string): Column<string> => column({ type: 'geography', ...given({ subtype }) });
/** `length`: the number of dimensions. */
export const vector = (length?: number): Column<string> => column({ type: 'vector', ...given({ length }) });
export const halfvec = (length?: number): Column<string> => column({ type: 'halfvec', ...given({ length }) });
export const sparsevec = (length?: number): Column<string> => column({ type: 'sparsevec', ...given({ length }) });

/** A native enum type, `enumeration('product_status', ['draft', 'published'])`, or with labels alone a text column with a check. */
export function enumeration<const Label extends string>(labels: readonly Label[]): Column<Label>;
export function enumeration<const Label extends string>(type: string, labels: readonly Label[]): Column<Label>;
export function enumeration(first: string | readonly string[], labels?: readonly string[]): Column<string> {
  return typeof first === 'string' ? column({ type: 'enum', enumName: first, values: [...labels!] }) : column({ type: 'enum', values: [...first] });
}

/** Any other type as SQL writes it, with its schema: a domain, a composite, an extension's type. */
export const type = <Value = string>(sqlType: string): Column<Value> => column({ type: 'other', sqlType });
