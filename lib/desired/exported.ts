// Owns what counts as a definition among the exports of a file, whichever language of models it is written in.
import type { DefinitionDocument } from '../format/definition.generated.ts';
import { calledOf, documentOf, isDefinition, madeAt, type Definition, type EntityName } from './definition.ts';
import type { Exports } from './import-code.ts';
import { linksDefined, resolveLink } from './medusa/defined-links.ts';
import { entityName, modelDocuments } from './medusa/model.ts';
import { isDefinedLink, isDmlEntity, type DmlEntity } from './medusa/shapes.ts';

/** What entity(), link() or a model language handed out. */
export type Exported = Definition | DmlEntity | DefinedLink;
/** What defineLink() handed out: it says nothing by itself. */
export interface DefinedLink {
  readonly serviceName: string;
}

export function definitionsIn(exports: Exports): { readonly exported: string; readonly definition: Exported }[] {
  return Object.entries(exports).flatMap(([exported, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value])
      .filter((one): one is Exported => isDefinition(one) || isDmlEntity(one) || isDefinedLink(one))
      .map((definition) => ({ exported, definition })),
  );
}

/** How messages and relations name it. */
export function nameOf(definition: Exported): string {
  return isDefinition(definition) ? calledOf(definition) : isDmlEntity(definition) ? entityName(definition) : definition.serviceName;
}

/** Where it was made, as far as it remembers. */
export function placeOf(definition: Exported): { readonly file: string; readonly line: number } {
  return isDefinition(definition) ? madeAt(definition) : { file: '', line: 1 };
}

/** The documents that say the same; `entityOf` names what a relation or a link points to. */
export function writtenDown(definition: Exported, entityOf: (target: Exported) => EntityName): DefinitionDocument[] {
  if (isDefinition(definition)) return [documentOf(definition, entityOf)];
  if (isDmlEntity(definition)) return modelDocuments(definition, entityOf);
  return resolveLink(definition);
}

/** Before the first file is read. */
export const prepare = linksDefined;
