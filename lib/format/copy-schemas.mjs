// Part of the build: editors and users' documents reach the JSON Schemas in dist/.
import { copyFileSync, readdirSync } from 'node:fs';

const here = new URL('./', import.meta.url);
const there = new URL('../../dist/lib/format/', import.meta.url);
for (const file of readdirSync(here)) {
  if (file.endsWith('.schema.json')) copyFileSync(new URL(file, here), new URL(file, there));
}
