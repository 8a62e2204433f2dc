// Makes require() read TypeScript and modern JavaScript of the application. Medusa's own packages stay with Node.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import type * as Jiti from 'jiti';

type Handler = (module: NodeJS.Module & { _compile(code: string, file: string): void }, file: string) => void;

let reads = false;

/** Once in a process. */
export function readTypeScript(): void {
  if (reads) return;
  reads = true;
  const require = createRequire(import.meta.url);
  const { createJiti } = require('jiti') as typeof Jiti;
  const jiti = createJiti(import.meta.url, { fsCache: false, interopDefault: true });
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

/** jiti makes a module of nothing of a file that it cannot parse, with the error as its one export. */
function refuseUnparsed(code: string, file: string): void {
  const error = /^exports\.__JITI_ERROR__ = (\{.*\})/.exec(code)?.[1];
  if (error === undefined) return;
  const { line, column, message } = JSON.parse(error) as { readonly line: number; readonly column: number; readonly message: string };
  throw new SyntaxError(`${message.trim()} at ${relative(process.cwd(), file)}:${line}:${column}`);
}
