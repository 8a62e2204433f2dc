// Owns foreign-data wrappers.
import { ident } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { text } from './attributes/attr.ts';
import { foreignOptionChanges, foreignOptions, withForeignOptions } from './attributes/foreign-options.ts';
import type { CatalogObject, Draft, Kind } from './kind.ts';
import { routineName } from './names/routine-name.ts';

const name = (o: CatalogObject): string => `FOREIGN DATA WRAPPER ${ident(o.at.names[0]!)}`;

function routine(o: CatalogObject, attr: 'handler' | 'validator'): Draft {
  const word = attr.toUpperCase();
  return {
    sql: `ALTER ${name(o)} ${text(o, attr) === undefined ? `NO ${word}` : `${word} ${text(o, attr)!}`}`,
    what: attr,
  };
}

export const foreignDataWrapper: Kind = {
  name: 'foreign-data wrapper',
  class: 'pg_foreign_data_wrapper',
  rank: 70,
  query: () => `
    select w.oid::text as objid, 0 as objsubid, json_build_array(w.fdwname) as names, null::json as args, null::json as within, null::int4 as ordinal,
      pg_get_userbyid(w.fdwowner)::text as owner, ${aclDelta('w.fdwacl', 'F', 'w.fdwowner')} as acl,
      json_build_object('handler', ${routineName('w.fdwhandler')}, 'validator', ${routineName('w.fdwvalidator')}, ${foreignOptions('w.fdwoptions')}) as attrs
    from pg_foreign_data_wrapper w`,
  create: (o) => ({
    sql: `CREATE ${name(o)}${text(o, 'handler') === undefined ? '' : ` HANDLER ${text(o, 'handler')!}`}${text(o, 'validator') === undefined ? '' : ` VALIDATOR ${text(o, 'validator')!}`}${withForeignOptions(o)}`,
  }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: {
    handler: (d) => routine(d.to, 'handler'),
    validator: (d) => routine(d.to, 'validator'),
    options: (d) => foreignOptionChanges(`ALTER ${name(d.to)}`, d.from, d.to),
  },
  rename: (from, to) => ({ sql: `ALTER ${name(from)} RENAME TO ${ident(to.names[0]!)}` }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  grantOn: name,
  privileges: () => ['USAGE'],
  portable: ['options', 'comment'],
};
