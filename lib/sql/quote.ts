// Owns quoting: the only place that turns a name or a text into SQL.

/** A quoted identifier, always quoted so that no keyword list of any server major matters. */
export function ident(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `"schema"."name"`, outermost first. */
export function qualified(names: readonly string[]): string {
  return names.map(ident).join('.');
}

/** A string literal that reads the same whatever standard_conforming_strings says. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
