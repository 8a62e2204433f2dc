// Owns where this package lies: its version and the plans that build the ledger.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's folder: two levels up from here in a checkout, three in what is published. */
function folder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at;
    if (dirname(at) === at) throw new Error('tidemark does not find its own package.json');
  }
}

export function ownPlansDir(): string {
  return join(folder(), 'plans');
}

export function toolVersion(): string {
  return (JSON.parse(readFileSync(join(folder(), 'package.json'), 'utf8')) as { version: string }).version;
}
