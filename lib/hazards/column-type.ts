// Recognises ALTER COLUMN ... TYPE: the cast, and what hangs on the column.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { stringsOf, typeText } from '../sql/names.ts';
import { leaners } from './alter-column.ts';
import type { Altering } from './altering.ts';
import { castOf, castsOf, typeName, type Using } from './casts.ts';
import { needsUsing } from './castable.ts';
import type { HazardCode } from './codes.ts';
import { found, type Asked, type Found } from './found.ts';
import type { Relation } from './relation.ts';

const refersTo =
  (column: string) =>
  (e: Ast): boolean =>
    e?.ColumnRef !== undefined && stringsOf(e.ColumnRef.fields).at(-1) === column;

/** The types that a column is cast to, one after the other. */
function castTo(expression: Ast, isColumn: (e: Ast) => boolean): string[] {
  const cast = expression?.TypeCast;
  if (cast === undefined) return [];
  const inner = castTo(cast.arg, isColumn);
  return inner.length > 0 || isColumn(cast.arg) ? [...inner, typeText(cast.typeName)] : [];
}

function usingOf(def: Ast, column: string): Using {
  const expression = def.raw_default;
  if (expression === undefined) return 'none';
  const isColumn = refersTo(column);
  if (isColumn(expression)) return 'none';
  if (castTo(expression, isColumn).at(-1) === typeText(def.typeName)) return 'cast';
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
  const d = {
    target: rel,
    ...(rel.passesOn === true ? { fresh: false } : {}),
    slots: { column: plainName([name]), type: to, subaction: text, name: `type ${to}` } as Record<string, string | undefined>,
  };
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

  const bare = (text: string): readonly string[] => text.split('.').map((n) => n.replaceAll('"', ''));
  const between = using === 'cast' ? castTo(def.raw_default, refersTo(name)).slice(0, -1) : [];
  const path = [column.type, ...between, to];
  const cast = castsOf(
    path.slice(1).map((type, i) => {
      const domain = state.domain(type === to ? toNames : bare(type));
      const under = i === 0 ? state.domainUnder(column) : state.domain(bare(path[i]!))?.type;
      return castOf(typeName(path[i]!), typeName(type), using, {
        utc,
        toConstrainedDomain: domain !== undefined && (domain.notNull || domain.constraints.size > 0),
        ...(domain === undefined ? {} : { toDomain: typeName(domain.type) }),
        ...(under === undefined ? {} : { fromDomain: typeName(under) }),
      });
    }),
  );
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
    rel.rowless !== true &&
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
