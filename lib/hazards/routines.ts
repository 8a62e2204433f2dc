// Owns the functions and procedures that a script meets: those of the catalog, by the names that they have by then, and its own.
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import { byRoutineName, routineOf } from './from-catalog.ts';
import type { Routine } from './relation.ts';
import type { State } from './state.ts';

const path = (names: readonly string[]): string => JSON.stringify(names);

/** `onPath`: the full names that these may mean. */
export function openRoutines(
  before: Catalog | null,
  onPath: (names: readonly string[]) => readonly (readonly string[])[],
): Pick<State, 'routines' | 'putRoutine' | 'renameRoutines'> {
  const known = new Map<string, Routine[]>();
  let ofCatalog: Map<string, CatalogObject[]> | undefined;
  const at = (full: readonly string[]): Routine[] => {
    const list = known.get(path(full)) ?? ((ofCatalog ??= byRoutineName(before)).get(path(full)) ?? []).map(routineOf);
    known.set(path(full), list);
    return list;
  };
  const put = (r: Routine): void => {
    const list = at(r.names);
    const n = list.findIndex((o) => o.args.join() === r.args.join());
    if (n === -1) list.push(r);
    else list[n] = r;
  };
  return {
    routines: (names) => onPath(names).flatMap(at),
    putRoutine: put,
    renameRoutines(from, to, args) {
      const renamed = onPath(from)
        .flatMap(at)
        .filter((r) => args === undefined || r.args.length === args);
      for (const r of renamed) {
        known.set(
          path(r.names),
          at(r.names).filter((o) => o !== r),
        );
        put({ ...r, names: to.length === 1 ? [r.names[0]!, to[0]!] : to });
      }
    },
  };
}
