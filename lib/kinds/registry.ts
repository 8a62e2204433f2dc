// Owns the list of kinds. A kind that is not here does not exist: introspection reports what it finds of it as unmodelled.
import { aggregate } from './aggregate.ts';
import { column } from './column.ts';
import { composite } from './composite.ts';
import { constraint } from './constraint.ts';
import { defaultValue } from './default.ts';
import { domainConstraint } from './domain-constraint.ts';
import { domain } from './domain.ts';
import { enumType } from './enum.ts';
import { extension } from './extension.ts';
import { functionKind } from './function.ts';
import { index } from './index.ts';
import type { Kind } from './kind.ts';
import { materializedView } from './materialized-view.ts';
import { notNull } from './not-null.ts';
import { policy } from './policy.ts';
import { procedure } from './procedure.ts';
import { range } from './range.ts';
import { rule } from './rule.ts';
import { schema } from './schema.ts';
import { sequence } from './sequence.ts';
import { table } from './table.ts';
import { trigger } from './trigger.ts';
import { view } from './view.ts';

export const kinds: readonly Kind[] = [
  schema, extension, enumType, composite, range, domain, domainConstraint, functionKind, procedure, aggregate, view, materializedView,
  table, column, defaultValue, notNull, constraint, index, sequence, trigger, rule, policy,
];

const byName = new Map(kinds.map((k) => [k.name, k]));

/** The record of a kind. Throws on a name that no record has: a bug, never the user's. */
export function kindOf(name: string): Kind {
  const kind = byName.get(name);
  if (kind === undefined) throw new Error(`no kind is called "${name}"`);
  return kind;
}
