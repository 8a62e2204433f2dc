// What `tidemark --help` and `tidemark <command> --help` say.
import type { Cli, CommandClass } from 'clipanion';

/** Value placeholders; any other flag that takes one shows <value>. */
const values: { readonly [flag: string]: string } = {
  '--cwd': 'dir',
  '--config': 'file',
  '--database': 'url',
  '--shadow': 'url',
  '--from': 'state',
  '--to': 'plan',
  '--format': 'format',
  '--allow': 'CODE',
  '--rename': 'old:new',
  '--floor': 'major',
  '--steps': 'n',
  '--wait': 'seconds',
  '--since': 'ref',
  '--onto': 'branch',
  '--reason': 'text',
  '--name': 'name',
  '--example': 'name',
  '--db': 'name',
  '--concurrency': 'n',
  '--against': 'state',
  '--ignore': 'address',
  '--until': 'date',
};

/** All commands by category, in the order they are given. */
export function overview(version: string, all: readonly (readonly [name: string, command: CommandClass])[]): string {
  const width = Math.max(...all.map(([name]) => name.length));
  const categories = [...new Set(all.map(([, c]) => c.usage?.category ?? ''))];
  return [
    `tidemark ${version}: plans, proves, applies and rolls back the schema of PostgreSQL databases`,
    ...categories.flatMap((category) => [
      '',
      category,
      ...all.filter(([, c]) => (c.usage?.category ?? '') === category).map(([name, c]) => `  tidemark ${name.padEnd(width)}  ${c.usage?.description ?? ''}`),
    ]),
    '',
    'Every command takes --cwd <dir>, --config <file>, --json and --verbose. More: tidemark <command> --help',
    'Exit codes: 0 done, 1 failed, 2 something differs, 3 a person must decide, 64 usage, 130 interrupted',
    '',
  ].join('\n');
}

/** One command with its flags; clipanion has no names for their values. */
export function detailed(cli: Cli, command: CommandClass): string {
  const lines = cli.usage(command, { detailed: true }).split('\n');
  const usage = cli.usage(command).trim();
  const options = lines.map((l) => /^ {2}(?<flag>-[^ ]+)(?<value> #0)? {2,}(?<says>\S.*)$/.exec(l)?.groups);
  const name = command.paths?.[0]?.[0];
  const named = (text: string): string =>
    placed(text, name === 'diff' ? 'state' : undefined).replace('--from <state>', name === 'init' ? '--from <url>' : '--from <state>');
  const shown = (o: { [key: string]: string | undefined }): string => named(`${o['flag']}${o['value'] ?? ''}`);
  const width = Math.max(0, ...options.map((o) => (o === undefined ? 0 : shown(o).length)));
  return lines
    .map((line, n) => {
      const o = options[n];
      if (o !== undefined) return `  ${shown(o).padEnd(width)}  ${o['says']}`;
      return line.startsWith('$ ') || line.startsWith('\u001b[') ? line : named(line);
    })
    .join('\n')
    .replace(/^\$ .*$/m, named(required(usage)));
}

/** The usage line without the flags that may be left out: they are listed below it. */
function required(usage: string): string {
  return usage
    .replace(/ \[--?[^\]]*\]/g, '')
    .replace(/<(--[^>]*)>/g, '$1')
    .replace(/> \.\.\.$/, '>…')
    .replace(/ \.\.\.$/, ' [names…]');
}

/** The flags a command knows. */
export function flagsOf(cli: Cli, command: CommandClass): string[] {
  return [...cli.usage(command).matchAll(/--[\w-]+/g)].map(([flag]) => flag);
}

/** Medusa's own commands also take `--skip-links=true` and `--interactive=false`. */
export function withoutBooleans(argv: readonly string[], cli: Cli, command: CommandClass): string[] {
  const usage = cli.usage(command);
  const known = flagsOf(cli, command);
  return argv.flatMap((word) => {
    const [, flag, value] = /^--([\w-]+)=(true|false)$/.exec(word) ?? [];
    if (flag === undefined || !known.includes(`--${flag}`) || new RegExp(`--${flag} #0`).test(usage)) return [word];
    const off = known.includes(`--no-${flag}`) ? [`--no-${flag}`] : [];
    return value === 'true' ? [`--${flag}`] : off;
  });
}

/** Those it cannot do without. */
export function requiredFlagsOf(cli: Cli, command: CommandClass): string[] {
  return [...cli.usage(command).matchAll(/<(--[\w-]+)/g)].map(([, flag]) => flag!);
}

/** `--cwd #0` -> `--cwd <dir>` */
function placed(text: string, to: string | undefined): string {
  return text.replace(/(--[\w-]+) #0/g, (_, flag: string) => `${flag} <${(flag === '--to' ? to : undefined) ?? values[flag] ?? 'value'}>`);
}
