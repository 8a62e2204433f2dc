// What a renaming takes along: the things that live in what is renamed are found under its new name from then on.
import { address, type Address } from '../../catalog/address.ts';
import { kindOf } from '../../kinds/registry.ts';
import type { Renaming } from './renames.ts';

/** Can anything live in it? Routines and text search objects share their names with relations. */
export function isHome(at: Address): boolean {
  return ['pg_namespace', 'pg_class', 'pg_type'].includes(kindOf(at.kind).class);
}

/** The renamings of what it lives in, by the address that it has after them, or before (`by`: from). */
export function homesOf(at: Address, renamings: readonly Renaming[], by: 'from' | 'to' = 'to'): Renaming[] {
  return renamings.filter((r) => r[by].names.length < at.names.length && r[by].names.every((n, i) => n === at.names[i]) && isHome(r[by]));
}

/** The address an object has before the renames of what it lives in. */
export function rebase(at: Address, renamings: readonly Renaming[]): Address {
  return carried(at, renamings, 'to', 'from');
}

/** The one it has after them. */
export function afterRenames(at: Address, renamings: readonly Renaming[]): Address {
  return carried(at, renamings, 'from', 'to');
}

/** The deepest one speaks of all that it lives in, by the old names and by the new ones. */
function carried(at: Address, renamings: readonly Renaming[], by: 'from' | 'to', other: 'from' | 'to'): Address {
  const home = homesOf(at, renamings, by).sort((a, b) => b[by].names.length - a[by].names.length)[0];
  return home === undefined ? at : address(at.kind, [...home[other].names, ...at.names.slice(home[by].names.length)], at.args);
}
