// Owns how an entry of an `acl` attribute is read (see acl.ts).
import { compareText } from '../../catalog/address.ts';

export interface Entry {
  readonly sign: '+' | '-';
  readonly role: string;
  readonly privilege: string;
  readonly star: boolean;
  /** Who granted it, where that is not the owner. */
  readonly by: string | undefined;
}

const role = String.raw`"(?:[^"\\]|\\.)*"|[^":/]+`;
const shape = new RegExp(`^([+-])(${role}):([A-Z ]+)(\\*?)(?:/(${role}))?$`, 's');

export function parse(entry: string): Entry {
  const m = shape.exec(entry);
  if (m === null) throw new Error(`not a privilege entry: ${entry}`);
  return { sign: m[1] as '+' | '-', role: m[2]!, privilege: m[3]!, star: m[4] === '*', by: m[5] };
}

/** The roles a delta names, as they stand in pg_roles; tokens and PUBLIC left out. */
export function aclRoles(entries: readonly string[]): string[] {
  const roles = entries
    .map(parse)
    .flatMap((e) => [e.role, ...(e.by === undefined ? [] : [e.by])])
    .filter((r) => r !== 'PUBLIC' && !r.startsWith('@'));
  return [...new Set(roles.map(unquoted))].sort(compareText);
}

export function unquoted(role: string): string {
  return role.startsWith('"') ? (JSON.parse(role) as string) : role;
}
