// Part of the build: what tsc does not bring to dist/. Editors find the JSON Schemas there, check.ts the validators.
import { copyFileSync, readdirSync } from 'node:fs';

const here = new URL('./', import.meta.url);
const there = new URL('../../dist/lib/format/', import.meta.url);
for (const file of readdirSync(here)) {
  if (file.endsWith('.schema.json') || file.endsWith('.generated.cjs')) copyFileSync(new URL(file, here), new URL(file, there));
}
