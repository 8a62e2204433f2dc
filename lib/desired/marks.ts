// Markers of all languages together: one object was called one thing.
import { keyOf, show } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';
import type { Definitions, RenameMarker } from './authored.ts';
import type { ReadHints } from './hints.ts';

export function markers(renames: readonly RenameMarker[], using: Definitions['using'], hints: readonly ReadHints[]): Pick<Definitions, 'renames' | 'using'> {
  const all = [...renames, ...hints.flatMap((h) => h.renames)];
  const said = new Map<string, RenameMarker>();
  for (const marker of all) {
    // what says that it is called as it was says nothing
    if (keyOf(marker.at) === keyOf(marker.from)) continue;
    const other = said.get(keyOf(marker.at));
    if (other !== undefined && marker.follows === true) continue;
    if (other?.follows !== true && other !== undefined && keyOf(other.from) !== keyOf(marker.from))
      throw new TidemarkError('RENAME_TWICE', `${show(marker.at)} is marked as renamed from ${show(other.from)} and from ${show(marker.from)}`, {
        at: { file: marker.file, line: marker.line, object: show(marker.at) },
        next: `keep one; the other stands in ${other.file}:${other.line}`,
      });
    said.set(keyOf(marker.at), marker);
  }
  return {
    renames: [...said.values()],
    using: [...using, ...hints.flatMap((h) => h.using)],
  };
}
