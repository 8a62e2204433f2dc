#!/usr/bin/env node
// The door. Loads only the command that was asked for; usage errors go to stderr with exit 64.
import { readFileSync } from 'node:fs';
import { Builtins, Cli, type CommandClass } from 'clipanion';
import { EXIT } from '../lib/errors.ts';
import { commands } from './commands/index.ts';

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
  const cli = new Cli({ binaryLabel: 'tidemark', binaryName: 'tidemark', binaryVersion: version(), enableColors: process.stdout.isTTY === true && !process.env['NO_COLOR'] });
  cli.register(Builtins.HelpCommand);
  cli.register(Builtins.VersionCommand);
  const asked = argv.find((a) => !a.startsWith('-'));
  const known = Object.keys(commands);
  const wanted = asked !== undefined && known.includes(asked) ? [asked] : known;
  for (const name of wanted) cli.register((await commands[name]!()) as CommandClass);
  if (argv.length === 0) {
    process.stdout.write(`${cli.usage()}\n`);
    return EXIT.usage;
  }
  if (asked !== undefined && !known.includes(asked)) {
    const near = nearest(asked, known);
    process.stderr.write(`error COMMAND_UNKNOWN there is no command "${asked}"\n  next: ${near === undefined ? 'tidemark --help' : `tidemark ${near}`}\n`);
    return EXIT.usage;
  }
  let command;
  try {
    command = cli.process(argv, Cli.defaultContext);
  } catch (error) {
    const text = error instanceof Error ? error.message.replace(/\n+\s*/g, '\n  ').trim() : String(error);
    process.stderr.write(`error USAGE ${text}\n  next: tidemark ${wanted.length === 1 ? `${wanted[0]} ` : ''}--help\n`);
    return EXIT.usage;
  }
  return cli.run(command as never, Cli.defaultContext);
}

function nearest(word: string, known: readonly string[]): string | undefined {
  return known.find((k) => k.startsWith(word.slice(0, 3))) ?? known.find((k) => k.includes(word.slice(0, 3)));
}

// exitCode and not exit(): what is still being written to a pipe must arrive.
process.exitCode = await main(process.argv.slice(2));
