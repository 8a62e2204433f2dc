// Owns extensions. Their members are the extension's business; their version is the server's, unless a definition states one.
import { ident, literal } from '../sql/quote.ts';
import { text } from './attributes/attr.ts';
import type { Difference, Kind, Outcome } from './kind.ts';
import { takenAlong } from './sql-types/moved-types.ts';

export const extension: Kind = {
  name: 'extension',
  class: 'pg_extension',
  rank: 20,
  // The comment of the control file is nobody's wish: only another one counts. plpgsql is there from the start.
  query: () => `
    SELECT e.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(e.extname) AS names, NULL::pg_catalog.json AS args,
      NULL::pg_catalog.json AS within, NULL::pg_catalog.int4 AS ordinal, NULL::pg_catalog.text AS owner, NULL::pg_catalog.json AS acl,
      pg_catalog.json_build_object('schema', n.nspname,
        -- a shadow notes it so where a statement stated it
        'version', CASE WHEN e.extversion LIKE '=%' THEN pg_catalog.substr(e.extversion, 2) END,
        -- what its types turn into, and from what: a column may change to or from one of them
        '~types', (SELECT pg_catalog.json_agg(pg_catalog.format_type(t.oid, NULL) ORDER BY t.oid) FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_type t ON t.oid = d.objid
          WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
            AND d.deptype = 'e' AND t.typelem = 0),
        '~casts', (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(pg_catalog.format_type(c.castsource, NULL), pg_catalog.format_type(c.casttarget, NULL), c.castcontext) ORDER BY c.oid)
          FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_cast c ON c.oid = d.objid
          WHERE d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid AND d.deptype = 'e'),
        '~version', CASE WHEN e.extversion NOT LIKE '=%' THEN e.extversion END,
        'comment', NULLIF(pg_catalog.obj_description(e.oid, 'pg_extension'),
          COALESCE((SELECT a.comment FROM pg_catalog.pg_available_extensions() a WHERE a.name = e.extname), ''))) AS attrs
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname <> 'plpgsql'`,
  create: (o) => {
    const [schema, version] = [text(o, 'schema'), text(o, 'version')];
    const place = schema === undefined || schema === 'pg_catalog' ? '' : ` SCHEMA ${ident(schema)}`;
    return { sql: `CREATE EXTENSION ${ident(o.at.names[0]!)}${place}${version === undefined ? '' : ` VERSION ${literal(version).trim()}`}` };
  },
  drop: (o) => ({ sql: `DROP EXTENSION ${ident(o.at.names[0]!)}` }),
  alter: {
    schema: (d, ctx) => ({
      alters: takenAlong(d.to.at, ctx),
      sql: `ALTER EXTENSION ${ident(d.to.at.names[0]!)} SET SCHEMA ${ident(text(d.to, 'schema')!)}`,
      what: 'schema',
    }),
    version: (d) => versions(d),
  },
  replaceable: false,
  commentOn: (o) => `EXTENSION ${ident(o.at.names[0]!)}`,
  portable: ['schema', 'version'],
};

/** Update scripts lead to newer versions alone. Where none was stated, it is taken to be the one that the shadow has. */
function versions(d: Difference): Outcome {
  const to = text(d.to, 'version');
  const was = text(d.from, 'version') ?? (d.from.aside?.['version'] as string | undefined);
  if (to !== undefined && was !== undefined && older(to, was)) return 'replace';
  return {
    sql: `ALTER EXTENSION ${ident(d.to.at.names[0]!)} UPDATE${to === undefined ? '' : ` TO ${literal(to).trim()}`}`,
    what: `version ${to ?? 'that is the default'}`,
  };
}

function older(a: string, b: string): boolean {
  const [x, y] = [a, b].map((v) =>
    v
      .split(/[^0-9]+/)
      .filter(Boolean)
      .map(Number),
  );
  for (let i = 0; i < Math.max(x!.length, y!.length); i++) if ((x![i] ?? 0) !== (y![i] ?? 0)) return (x![i] ?? 0) < (y![i] ?? 0);
  return false;
}
