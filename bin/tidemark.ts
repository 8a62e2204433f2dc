#!/usr/bin/env node
// The door. Loads only the command that was asked for; usage errors go to stderr with exit 64.
import { readFileSync } from 'node:fs';
import { Cli, type CommandClass } from 'clipanion';
import { EXIT } from '../lib/errors.ts';
import { nearest } from '../lib/format/nearest.ts';
import { commands } from './commands/index.ts';
import { detailed, flagsOf, overview, requiredFlagsOf } from './help.ts';

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

async function main(argv: string[]): Promise<number> {
  const known = Object.keys(commands);
  const words = argv[0] === 'help' ? argv.slice(1) : argv;
  const asked = words.find((a) => !a.startsWith('-'));
  const wantsHelp = words !== argv || argv.some((a) => a === '-h' || a === '--help');
  if (asked === undefined && ['-v', '--version'].includes(argv[0] ?? '')) {
    process.stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  if (asked === undefined && (wantsHelp || argv.length === 0)) {
    const all = await Promise.all(known.map(async (n) => [n, await commands[n]!()] as const));
    (wantsHelp ? process.stdout : process.stderr).write(overview(version(), all));
    return wantsHelp ? EXIT.done : EXIT.usage;
  }
  if (asked === undefined) return refuse(argv, 'USAGE', `${argv.join(' ')} names no command`, 'tidemark --help');
  if (!known.includes(asked))
    return refuse(
      argv,
      'COMMAND_UNKNOWN',
      `there is no command "${asked}"`,
      `tidemark ${nearest(asked, known) ?? '--help'}`,
    );
  const cli = new Cli({
    binaryLabel: 'tidemark',
    binaryName: 'tidemark',
    binaryVersion: version(),
    enableColors: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  });
  const wanted = await commands[asked]!();
  cli.register(wanted);
  if (wantsHelp) {
    process.stdout.write(detailed(cli, wanted));
    return EXIT.done;
  }
  let command;
  try {
    command = cli.process(argv, Cli.defaultContext);
  } catch (error) {
    return refuse(argv, 'USAGE', whatIsWrong(argv, cli, wanted, error as Error), `tidemark ${asked} --help`);
  }
  return cli.run(command as never, Cli.defaultContext);
}

/** clipanion says "Command not found" of a flag it does not know and of one that is missing. */
function whatIsWrong(argv: readonly string[], cli: Cli, wanted: CommandClass, error: Error): string {
  const flags = flagsOf(cli, wanted);
  const unknown = argv.find((a) => a.startsWith('--') && !flags.includes(a.split('=')[0]!));
  if (unknown !== undefined) {
    const near = nearest(unknown, flags);
    return `there is no flag ${unknown}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  const missing = requiredFlagsOf(cli, wanted).filter((f) => !argv.some((a) => a.split('=')[0] === f));
  return missing.length > 0 ? `${missing.join(' and ')} must be given` : error.message.split('\n')[0]!.trim();
}

function refuse(argv: readonly string[], id: string, message: string, next: string): number {
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: { id, message, next } }, null, 2)}\n`);
  process.stderr.write(`error ${id} ${message}\n  next: ${next}\n`);
  return EXIT.usage;
}

// exitCode and not exit(): what is still being written to a pipe must arrive.
process.exitCode = await main(process.argv.slice(2));
