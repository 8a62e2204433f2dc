// What the definitions say of a type that a column names.
import { list, text } from '../attributes/attr.ts';
import type { Catalog, CatalogObject, Context } from '../kind.ts';

/** An enum, composite or range of the definitions: text does not become one without being told to. */
export function isUserMade(type: string, ctx: Context): boolean {
  return [ctx.current, ctx.desired].some((c) => isOneIn(type, c));
}

function isOneIn(type: string, catalog: Catalog): boolean {
  return typesNamed(type, catalog).some((o) => (o.attrs['labels'] ?? o.attrs['subtype'] ?? o.attrs['attributes']) != null);
}

/** Of a domain the type below it: what becomes that becomes the domain. */
export function underDomains(type: string, catalog: Catalog): string {
  const domain = typesNamed(type, catalog).find((o) => o.at.kind === 'domain');
  return domain === undefined ? type : underDomains(text(domain, 'type')!, catalog) + (/(\[\])+$/.exec(type)?.[0] ?? '');
}

export function labelsOf(type: string, catalog: Catalog): readonly string[] | undefined {
  if (type.endsWith(']')) return undefined;
  return typesNamed(type, catalog).flatMap((o) => (o.attrs['labels'] == null ? [] : [o.attrs['labels'] as readonly string[]]))[0];
}

function typesNamed(type: string, catalog: Catalog): CatalogObject[] {
  const parts = [...type.replace(/(\[\])+$/, '').matchAll(/"((?:[^"]|"")*)"|([^".]+)/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2]!);
  return parts.length !== 2
    ? []
    : [...catalog.objects.values()].filter(
        (o) => o.at.names.length === 2 && (same(o.at.names, parts) || (o.attrs['subtype'] != null && same(multirangeOf(o), parts))),
      );
}

const same = (a: readonly string[], b: readonly string[]): boolean => a[0] === b[0] && a[1] === b[1];

/** The names of the multirange that comes with a range: its own where it has one, else what the server derives. */
export function multirangeOf(range: CatalogObject): readonly string[] {
  const [schema, name] = range.at.names as [string, string];
  const said = list(range, 'multirange');
  return said.length > 0 ? said : [schema, name.includes('range') ? name.replace('range', 'multirange') : `${name}_multirange`];
}
