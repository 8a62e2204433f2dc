// Owns names: what PostgreSQL can hold, and the deterministic ones we give when nobody gave any.
import { createHash } from 'node:crypto';
import { TidemarkError, type Place } from '../errors.ts';
import { NAME_BYTES } from '../sql/identifiers.ts';

/** Throws NAME_EMPTY, NAME_NUL, NAME_SURROGATE or NAME_TOO_LONG; `what` reads like "column name". */
export function checkName(name: string, what: string, at: Place): void {
  if (name === '') throw new TidemarkError('NAME_EMPTY', `the ${what} is empty`, { at, next: 'give it a name' });
  if (name.includes('\0'))
    throw new TidemarkError('NAME_NUL', `the ${what} ${JSON.stringify(name)} holds a NUL character, which PostgreSQL cannot store`, {
      at,
      next: 'remove the character',
    });
  if (/\p{Cs}/u.test(name))
    throw new TidemarkError('NAME_SURROGATE', `the ${what} ${JSON.stringify(name)} holds half of a surrogate pair, which has no UTF-8 form`, {
      at,
      next: 'write the whole character',
    });
  const bytes = Buffer.byteLength(name);
  if (bytes > NAME_BYTES) {
    throw new TidemarkError('NAME_TOO_LONG', `the ${what} ${JSON.stringify(name)} is ${bytes} bytes long; PostgreSQL would silently cut it to ${NAME_BYTES}`, {
      at,
      next: `shorten it to ${NAME_BYTES} bytes`,
    });
  }
}

/** `table_a_b_suffix`. What does not fit is cut and carries a hash of the whole, so two long names stay two names. */
export function generated(parts: readonly string[], suffix: string): string {
  const full = [...parts, suffix].join('_');
  if (Buffer.byteLength(full) <= NAME_BYTES) return full;
  const hash = createHash('sha256').update(full).digest('hex').slice(0, 8);
  const room = NAME_BYTES - hash.length - Buffer.byteLength(suffix) - 2;
  return [cut(parts.join('_'), room), hash, suffix].join('_');
}

/** A name of one text, cut the same way when it is too long. */
export function fitted(name: string): string {
  if (Buffer.byteLength(name) <= NAME_BYTES) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${cut(name, NAME_BYTES - hash.length - 1)}_${hash}`;
}

/** As the server cuts an identifier, and never through a character. */
export function cut(text: string, bytes: number = NAME_BYTES): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}
