// What Medusa's own ledgers say of a database that is taken over, against what the definitions know. Pure.
import { compareText, keyOf, type Address } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { Definitions, LinkTable, Migration, Tracked } from '../../desired/authored.ts';

/** A row of Medusa's link ledger. */
export interface TrackedTable {
  readonly at: Address;
  readonly tracked: Tracked;
}

/** Medusa itself takes modules for the same in any case. */
function identity(t: Tracked): string {
  return JSON.stringify([t.fromModule.toLowerCase(), t.fromModel, t.toModule.toLowerCase(), t.toModel]);
}

/**
 * Links whose table is called something else in the database than in the definitions: each at the table it has there. Of several
 * links or tables with one identity none is taken for another.
 */
export function linksElsewhere({ links = [] }: Pick<Definitions, 'links'>, rows: readonly TrackedTable[], live: Catalog): LinkTable[] {
  const declared = new Set(links.map((l) => keyOf(l.at)));
  const left = rows.filter((r) => live.objects.has(keyOf(r.at)) && !declared.has(keyOf(r.at)));
  return links.flatMap((link) => {
    if (link.tracked === undefined || live.objects.has(keyOf(link.at))) return [];
    const id = identity(link.tracked);
    const [same, ...others] = left.filter((r) => identity(r.tracked) === id);
    const twins = links.filter((l) => l.tracked !== undefined && identity(l.tracked) === id && !live.objects.has(keyOf(l.at)));
    return same === undefined || others.length > 0 || twins.length > 1 ? [] : [{ ...link, at: same.at }];
  });
}

/** The desired catalog as if these tables were declared, as they are: so they are taken over with all that lives in them. */
export function withTables(desired: Catalog, tables: readonly LinkTable[], live: Catalog): Catalog {
  const more = tables.map((t): [string, CatalogObject] => [keyOf(t.at), { ...live.objects.get(keyOf(t.at))!, module: t.module }]);
  return more.length === 0 ? desired : { ...desired, objects: new Map([...desired.objects, ...more]) };
}

export interface Unrun {
  readonly module: string;
  readonly migrations: readonly string[];
}

/** Migrations that modules bring and that never ran there. */
export function unrun({ migrations = {} }: Pick<Definitions, 'migrations'>, ran: readonly string[]): Unrun[] {
  const known = new Set(ran);
  return Object.entries(migrations)
    .map(([module, all]) => ({ module, migrations: all.map((m) => m.name).filter((n) => !known.has(n)) }))
    .filter((u) => u.migrations.length > 0)
    .sort((a, b) => compareText(a.module, b.module));
}

/** Those that ran there; where Medusa wrote down nothing, all that it was to do is in what the database has. */
export function ranOf({ migrations = {} }: Pick<Definitions, 'migrations'>, ran: readonly string[] | undefined): NonNullable<Definitions['migrations']> {
  const of = (all: readonly Migration[]): readonly Migration[] => all.filter((m) => ran?.includes(m.name) ?? true);
  return Object.fromEntries(Object.entries(migrations).map(([module, all]) => [module, of(all)]));
}

/** Names that more modules have than the database has runs of: of one of them nothing ran, and Medusa said nothing. */
export function shadowed(
  { migrations = {} }: Pick<Definitions, 'migrations'>,
  ran: readonly string[],
): { readonly name: string; readonly modules: readonly string[] }[] {
  const by = new Map<string, string[]>();
  for (const [module, all] of Object.entries(migrations)) for (const name of new Set(all.map((m) => m.name))) by.set(name, [...(by.get(name) ?? []), module]);
  return [...by]
    .filter(([name, modules]) => modules.length > 1 && ran.includes(name) && ran.filter((r) => r === name).length < modules.length)
    .map(([name, modules]) => ({ name, modules: modules.sort(compareText) }))
    .sort((a, b) => compareText(a.name, b.name));
}
