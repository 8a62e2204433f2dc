// `tidemark init --from <url>`: a database that is there becomes a project: a config, definitions in SQL, and a baseline.
import { join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import type { Address } from '../catalog/address.ts';
import { baseline, type BaselineResult } from './baseline.ts';
import { init, projectName, refuseExisting, type InitResult } from './init.ts';
import { plan } from './plan.ts';

export interface InitFromOptions {
  readonly cwd?: string;
  /** postgres://… or pglite:<dir> */
  readonly from: string;
  readonly shadow?: string;
  readonly on?: (event: { readonly doing: string }) => void;
  readonly onTarget?: (described: string) => void;
  readonly signal?: AbortSignal;
}

export interface InitFromResult extends InitResult {
  readonly baseline: BaselineResult;
  /** The definitions build what the database has: nothing is left to plan. */
  readonly agrees: boolean;
}

/** Throws INIT_EXISTS before it connects, REPRINT_REFUSED, and what connecting and baseline throw. */
export async function initFrom(options: InitFromOptions): Promise<InitFromResult> {
  const root = resolve(options.cwd ?? '.');
  refuseExisting(root);
  refuseExisting(root, existsSync(join(root, 'schema')) ? ['schema'] : []);
  const [{ survey }, { resolveTarget, describeTarget }, { portrait }, { availableOf }] = await Promise.all([
    import('../run/execute/adopt.ts'),
    import('../run/target/target.ts'),
    import('../run/prove/portrait.ts'),
    import('../run/engine/extensions.ts'),
  ]);
  const target = resolveTarget({ database: options.from, cwd: root }, process.env);
  options.onTarget?.(describeTarget(target));
  options.on?.({ doing: 'reading the database' });
  const { live, extensions } = await survey({ project: projectName(root), target, signal: options.signal });
  options.on?.({ doing: 'writing it down' });
  const strokes = await portrait(live, {
    cwd: root,
    extensions: await availableOf(extensions, root),
    ...(options.shadow === undefined ? {} : { url: options.shadow }),
  });
  const schemas = new Set([...live.objects.values()].filter((o) => o.at.kind === 'schema').map((o) => o.at.names[0]!));
  const files = new Map<string, string>();
  for (const { sql, home } of strokes) {
    const file = `schema/${moduleOf(home, schemas)}/${fileOf(home)}`;
    files.set(file, `${files.has(file) ? `${files.get(file)!}\n` : ''}${sql};\n`);
  }
  const floor = Math.max(13, Math.min(18, Math.floor(live.printer.server / 10_000)));
  const made = await init({ cwd: root, adopted: { files, floor } });
  const result = await baseline({
    cwd: root,
    database: options.from,
    on: (e) => ('doing' in e ? options.on?.(e) : undefined),
    ...(options.shadow === undefined ? {} : { shadow: options.shadow }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  options.on?.({ doing: 'reading the definitions again' });
  const left = await plan({ cwd: root, dryRun: true, ...(options.shadow === undefined ? {} : { shadow: options.shadow }) });
  return { ...made, baseline: result, agrees: left.plans.length === 0 };
}

/** One module a schema; what stands in none (extensions, casts, publications) is the database's. */
function moduleOf(home: Address, schemas: ReadonlySet<string>): string {
  const [first] = home.names;
  if (first === undefined || !schemas.has(first) || (home.names.length === 1 && home.kind !== 'schema')) return 'database';
  const name = first
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return name === '' || ['tidemark', 'shared', 'database'].includes(name) ? `schema-${name}` : name;
}

function fileOf(home: Address): string {
  const word = home.kind.replace(/ /g, '-');
  return `${/(s|x|ch|sh)$/.test(word) ? `${word}es` : word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`}.sql`;
}
