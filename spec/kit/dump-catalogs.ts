// Owns which rows and columns of which system catalogs the independent dump holds. Data only. It shares nothing with lib/:
// what both would get wrong in the same way, nobody would see.

export interface SystemCatalog {
  /** Rows to keep; the catalog's alias is c. {ns:x}: namespace x is a user's; {rel:x}: relation x is in one; {own:x}: not built in. */
  readonly where: string;
  /** What a row is called. Default: pg_identify_object of its oid. */
  readonly label?: string;
  /** Whose extension membership decides for the row: [catalog, oid]. Default: the row itself. */
  readonly of?: readonly [string, string];
  /** Columns left out: volatile, derived, or written better under `more`. */
  readonly drop?: readonly string[];
  /** Columns of OIDs, and the catalog they point into. */
  readonly refs?: Readonly<Record<string, string>>;
  /** Further values; an entry whose `needs` column this server lacks is left out. */
  readonly more?: Readonly<Record<string, string | { readonly needs: string; readonly sql: string }>>;
  /** Owner column, and acldefault's letter or expression: an absent ACL is written as what it means. */
  readonly acl?: readonly [string, string];
}

const identity = (catalog: string, oid: string, sub = '0'): string => `(pg_identify_object('${catalog}'::regclass, ${oid}, ${sub})).identity`;
const column = (rel: string, num: string): string => identity('pg_class', rel, num);
const place = `CASE WHEN r.relkind IN ('v', 'm', 'c') THEN (SELECT count(*) FROM pg_attribute x WHERE x.attrelid = c.attrelid AND x.attnum > 0 AND x.attnum <= c.attnum AND NOT x.attisdropped) END`;
const relation = '(SELECT q FROM pg_class q WHERE q.oid = c.attrelid)';

