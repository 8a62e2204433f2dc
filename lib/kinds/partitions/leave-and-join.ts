// What is said where a partition leaves a table and joins one, and the slots by which others wait for it.
import { keyOf } from '../../catalog/address.ts';
import { qualified } from '../../sql/quote.ts';
import type { Address, CatalogObject } from '../kind.ts';

const parentOf = (partition: CatalogObject): string => qualified(partition.attrs['partitionOf'] as readonly string[]);

export function detach(partition: CatalogObject): string {
  return `ALTER TABLE ${parentOf(partition)} DETACH PARTITION ${qualified(partition.at.names)}`;
}

export function attach(partition: CatalogObject): string {
  return `ALTER TABLE ${parentOf(partition)} ATTACH PARTITION ${qualified(partition.at.names)} ${partition.attrs['bound'] as string}`;
}

/** Slot: it is off its parent. */
export function left(table: Address): string {
  return `left ${keyOf(table)}`;
}

/** Slot: it is below its parent, for good. */
export function joined(table: Address): string {
  return `joined ${keyOf(table)}`;
}

/** Slot: a place among the partitions of this table is free. */
export function place(parent: readonly string[]): string {
  return `partition of ${JSON.stringify(parent)}`;
}

/** Slot: it is not taken again. */
export function placeForGood(parent: readonly string[]): string {
  return `${place(parent)} for good`;
}
