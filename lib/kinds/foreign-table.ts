// Owns foreign tables. Their columns, defaults and checks are the same kinds that tables have.
import { ident, qualified } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { list, text } from './attributes/attr.ts';
import { foreignOptionChanges, foreignOptions, withForeignOptions } from './attributes/foreign-options.ts';
import type { CatalogObject, Kind } from './kind.ts';
import { renamedTo } from './names/renamed-to.ts';

const name = (o: CatalogObject): string => `FOREIGN TABLE ${qualified(o.at.names)}`;

function create(o: CatalogObject, folded: readonly string[]): string {
  const lines = folded.filter((c) => c !== '');
  const body = lines.length === 0 ? '' : `(\n  ${lines.join(',\n  ')}\n)`;
  const parents = Array.isArray(o.attrs['inherits']) ? ` INHERITS (${(o.attrs['inherits'] as string[][]).map((p) => qualified(p)).join(', ')})` : '';
  const shape =
    list(o, 'partitionOf').length > 0
      ? ` PARTITION OF ${qualified(list(o, 'partitionOf'))} ${body} ${text(o, 'bound')!}`
      : ` ${body === '' ? '()' : body}${parents}`;
  return `CREATE ${name(o)}${shape} SERVER ${ident(text(o, 'server')!)}${withForeignOptions(o)}`;
}

const parents = (only: string): string =>
  `from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid and ${only}`;

export const foreignTable: Kind = {
  name: 'foreign table',
  class: 'pg_class',
  among: ['pg_class f'],
  rank: 202,
  query: () => `
    select c.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(c.relowner)::text as owner, ${aclDelta('c.relacl', 'r', 'c.relowner')} as acl,
      json_build_object('server', s.srvname, ${foreignOptions('f.ftoptions')}, 'bound', pg_get_expr(c.relpartbound, c.oid),
        'partitionOf', (select json_build_array(pn.nspname, p.relname) ${parents('c.relispartition')}),
        'inherits', (select json_agg(json_build_array(pn.nspname, p.relname) order by i.inhseqno) ${parents('not c.relispartition')})) as attrs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_foreign_table f on f.ftrelid = c.oid join pg_foreign_server s on s.oid = f.ftserver
    where c.relkind = 'f' and {user_schemas:n}`,
  create: (o, _ctx, folded) => ({ sql: create(o, folded) }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  together: [['server', 'partitionOf', 'bound', 'inherits']],
  alter: {
    server: 'replace',
    options: (d) => foreignOptionChanges(`ALTER ${name(d.to)}`, d.from, d.to),
  },
  rename: (from, to) => ({
    sql: `ALTER ${name(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  slots: (o) => [`pg_type:${JSON.stringify([o.at.names, []])}`],
  replaceable: true,
  rowless: true,
  commentOn: name,
  ownerOn: name,
  grantOn: (o) => `TABLE ${qualified(o.at.names)}`,
  privileges: (floor) => ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', ...(floor >= 17 ? ['MAINTAIN'] : [])],
  portable: ['server', 'options', 'comment'],
};
