// Owns the list of kinds. A kind that is not here does not exist: introspection reports what it finds of it as unmodelled.
import { accessMethod } from './access-method.ts';
import { aggregate } from './aggregate.ts';
import { cast } from './cast.ts';
import { collation } from './collation.ts';
import { column } from './column.ts';
import { composite } from './composite.ts';
import { constraint } from './constraint.ts';
import { conversion } from './conversion.ts';
import { defaultAcl } from './default-acl.ts';
import { defaultValue } from './default.ts';
import { domainConstraint } from './domain-constraint.ts';
import { domain } from './domain.ts';
import { enumType } from './enum.ts';
import { eventTrigger } from './event-trigger.ts';
import { extension } from './extension.ts';
import { foreignDataWrapper } from './foreign-data-wrapper.ts';
import { foreignTable } from './foreign-table.ts';
import { functionKind } from './function.ts';
import { index } from './index.ts';
import type { Kind } from './kind.ts';
import { language } from './language.ts';
import { materializedView } from './materialized-view.ts';
import { notNull } from './not-null.ts';
import { operatorClass } from './operator-class.ts';
import { operatorFamily } from './operator-family.ts';
import { operator } from './operator.ts';
import { policy } from './policy.ts';
import { procedure } from './procedure.ts';
import { publicationNamespace } from './publication-namespace.ts';
import { publicationRelation } from './publication-relation.ts';
import { publication } from './publication.ts';
import { range } from './range.ts';
import { rule } from './rule.ts';
import { schema } from './schema.ts';
import { sequence } from './sequence.ts';
import { server } from './server.ts';
import { statistics } from './statistics.ts';
import { subscription } from './subscription.ts';
import { table } from './table.ts';
import { textSearchConfiguration } from './text-search-configuration.ts';
import { textSearchDictionary } from './text-search-dictionary.ts';
import { textSearchParser } from './text-search-parser.ts';
import { textSearchTemplate } from './text-search-template.ts';
import { transform } from './transform.ts';
import { trigger } from './trigger.ts';
import { userMapping } from './user-mapping.ts';
import { view } from './view.ts';

export const kinds: readonly Kind[] = [
  schema,
  extension,
  enumType,
  composite,
  range,
  domain,
  domainConstraint,
  functionKind,
  procedure,
  aggregate,
  view,
  materializedView,
  table,
  column,
  defaultValue,
  notNull,
  constraint,
  index,
  sequence,
  trigger,
  rule,
  policy,
  collation,
  language,
  foreignDataWrapper,
  server,
  userMapping,
  foreignTable,
  accessMethod,
  operator,
  operatorFamily,
  operatorClass,
  cast,
  transform,
  conversion,
  textSearchParser,
  textSearchTemplate,
  textSearchDictionary,
  textSearchConfiguration,
  statistics,
  publication,
  publicationRelation,
  publicationNamespace,
  subscription,
  eventTrigger,
  defaultAcl,
];

/** The kind whose objects have members of this name. */
export function holderOf(member: string): Kind | undefined {
  return kinds.find((k) => k.members?.name === member);
}

const byName = new Map(kinds.map((k) => [k.name, k]));

/** The record of a kind. Throws on a name that no record has: a bug, never the user's. */
export function kindOf(name: string): Kind {
  const kind = byName.get(name);
  if (kind === undefined) throw new Error(`no kind is called "${name}"`);
  return kind;
}
