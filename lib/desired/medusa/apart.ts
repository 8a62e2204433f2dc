// Two models may give one name to two indexes. Medusa says IF NOT EXISTS, so that its databases have one of them and nobody is
// told. Here the last by module and model keeps the name (so it is in databases that Medusa made: order has it, and cart does not),
// and the other gets the one that Medusa would have made, or that one with a number.
import type { DefinitionDocument, EntityDefinition } from '../../format/definition.generated.ts';
import { cut } from '../names.ts';
import { indexName } from './names.ts';
import type { FoundModule } from './task.ts';

export function apart(modules: readonly FoundModule[]): FoundModule[] {
  const taken = new Set<string>();
  const settled = new Map<DefinitionDocument, DefinitionDocument>();
  const all = modules.flatMap(({ module, documents }) => documents.map((d) => ({ module, document: d as EntityDefinition })));
  for (const { document } of all.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1))) {
    const indexes = document.indexes?.map((index) => {
      const own = indexName(document.table!, index.columns as string[], index.unique === true);
      const free = (name: string): boolean => !taken.has(`${document.schema}.${name}`);
      let name = [index.name!, own].find(free);
      for (let n = 1; name === undefined; n++) name = [`${cut(own, 62 - String(n).length)}_${n}`].find(free);
      taken.add(`${document.schema}.${name}`);
      return { ...index, name };
    });
    settled.set(document, indexes === undefined ? document : { ...document, indexes });
  }
  return modules.map((m) => ({ ...m, documents: m.documents.map((d) => settled.get(d)!) }));
}

const placeOf = ({ module, document }: { readonly module: string; readonly document: EntityDefinition }): string => `${module}/${document.entity}`;
