// Owns what the shadow never executes: statements and functions that reach outside the database, or poison the instance.
import { TidemarkError } from '../../errors.ts';
import { parse } from '../../sql/parse.ts';
import { firstWord } from '../session/step-sql.ts';

export interface Placed {
  readonly sql: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly pointer?: string | undefined;
}

const statements: { readonly [tag: string]: string } = {
  AlterSystemStmt: 'ALTER SYSTEM changes the server, not the schema',
  LoadStmt: 'LOAD brings foreign code into the server',
  CreatedbStmt: 'a database is not part of a schema',
  DropdbStmt: 'a database is not part of a schema',
  TransactionStmt: 'transactions are begun and ended by tidemark',
  DiscardStmt: 'DISCARD would undo the settings everything else runs under',
  DeallocateStmt: 'DEALLOCATE would take prepared statements away that everything else uses',
};
const functions =
  /^(pg_read_(binary_)?file|pg_stat_file|pg_ls_\w+|pg_file_\w+|pg_logdir_ls|lo_import|lo_export|dblink\w*|pg_(terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile|pg_switch_wal|pg_create_restore_point)$/;
// Whatever the parser could object to holds one of these words; everything else is not parsed.
const suspicious =
  /\b(copy|system|load|database|pg_read\w*|pg_stat_file|pg_ls\w*|pg_file\w*|pg_logdir_ls|lo_import|lo_export|dblink\w*|pg_(terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile|pg_switch_wal|pg_create_restore_point|discard|deallocate)\b|u&/i;
const controlling = new Set(['begin', 'start', 'commit', 'end', 'rollback', 'abort', 'savepoint', 'release', 'prepare', 'discard']);

/** Throws SHADOW_FORBIDDEN for the first statement that must not run, with its place. Bodies of functions are data until called. */
export async function refuseForbidden(all: readonly Placed[]): Promise<void> {
  for (const one of all) {
    if (!suspicious.test(one.sql) && !controlling.has(firstWord(one.sql))) continue;
    const why = await reason(one.sql);
    if (why === undefined) continue;
    throw new TidemarkError('SHADOW_FORBIDDEN', `this statement is not run: ${why}`, {
      at: { file: one.file, line: one.line, pointer: one.pointer },
      details: [one.sql.trim().split('\n')[0]!],
      next: 'take it out of the definitions',
    });
  }
}

async function reason(sql: string): Promise<string | undefined> {
  for (const { node, tag, error } of await parse(sql, { tolerant: true, psql: 'skip' })) {
    // No engine reads it, so neither does the server, which says so better.
    if (error !== undefined) continue;
    const stated = statements[tag];
    if (stated !== undefined) return stated;
    const copy = node.CopyStmt;
    if (copy?.is_program === true) return 'COPY … PROGRAM runs a command';
    if (copy !== undefined) return typeof copy.filename === 'string' ? 'COPY reads or writes a file' : 'COPY moves rows, which are not part of a schema';
    const called = calls(node).find((name) => functions.test(name));
    if (called !== undefined) return `${called}() reaches outside the database`;
  }
  return undefined;
}

function calls(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(calls);
  if (node === null || typeof node !== 'object') return [];
  const own = (node as { FuncCall?: { funcname?: { String?: { sval?: string } }[] } }).FuncCall?.funcname?.at(-1)?.String?.sval;
  return [...(own === undefined ? [] : [own]), ...Object.values(node).flatMap(calls)];
}
