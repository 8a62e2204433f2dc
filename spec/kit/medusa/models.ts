// npm run medusa -- models: every package with models, what the adapter makes of it against what Medusa's ORM writes for it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { show } from '../../../lib/catalog/address.ts';
import type { Catalog } from '../../../lib/catalog/catalog.ts';
import { changedAttrs } from '../../../lib/catalog/diff.ts';
import { loadConfig } from '../../../lib/desired/config.ts';
import { loadDefinitions } from '../../../lib/desired/load.ts';
import { loadSqlFiles } from '../../../lib/desired/sql-source.ts';
import { elaborate } from '../../../lib/run/elaborate/elaborate.ts';
import { openShadow } from '../../../lib/run/shadow/shadow.ts';
import { folder, withModels } from './packages.ts';

/** One line per object that differs. */
export function differences(adapter: Catalog, oracle: Catalog): string[] {
  const lines: string[] = [];
  for (const [key, o] of oracle.objects) {
    const ours = adapter.objects.get(key);
    if (ours === undefined) lines.push(`- ${show(o.at)}`);
    else
      for (const attr of changedAttrs(ours, o)) lines.push(`~ ${show(o.at)} ${attr}: ${JSON.stringify(ours.attrs[attr])} | ${JSON.stringify(o.attrs[attr])}`);
  }
  for (const [key, o] of adapter.objects) if (!oracle.objects.has(key)) lines.push(`+ ${show(o.at)}`);
  return lines;
}

export async function compareModels(only: string, extra: readonly string[] = []): Promise<boolean> {
  const packages = [...withModels().filter((p) => p.includes(only)), ...extra];
  const sql = JSON.parse(
    execFileSync('node', [fileURLToPath(new URL('oracle.mjs', import.meta.url)), folder, ...packages], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 }),
  ) as { readonly [name: string]: string };
  const dir = mkdtempSync(join(folder, 'tidemark-models-'));
  const shadow = await openShadow({ cwd: tmpdir() });
  let same = true;
  try {
    for (const name of packages) {
      writeFileSync(
        join(dir, 'package.json'),
        JSON.stringify({ name: 'models', tidemark: { modules: { m: name.startsWith('/') ? name : `@medusajs/${name}` } } }),
      );
      writeFileSync(join(dir, 'oracle.sql'), sql[name]!);
      const definitions = await loadDefinitions(await loadConfig(dir));
      const adapter = await elaborate(definitions, shadow);
      const oracle = await elaborate(await loadSqlFiles([join(dir, 'oracle.sql')]), shadow);
      const lines = differences(adapter, oracle);
      console.log(
        `${name}: ${[...adapter.objects.values()].filter((o) => o.at.kind === 'table').length} tables, ${adapter.objects.size} objects, ${lines.length} differences`,
      );
      for (const line of lines) console.log(`  ${line}`);
      same &&= lines.length === 0;
    }
  } finally {
    await shadow.close();
    rmSync(dir, { recursive: true, force: true });
  }
  return same;
}
