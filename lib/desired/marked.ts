// What rename markers speak of: the address it has now, and the one it had.
import { address, type Address } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';
import type { Made } from '../sql/creates.ts';
import { namesOf, stringsOf } from '../sql/names.ts';
import { place, type Statement } from '../sql/parse.ts';
import type { Description } from '../sql/statement.ts';
import type { RenameMarker } from './authored.ts';
import { markerBehind, markersIn } from './markers.ts';

const MOVE_IT = 'put it on a line of its own, directly above what was renamed';

/** `path`: the schema of unqualified names. Throws RENAME_MARKER_MISPLACED. */
export function renamesIn(statement: Statement, about: Description, path: string, source: { module: string; file: string }, text: string): RenameMarker[] {
  return markersIn(statement, text).map(({ from, part, offset }) => {
    const { line } = place(text, offset);
    const misplaced = (what?: string, next?: string): TidemarkError => isMisplaced(source.file, line, what, next);
    if (part?.name === '') throw misplaced('above something that is given no name', 'name what stands below it');
    if (from.length === 0) throw misplaced();
    const made = part === undefined ? about.creates : (about.creates ?? altered(statement));
    if (made === undefined) throw misplaced('above a statement that creates nothing', 'put it above the CREATE statement of the object that was renamed');
    if (made.names.length === 0) throw misplaced('above a statement that names nothing', 'give the object a name');
    const object = objectAddress(statement, made, path);
    if (part === undefined) return { ...source, line, at: object, from: former(object, from) };
    const member = (name: string): Address => address(part.kind, [...object.names, name]);
    return { ...source, line, at: member(part.name), from: member(from.at(-1)!) };
  });
}

/** Nothing comes below the last statement. */
export function refuseMarkerBehind(text: string, last: Statement | undefined, file: string): void {
  const offset = markerBehind(text, last === undefined ? 0 : last.start + last.sql.length);
  if (offset === undefined) return;
  throw isMisplaced(file, place(text, offset).line);
}

function isMisplaced(file: string, line: number, what = 'where it speaks of nothing', next = MOVE_IT): TidemarkError {
  return new TidemarkError('RENAME_MARKER_MISPLACED', `a rename marker stands ${what}`, { at: { file, line }, next });
}

/** What an ALTER adds its constraint or column to. */
function altered({ node }: Statement): Made | undefined {
  const { AlterTableStmt: table, AlterDomainStmt: domain } = node;
  if (table !== undefined) return { kind: 'table', names: namesOf(table.relation) };
  return domain === undefined ? undefined : { kind: 'domain', names: stringsOf(domain.typeName) };
}

/** `old` replaces the last name; `schema.old` the schema too. */
function former(at: Address, from: readonly string[]): Address {
  if (at.kind === 'schema' || at.kind === 'extension') return { ...at, names: [from.at(-1)!] };
  const kept = at.names.slice(0, -1);
  return {
    ...at,
    names: from.length > 1 && ['trigger', 'policy', 'rule'].includes(at.kind) === false ? [...from] : [...kept, from.at(-1)!],
  };
}

/** A catalog tells types apart. */
function typeKind(tag: string): string {
  return tag === 'CreateEnumStmt' ? 'enum' : tag === 'CreateRangeStmt' ? 'range type' : 'composite type';
}

function objectAddress({ tag, node }: Statement, { kind, names, args }: Made, path: string): Address {
  if (kind === 'type') return address(typeKind(tag), inSchema(names, path));
  if (['schema', 'extension', 'event trigger', 'publication', 'subscription', 'server', 'foreign-data wrapper', 'language'].includes(kind))
    return address(kind, names);
  if (['trigger', 'policy', 'rule'].includes(kind)) return address(kind, inSchema(names, path, 3));
  const method = node[tag].amname as string | undefined;
  return kind.startsWith('operator ') && method !== undefined
    ? address(kind, [method, ...inSchema(names, path)])
    : address(kind, inSchema(names, path), args ?? []);
}

function inSchema(names: readonly string[], path: string, full = 2): readonly string[] {
  return names.length >= full ? names : [path, ...names];
}
