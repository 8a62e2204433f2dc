// Recognises what is done to one column: added, dropped, retyped, made NOT NULL, computed.
import { expressionAfter, parenthesised, plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { stringsOf, typeText } from '../sql/names.ts';
import { castOf, typeName, type Using } from './casts.ts';
import { needsUsing } from './castable.ts';
import type { HazardCode } from './codes.ts';
import { found, type Asked, type Found } from './found.ts';
import type { Altering } from './alter-table.ts';
import { addColumnDefault, given, isNull, isVolatile, volatilityOf } from './volatile.ts';
import type { Relation } from './relation.ts';

const serials = new Set(['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8']);

export function addColumn(cmd: Ast, text: string, { rel, asked, all }: Altering): Found[] {
  const def = cmd.def.ColumnDef;
  const name = def.colname as string;
  const { state, floor } = asked;
  const constraints = ((def.constraints ?? []) as Ast[]).map((c) => c.Constraint);
  const one = (type: string): Ast => constraints.find((c) => c.contype === type);
  const type = typeText(def.typeName);
  const object = `column ${plainName([...rel.names, name])}`;
  const children = rel.partitioned === true ? state.children(rel.names) : [];
  const base = (slots: Record<string, string | undefined> = {}) => ({
    target: rel,
    others: children,
    slots: {
      column: plainName([name]),
      type,
      default: expressionAfter(text, 'default'),
      sequence: plainName([...rel.names.slice(0, -1), `${rel.names.at(-1)!}_${name}_seq`]),
      check: plainName([`${name}_not_null`]),
      ...slots,
    },
  });

  if (cmd.missing_ok === true) {
    if (rel.columns.has(name) && rel.known) return [found('add-column-if-not-exists-existing', object, base())];
  }
  const note: HazardCode[] = cmd.missing_ok === true && !rel.known ? ['CORRECT_SILENT_SKIP'] : [];
  const out: Found[] = [];
  const defaultNode = given(one('CONSTR_DEFAULT')?.raw_expr);
  const volatility = defaultNode === undefined ? undefined : volatilityOf(defaultNode, state);
  const notNull = one('CONSTR_NOTNULL') !== undefined || one('CONSTR_PRIMARY') !== undefined;
  const generated = one('CONSTR_GENERATED');
  const isSerial = serials.has(type.toLowerCase());
  const identity = one('CONSTR_IDENTITY') !== undefined;
  const filled = isSerial || identity || generated !== undefined;

  if (one('CONSTR_PRIMARY') !== undefined) {
    if (filled) out.push(found('add-column-pk-serial', object, base()));
    else out.push(found('add-column-unique', object, base({ index: plainName([`${rel.names.at(-1)!}_pk`]), name: plainName([`${rel.names.at(-1)!}_pkey`]) })));
  } else if (isSerial) out.push(found('add-column-serial', object, base()));
  else if (identity) out.push(found('add-column-identity', object, base()));
  if (generated !== undefined) {
    const strict = notNull || one('CONSTR_CHECK') !== undefined;
    const stored = generated.generated_kind !== 'v';
    const expression = parenthesised(text, 'as');
    out.push(
      found(
        stored ? 'add-column-generated-stored' : strict ? 'add-column-generated-virtual-notnull' : 'add-column-generated-virtual',
        object,
        base({ expression }),
      ),
    );
    if (!stored && floor < 18) out.push(tooNew(object, rel, 18));
  }
  if (!filled) {
    if (volatility !== undefined) {
      if (isVolatile(volatility) || !notNull) out.push(found(addColumnDefault[volatility], object, base()));
      else out.push(found('add-column-default-const-notnull', object, base()));
    } else if (notNull)
      out.push(found('add-column-not-null-no-default', object, { ...base(), minus: all.setsDefault.has(name) ? ['FAIL_DATA_DEPENDENT'] : [] }));
  }
  if (one('CONSTR_UNIQUE') !== undefined)
    out.push(
      found(
        'add-column-unique',
        object,
        base({ index: plainName([`${rel.names.at(-1)!}_${name}_idx`]), name: plainName([`${rel.names.at(-1)!}_${name}_key`]) }),
      ),
    );
  const fk = one('CONSTR_FOREIGN');
  if (fk !== undefined) {
    const ref = state.relation(stringsOf({ RangeVar: fk.pktable }));
    const withDefault = volatility !== undefined || filled;
    const d = { ...base({ name: plainName([`${rel.names.at(-1)!}_${name}_fkey`]) }), others: [ref], fresh: rel.made };
    out.push(
      found(withDefault ? 'add-column-references-default' : 'add-column-references', object, { ...d, slots: { ...d.slots, ref: plainName(ref.names) } }),
    );
  }
  const check = one('CONSTR_CHECK');
  if (check !== undefined && generated === undefined)
    out.push(
      found(
        'add-column-check',
        object,
        base({ name: plainName([check.conname ?? `${rel.names.at(-1)!}_${name}_check`]), expression: parenthesised(text, 'check') }),
      ),
    );
  if (/^json$/i.test(type)) out.push(found('add-column-json', object, base()));
  const typeNames = stringsOf(def.typeName.names);
  const domain = state.domain(typeNames);
  if (domain !== undefined)
    out.push(
      found(domain.notNull || domain.constraints.size > 0 ? 'add-column-domain-constrained' : 'add-column-domain', object, base({ basetype: domain.type })),
    );
  if (rel.partitioned === true) out.push(found('add-column-partitioned', object, base()));
  if (out.length === 0 || (out.length === 1 && rel.partitioned === true)) out.push(found('add-column-nullable', object, { ...base(), note }));
  else if (note.length > 0) out.push(found('add-column-default-const', object, { ...base(), note }));
  return out;
}

function tooNew(object: string, rel: Relation, major: number): Found {
  return found('opaque', object, {
    target: rel,
    fresh: false,
    minus: ['OPAQUE_CODE'],
    plus: ['FAIL_CERTAIN'],
    slots: { because: `this needs PostgreSQL ${major}` },
  });
}

export function setNotNull(cmd: Ast, { rel, asked, all }: Altering): Found[] {
  const name = cmd.name as string;
  const column = rel.columns.get(name);
  const object = `column ${plainName([...rel.names, name])}`;
  const proofs = [...rel.constraints].filter(([, c]) => c.type === 'check' && c.enforced && c.proves.includes(name));
  const kept = proofs.filter(([n]) => !all.drops.has(n));
  const valid = kept.find(([, c]) => c.validated);
  const proof = valid ?? kept[0] ?? proofs[0];
  const slots = {
    column: plainName([name]),
    check: plainName([column?.notNullValid === false ? (column.notNullName ?? `${name}_not_null`) : (proof?.[0] ?? `${name}_not_null`)]),
    name: 'NOT NULL',
  };
  const d = { target: rel, slots, others: rel.partitioned === true ? asked.state.children(rel.names) : [] };
  const added = all.adds.get(name);
  if (added !== undefined) {
    return [
      added.hasDefault
        ? found('multi-alter-addnn-with-default', object, { ...d, slots: { ...slots, type: added.type, default: added.default } })
        : found('add-column-not-null-no-default', object, { ...d, slots: { ...slots, type: added.type } }),
    ];
  }
  if (column?.notNull === true) {
    if (column.notNullValid === false) return [found('set-not-null-after-notvalid-18', object, d)];
    return [found('set-not-null-with-valid-check', object, { ...d, minus: ['COMPAT_REQUIRED'] })];
  }
  if (valid !== undefined) return [found('set-not-null-with-valid-check', object, d)];
  if (all.checks.has(name)) return [found('set-not-null-check-added-same-alter', object, d)];
  if (proofs.length > 0 && kept.length === 0 && proofs.some(([, c]) => c.validated)) return [found('multi-alter-setnn-dropck', object, d)];
  if (kept.length > 0) return [found('set-not-null-with-notvalid-check', object, d)];
  if (!rel.known && all.drops.size > 0)
    return [found('multi-alter-setnn-dropck', object, { ...d, slots: { ...slots, check: plainName([[...all.drops][0]!]) } })];
  return [found(rel.partitioned === true ? 'set-not-null-partitioned' : 'set-not-null', object, d)];
}

const blockers = new Set(['view', 'materialized view', 'rule', 'policy', 'trigger', 'function', 'procedure']);

/** What refuses a change of the column while it is there. */
function leaners(rel: Relation, name: string, asked: Asked): string[] {
  return asked.state
    .dependents('table column', [...rel.names, name])
    .filter((o) => blockers.has(o.at.kind) || (o.at.kind === 'table column' && o.attrs['generated'] != null && o.at.names.at(-1) !== name))
    .map((o) => `${o.at.kind} ${plainName(o.at.names)}`);
}

export function dropColumn(cmd: Ast, { rel, asked }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `column ${plainName([...rel.names, name])}`;
  const d = { target: rel, slots: { column: plainName([name]) } };
  if (cmd.missing_ok === true && rel.known && !rel.columns.has(name)) return [found('alter-if-exists-absent', object, d)];
  if (cmd.behavior === 'DROP_CASCADE') return [found('drop-column-with-view-cascade', object, d)];
  const leaning = leaners(rel, name, asked);
  if (leaning.length > 0)
    return [
      found('drop-column-with-view', object, {
        ...d,
        fresh: false,
        slots: { ...d.slots, because: `${leaning.join(', ')} lean${leaning.length === 1 ? 's' : ''} on it` },
      }),
    ];
  const fks = [...rel.constraints].filter(([, c]) => c.type === 'foreign key' && c.columns.includes(name) && c.references !== undefined);
  if (fks.length > 0) {
    const slots = { ...d.slots, constraint: plainName([fks[0]![0]]) };
    return [found('drop-column-fk', object, { ...d, slots, others: fks.map(([, c]) => asked.state.relation(c.references!)) })];
  }
  return [found('drop-column-plain', object, d)];
}

function usingOf(def: Ast, column: string): Using {
  const expression = def.raw_default;
  if (expression === undefined) return 'none';
  const isColumn = (e: Ast): boolean => e?.ColumnRef !== undefined && stringsOf(e.ColumnRef.fields).at(-1) === column;
  if (isColumn(expression)) return 'none';
  if (expression.TypeCast !== undefined && isColumn(expression.TypeCast.arg) && typeText(expression.TypeCast.typeName) === typeText(def.typeName))
    return 'cast';
  const zone = expression.FuncCall;
  if (zone !== undefined && stringsOf(zone.funcname).at(-1) === 'timezone' && zone.args?.[0]?.A_Const !== undefined && isColumn(zone.args[1])) return 'zone';
  return 'expression';
}

export function alterType(cmd: Ast, text: string, { rel, asked }: Altering, utc: boolean): Found[] {
  const name = cmd.name as string;
  const def = cmd.def.ColumnDef;
  const { state } = asked;
  const column = rel.columns.get(name);
  const to = typeText(def.typeName);
  const object = `column ${plainName([...rel.names, name])}`;
  const d = { target: rel, slots: { column: plainName([name]), type: to, subaction: text, name: `type ${to}` } as Record<string, string | undefined> };
  const leaning = leaners(rel, name, asked);
  const using = usingOf(def, name);
  const incoming = state.referencing(rel.names).filter((f) => f.relation !== rel && f.constraint.referencedColumns?.includes(name) !== false);
  const outgoing = [...rel.constraints.values()].filter((c) => c.type === 'foreign key' && c.columns.includes(name) && c.references !== undefined);
  const others = [...incoming.map((f) => f.relation), ...outgoing.map((c) => state.relation(c.references!))];

  const throughText =
    def.raw_default?.TypeCast?.arg?.TypeCast !== undefined && stringsOf(def.raw_default.TypeCast.arg.TypeCast.typeName.names).at(-1) === 'text';
  const toNames = stringsOf(def.typeName.names);
  if (throughText && state.typeKind(toNames) === 'enum') return [found('enum-swap-type', object, { ...d, others })];
  if (column?.type === undefined) {
    if (leaning.length > 0)
      return [
        found('type-change-view-dependent', object, {
          ...d,
          fresh: false,
          slots: { ...d.slots, because: `${leaning.join(', ')} read${leaning.length === 1 ? 's' : ''} it` },
        }),
      ];
    return [found('type-change-int-bigint', object, { ...d, plus: using === 'expression' ? ['DATA_LOSSY_CAST', 'FAIL_DATA_DEPENDENT'] : [] })];
  }

  const domain = state.domain(toNames);
  const bare = (text: string): readonly string[] => text.split('.').map((n) => n.replaceAll('"', ''));
  const fromDomain = state.domain(bare(column.type));
  const cast = castOf(typeName(column.type), typeName(to), using, {
    utc,
    toConstrainedDomain: domain !== undefined && (domain.notNull || domain.constraints.size > 0),
    ...(domain === undefined ? {} : { toDomain: typeName(domain.type) }),
    ...(fromDomain === undefined ? {} : { fromDomain: typeName(fromDomain.type) }),
  });
  if (leaning.length > 0) {
    return [
      found(cast.same ? 'type-noop' : 'type-change-view-dependent', object, {
        ...d,
        fresh: false,
        slots: { ...d.slots, because: `${leaning.join(', ')} read${leaning.length === 1 ? 's' : ''} it` },
      }),
    ];
  }
  if (
    using === 'none' &&
    def.raw_default === undefined &&
    needsUsing(typeName(column.type), typeName(to), { from: state.typeKind(bare(column.type)), to: state.typeKind(toNames) })
  ) {
    const because = `no cast turns ${column.type} into ${to} by itself; USING says how`;
    return [found('type-change-int-bigint', object, { ...d, others, plus: ['FAIL_CERTAIN'], slots: { ...d.slots, because, sqlstate: '42804' } })];
  }
  const collation = stringsOf(def.collClause?.CollateClause?.collname ?? def.collClause?.collname).at(-1);
  // without COLLATE the column gets that of its new type
  const collates = column.collation === undefined ? collation !== undefined : collation !== (column.collation ?? undefined);
  const indexes = [...rel.indexes.values()].filter((i) => i.columns === undefined || i.columns.includes(name) || i.columns.includes(null) || i.partial);
  const plus: HazardCode[] = [...(cast.mayFail ? (['FAIL_DATA_DEPENDENT'] as const) : []), ...(cast.lossy ? (['DATA_LOSSY_CAST'] as const) : [])];
  if (cast.rewrite) return [found(others.length > 0 ? 'type-int-to-bigint-referenced-by-fk' : 'type-change-int-bigint', object, { ...d, others, plus })];
  if (collates && cast.same) return [found('alter-column-collation', object, { ...d, minus: indexes.length === 0 ? ['LOCK_INDEX_BUILD'] : [] })];
  const out: Found[] = collates && indexes.length > 0 ? [found('alter-column-collation', object, d)] : [];
  const checks = [...rel.constraints].filter(([, c]) => c.type === 'check' && c.columns.includes(name)).map(([n]) => n);
  const special = indexes.filter((i) => i.columns === undefined || i.columns.includes(null) || i.partial).filter((i) => mentions(i.names, rel, name, asked));
  if (checks.length > 0 && !cast.same)
    out.push(found('type-widen-varchar-with-check', object, { ...d, slots: { ...d.slots, constraint: plainName([checks[0]!]) } }));
  if ((special.length > 0 && !cast.same) || (cast.indexRebuild && indexes.length > 0))
    out.push(found('type-widen-varchar-partial-index', object, { ...d, plus }));
  if (others.length > 0 && !cast.same) out.push(found('type-widen-varchar-referenced-by-fk', object, { ...d, others }));
  if (out.length === 0)
    out.push(
      found('type-widen-varchar-indexed', object, {
        ...d,
        note: cast.resultChanges ? ['COMPAT_RESULT', 'COMPAT_TYPE'] : [],
      }),
    );
  return out;
}

/** Does an index with expressions or a predicate mention the column? Without edges to ask: yes. */
function mentions(index: readonly string[], rel: Relation, column: string, asked: Asked): boolean {
  if (!asked.state.hasCatalog) return true;
  return asked.state.dependents('table column', [...rel.names, column]).some((o) => o.at.kind === 'index' && o.at.names.at(-1) === index.at(-1));
}

export function columnDefault(cmd: Ast, { rel, all }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `column ${plainName([...rel.names, name])}`;
  const d = { target: rel, slots: { column: plainName([name]) } };
  if (rel.kind === 'view') return [found('set-column-default-view', object, d)];
  if (!isNull(cmd.def)) return [found('set-default', object, d)];
  const column = rel.columns.get(name);
  // taken away only to be given again, or from a column that never had one
  if (all.setsDefault.has(name) || (column?.hasDefault === false && rel.known)) return [found('set-default', object, d)];
  if (column?.notNull === false && rel.known) return [found('drop-default', object, { ...d, verdict: 'safe' })];
  return [found('drop-default', object, d)];
}

export function identity(cmd: Ast, { rel, all }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `column ${plainName([...rel.names, name])}`;
  const d = {
    target: rel,
    slots: { column: plainName([name]), action: `ALTER TABLE ${plainName(rel.names)} ALTER COLUMN ${plainName([name])} ADD GENERATED BY DEFAULT AS IDENTITY` },
  };
  if (cmd.subtype === 'AT_AddIdentity') {
    const options = (cmd.def?.Constraint?.options ?? []) as Ast[];
    const starts = options.some((o) => o.DefElem?.defname === 'start');
    return [found('add-identity', object, { ...d, ...(starts ? { minus: ['CORRECT_SEQ_RESET'], verdict: 'safe' as const } : {}) })];
  }
  if (cmd.subtype === 'AT_DropIdentity') return [found('drop-identity', object, { ...d, minus: all.setsDefault.has(name) ? ['COMPAT_DEFAULT'] : [] })];
  const options = (Array.isArray(cmd.def) ? cmd.def : (cmd.def?.List?.items ?? [])) as Ast[];
  const out: Found[] = [];
  for (const o of options) {
    if (o.DefElem?.defname === 'generated') {
      const kind = o.DefElem.arg?.Integer?.ival as number | undefined;
      out.push(kind === 'a'.charCodeAt(0) ? found('set-identity-always', object, d) : found('set-identity-default', object, d));
    } else if (o.DefElem?.defname === 'restart')
      out.push(
        found('alter-sequence-restart', object, {
          ...d,
          slots: { ...d.slots, name: plainName([...rel.names.slice(0, -1), `${rel.names.at(-1)!}_${name}_seq`]) },
        }),
      );
    else if (o.DefElem?.defname === 'cycle' && o.DefElem.arg?.Boolean?.boolval === true)
      out.push(found('alter-sequence-cycle', object, { ...d, slots: { ...d.slots, name: plainName([name]) } }));
    else out.push(found('set-identity-default', object, d));
  }
  return out.length > 0 ? out : [found('set-identity-default', object, d)];
}

export function setExpression(cmd: Ast, { rel, asked }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `column ${plainName([...rel.names, name])}`;
  const d = { target: rel, slots: { column: plainName([name]), type: rel.columns.get(name)?.type } };
  if (asked.floor < 17) return [tooNew(object, rel, 17)];
  return [found(rel.columns.get(name)?.generated === 'virtual' ? 'set-expression-virtual' : 'set-expression', object, d)];
}
