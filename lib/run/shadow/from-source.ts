// Owns how a checkout starts its thread: as one file of JavaScript, bundled once per process by the bundler that tsx brings.
// A loader in every thread would cost more than the database that the thread boots.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

interface Bundler {
  buildSync(options: object): { outputFiles: readonly { text: string }[] };
}

let made: URL | undefined;

export function bundled(entry: URL): URL {
  return (made ??= bundle(entry));
}

function bundle(entry: URL): URL {
  const own = createRequire(import.meta.url);
  const { buildSync } = createRequire(own.resolve('tsx'))('esbuild') as Bundler;
  const options = { bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', sourcemap: 'inline', write: false };
  const { text } = buildSync({ ...options, entryPoints: [fileURLToPath(entry)] }).outputFiles[0]!;
  // Where its own imports of packages are found.
  const folder = new URL('../../../node_modules/.cache/tidemark/', import.meta.url);
  const file = new URL(`worker-${createHash('sha256').update(text).digest('hex').slice(0, 20)}.mjs`, folder);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const draft = new URL(`${file.href}.${process.pid}`);
    writeFileSync(draft, text);
    renameSync(draft, file);
  }
  return file;
}
