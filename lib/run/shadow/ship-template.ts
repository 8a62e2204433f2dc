// Run by `npm run build` from dist: puts the template pack beside the code, so that no user waits for a first initdb.
import { rm, writeFile } from 'node:fs/promises';
import type { Cache } from '../engine/cache.ts';
import { templatePack } from './shadow.ts';
import { loadWasm, shippable, shippedTemplate } from '../engine/template.ts';

// Made anew: neither an older build's file nor a cached one is what this build ships.
const nothing: Cache = { read: async () => undefined, write: async () => undefined };
await rm(shippedTemplate, { force: true });
const pack = await templatePack(nothing);
await writeFile(shippedTemplate, shippable((await loadWasm()).key, pack));
