// Owns how people's TypeScript and JavaScript become values: transpiled by jiti, with 'tidemark' being this very copy.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Jiti from 'jiti';
import * as surface from './surface.ts';

export type Exports = { readonly [name: string]: unknown };

/** `cache`: where transpiled files are kept; false keeps none. `root`: imports may use the `paths` of the tsconfig.json there. */
export function importer(cache: string | false, root: string): (path: string) => Promise<Exports> {
  // By require: an import would scan the whole bundle for its exports first.
  const { createJiti } = createRequire(import.meta.url)('jiti') as typeof Jiti;
  const jiti = createJiti(import.meta.url, {
    fsCache: cache,
    interopDefault: true,
    tsconfigPaths: join(root, 'tsconfig.json'),
    virtualModules: { tidemark: surface },
    // Three thousand files that Node reads faster by itself.
    nativeModules: ['@medusajs/framework', '@medusajs/medusa', '@medusajs/utils'],
  });
  return async (path) => {
    // In sync form all files go through jiti. Its async form tries Node first where a file may be a module, so that one
    // file could run twice, or two files could meet different copies of a third.
    try {
      return bare(jiti(path) as Exports);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'SyntaxError' || !error.message.startsWith('await is only valid')) throw error;
      return bare(await jiti.import<Exports>(path));
    }
  };
}

/** What the file itself exports: jiti stands before it, and answers for a default export that is not there. */
function bare(exported: Exports): Exports {
  if (typeof exported !== 'object' || exported === null) return exported;
  const own = Object.fromEntries(Object.keys(exported).map((name) => [name, exported[name]]));
  return Object.hasOwn(exported, '__esModule') ? Object.defineProperty(own, '__esModule', { value: true }) : own;
}
