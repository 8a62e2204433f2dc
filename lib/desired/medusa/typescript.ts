// Makes require() read TypeScript and modern JavaScript of the application, and find what its tsconfig.json gives other names, as
// Medusa's own commands do. Medusa's own packages stay with Node.
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Jiti from 'jiti';

type Handler = (module: NodeJS.Module & { _compile(code: string, file: string): void }, file: string) => void;

let reads = false;

/** Once in a process, which runs in the project's folder. */
export function readTypeScript(): void {
  if (reads) return;
  reads = true;
  const require = createRequire(import.meta.url);
  const { createJiti } = require('jiti') as typeof Jiti;
  const jiti = createJiti(import.meta.url, { fsCache: false, interopDefault: true, tsconfigPaths: join(process.cwd(), 'tsconfig.json') });
  findByPaths((name, from) => jiti.esmResolve(name, { parentURL: pathToFileURL(from), try: true }));
  const extensions = require.extensions as unknown as { [ending: string]: Handler };
  const plain = extensions['.js']!;
  const transpiled: Handler = (module, file) => {
    const source = readFileSync(file, 'utf8');
    const code = jiti.transform({ source, filename: file, ts: file.endsWith('ts'), async: false, interopDefault: true });
    refuseUnparsed(code, file);
    module._compile(`const jitiImport = async (id) => require(id), jitiESMResolve = (id) => require.resolve(id); ${code}`, file);
  };
  for (const ending of ['.ts', '.mts', '.cts', '.mjs']) extensions[ending] = transpiled;
  extensions['.js'] = (module, file) => {
    const ours = !file.includes('node_modules') && /^\s*(?:import|export)\b/m.test(readFileSync(file, 'utf8'));
    return (ours ? transpiled : plain)(module, file);
  };
}

interface Resolver {
  _resolveFilename(name: string, parent: { readonly filename?: string } | undefined, ...rest: unknown[]): string;
}

/** What Node does not find from a file of the project is asked of `find`. */
function findByPaths(find: (name: string, from: string) => string | undefined): void {
  const node = Module as unknown as Resolver;
  const plain = node._resolveFilename.bind(Module);
  // `find` asks Node in its turn.
  let finding = false;
  node._resolveFilename = (name, parent, ...rest) => {
    try {
      return plain(name, parent, ...rest);
    } catch (error) {
      const from = parent?.filename;
      if (finding || from === undefined || /^[./]/.test(name) || from.includes('node_modules')) throw error;
      finding = true;
      try {
        const found = find(name, from);
        if (found?.startsWith('file:') !== true) throw error;
        return fileURLToPath(found);
      } finally {
        finding = false;
      }
    }
  };
}

/** jiti makes a module of nothing of a file that it cannot parse, with the error as its one export. */
function refuseUnparsed(code: string, file: string): void {
  const error = /^exports\.__JITI_ERROR__ = (\{.*\})/.exec(code)?.[1];
  if (error === undefined) return;
  const { line, column, message } = JSON.parse(error) as { readonly line: number; readonly column: number; readonly message: string };
  throw new SyntaxError(`${message.trim()} at ${relative(process.cwd(), file)}:${line}:${column}`);
}
