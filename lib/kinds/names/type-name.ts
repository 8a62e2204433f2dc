// Owns the names of types as format_type() writes them under search_path=pg_catalog.

export interface TypeName {
  /** [schema, name]; one name for a type of pg_catalog. */
  readonly names: readonly string[];
  readonly array: boolean;
}

const part = String.raw`(?:"(?:[^"]|"")*"|[^".\[\]()]+)`;
const shape = new RegExp(String.raw`^(${part})(?:\.(${part}))?((?:\[\])*)$`, 's');

/** `app."Mood"[]` -> names app, Mood; undefined for what carries a modifier (no user-made enum, domain or composite does). */
export function typeName(text: string): TypeName | undefined {
  const m = shape.exec(text);
  if (m === null) return undefined;
  const names = [m[1], m[2]].filter((n) => n !== undefined).map(unquoted);
  return { names, array: m[3] !== '' };
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
