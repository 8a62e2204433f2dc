// Owns where the shadow finds an extension: bundled with PGlite, or a PGlite package in the user's project.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXIT, TidemarkError } from '../../errors.ts';

// Modules under @electric-sql/pglite/contrib that carry the extension of the same SQL name.
const bundled = new Set([
  'amcheck',
  'bloom',
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'dict_int',
  'dict_xsyn',
  'earthdistance',
  'file_fdw',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'isn',
  'lo',
  'ltree',
  'moddatetime',
  'pageinspect',
  'pg_buffercache',
  'pg_freespacemap',
  'pg_stat_statements',
  'pg_surgery',
  'pg_trgm',
  'pg_visibility',
  'pg_walinspect',
  'pgcrypto',
  'seg',
  'tablefunc',
  'tcn',
  'tsm_system_rows',
  'tsm_system_time',
  'unaccent',
]);
const otherModule: { readonly [sqlName: string]: string } = {
  'uuid-ossp': 'uuid_ossp',
  autoinc: 'moddatetime',
  insert_username: 'moddatetime',
  refint: 'moddatetime',
};
const sidePackage: { readonly [sqlName: string]: string } = {
  vector: '@electric-sql/pglite-pgvector',
  postgis: '@electric-sql/pglite-postgis',
  age: '@electric-sql/pglite-age',
  pg_hashids: '@electric-sql/pglite-pg_hashids',
  pg_ivm: '@electric-sql/pglite-pg_ivm',
  pg_textsearch: '@electric-sql/pglite-pg_textsearch',
  pg_uuidv7: '@electric-sql/pglite-pg_uuidv7',
  pgtap: '@electric-sql/pglite-pgtap',
};
const needs: { readonly [sqlName: string]: readonly string[] } = { earthdistance: ['cube'] };
const builtIn = new Set(['plpgsql']);

// Tools for operators and pathways to other servers: schemas declare them, and their objects hardly ever lean on them. Without a
// package the shadow holds them by name only. The script makes what other statements name.
const byName: { readonly [sqlName: string]: { readonly version: string; readonly script: string } } = {
  pgstattuple: { version: '1.5', script: '' },
  pg_prewarm: { version: '1.2', script: '' },
  pgrowlocks: { version: '1.2', script: '' },
  sslinfo: { version: '1.2', script: '' },
  adminpack: { version: '2.1', script: '' },
  postgres_fdw: { version: '1.2', script: 'CREATE FOREIGN DATA WRAPPER postgres_fdw;' },
  pgaudit: { version: '18.0', script: '' },
  pg_repack: { version: '1.5.2', script: '' },
  hypopg: { version: '1.4.1', script: '' },
  pg_hint_plan: { version: '1.8.0', script: '' },
};

export interface StandIn {
  readonly name: string;
  readonly version: string;
  readonly script: string;
}

/** Extensions that the shadow holds by name only: what they bring is assumed, not proved. Never for a target. */
export function standInsOf(names: readonly string[]): StandIn[] {
  return [...new Set(names)].sort().flatMap((name) => (Object.hasOwn(byName, name) ? [{ name, ...byName[name]! }] : []));
}

interface Bundle {
  setup(pg: unknown, options: unknown): Promise<{ bundlePath?: URL }>;
}

/**
 * SQL extension names to the URLs of their bundles, ready for the shadow's boot.
 * @param cwd the user's project, where pgvector, postgis and others are looked for
 * @throws EXTENSION_UNAVAILABLE
 */
export async function bundlesOf(names: readonly string[], cwd: string = process.cwd()): Promise<{ [name: string]: string }> {
  const urls: { [name: string]: string } = {};
  const wanted = [...new Set(names.flatMap((n) => [n, ...(needs[n] ?? [])]))].sort();
  for (const name of wanted) {
    if (builtIn.has(name)) continue;
    const module = otherModule[name] ?? name;
    urls[module] ??= (otherModule[name] !== undefined || bundled.has(name) ? await contrib(module) : await fromProject(name, cwd)).href;
  }
  return urls;
}

/** Those of these that a shadow could load or stand in for. */
export async function availableOf(names: readonly string[], cwd?: string): Promise<string[]> {
  const out: string[] = [];
  for (const name of names) {
    const found = standInsOf([name]).length > 0 || (await bundlesOf([name], cwd).catch(() => undefined)) !== undefined;
    if (found) out.push(name);
  }
  return out;
}

async function contrib(module: string): Promise<URL> {
  const exports = (await import(`@electric-sql/pglite/contrib/${module}`)) as { [name: string]: Bundle };
  return bundleOf(exports, module);
}

async function fromProject(name: string, cwd: string): Promise<URL> {
  const from = sidePackage[name];
  if (from === undefined) throw unavailable(name, 'no package for the embedded shadow carries it');
  let path: string;
  try {
    path = createRequire(pathToFileURL(join(cwd, 'package.json'))).resolve(from);
  } catch (cause) {
    throw unavailable(name, `${from} is not installed`, `npm install --save-dev ${from}`, cause);
  }
  return bundleOf((await import(pathToFileURL(path).href)) as { [name: string]: Bundle }, name);
}

async function bundleOf(exports: { [name: string]: Bundle }, name: string): Promise<URL> {
  const bundle = Object.values(exports).find((e) => typeof e?.setup === 'function');
  const url = (await bundle?.setup(undefined, {}))?.bundlePath;
  if (url === undefined) throw unavailable(name, 'its package names no bundle');
  return new URL(url);
}

function unavailable(name: string, why: string, install?: string, cause?: unknown): TidemarkError {
  const server = 'use an empty database of a server that has it: --shadow postgres://…';
  return new TidemarkError('EXTENSION_UNAVAILABLE', `the shadow has no extension ${JSON.stringify(name)}: ${why}`, {
    at: { object: `extension ${name}` },
    next: install === undefined ? server : `${install}, or ${server}`,
    exit: EXIT.failed,
    cause,
  });
}
