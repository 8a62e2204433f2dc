// Owns views. A new text is put in place while the old columns stay as they were; else the view is made anew.
// CREATE OR REPLACE without WITH would forget the options, so they are always written out.
import { canonical } from '../catalog/fingerprint.ts';
import { qualified } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { map, records, text } from './attributes/attr.ts';
import type { CatalogObject, Context, Difference, Draft, Kind, Outcome } from './kind.ts';
import { memberLabels, memberLabelsSql } from './attributes/label.ts';
import { columnCommentsSql, columnsSql, definitionSql } from './views/relation-query.ts';
import { optionChanges, optionsJson, withOptions } from './attributes/reloptions.ts';
import { renamedTo } from './names/renamed-to.ts';
import { columnNames, comments, viewColumns } from './views/view-columns.ts';
import { columnPrivileges, columnPrivilegesSql } from './views/view-privileges.ts';

const on = (o: CatalogObject): string => `ALTER VIEW ${qualified(o.at.names)}`;

function definition(o: CatalogObject, verb: string): string {
  return `${verb} VIEW ${qualified(o.at.names)}${withOptions(o.attrs['options'])} AS\n${text(o, 'definition')!}`;
}

function change(d: Difference, ctx: Context): Outcome {
  const query = ['definition', 'columns', 'options'].some((a) => d.attrs.includes(a)) ? redefine(d) : [];
  if (query === 'replace') return query;
  // Of columns that may be new: after the query.
  return [...query, ...comments(d.to, d.from), ...memberLabels(d.to, d.from, columnNames(d.to)), ...columnPrivileges(d.to, d.from, ctx)];
}

function redefine(d: Difference): readonly Draft[] | 'replace' {
  const [was, is] = [records(d.from, 'columns'), records(d.to, 'columns')];
  if (!was.every((c, i) => canonical(c) === canonical(is[i]))) return 'replace';
  if (!d.attrs.includes('definition') && !d.attrs.includes('columns')) {
    return optionChanges(d.from.attrs['options'], d.to.attrs['options']).map((change) => ({
      sql: `${on(d.to)} ${change}`,
      what: 'options',
    }));
  }
  return [{ sql: definition(d.to, 'CREATE OR REPLACE'), what: 'definition' }];
}

export const view: Kind = {
  name: 'view',
  class: 'pg_class',
  among: ['pg_class v'],
  rank: 400,
  query: () => `
    SELECT c.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(n.nspname, c.relname) AS names, NULL::pg_catalog.json AS args,
      NULL::pg_catalog.json AS within, NULL::pg_catalog.int4 AS ordinal, pg_catalog.pg_get_userbyid(c.relowner)::pg_catalog.text AS owner,
      ${aclDelta('c.relacl', 'r', 'c.relowner')} AS acl,
      pg_catalog.json_build_object('definition', ${definitionSql}, 'columns', ${columnsSql},
        'options', ${optionsJson('c.reloptions')}, 'columnComments', ${columnCommentsSql}, 'memberLabels', ${memberLabelsSql},
        'columnPrivileges', ${columnPrivilegesSql}) AS attrs
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND c.relpersistence <> 't' AND {user_schemas:n}`,
  create: (o, ctx) => [
    { sql: definition(o, 'CREATE') },
    ...[...comments(o), ...memberLabels(o, undefined, columnNames(o)), ...columnPrivileges(o, undefined, ctx)].map((d) => ({ ...d, needs: [o.at] })),
  ],
  drop: (o) => ({ sql: `DROP VIEW ${qualified(o.at.names)}` }),
  together: [['definition', 'columns', 'options', 'columnComments', 'memberLabels', 'columnPrivileges']],
  alter: { definition: change },
  rename: (from, to) => ({
    sql: `${on(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  members: viewColumns('view column', on),
  slots: (o) => [`pg_type:${JSON.stringify([o.at.names, []])}`],
  replaceable: true,
  commentOn: (o) => `VIEW ${qualified(o.at.names)}`,
  ownerOn: (o) => `VIEW ${qualified(o.at.names)}`,
  grantOn: (o) => `TABLE ${qualified(o.at.names)}`,
  portable: ['options', 'comment', 'columnComments'],
  needsServer: (o) => (map(o, 'options').has('security_invoker') ? { major: 15, what: 'security_invoker' } : undefined),
};
