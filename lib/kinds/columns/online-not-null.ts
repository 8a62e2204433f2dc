// Owns how NOT NULL comes to a table with rows while others go on working with it: for new rows first, the old ones are looked at later.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { losesRows } from '../keys/violations.ts';
import type { CatalogObject, Check, Context, Draft } from '../kind.ts';
import { derivedName } from '../names/derived-name.ts';
import { tableOf } from '../partitions/inheritance.ts';
import { restBelow, stopgapGone } from '../partitions/joining.ts';
import { constraintName } from '../partitions/not-null-names.ts';

const table = (at: Address): string => qualified(at.names.slice(0, 2));
const name = (at: Address): string => ident(at.names[2]!);
export const column = (o: CatalogObject): string => `ALTER TABLE ${table(o.at)} ALTER COLUMN ${name(o.at)}`;

/** The rows that have no value. */
export function nulls(o: CatalogObject): Check {
  const rows = o.attrs['noInherit'] === true ? `ONLY ${table(o.at)}` : table(o.at);
  const where = `FROM ${rows} WHERE ${name(o.at)} IS NULL`;
  return {
    sql: `SELECT pg_catalog.count(*) ${where}`,
    message: `rows of ${o.at.names.slice(0, 2).join('.')} have no value in ${o.at.names[2]!}`,
    list: `SELECT * ${where}`,
  };
}

/** Empty where rows move in the plan before it. */
export function nullsNow(o: CatalogObject, ctx: Context): Pick<Draft, 'check'> {
  return losesRows(tableOf(o), ctx) ? {} : { check: nulls(o) };
}

/** 18 has a form of its own. */
export function native(o: CatalogObject, ctx: Context): Draft[] {
  const constraint = ident(constraintName(o));
  return [
    {
      sql: `ALTER TABLE ${table(o.at)} ADD CONSTRAINT ${constraint} NOT NULL ${name(o.at)}${o.attrs['noInherit'] === true ? ' NO INHERIT' : ''} NOT VALID`,
      what: 'for new rows',
      commit: 'boundary',
      ...nullsNow(o, ctx),
    },
    { sql: `ALTER TABLE ${table(o.at)} VALIDATE CONSTRAINT ${constraint}`, what: 'validate', commit: 'boundary', timeout: 'build' },
  ];
}

/** Below 18: a valid CHECK proves to SET NOT NULL that it need not scan. */
export function throughCheck(o: CatalogObject, ctx: Context): Draft[] {
  const [schema, home] = o.at.names as [string, string];
  const helper = derivedName(home, o.at.names[2]!, 'tidemark_not_null');
  const [proof, at] = [ident(helper), [address('table constraint', [schema, home, helper])]];
  return [
    {
      sql: `ALTER TABLE ${table(o.at)} ADD CONSTRAINT ${proof} CHECK (${name(o.at)} IS NOT NULL) NOT VALID`,
      what: 'for new rows',
      commit: 'boundary',
      ...nullsNow(o, ctx),
      makes: at,
      takes: restBelow(tableOf(o), ctx),
    },
    { sql: `ALTER TABLE ${table(o.at)} VALIDATE CONSTRAINT ${proof}`, what: 'validate', commit: 'boundary', timeout: 'build', alters: at },
    { sql: `${column(o)} SET NOT NULL` },
    { sql: `ALTER TABLE ${table(o.at)} DROP CONSTRAINT ${proof}`, what: 'proved', breaks: at, frees: [stopgapGone(keyOf(tableOf(o)))] },
  ];
}
