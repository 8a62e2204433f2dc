// Recognises ALTER DOMAIN: it locks and scans every table that has a column of the domain.
import { parenthesised, plainName } from '../sql/clause.ts';
import { stringsOf } from '../sql/names.ts';
import { found, type Recogniser } from './found.ts';

export const alterDomain: Recogniser = (body, asked) => {
  const { state } = asked;
  const names = stringsOf(body.typeName);
  const full = state.resolve(names, 'type');
  const uses = state.dependents('domain', full).filter((o) => o.at.kind === 'table column');
  const retyped = state.retypedTo(full);
  const known = [...new Set(uses.map((o) => JSON.stringify(o.at.names.slice(0, 2))))].map((t) => state.relation(JSON.parse(t) as string[]));
  const tables = [...new Set([...known, ...retyped])];
  const constraint = (body.name ?? body.def?.Constraint?.conname ?? `${names.at(-1)!}_check`) as string;
  const d = {
    fresh: state.made('domain', names) && retyped.length === 0,
    others: tables,
    slots: {
      name: plainName(full),
      constraint: plainName([constraint]),
      expression: parenthesised(asked.sql, 'check'),
      table: tables.map((t) => plainName(t.names)).join(', ') || 'every table with a column of it',
    },
  };
  const object = `domain ${plainName(full)}`;
  const unused = state.hasCatalog && tables.length === 0 && state.domain(names) !== undefined;
  const one = (op: Parameters<typeof found>[0]) => [found(unused && op !== 'alter-domain-drop-not-null' ? 'alter-domain-unused' : op, object, d)];
  switch (body.subtype as string) {
    case 'C':
    case 'AD_AddConstraint':
      return one(body.def?.Constraint?.skip_validation === true ? 'alter-domain-add-check-not-valid' : 'alter-domain-add-check');
    case 'V':
    case 'AD_ValidateConstraint':
      return one('alter-domain-validate');
    case 'O':
    case 'AD_SetNotNull':
      return one('alter-domain-set-not-null');
    case 'N':
    case 'AD_DropNotNull':
      return one('alter-domain-drop-not-null');
    case 'X':
    case 'AD_DropConstraint':
      return [found('alter-domain-drop-constraint', object, { ...d, slots: { ...d.slots, name: `the rule ${plainName([constraint])}` } })];
    default:
      return [found('alter-domain-default', object, d)];
  }
};
