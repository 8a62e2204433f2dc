// Owns processes of our own that run people's code: a file of this package in a process with a channel, from source or built.
import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

interface Options {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets what it prints, line by line. Default: stderr. */
  readonly printed?: (line: string) => void;
}

export const toStderr = (line: string): void => void process.stderr.write(`${line}\n`);

/** `entry`: a file beside the one whose import.meta.url is `beside`, without its ending. */
export function start(entry: string, beside: string, { printed = toStderr, ...options }: Options): ChildProcess {
  const source = beside.endsWith('.ts');
  const child = fork(fileURLToPath(new URL(`./${entry}.${source ? 'ts' : 'js'}`, beside)), [], {
    ...options,
    // From source, a process knows no TypeScript until tsx is registered in it.
    execArgv: source ? ['--import', import.meta.resolve('tsx')] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout!, child.stderr!]) {
    const lines = createInterface({ input: stream, crlfDelay: Infinity });
    lines.on('line', printed);
  }
  return child;
}
