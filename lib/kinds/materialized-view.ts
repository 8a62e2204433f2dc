// Owns materialized views. Another text makes them anew, filled; their indexes are objects of their own.
import { address, compareText } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { flag, text } from './attributes/attr.ts';
import { columnExtras } from './columns/column-extras.ts';
import type { Attrs, CatalogObject, Draft, Kind } from './kind.ts';
import { memberLabels, memberLabelsSql } from './attributes/label.ts';
import { columnCommentsSql, columnExtrasSql, columnsSql, definitionSql, typeStorageSql } from './views/relation-query.ts';
import { optionChanges, optionsJson, withOptions } from './attributes/reloptions.ts';
import { renamedTo } from './names/renamed-to.ts';
import { toItsSpace } from './partitions/tablespace.ts';
import { trailing } from './attributes/trailing.ts';
import { columnNames, comments, viewColumns } from './views/view-columns.ts';
import { columnPrivileges, columnPrivilegesSql } from './views/view-privileges.ts';

const name = (o: CatalogObject): string => qualified(o.at.names);
const on = (o: CatalogObject): string => `ALTER MATERIALIZED VIEW ${name(o)}`;

function create(o: CatalogObject): Draft {
  const using = text(o, 'accessMethod') === undefined ? '' : ` USING ${ident(text(o, 'accessMethod')!)}`;
  const space = text(o, 'tablespace') === undefined ? '' : ` TABLESPACE ${ident(text(o, 'tablespace')!)}`;
  const empty = flag(o, 'empty') ? '\nWITH NO DATA' : '';
  return {
    sql: `CREATE MATERIALIZED VIEW ${name(o)}${using}${withOptions(o.attrs['options'])}${space} AS\n${text(o, 'definition')!}${empty}`,
    timeout: 'build',
  };
}

/** Storage, statistics target and options, column by column. */
function extras(to: CatalogObject, from?: CatalogObject): Draft[] {
  const names = new Set([...Object.keys(extrasOf(to)), ...(from === undefined ? [] : Object.keys(extrasOf(from)))]);
  const column = (o: CatalogObject, n: string): CatalogObject => ({
    at: address('table column', [...o.at.names, n]),
    attrs: extrasOf(o)[n] ?? {},
    aside: { typeStorage: ((o.aside?.['typeStorage'] ?? {}) as Attrs)[n] ?? null },
  });
  return [...names].sort(compareText).flatMap((n) => columnExtras(column(to, n), from === undefined ? undefined : column(from, n)));
}

const extrasOf = (o: CatalogObject): { readonly [column: string]: Attrs } => (o.attrs['columnExtras'] ?? {}) as { readonly [column: string]: Attrs };

export const materializedView: Kind = {
  name: 'materialized view',
  class: 'pg_class',
  among: ['pg_class m'],
  rank: 410,
  query: (server) => `
    SELECT c.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(n.nspname, c.relname) AS names, NULL::pg_catalog.json AS args,
      NULL::pg_catalog.json AS within, NULL::pg_catalog.int4 AS ordinal, pg_catalog.pg_get_userbyid(c.relowner)::pg_catalog.text AS owner,
      ${aclDelta('c.relacl', 'r', 'c.relowner')} AS acl,
      pg_catalog.json_build_object('definition', ${definitionSql}, 'columns', ${columnsSql},
        'options', ${optionsJson('c.reloptions', 'toast.reloptions')}, 'columnComments', ${columnCommentsSql}, 'memberLabels', ${memberLabelsSql}, 'columnExtras', ${columnExtrasSql(server)}, '~typeStorage', ${typeStorageSql}, 'columnPrivileges', ${columnPrivilegesSql},
        'tablespace', (SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = c.reltablespace),
        'accessMethod', (SELECT m.amname FROM pg_catalog.pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),
        'empty', CASE WHEN NOT c.relispopulated THEN true END) AS attrs
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid
    WHERE c.relkind = 'm' AND {user_schemas:n}`,
  create: (o, ctx) => [
    create(o),
    ...trailing(o, [...extras(o), ...comments(o), ...memberLabels(o, undefined, columnNames(o)), ...columnPrivileges(o, undefined, ctx)]),
  ],
  drop: (o) => ({ sql: `DROP MATERIALIZED VIEW ${name(o)}` }),
  together: [['definition', 'columns']],
  alter: {
    definition: 'replace',
    options: (d) =>
      optionChanges(d.from.attrs['options'], d.to.attrs['options']).map((change) => ({
        sql: `${on(d.to)} ${change}`,
        what: 'options',
      })),
    tablespace: (d) => ({
      sql: `${on(d.to)} ${toItsSpace(d.to)}`,
      what: 'tablespace',
      timeout: 'build',
    }),
    accessMethod: (d, ctx) =>
      ctx.floor >= 15
        ? {
            sql: `${on(d.to)} SET ACCESS METHOD ${ident(text(d.to, 'accessMethod') ?? 'heap')}`,
            what: 'access method',
            timeout: 'build',
          }
        : 'replace',
    columnComments: (d) => comments(d.to, d.from),
    memberLabels: (d) => memberLabels(d.to, d.from, columnNames(d.to)),
    columnExtras: (d) => extras(d.to, d.from),
    columnPrivileges: (d, ctx) => columnPrivileges(d.to, d.from, ctx),
    empty: (d) => ({
      sql: `REFRESH MATERIALIZED VIEW ${name(d.to)}${flag(d.to, 'empty') ? ' WITH NO DATA' : ''}`,
      what: flag(d.to, 'empty') ? 'emptied' : 'filled',
      timeout: 'build',
    }),
  },
  rename: (from, to) => ({
    sql: `${on(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  members: viewColumns('materialized view column', on),
  slots: (o) => [`pg_type:${JSON.stringify([o.at.names, []])}`],
  replaceable: true,
  commentOn: (o) => `MATERIALIZED VIEW ${name(o)}`,
  ownerOn: (o) => `MATERIALIZED VIEW ${name(o)}`,
  grantOn: (o) => `TABLE ${name(o)}`,
  portable: ['options', 'comment', 'columnComments'],
};
