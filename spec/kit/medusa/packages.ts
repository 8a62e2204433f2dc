// Where the real packages of Medusa are: installed once into a cache folder, since they are 3000 files and 400 MB that no clone needs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const VERSION = '2.21.2';

/** MEDUSA_PACKAGES, or node_modules/.cache/tidemark-medusa. */
export const folder = process.env.MEDUSA_PACKAGES ?? fileURLToPath(new URL('../../../node_modules/.cache/tidemark-medusa/', import.meta.url));

export function install(): void {
  if (existsSync(join(folder, 'node_modules/@medusajs/medusa/package.json'))) return;
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(['medusa', 'framework', 'cli'].map((p) => [`@medusajs/${p}`, VERSION]));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'medusa-packages', private: true, dependencies }, null, 2));
  console.error(`installing @medusajs/* ${VERSION} into ${folder}`);
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'], { cwd: folder, stdio: ['ignore', 2, 2] });
}

/** Names of all packages with models. */
export function withModels(): string[] {
  const scope = join(folder, 'node_modules/@medusajs');
  return readdirSync(scope)
    .filter((name) => existsSync(join(scope, name, 'dist/models/index.js')))
    .sort();
}
