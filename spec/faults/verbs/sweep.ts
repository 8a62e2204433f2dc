// SIGKILL to every command that writes: around every statement and every change of a file. One command finishes, and what is there then is what
// an undisturbed one leaves. What asks meanwhile says something sensible.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../../kit/load.ts';
import type { Database, Server } from '../../kit/servers.ts';
import type { Figure } from '../figure.ts';
import { differs, left, type Left } from './left.ts';
import { stage, tidemark, type Place, type Scene } from './scene.ts';
import { scenes } from './scenes.ts';

const hook = fileURLToPath(new URL('./files.mjs', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface SweepOptions {
  readonly word: string;
  /** Every boundary is 1; with 3 every third, from another start for each scene. */
  readonly stride: number;
  readonly until: number;
}

export async function everyVerb(server: Server, { word, stride, until }: SweepOptions): Promise<Figure> {
  const wrong: string[] = [];
  const tried = { statements: 0, files: 0, scenes: 0 };
  for (const [mine, scene] of scenes.filter((s) => s.name.includes(word)).entries()) {
    const base = await prepared(server, scene);
    const should = await base.copy(async (place) => {
      const { code, out } = tidemark(place, scene.command);
      const after = (scene.after ?? []).map((argv) => tidemark(place, argv).code);
      return { code, out, after, left: await left(place) };
    });
    if (should.out.includes('INTERNAL')) wrong.push(`${scene.name}, undisturbed: ${should.out}`);
    let through = false;
    for (const what of ['statements', 'files'] as const) {
      through = false;
      for (let n = 1 + (mine % stride); !through && Date.now() < until; n += stride) {
        const one = await base.copy((place) => killed(place, scene, what, n, should));
        wrong.push(...one.off.map((line) => `${scene.name}, ${what} ${n}: ${line}`));
        if (one.off.length > 0) console.log(`✘ ${scene.name}, ${what} ${n}: ${one.off.join('\n    ')}`);
        through = one.through;
        if (!through) tried[what] += 1;
      }
      if (!through) break;
    }
    if (through) tried.scenes += 1;
    const kills = `${tried.statements + tried.files} kills, ${wrong.length} wrong`;
    console.log(`  ${tried.scenes} commands, ${kills}: ${scene.name} (exit ${should.code})${through ? '' : ', not to its end'}`);
    await base.drop();
    if (Date.now() > until) break;
  }
  const share = stride === 1 ? 'every' : `one in ${stride}`;
  return {
    what: `SIGKILL to every command that writes, at ${share} of its statements and changes of files`,
    tried: tried.statements + tried.files,
    wrong,
    note: `${tried.scenes} commands, ${tried.statements} kills at statements, ${tried.files} at files`,
  };
}

export interface Base {
  /** Gives `work` a copy of database and project, and takes it away. */
  copy<T>(work: (place: Place) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

export async function prepared(server: Server, scene: Scene): Promise<Base> {
  const cwd = mkdtempSync(join(tmpdir(), 'tm-verbs-'));
  const home = join(cwd, 'base');
  mkdirSync(home);
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'dir');
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'verbs', tidemark: { postgres: '>=15' } }));
  const db = await server.database();
  await scene.prepare(stage(place(home, db)));
  let n = 0;
  return {
    async copy(work) {
      const own = await server.database({ template: db.name });
      const at = join(cwd, `copy-${(n += 1)}`);
      try {
        cpSync(home, at, { recursive: true, verbatimSymlinks: true });
        if (scene.creates === true) await own.drop();
        else await load(own.superUrl, here);
        return await work(place(at, own));
      } finally {
        await own.drop();
        rmSync(at, { recursive: true, force: true });
      }
    },
    async drop() {
      await db.drop();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

const place = (cwd: string, db: Database): Place => ({ cwd, url: db.url, superUrl: db.superUrl });

/** A copy by a template would be recognised as one. */
const here = `DO $$ BEGIN IF to_regclass('tidemark.identity') IS NOT NULL THEN
  UPDATE tidemark.identity SET database_oid = (SELECT oid FROM pg_database WHERE datname = current_database()), database_name = current_database();
END IF; END $$`;

async function killed(
  place: Place,
  scene: Scene,
  what: 'statements' | 'files',
  n: number,
  should: { readonly code: number | null; readonly after: readonly (number | null)[]; readonly left: Left },
): Promise<{ through: boolean; off: string[] }> {
  const kill =
    what === 'statements'
      ? { TIDEMARK_KILL_AT: String(n) }
      : { NODE_OPTIONS: `--import ${hook}`, KILL_FILES_AT: String(n), KILL_FILES_IN: place.cwd, ...(n % 2 === 1 ? { KILL_FILES_HALF: '1' } : {}) };
  const first = tidemark(place, scene.command, kill);
  const through = first.signal !== 'SIGKILL';
  if (through) return { through, off: first.code === should.code ? [] : [`not killed, exit ${first.code}: ${first.out}`] };
  const off: string[] = [];
  for (const asks of n % 2 === 0 ? [['status'], ['drift']] : []) {
    const { code, out } = tidemark(place, asks);
    if (code === null || /INTERNAL|^\s+at .*:\d+:\d+/m.test(out)) off.push(`${asks.join(' ')}: exit ${code} ${out}`);
  }
  if (scene.doneWith === undefined || !isDone(place, scene.doneWith)) {
    const again = tidemark(place, scene.finishes ?? scene.command);
    if (again.code !== should.code) off.push(`finished with exit ${again.code}: ${again.out}`);
  }
  for (const [i, argv] of (scene.after ?? []).entries()) {
    const { code, out } = tidemark(place, argv);
    if (code !== should.after[i]) off.push(`then ${argv.join(' ')}: exit ${code} ${out}`);
  }
  const differences = differs(await left(place), should.left);
  return { through, off: [...off, ...differences.slice(0, 6)] };
}

export function isDone(place: Place, applied: number): boolean {
  const says = JSON.parse(tidemark(place, ['status', '--json']).stdout) as { applied: unknown[]; half: unknown[]; running?: unknown; died?: unknown };
  return says.half.length === 0 && says.running === undefined && says.died === undefined && says.applied.length === applied;
}
