// Owns long lists of names in reports for people: the first of them, and how many there are. --json has them all.

/** Past so many names nobody reads them. */
const MOST = 30;

export function listed(names: readonly string[]): string {
  if (names.length <= MOST) return names.join(', ');
  return `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more (--json lists them all)`;
}
