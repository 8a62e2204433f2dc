// What is said where something cannot be made again under what leans on it.
import { addressOf, show, type Key } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';

export function sameName(was: Key, is: Key, user: Key): TidemarkError {
  const [old, one, who] = [was, is, user].map((k) => show(addressOf(k)));
  return new TidemarkError('PLAN_BLOCKED', `${who} goes from ${old} to ${one}, which cannot both be there: they have one name`, {
    at: { object: who! },
    next: `give the new one another name, or rename ${old} in a plan of its own first`,
    exit: 3,
  });
}

export function blocked(key: Key, leaner: Key): TidemarkError {
  const [what, who] = [key, leaner].map((k) => show(addressOf(k)));
  return new TidemarkError('PLAN_BLOCKED', `${what} must be dropped and made again, but ${who} leans on it and holds rows that would be lost`, {
    at: { object: what! },
    next: `change ${who} so that it no longer needs ${what} in a plan of its own, then plan again`,
    exit: 3,
  });
}
