// Owns how an embedded PostgreSQL is started, as shadow and as target.
const settings = [
  'search_path=public',
  'exit_on_error=false',
  'log_checkpoints=false',
  'max_worker_processes=0',
  'max_parallel_workers=0',
  'max_parallel_workers_per_gather=0',
  'max_parallel_maintenance_workers=0',
  'io_method=sync',
  'shared_buffers=16MB',
  'max_locks_per_transaction=1000',
  'max_stack_depth=500kB',
  'jit=off',
  'allow_in_place_tablespaces=on',
];

/**
 * PGlite's own start, less -O (it lets statements write system catalogs, which a server refuses), plus: little memory, room for a
 * thousand tables in one transaction, a stack depth that PostgreSQL reports before JavaScript swallows it. `more`: "name=value".
 */
export function startParams(more: readonly string[] = []): string[] {
  return ['--single', '-F', '-j', ...[...settings, ...more].flatMap((s) => ['-c', s])];
}
