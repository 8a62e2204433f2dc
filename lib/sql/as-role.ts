// Owns how one role grants as another. `GRANT … GRANTED BY r` is SQL that no PostgreSQL up to 18 runs unless r is the current role, so
// it is read and written here as what every one of them runs: a block that takes the role for this one statement.
import { ident } from './quote.ts';

const name = String.raw`("(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const clause = new RegExp(String.raw`\s+GRANTED\s+BY\s+${name}(\s+(?:CASCADE|RESTRICT))?\s*$`, 'i');
const block = new RegExp(String.raw`^DO (\$as\w*\$)\nBEGIN\n  SET LOCAL ROLE ${name};\n  ((?:GRANT|REVOKE) [\s\S]*);\n  RESET ROLE;\nEND\n\1$`);

/** One GRANT or REVOKE, without GRANTED BY, as that role. */
export function asRole(role: string, statement: string): string {
  return written(ident(role), statement);
}

function written(role: string, statement: string): string {
  let quote = '$as$';
  for (let n = 1; statement.includes(quote); n++) quote = `$as${n}$`;
  return `DO ${quote}\nBEGIN\n  SET LOCAL ROLE ${role};\n  ${statement};\n  RESET ROLE;\nEND\n${quote}`;
}

/** What asRole() wrote, as the SQL standard says it; any other text as it is. */
export function standard(sql: string): string {
  const m = block.exec(sql.trim());
  return m === null ? sql : `${m[3]!} GRANTED BY ${m[2]!}`;
}

/** The role that asRole() wrote into a statement, as it stands in pg_roles. */
export function actsAs(sql: string): string | undefined {
  const role = block.exec(sql.trim())?.[2];
  return role?.startsWith('"') === true ? role.slice(1, -1).replaceAll('""', '"') : role?.toLowerCase();
}

/** A statement with GRANTED BY as servers run it; undefined when it has none. Of the current role the clause says nothing. */
export function runnable(sql: string): string | undefined {
  const m = clause.exec(sql);
  if (m === null) return undefined;
  const statement = sql.slice(0, m.index) + (m[2] ?? '');
  return /^(current_user|current_role|session_user)$/i.test(m[1]!) ? statement : written(m[1]!, statement);
}
