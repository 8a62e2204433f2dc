// A link is known by its two sides, not by its table: plans say which table holds which link, so that a link whose table is
// called something else now is a table renamed, with its rows.
import { compareText, keyOf, parseAddress, show, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { Definitions, LinkTable, RenameMarker } from '../../desired/authored.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { kindOf } from '../../kinds/registry.ts';

type Planned = Pick<PlanFile, 'links'>;

/** What the committed plans say that tables link. */
function linked(plans: readonly Planned[]): Map<Key, string> {
  return new Map(plans.flatMap((p) => p.links ?? []).map((l) => [keyOf(parseAddress(l.address)), l.between]));
}

/** Markers for links whose table has another name. Of several tables between the same sides none is taken for another. */
export function linkRenames(plans: readonly Planned[], { links = [], renames }: Definitions, current: Catalog, desired: Catalog): RenameMarker[] {
  const known = linked(plans);
  const marked = new Set(renames.filter((r) => r.follows !== true).map((r) => keyOf(r.at)));
  const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);
  return [...new Set(links.map((l) => l.between))].flatMap((between) => {
    const fresh = only(links.filter((l) => l.between === between && !current.objects.has(keyOf(l.at))));
    const left = only([...known].filter(([key, b]) => b === between && current.objects.has(key) && !desired.objects.has(key)).map(([key]) => key));
    if (fresh === undefined || left === undefined || marked.has(keyOf(fresh.at))) return [];
    const from = current.objects.get(left)!.at;
    return [marker(fresh, fresh.at, from), ...hashed(fresh, from, current, desired)];
  });
}

/** Names that end in a hash of the table's name do not follow it by themselves. */
function hashed(link: LinkTable, from: Address, current: Catalog, desired: Catalog): RenameMarker[] {
  const stem = (o: CatalogObject): string => `${o.at.kind} ${o.at.names.at(-1)!.replace(/_-?[0-9a-f]{6,}$/, '')}`;
  const of = (catalog: Catalog, table: Address): CatalogObject[] =>
    [...catalog.objects.values()].filter((o) => o.within !== undefined && keyOf(o.within) === keyOf(table) && kindOf(o.at.kind).rename !== undefined);
  const before = new Map(of(current, from).map((o) => [stem(o), o]));
  return of(desired, link.at).flatMap((o) => {
    const was = before.get(stem(o));
    if (was === undefined || o.at.names.length !== 2 || was.at.names.at(-1) === o.at.names.at(-1)) return [];
    return [marker(link, o.at, was.at)];
  });
}

function marker({ module, file, line }: LinkTable, at: Address, from: Address): RenameMarker {
  return { module, file, line, at, from };
}

/** What a plan of `module` has to say: its links that stand afterwards and that no plan before it names so. */
export function linksMade(plans: readonly Planned[], { links = [] }: Definitions, module: string, after: Catalog): NonNullable<PlanFile['links']> {
  const known = linked(plans);
  return links
    .filter((l) => l.module === module && after.objects.has(keyOf(l.at)) && known.get(keyOf(l.at)) !== l.between)
    .map((l) => ({ address: show(l.at), between: l.between }))
    .sort((a, b) => compareText(a.address, b.address));
}
