// A command stands still around a statement, as in a paused machine, and another one comes. In turn: the connection that holds its lock is gone, so
// that the other one takes over, and what wakes later must do nothing behind its back; or it is not, and the other one has to wait.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Server } from '../../kit/servers.ts';
import type { Figure } from '../figure.ts';
import { differs, left, type Left } from './left.ts';
import { environment, script, tidemark, type Place, type Ran, type Scene } from './scene.ts';
import { scenes } from './scenes.ts';
import { isDone, prepared, type SweepOptions } from './sweep.ts';

export async function everyStop(server: Server, { word, stride, until }: SweepOptions): Promise<Figure> {
  const wrong: string[] = [];
  const tried = { scenes: 0, over: 0, waited: 0 };
  for (const [mine, scene] of scenes.filter((s) => s.name.includes(word) && s.offline !== true).entries()) {
    if (Date.now() > until) break;
    const base = await prepared(server, scene);
    const should = await base.copy(async (place) => ({ code: tidemark(place, scene.command).code, left: await left(place) }));
    let through = false;
    for (let n = 1 + (mine % stride), turn = mine; !through && Date.now() < until; n += stride, turn += 1) {
      const takesOver = turn % 2 === 0;
      const off = await base.copy((place) => stopped(place, scene, n, takesOver, should));
      through = off === undefined;
      if (off === undefined) break;
      tried[takesOver ? 'over' : 'waited'] += 1;
      const label = `${scene.name}, still at ${n}, ${takesOver ? 'its lock gone' : 'its lock held'}`;
      wrong.push(...off.map((line) => `${label}: ${line}`));
      if (off.length > 0) console.log(`✘ ${label}: ${off.join('\n    ')}`);
    }
    if (through) tried.scenes += 1;
    console.log(`  ${tried.scenes} commands, ${tried.over + tried.waited} stops, ${wrong.length} wrong: ${scene.name}${through ? '' : ', not to its end'}`);
    await base.drop();
  }
  return {
    what: `SIGSTOP to every command that writes, at ${stride === 1 ? 'every' : `one in ${stride}`} of its statements, while another one comes`,
    tried: tried.over + tried.waited,
    wrong,
    note: `${tried.scenes} commands; ${tried.over} were taken over, ${tried.waited} kept their lock`,
  };
}

/** What is off; undefined when there is no n-th boundary. */
async function stopped(
  place: Place,
  scene: Scene,
  n: number,
  takesOver: boolean,
  should: { readonly code: number | null; readonly left: Left },
): Promise<string[] | undefined> {
  const off: string[] = [];
  const first = begin(place, scene.command, { TIDEMARK_STOP_AT: String(n) });
  if (!(await first.standsStill())) return undefined;
  try {
    if (takesOver) {
      await letGo(place);
      if (scene.doneWith === undefined || !isDone(place, scene.doneWith)) {
        const second = tidemark(place, scene.finishes ?? scene.command);
        if (second.code !== should.code) off.push(`the other one ended with ${said(second)}`);
      }
      off.push(...differs(await left(place), should.left).slice(0, 6));
    } else {
      const asked = tidemark(place, ['status', '--json']);
      if (asked.code !== 0) off.push(`status: ${said(asked)}`);
      const second = tidemark(place, [...(scene.finishes ?? scene.command), ...(takesWait(scene) ? ['--wait', '1'] : [])], {});
      if (takesWait(scene) && second.code !== 1) off.push(`the other one did not wait: ${said(second)}`);
    }
  } finally {
    first.wake();
  }
  const ran = await first.ended;
  if (/INTERNAL|^\s+at .*:\d+:\d+/m.test(ran.out)) off.push(`woken: ${said(ran)}`);
  if (!takesOver && ran.code !== should.code) off.push(`woken, it ended with ${said(ran)}`);
  return [
    ...off,
    ...differs(await left(place), should.left)
      .slice(0, 6)
      .map((d) => `${d} (woken, it ended with ${said(ran)})`),
  ];
}

const takesWait = ({ command }: Scene): boolean => /^(apply|rollback|baseline)$/.test(command[0]!);

const said = ({ code, signal, out }: Ran): string => `exit ${signal ?? code}: ${out.trim().slice(-400)}`;

interface Begun {
  /** False when it ended. */
  standsStill(): Promise<boolean>;
  wake(): void;
  readonly ended: Promise<Ran>;
}

function begin(place: Place, argv: readonly string[], env: NodeJS.ProcessEnv): Begun {
  const child = spawn(process.execPath, [script, ...argv], { cwd: place.cwd, env: { ...environment(place), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  let over = false;
  const ended = new Promise<Ran>((resolve) =>
    child.on('close', (code, signal) => {
      over = true;
      resolve({ code, signal, stdout, out: stdout + stderr });
    }),
  );
  return {
    async standsStill() {
      while (!over) {
        if (/^\d+ \(.*\) T/.test(stat(child.pid!))) return true;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return false;
    },
    wake: () => void child.kill('SIGCONT'),
    ended,
  };
}

function stat(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ''; // it has just ended
  }
}

/** As when a network forgets a connection: the server ends what holds the lock. */
async function letGo({ superUrl }: Place): Promise<void> {
  const client = new pg.Client(superUrl);
  await client.connect();
  await client.query(`SELECT pg_terminate_backend(l.pid, 5000) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'tidemark' AND a.datname = current_database()`);
  await client.end();
}
