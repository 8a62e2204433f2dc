// One object, one definition: a second one is an error that names both places.
import { TidemarkError } from '../errors.ts';
import type { Entry } from './order.ts';
import { showPlace } from './placed.ts';

/** Two files that make one object. In one file a CREATE OR REPLACE may follow: its order there is kept. */
export function refuseTwice(entries: readonly Entry[]): void {
  const first = new Map<string, Entry>();
  for (const entry of entries) {
    for (const made of entry.makes) {
      if (
        entry.implied === true ||
        made.as === 'schema' ||
        made.as === 'extension' ||
        made.as === 'other' ||
        made.as === 'operator' ||
        (made.as === 'function' && entry.signature === undefined)
      )
        continue;
      const what = `${made.as} ${made.names.join('.')}${entry.signature ?? ''}`;
      const other = first.get(what);
      if (other === undefined) first.set(what, entry);
      else if (other.authored.file !== entry.authored.file || (other !== entry && !/^CREATE\s+OR\s+REPLACE\b/i.test(entry.authored.sql))) {
        throw new TidemarkError('DEFINED_TWICE', `${what} is defined twice: in ${showPlace(other.authored)} and in ${showPlace(entry.authored)}`, {
          at: {
            file: entry.authored.file,
            line: entry.authored.line,
            ...(entry.authored.pointer !== undefined && { pointer: entry.authored.pointer }),
            object: what,
          },
          next: 'keep one of them',
        });
      }
    }
  }
}
