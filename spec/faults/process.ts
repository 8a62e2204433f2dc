// Starts a victim, and says how it ended.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Way } from './round.ts';
import { allowed, type Subject } from './subjects.ts';

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly said: { readonly outcome?: string; readonly id?: string; readonly message?: string };
}

const script = fileURLToPath(new URL('./victim.mjs', import.meta.url));

export function victim(way: Way, url: string, subject: Pick<Subject, 'plansDir' | 'first'>, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, way, url, subject.plansDir, subject.first, ...allowed], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ signal, said: out === '' ? {} : (JSON.parse(out) as Ended['said']) }));
  });
}
