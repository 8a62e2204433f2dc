// Recognises ADD COLUMN, with all that can be said in it.
import { expressionAfter, parenthesised, plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { stringsOf, typeText } from '../sql/names.ts';
import type { Altering } from './altering.ts';
import type { HazardCode } from './codes.ts';
import { found, type Found } from './found.ts';
import type { Relation } from './relation.ts';
import { addColumnDefault, given, isVolatile, volatilityOf } from './volatile.ts';

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

/** Said where the floor is older than what a statement needs. */
export function tooNew(object: string, rel: Relation, major: number): Found {
  return found('opaque', object, {
    target: rel,
    fresh: false,
    minus: ['OPAQUE_CODE'],
    plus: ['FAIL_CERTAIN'],
    slots: { because: `this needs PostgreSQL ${major}` },
  });
}
