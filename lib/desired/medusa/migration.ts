// Owns what a migration of Medusa does to rows, as its text has it: no catalog tells that, and no plan does it.
import { readFileSync } from 'node:fs';
import type { Migration } from '../authored.ts';

const NAME = String.raw`"?(\w+)"?(?:\."?(\w+)"?)?`;

/** "ON UPDATE SET NULL" is no update: one names a table before its SET. */
const CHANGES = new RegExp(
  [
    String.raw`\b(insert\s+into|delete\s+from|merge\s+into)\s+(?:only\s+)?${NAME}`,
    String.raw`\b(update)\s+(?:only\s+)?${NAME}(?:\s+(?:as\s+)?"?\w+"?)?\s+set\b`,
    String.raw`\b(truncate)\s+(?:table\s+)?(?:only\s+)?${NAME}`,
  ].join('|'),
  'gi',
);

/** `name`: as Medusa records it; `shown`: its file, as messages show it. Only its way up counts. */
export function readMigration(name: string, path: string, shown: string): Migration {
  const up = /\bup\s*\(([\s\S]*?)(?=\bdown\s*\(|$)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  const rows = [...up.matchAll(CHANGES)].map((found) => {
    const [verb, ...table] = found.slice(1).filter((part) => part !== undefined);
    return `${verb!.toUpperCase().replace(/\s+/g, ' ')} ${table.at(-1)!}`;
  });
  return { name, file: shown, rows: [...new Set(rows)] };
}
