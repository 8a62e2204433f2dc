// How a plan file names the engine that printed its fingerprints.
import type { Printer } from '../../catalog/catalog.ts';

export function printerText(p: Printer): string {
  return `${p.version}/catalog-${p.catalog}`;
}
