// Part of the build: the examples are files that `tidemark init` copies, not code that tsc compiles.
import { cpSync, readdirSync, rmSync } from 'node:fs';

const here = new URL('./', import.meta.url);
const there = new URL('../../dist/bin/example/', import.meta.url);
rmSync(there, { recursive: true, force: true });
for (const entry of readdirSync(here, { withFileTypes: true }))
  if (entry.isDirectory()) cpSync(new URL(`${entry.name}/`, here), new URL(`${entry.name}/`, there), { recursive: true });
