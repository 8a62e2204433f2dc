// Security labels. The shadow has no provider, which is a library of the server's: the label is put into the catalog as it stands.
import type { Ast } from '../../../sql/parse.ts';
import { literal } from '../../../sql/quote.ts';
import type { Assumed } from './assume.ts';

const shape =
  /\bon\s+(?:materialized\s+view|foreign\s+table|event\s+trigger|procedural\s+language|[a-z]+)\s+([\s\S]+?)\s+is\s+(?:null|e?'(?:[^']|'')*'|(\$\w*\$)[\s\S]*\2)\s*$/i;

/** An object as [class, how its name becomes an OID]. */
const casts: { readonly [type: string]: readonly [string, string] } = {
  OBJECT_TABLE: ['pg_class', 'regclass'],
  OBJECT_VIEW: ['pg_class', 'regclass'],
  OBJECT_MATVIEW: ['pg_class', 'regclass'],
  OBJECT_SEQUENCE: ['pg_class', 'regclass'],
  OBJECT_FOREIGN_TABLE: ['pg_class', 'regclass'],
  OBJECT_TYPE: ['pg_type', 'regtype'],
  OBJECT_DOMAIN: ['pg_type', 'regtype'],
  OBJECT_FUNCTION: ['pg_proc', 'regprocedure'],
  OBJECT_PROCEDURE: ['pg_proc', 'regprocedure'],
  OBJECT_ROUTINE: ['pg_proc', 'regprocedure'],
  OBJECT_AGGREGATE: ['pg_proc', 'regprocedure'],
  OBJECT_SCHEMA: ['pg_namespace', 'regnamespace'],
};
const named: { readonly [type: string]: readonly [string, string] } = {
  OBJECT_LANGUAGE: ['pg_language', 'lanname'],
  OBJECT_PUBLICATION: ['pg_publication', 'pubname'],
  OBJECT_EVENT_TRIGGER: ['pg_event_trigger', 'evtname'],
};

export function securityLabels(sql: string, tag: string, node: Ast): Assumed | undefined {
  const provider = node.provider as string | undefined;
  const text = shape.exec(sql)?.[1];
  if (tag !== 'SecLabelStmt' || provider === undefined || text === undefined) return undefined;
  const found = objectOf(node.objtype as string, node.object, text);
  if (found === undefined) return undefined;
  const [of, id, sub] = found;
  const at = `classoid = 'pg_catalog.${of}'::pg_catalog.regclass AND objoid = ${id} AND objsubid = ${sub} AND provider = ${literal(provider)}`;
  const label = node.label as string | undefined;
  const put = `INSERT INTO pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label) VALUES (${id}, 'pg_catalog.${of}'::pg_catalog.regclass, ${sub}, ${literal(provider)}, ${literal(label ?? '')})`;
  return {
    what: `security labels of ${provider}`,
    statements: [
      'SET allow_system_table_mods = on',
      `DELETE FROM pg_catalog.pg_seclabel WHERE ${at}`,
      ...(label === undefined ? [] : [put]),
      'SET allow_system_table_mods = off',
    ],
    main: 1,
  };
}

/** Catalog, OID and number of the column, as expressions. */
function objectOf(type: string, object: Ast, text: string): readonly [string, string, string] | undefined {
  if (casts[type] !== undefined) return [casts[type][0], `${literal(text)}::pg_catalog.${casts[type][1]}::pg_catalog.oid`, '0'];
  if (named[type] !== undefined) {
    const [catalog, name] = named[type];
    return [catalog, `(SELECT oid FROM pg_catalog.${catalog} WHERE ${name} = ${literal(String(object?.String?.sval))})`, '0'];
  }
  if (type !== 'OBJECT_COLUMN') return undefined;
  const names = ((object?.List?.items ?? []) as Ast[]).map((n) => n.String.sval as string);
  const table = `${literal(
    names
      .slice(0, -1)
      .map((n) => `"${n.replaceAll('"', '""')}"`)
      .join('.'),
  )}::pg_catalog.regclass::pg_catalog.oid`;
  return ['pg_class', table, `(SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = ${table} AND attname = ${literal(names.at(-1)!)})`];
}
