// npm run medusa -- packages [word] [majors]: every package with models, from its models to real servers and back.
//   plan from empty; on each major: apply, nothing to do, drift, compared with what MikroORM makes of the same models (where
//   ../shared/corpus has it), rolled back, compared with an empty database. Judged by a catalog dump that shares no code with lib/.
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apply } from '../../../lib/verbs/apply.ts';
import { drift } from '../../../lib/verbs/drift.ts';
import { plan } from '../../../lib/verbs/plan.ts';
import { rollback } from '../../../lib/verbs/rollback.ts';
import { compareDumps, dump } from '../dump.ts';
import { load } from '../load.ts';
import { server, type Server } from '../servers.ts';
import { explained } from './explained.ts';
import { folder, withModels } from './packages.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/medusa-from-models/', import.meta.url));
const codes = ['DATA_DROP_TABLE', 'COMPAT_DROP'];

interface Row {
  readonly name: string;
  readonly tables: number;
  readonly steps: number;
  readonly planMs: number;
  /** By major: how long apply took, and what was wrong. */
  readonly on: readonly { readonly major: number; readonly ms: number; readonly wrong: readonly string[] }[];
  readonly corpus: string;
}

export async function eachPackage(only: string, majors: readonly number[]): Promise<boolean> {
  if (!existsSync(corpus)) console.log(`not compared with MikroORM: ${corpus} is not here`);
  const rows: Row[] = [];
  for (const name of withModels().filter((p) => p.includes(only))) {
    const cwd = mkdtempSync(join(tmpdir(), 'tidemark-medusa-'));
    symlinkSync(join(folder, 'node_modules'), join(cwd, 'node_modules'));
    const module = name.replaceAll('-', '_');
    writeFileSync(
      join(cwd, 'package.json'),
      JSON.stringify({ name, tidemark: { timeouts: { definitions: '10m' }, modules: { [module]: `@medusajs/${name}` } } }),
    );
    try {
      rows.push(await through(name, cwd, majors));
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
    console.log(line(rows.at(-1)!));
  }
  const wrong = rows.flatMap((r) => r.on.flatMap((o) => o.wrong));
  const sum = (of: (r: Row) => number): number => rows.reduce((n, r) => n + of(r), 0);
  console.log(
    `${rows.length} packages, ${sum((r) => r.tables)} tables, ${sum((r) => r.steps)} steps; on ${majors.join(' and ')}: ${wrong.length === 0 ? 'nothing is wrong' : `${wrong.length} things are wrong`}`,
  );
  return wrong.length === 0;
}

async function through(name: string, cwd: string, majors: readonly number[]): Promise<Row> {
  const started = performance.now();
  const { plans } = await plan({ cwd });
  const planMs = performance.now() - started;
  const steps = plans.flatMap((p) => p.content.up.flatMap((s) => s.steps));
  const on: Row['on'][number][] = [];
  let said = 'not in the corpus';
  for (const major of majors) {
    const host = await server(major);
    const database = await host.database();
    const wrong: string[] = [];
    const empty = await judged(database.superUrl);
    const from = performance.now();
    await apply({ cwd, database: database.url });
    const ms = performance.now() - from;
    const { outcome } = await apply({ cwd, database: database.url });
    if (outcome !== 'nothing to do') wrong.push(`apply again: ${outcome}`);
    const { drifted } = await drift({ cwd, database: database.url });
    wrong.push(...drifted.map((d) => `drift: ${d.address}`));
    const compared = await differences(host, name, await judged(database.superUrl));
    if (compared !== undefined) {
      said = compared.known.length === 0 ? 'equal' : [...new Set(compared.known)].join('; ');
      wrong.push(...compared.unknown);
    }
    await rollback({ cwd, database: database.url, allow: codes });
    wrong.push(...compareDumps(empty, await judged(database.superUrl)).map((d) => `after rollback: ${d}`));
    on.push({ major, ms, wrong });
    await database.drop();
  }
  const again = (await plan({ cwd })).plans.map((p) => `planned again: ${p.plan}`);
  return {
    name,
    tables: steps.filter((s) => s.step.startsWith('+ table public.')).length,
    steps: steps.length,
    planMs,
    on: on.map((o) => ({ ...o, wrong: [...again, ...o.wrong] })),
    corpus: said,
  };
}

/** All but the ledger's schema, which stays. */
async function judged(url: string): Promise<string[]> {
  return (await dump(url)).filter((l) => !l.startsWith('pg_description schema tidemark '));
}

/** undefined: the corpus has nothing of this package. */
async function differences(host: Server, name: string, ours: readonly string[]): Promise<{ known: string[]; unknown: string[] } | undefined> {
  const file = join(corpus, `${name}.sql`);
  if (!existsSync(file)) return undefined;
  const theirs = await host.database();
  await load(theirs.url, readFileSync(file, 'utf8'));
  const lines = compareDumps(await judged(theirs.superUrl), ours, 1000);
  await theirs.drop();
  return explained(lines);
}

function line({ name, tables, steps, planMs, on, corpus: said }: Row): string {
  const s = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const servers = on.map((o) => `${s(o.ms)}${o.wrong.length === 0 ? '' : ` (${o.wrong.length} wrong)`}`);
  const wrong = on.flatMap((o) => o.wrong.map((w) => `\n  ✘ ${o.major}: ${w}`)).join('');
  return `| ${name} | ${tables} | ${steps} | ${s(planMs)} | ${servers.join(' | ')} | ${said} |${wrong}`;
}
