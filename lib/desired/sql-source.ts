// .sql files as a state source: a dump in its own order and without its data, or definitions in ours.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { TidemarkError } from '../errors.ts';
import type { Definitions } from './authored.ts';
import { markers } from './marks.ts';
import { order } from './order.ts';
import { readSql, type ReadSql } from './sql-file.ts';
import { refuseTwice } from './twice.ts';

export interface SqlDefinitions extends Definitions {
  /** What was left out, by the word it starts with, and how often: {"INSERT": 12, "COPY": 3}. */
  readonly skipped: { readonly [word: string]: number };
}

/** `.sql` files as a state source. `lenient`: a dump, in its own order, without its data. */
export async function loadSqlFiles(
  paths: readonly string[],
  { lenient = true, module = 'sql' }: { readonly lenient?: boolean; readonly module?: string } = {},
): Promise<SqlDefinitions> {
  const read: ReadSql[] = [];
  for (const path of paths) read.push(await readSql({ module, file: paths.length === 1 ? basename(path) : path, text: readText(path) }, { lenient }));
  const entries = read.flatMap((r) => r.entries);
  if (!lenient) refuseTwice(entries);
  const skipped: { [word: string]: number } = {};
  for (const [word, times] of read.flatMap((r) => [...r.skipped])) skipped[word] = (skipped[word] ?? 0) + times;
  return {
    modules: [module],
    statements: lenient ? entries.map((e) => e.authored) : order(entries),
    ...markers(
      read.flatMap((r) => r.renames),
      [],
      [],
    ),
    extensions: [...new Set(read.flatMap((r) => r.extensions))].sort(),
    roles: [...new Set(read.flatMap((r) => r.roles))].sort(),
    skipped,
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TidemarkError('SQL_FILE_MISSING', `${path} cannot be read: ${(cause as NodeJS.ErrnoException).code}`, {
      cause,
      at: { file: path },
      exit: 64,
      next: 'check the path',
    });
  }
}
