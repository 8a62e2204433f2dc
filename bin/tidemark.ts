#!/usr/bin/env node
// The door. Loads only the command that was asked for; usage errors go to stderr with exit 64.
import { readFileSync } from 'node:fs';
import { Cli, type CommandClass } from 'clipanion';
import { EXIT } from '../lib/errors.ts';
import { nearest } from '../lib/format/nearest.ts';
import { commands } from './commands/index.ts';
import { detailed, flagsOf, overview } from './help.ts';

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
  const cli = new Cli({
    binaryLabel: 'tidemark',
    binaryName: 'tidemark',
    binaryVersion: version(),
    enableColors: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  });
  const known = Object.keys(commands);
  const classes = (names: readonly string[]): Promise<(readonly [string, CommandClass])[]> =>
    Promise.all(names.map(async (n) => [n, await commands[n]!()] as const));
  const helped = argv[0] === 'help' ? argv.slice(1) : argv;
  const asked = helped.find((a) => !a.startsWith('-'));
  const wantsHelp = helped !== argv || argv.some((a) => a === '-h' || a === '--help');
  if (asked === undefined && ['-v', '--version'].includes(argv[0] ?? '')) {
    process.stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  if (asked === undefined && (wantsHelp || argv.length === 0)) {
    const text = overview(version(), await classes(known));
    if (wantsHelp) process.stdout.write(text);
    else process.stderr.write(text);
    return wantsHelp ? EXIT.done : EXIT.usage;
  }
  if (asked === undefined || !known.includes(asked)) {
    const near = asked === undefined ? undefined : nearest(asked, known);
    const message =
      asked === undefined
        ? `USAGE ${argv.join(' ')} names no command`
        : `COMMAND_UNKNOWN there is no command "${asked}"`;
    process.stderr.write(`error ${message}\n  next: tidemark ${near ?? '--help'}\n`);
    return EXIT.usage;
  }
  const [[, wanted]] = (await classes([asked])) as [[string, CommandClass]];
  cli.register(wanted);
  if (wantsHelp) {
    process.stdout.write(detailed(cli, wanted));
    return EXIT.done;
  }
  let command;
  try {
    command = cli.process(argv, Cli.defaultContext);
  } catch (error) {
    const flags = flagsOf(cli, wanted);
    const unknown = argv.find((a) => a.startsWith('--') && !flags.includes(a.split('=')[0]!));
    const near = unknown === undefined ? undefined : nearest(unknown, flags);
    const text =
      unknown === undefined
        ? String((error as Error).message)
            .split('\n')[0]!
            .trim()
        : `there is no flag ${unknown}${near === undefined ? '' : `; did you mean ${near}?`}`;
    process.stderr.write(`error USAGE ${text}\n  next: tidemark ${asked} --help\n`);
    return EXIT.usage;
  }
  return cli.run(command as never, Cli.defaultContext);
}

// exitCode and not exit(): what is still being written to a pipe must arrive.
process.exitCode = await main(process.argv.slice(2));
