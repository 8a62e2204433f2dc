// Starts the packaged command line in a process of its own, and says how it ended.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Way } from './round.ts';
import { allowed, type Subject } from './subjects.ts';

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly said: { readonly outcome?: string; readonly id?: string; readonly message?: string };
}

const script = fileURLToPath(new URL('../../dist/bin/tidemark.js', import.meta.url));
const consent = allowed.flatMap((code) => ['--allow', code]);

/** `apply`, or `rollback --to` the first plan. `env` TIDEMARK_KILL_AT=n: it kills itself at the n-th boundary. */
export function commandLine(way: Way, url: string, subject: Pick<Subject, 'plansDir' | 'first'>, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const words = way === 'up' ? ['apply'] : ['rollback', '--to', subject.first];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words, '--json', '--wait', '600', '--database', url, ...consent], {
      cwd: dirname(subject.plansDir),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ signal, said: out === '' ? {} : said(out) }));
  });
}

function said(document: string): Ended['said'] {
  const { outcome, error } = JSON.parse(document) as { outcome?: string; error?: { id: string; message: string } };
  return error ?? { outcome: outcome! };
}
