// Owns which module an object belongs to: the one whose statement took its OID from the counter.
import { keyOf, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { Authored } from '../../desired/authored.ts';
import { duplicate, makerOf } from './refusal.ts';
import { refuseForeignChanges } from './foreign-change.ts';
import { SHARED } from './declarations.ts';

/** Statements of one module and the OIDs they took: more than `after`, less than `upTo`. */
export interface Load {
  readonly statements: readonly Authored[];
  readonly after: number;
  readonly upTo: number;
}

/**
 * The catalog with `module` on every object that a statement made. What has no OID of its own (columns, not nulls) goes with
 * what it lives in.
 * @throws DEFINITION_DUPLICATE, MODULE_FOREIGN_CHANGE
 */
export async function own(catalog: Catalog, loads: readonly Load[], shared: ReadonlySet<Authored>): Promise<Catalog> {
  const makers = new Map<Key, Authored>();
  for (const [key, object] of catalog.objects) {
    const maker = makerAmong(loads, object);
    if (maker !== undefined) makers.set(key, maker);
  }
  await refuseSilentDuplicates(loads, new Set(makers.values()));
  await refuseForeignChanges(
    catalog,
    loads.flatMap((l) => l.statements),
    (key) => moduleOf(makers.get(key), shared),
  );

  const objects = new Map<Key, CatalogObject>();
  for (const [key, object] of catalog.objects) {
    const module = moduleOf(makers.get(key) ?? parentMaker(object, makers, catalog), shared);
    objects.set(key, module === undefined ? object : { ...object, module });
  }
  return { ...catalog, objects };
}

function moduleOf(maker: Authored | undefined, shared: ReadonlySet<Authored>): string | undefined {
  return maker === undefined ? undefined : shared.has(maker) ? SHARED : maker.module;
}

function makerAmong(loads: readonly Load[], object: CatalogObject): Authored | undefined {
  const oid = Number(object.id?.split('/')[1]);
  if (!Number.isInteger(oid)) return undefined;
  let [low, high] = [0, loads.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const load = loads[middle]!;
    if (oid <= load.after) high = middle - 1;
    else if (oid >= load.upTo) low = middle + 1;
    else return load.statements[0];
  }
  return undefined;
}

function parentMaker(object: CatalogObject, makers: ReadonlyMap<Key, Authored>, catalog: Catalog): Authored | undefined {
  if (object.within === undefined) return undefined;
  const key = keyOf(object.within);
  const parent = catalog.objects.get(key);
  return makers.get(key) ?? (parent === undefined ? undefined : parentMaker(parent, makers, catalog));
}

/** CREATE OR REPLACE and IF NOT EXISTS succeed over what another file made. Such a statement gets a Load of its own. */
export function maySucceedInSilence(statement: Authored): boolean {
  return /\b(or\s+replace|if\s+not\s+exists)\b/i.test(statement.sql.slice(0, 200));
}

/** The server says nothing when a second file defines an object again: so this does. */
async function refuseSilentDuplicates(loads: readonly Load[], made: ReadonlySet<Authored>): Promise<void> {
  const all = loads.flatMap((l) => l.statements);
  for (const [at, statement] of all.entries()) {
    if (made.has(statement) || !maySucceedInSilence(statement)) continue;
    const first = await makerOf(
      statement,
      all.slice(0, at).filter((s) => s.file !== statement.file),
    );
    if (first !== undefined) throw duplicate(first.what, first.statement, statement);
  }
}
