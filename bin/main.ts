// From an argument list to an exit code. Loads only the command that was asked for; usage errors go to stderr with exit 64.
import { readFileSync } from 'node:fs';
import { Cli, type BaseContext, type CommandClass } from 'clipanion';
import { EXIT } from '../lib/errors.ts';
import { nearest } from '../lib/format/nearest.ts';
import { commands } from './commands/index.ts';
import { detailed, flagsOf, overview, requiredFlagsOf, withoutBooleans } from './help.ts';

const version = (): string => {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return 'unknown';
};

export type Surroundings = Pick<BaseContext, 'stdin' | 'stdout' | 'stderr' | 'env'>;

/** Runs one command. Writes to `around` alone and ends no process. A result that found no room is a failure, also of a command that did its work. */
export async function main(argv: readonly string[], around: Surroundings): Promise<number> {
  const told = listening(around);
  const code = await dispatched(argv, around);
  return code === EXIT.done && !(await told()) ? EXIT.failed : code;
}

/** What becomes of the output (a reader that goes away, a full disk) must never change what happens to the database. */
function listening({ stdout, stderr }: Surroundings): () => Promise<boolean> {
  let told = true;
  // Who closes a pipe (| head -1) has read enough.
  stdout.on('error', (e: NodeJS.ErrnoException) => void (told &&= e.code === 'EPIPE'));
  stderr.on('error', () => undefined); // there is no other place to say it
  return async () => {
    await new Promise(setImmediate);
    return told;
  };
}

async function dispatched(argv: readonly string[], around: Surroundings): Promise<number> {
  const { stdout, stderr } = around;
  const context = { ...Cli.defaultContext, ...around };
  const known = Object.keys(commands);
  const words = argv[0] === 'help' ? argv.slice(1) : argv;
  const asked = words.find((a) => !a.startsWith('-'));
  const wantsHelp = words !== argv || argv.some((a) => a === '-h' || a === '--help');
  if (asked === undefined && ['-v', '--version'].includes(argv[0] ?? '')) {
    stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  if (asked === undefined && (wantsHelp || argv.length === 0)) {
    const all = await Promise.all(known.map(async (n) => [n, await commands[n]!()] as const));
    (wantsHelp ? stdout : stderr).write(overview(version(), all));
    return wantsHelp ? EXIT.done : EXIT.usage;
  }
  if (asked === undefined) return refuse(around, argv, 'USAGE', `${argv.join(' ')} names no command`, 'tidemark --help');
  if (!known.includes(asked)) return refuse(around, argv, 'COMMAND_UNKNOWN', `there is no command "${asked}"`, `tidemark ${nearest(asked, known) ?? '--help'}`);
  const cli = new Cli({
    binaryLabel: 'tidemark',
    binaryName: 'tidemark',
    binaryVersion: version(),
    enableColors: (stdout as { isTTY?: boolean }).isTTY === true && !around.env['NO_COLOR'],
  });
  const wanted = await commands[asked]!();
  cli.register(wanted);
  if (wantsHelp) {
    stdout.write(detailed(cli, wanted));
    return EXIT.done;
  }
  let command;
  try {
    command = cli.process(withoutBooleans(argv, cli, wanted), context);
  } catch (error) {
    return refuse(around, argv, 'USAGE', whatIsWrong(argv, cli, wanted, error as Error), `tidemark ${asked} --help`);
  }
  return cli.run(command as never, context);
}

/** clipanion says "Command not found" of a flag it does not know and of one that is missing. */
function whatIsWrong(argv: readonly string[], cli: Cli, wanted: CommandClass, error: Error): string {
  const flags = flagsOf(cli, wanted);
  const unknown = argv.find((a) => a.startsWith('--') && !flags.includes(a.split('=')[0]!));
  if (unknown !== undefined) {
    const near = nearest(unknown, flags);
    return `there is no flag ${unknown}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  const [, valued] = /^Invalid option name \("(--[\w-]+)=/.exec(error.message) ?? [];
  if (valued !== undefined) return `${valued} takes no value`;
  const missing = requiredFlagsOf(cli, wanted).filter((f) => !argv.some((a) => a.split('=')[0] === f));
  return missing.length > 0 ? `${missing.join(' and ')} must be given` : error.message.split('\n')[0]!.trim();
}

function refuse({ stdout, stderr }: Surroundings, argv: readonly string[], id: string, message: string, next: string): number {
  if (argv.includes('--json')) stdout.write(`${JSON.stringify({ error: { id, message, next } }, null, 2)}\n`);
  stderr.write(`error ${id} ${message}\n  next: ${next}\n`);
  return EXIT.usage;
}