export const catalogs: Readonly<Record<string, SystemCatalog>> = {
  pg_namespace: { where: '{ns:c.oid}', refs: { nspowner: 'pg_authid' }, acl: ['nspowner', "'n'"] },
  pg_class: {
    where: `{ns:c.relnamespace} AND c.relkind <> 't'`,
    drop: [
      'reltype',
      'relfilenode',
      'relpages',
      'reltuples',
      'relallvisible',
      'relallfrozen',
      'reltoastrelid',
      'relhasindex',
      'relnatts',
      'relhasrules',
      'relhastriggers',
      'relhassubclass',
      'relrewrite',
      'relfrozenxid',
      'relminmxid',
    ],
    refs: {
      relnamespace: 'pg_namespace',
      reloftype: 'pg_type',
      relowner: 'pg_authid',
      relam: 'pg_am',
      reltablespace: 'pg_tablespace',
    },
    more: { bound: 'pg_get_expr(c.relpartbound, c.oid)' },
    acl: ['relowner', `CASE WHEN c.relkind = 'S' THEN 's'::"char" ELSE 'r' END`],
  },
  pg_attribute: {
    where: `{rel:c.attrelid} AND c.attnum > 0 AND NOT c.attisdropped AND (${relation}).relkind NOT IN ('S', 't', 'i', 'I')`,
    of: ['pg_class', 'c.attrelid'],
    label: column('c.attrelid', 'c.attnum'),
    drop: [
      'attrelid',
      'atttypid',
      'atttypmod',
      'attlen',
      'attbyval',
      'attalign',
      'attndims',
      'attnum',
      'attcacheoff',
      'atthasmissing',
      'attmissingval',
      'attisdropped',
      'attislocal',
    ],
    refs: { attcollation: 'pg_collation' },
    more: {
      type: 'format_type(c.atttypid, c.atttypmod)',
      // what an inheritance child has from a parent is also its own, or is not: no statement that keeps its values changes that
      local: `CASE WHEN c.attinhcount = 0 OR (${relation}).relispartition THEN c.attislocal END`,
      place: `(SELECT ${place} FROM pg_class r WHERE r.oid = c.attrelid)`,
    },
  },
  // columns of an index have no names of their own worth comparing, only statistics targets
  'pg_attribute index': {
    where: `{rel:c.attrelid} AND c.attnum > 0 AND (${relation}).relkind IN ('i', 'I') AND c.attstattarget >= 0`,
    of: ['pg_class', 'c.attrelid'],
    label: `${identity('pg_class', 'c.attrelid')} || ' #' || c.attnum`,
    drop: [
      'attrelid',
      'attname',
      'atttypid',
      'atttypmod',
      'attlen',
      'attbyval',
      'attalign',
      'attndims',
      'attnum',
      'attcacheoff',
      'atthasmissing',
      'attmissingval',
      'attisdropped',
    ],
    refs: { attcollation: 'pg_collation' },
  },
  pg_attrdef: {
    where: '{rel:c.adrelid}',
    of: ['pg_class', 'c.adrelid'],
    label: column('c.adrelid', 'c.adnum'),
    drop: ['adrelid', 'adnum'],
    more: { expression: 'pg_get_expr(c.adbin, c.adrelid)' },
  },
  pg_constraint: {
    // a foreign key to a partitioned table has a numbered clone per partition: not anybody's object
    where: `{ns:c.connamespace} AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid)`,
    // the name of a not-null constraint is new in 18, and the default floor does not manage it
    label: `CASE WHEN c.contype = 'n' AND c.conrelid <> 0 THEN 'not null ' || ${column('c.conrelid', 'c.conkey[1]')} ELSE ${identity('pg_constraint', 'c.oid')} END`,
    drop: [
      'conname',
      'conrelid',
      'contypid',
      'conindid',
      'confrelid',
      'conkey',
      'confkey',
      'conpfeqop',
      'conppeqop',
      'conffeqop',
      'confdelsetcols',
      'conexclop',
      'connoinherit',
      'conislocal',
    ],
    refs: { connamespace: 'pg_namespace', conparentid: 'pg_constraint' },
    // which of several matching unique indexes a foreign key took is nobody's choice
    more: {
      definition: 'pg_get_constraintdef(c.oid)',
      index: `CASE WHEN c.contype <> 'f' THEN nullif(c.conindid, 0)::regclass END`,
      local: `CASE WHEN c.coninhcount = 0 OR (c.contype <> 'n' AND (SELECT q.relispartition FROM pg_class q WHERE q.oid = c.conrelid)) THEN c.conislocal END`,
      // of keys it remembers only whether a partition had them first: no statement says or changes it
      noinherit: `CASE WHEN c.contype IN ('c', 'n') THEN c.connoinherit END`,
    },
  },
  pg_index: {
    where: '{rel:c.indexrelid}',
    of: ['pg_class', 'c.indexrelid'],
    label: identity('pg_class', 'c.indexrelid'),
    drop: ['indexrelid', 'indcheckxmin', 'indkey', 'indclass', 'indcollation', 'indoption'],
    refs: { indrelid: 'pg_class' },
    more: { definition: 'pg_get_indexdef(c.indexrelid)' },
  },
  pg_inherits: {
    where: '{rel:c.inhrelid}',
    of: ['pg_class', 'c.inhrelid'],
    label: `${identity('pg_class', 'c.inhrelid')} || ' of ' || ${identity('pg_class', 'c.inhparent')}`,
    drop: ['inhrelid', 'inhparent', 'inhseqno'],
    more: { place: '(SELECT count(*) FROM pg_inherits x WHERE x.inhrelid = c.inhrelid AND x.inhseqno <= c.inhseqno)' },
  },
  pg_partitioned_table: {
    where: '{rel:c.partrelid}',
    of: ['pg_class', 'c.partrelid'],
    label: identity('pg_class', 'c.partrelid'),
    drop: ['partrelid', 'partattrs', 'partclass', 'partcollation'],
    refs: { partdefid: 'pg_class' },
    more: { key: 'pg_get_partkeydef(c.partrelid)' },
  },
  pg_sequence: {
    where: '{rel:c.seqrelid}',
    of: ['pg_class', 'c.seqrelid'],
    label: identity('pg_class', 'c.seqrelid'),
    drop: ['seqrelid'],
    refs: { seqtypid: 'pg_type' },
  },
  'pg_depend sequence': {
    where: `c.classid = 'pg_class'::regclass AND c.refclassid = 'pg_class'::regclass AND c.refobjsubid > 0 AND c.deptype IN ('a', 'i') AND {rel:c.objid} AND (SELECT relkind FROM pg_class WHERE oid = c.objid) = 'S'`,
    of: ['pg_class', 'c.objid'],
    label: identity('pg_class', 'c.objid'),
    drop: ['classid', 'objid', 'objsubid', 'refclassid', 'refobjid', 'refobjsubid'],
    more: { owner: column('c.refobjid', 'c.refobjsubid') },
  },
  'pg_depend extension': {
    where: `c.deptype = 'x'`,
    of: ['pg_class', '0'],
    label: '(pg_identify_object(c.classid, c.objid, 0)).identity',
    drop: ['classid', 'objid', 'objsubid', 'refclassid', 'refobjid', 'refobjsubid'],
    more: { on: `(pg_identify_object(c.refclassid, c.refobjid, 0)).identity` },
  },
  pg_type: {
    where: `{ns:c.typnamespace} AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = c.oid) AND (c.typrelid = 0 OR (SELECT relkind FROM pg_class WHERE oid = c.typrelid) = 'c')`,
    drop: ['typrelid', 'typarray', 'typbasetype', 'typtypmod', 'typndims', 'typdefault'],
    refs: { typnamespace: 'pg_namespace', typowner: 'pg_authid', typelem: 'pg_type', typcollation: 'pg_collation' },
    more: {
      base: 'format_type(nullif(c.typbasetype, 0), c.typtypmod)',
      default: 'coalesce(pg_get_expr(c.typdefaultbin, 0), c.typdefault)',
    },
    acl: ['typowner', "'T'"],
  },
  pg_enum: {
    where: '{ns:(SELECT typnamespace FROM pg_type t WHERE t.oid = c.enumtypid)}',
    of: ['pg_type', 'c.enumtypid'],
    label: `${identity('pg_type', 'c.enumtypid')} || ' ' || quote_literal(c.enumlabel)`,
    drop: ['enumtypid', 'enumsortorder'],
    more: {
      place: '(SELECT count(*) FROM pg_enum x WHERE x.enumtypid = c.enumtypid AND x.enumsortorder <= c.enumsortorder)',
    },
  },
  pg_range: {
    where: '{ns:(SELECT typnamespace FROM pg_type t WHERE t.oid = c.rngtypid)}',
    of: ['pg_type', 'c.rngtypid'],
    label: identity('pg_type', 'c.rngtypid'),
    drop: ['rngtypid'],
    refs: { rngsubtype: 'pg_type', rngmultitypid: 'pg_type', rngcollation: 'pg_collation', rngsubopc: 'pg_opclass' },
  },
  pg_proc: {
    where: '{ns:c.pronamespace}',
    drop: ['prosqlbody', 'proargtypes', 'proallargtypes', 'proargmodes', 'proargnames', 'provariadic'],
    refs: {
      pronamespace: 'pg_namespace',
      proowner: 'pg_authid',
      prolang: 'pg_language',
      prorettype: 'pg_type',
      protrftypes: 'pg_type',
    },
    more: {
      arguments: 'pg_get_function_arguments(c.oid)',
      result: 'pg_get_function_result(c.oid)',
      body: { needs: 'prosqlbody', sql: 'pg_get_function_sqlbody(c.oid)' },
    },
    acl: ['proowner', "'f'"],
  },
  pg_aggregate: {
    where: '{ns:(SELECT pronamespace FROM pg_proc p WHERE p.oid = c.aggfnoid)}',
    of: ['pg_proc', 'c.aggfnoid'],
    label: identity('pg_proc', 'c.aggfnoid'),
    refs: { aggsortop: 'pg_operator', aggtranstype: 'pg_type', aggmtranstype: 'pg_type' },
  },
  pg_trigger: {
    where: '{rel:c.tgrelid} AND NOT c.tgisinternal',
    drop: ['tgattr', 'tgargs', 'tgconstrindid', 'tgconstrrelid'],
    refs: { tgrelid: 'pg_class', tgfoid: 'pg_proc', tgparentid: 'pg_trigger', tgconstraint: 'pg_constraint' },
    more: { definition: 'pg_get_triggerdef(c.oid)' },
  },
  // the server's own triggers matter only where somebody switched them off
  'pg_trigger internal': {
    where: `{rel:c.tgrelid} AND c.tgisinternal AND c.tgenabled <> 'O' AND c.tgconstraint <> 0`,
    of: ['pg_class', 'c.tgrelid'],
    label: `${identity('pg_constraint', 'c.tgconstraint')} || ' ' || c.tgfoid::regproc || ' on ' || ${identity('pg_class', 'c.tgrelid')}`,
    drop: ['tgname', 'tgrelid', 'tgfoid', 'tgparentid', 'tgconstraint', 'tgattr', 'tgargs', 'tgconstrindid', 'tgconstrrelid'],
  },
  pg_rewrite: {
    where: '{rel:c.ev_class}',
    drop: [],
    refs: { ev_class: 'pg_class' },
    more: { definition: 'pg_get_ruledef(c.oid)' },
  },
  pg_policy: {
    where: '{rel:c.polrelid}',
    refs: { polrelid: 'pg_class', polroles: 'pg_authid' },
    more: { using: 'pg_get_expr(c.polqual, c.polrelid)', check: 'pg_get_expr(c.polwithcheck, c.polrelid)' },
  },
  pg_statistic_ext: {
    where: '{ns:c.stxnamespace}',
    drop: ['stxkeys', 'stxkind'],
    refs: { stxrelid: 'pg_class', stxnamespace: 'pg_namespace', stxowner: 'pg_authid' },
    more: {
      // columns by name: the server prints them by their place in the table, which may be another
      definition: `regexp_replace(pg_get_statisticsobjdef(c.oid), ' ON .*', '')
        || (SELECT string_agg(w, ',' ORDER BY w) FROM regexp_split_to_table(substring(pg_get_statisticsobjdef(c.oid) FROM ' ON (.*) FROM '), ', ') w)`,
      kinds: '(SELECT string_agg(k::text, NULL ORDER BY k::text) FROM unnest(c.stxkind) k)',
    },
  },
  // C and POSIX are for every encoding when they are copied and for one when they are written out: pg_dump knows no difference
  pg_collation: { where: '{ns:c.collnamespace}', drop: ['collencoding'], refs: { collnamespace: 'pg_namespace', collowner: 'pg_authid' } },
  pg_conversion: { where: '{ns:c.connamespace}', refs: { connamespace: 'pg_namespace', conowner: 'pg_authid' } },
  pg_operator: {
    where: '{ns:c.oprnamespace}',
    refs: {
      oprnamespace: 'pg_namespace',
      oprowner: 'pg_authid',
      oprleft: 'pg_type',
      oprright: 'pg_type',
      oprresult: 'pg_type',
      oprcom: 'pg_operator',
      oprnegate: 'pg_operator',
    },
  },
  pg_opclass: {
    where: '{ns:c.opcnamespace}',
    refs: {
      opcmethod: 'pg_am',
      opcnamespace: 'pg_namespace',
      opcowner: 'pg_authid',
      opcfamily: 'pg_opfamily',
      opcintype: 'pg_type',
      opckeytype: 'pg_type',
    },
  },
  pg_opfamily: {
    where: '{ns:c.opfnamespace}',
    refs: { opfmethod: 'pg_am', opfnamespace: 'pg_namespace', opfowner: 'pg_authid' },
  },
  pg_amop: {
    where: '{own:c.oid}',
    refs: {
      amopfamily: 'pg_opfamily',
      amoplefttype: 'pg_type',
      amoprighttype: 'pg_type',
      amopopr: 'pg_operator',
      amopmethod: 'pg_am',
      amopsortfamily: 'pg_opfamily',
    },
  },
  pg_amproc: {
    where: '{own:c.oid}',
    refs: { amprocfamily: 'pg_opfamily', amproclefttype: 'pg_type', amprocrighttype: 'pg_type' },
  },
  pg_am: { where: '{own:c.oid}' },
  pg_language: {
    where: '{own:c.oid}',
    refs: { lanowner: 'pg_authid', lanplcallfoid: 'pg_proc', laninline: 'pg_proc', lanvalidator: 'pg_proc' },
    acl: ['lanowner', "'l'"],
  },
  pg_cast: { where: '{own:c.oid}', refs: { castsource: 'pg_type', casttarget: 'pg_type', castfunc: 'pg_proc' } },
  pg_transform: { where: '{own:c.oid}', refs: { trftype: 'pg_type', trflang: 'pg_language' } },
  pg_ts_parser: { where: '{ns:c.prsnamespace}', refs: { prsnamespace: 'pg_namespace' } },
  pg_ts_template: { where: '{ns:c.tmplnamespace}', refs: { tmplnamespace: 'pg_namespace' } },
  pg_ts_dict: {
    where: '{ns:c.dictnamespace}',
    refs: { dictnamespace: 'pg_namespace', dictowner: 'pg_authid', dicttemplate: 'pg_ts_template' },
  },
  pg_ts_config: {
    where: '{ns:c.cfgnamespace}',
    refs: { cfgnamespace: 'pg_namespace', cfgowner: 'pg_authid', cfgparser: 'pg_ts_parser' },
  },
  pg_ts_config_map: {
    where: '{ns:(SELECT cfgnamespace FROM pg_ts_config t WHERE t.oid = c.mapcfg)}',
    of: ['pg_ts_config', 'c.mapcfg'],
    label: `${identity('pg_ts_config', 'c.mapcfg')} || ' ' || c.maptokentype || ' ' || c.mapseqno`,
    drop: ['mapcfg', 'maptokentype', 'mapseqno'],
    refs: { mapdict: 'pg_ts_dict' },
  },
  pg_foreign_data_wrapper: {
    where: '{own:c.oid}',
    refs: { fdwowner: 'pg_authid', fdwhandler: 'pg_proc', fdwvalidator: 'pg_proc' },
    acl: ['fdwowner', "'F'"],
  },
  pg_foreign_server: {
    where: '{own:c.oid}',
    refs: { srvowner: 'pg_authid', srvfdw: 'pg_foreign_data_wrapper' },
    acl: ['srvowner', "'S'"],
  },
  pg_foreign_table: {
    where: '{rel:c.ftrelid}',
    of: ['pg_class', 'c.ftrelid'],
    label: identity('pg_class', 'c.ftrelid'),
    drop: ['ftrelid'],
    refs: { ftserver: 'pg_foreign_server' },
  },
  pg_user_mapping: { where: 'true', refs: { umuser: 'pg_authid', umserver: 'pg_foreign_server' } },
  pg_event_trigger: { where: '{own:c.oid}', refs: { evtowner: 'pg_authid', evtfoid: 'pg_proc' } },
  pg_extension: {
    where: '{own:c.oid}',
    of: ['pg_class', '0'],
    drop: ['extconfig', 'extcondition'],
    refs: { extowner: 'pg_authid', extnamespace: 'pg_namespace' },
  },
  pg_publication: { where: 'true', refs: { pubowner: 'pg_authid' } },
  pg_publication_rel: {
    where: 'true',
    drop: ['prattrs'],
    refs: { prpubid: 'pg_publication', prrelid: 'pg_class' },
    more: {
      rows: { needs: 'prqual', sql: 'pg_get_expr(c.prqual, c.prrelid)' },
      columns: {
        needs: 'prattrs',
        sql: `(SELECT string_agg(a.attname::text, ', ' ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = c.prrelid AND a.attnum = ANY (c.prattrs))`,
      },
    },
  },
  pg_publication_namespace: { where: 'true', refs: { pnpubid: 'pg_publication', pnnspid: 'pg_namespace' } },
  pg_subscription: {
    where: '(SELECT datname FROM pg_database d WHERE d.oid = c.subdbid) = current_database()',
    drop: ['subdbid', 'subskiplsn'],
    refs: { subowner: 'pg_authid' },
  },
  pg_default_acl: { where: 'true', refs: { defaclrole: 'pg_authid', defaclnamespace: 'pg_namespace' } },
  pg_description: {
    where: `c.classoid <> 'pg_extension'::regclass AND ({own:c.objoid} OR c.objoid = 2200) AND NOT (c.objoid = 2200 AND c.description = 'standard public schema')`,
    of: ['*', 'c.objoid'],
    label: `(SELECT i.type || ' ' || i.identity FROM pg_identify_object(c.classoid, c.objoid, c.objsubid) i)`,
    drop: ['objoid', 'classoid', 'objsubid'],
  },
  pg_seclabel: {
    where: 'true',
    of: ['*', 'c.objoid'],
    label: `(SELECT i.type || ' ' || i.identity FROM pg_identify_object(c.classoid, c.objoid, c.objsubid) i)`,
    drop: ['objoid', 'classoid', 'objsubid'],
  },
};
