// The console fences of the README, below each heading: commands, and what they print. A spec runs them where it has the project for it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { root, tidemark, type Ended, type Env } from '../door.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

interface Shown {
  readonly argv: readonly string[];
  readonly lines: readonly string[];
}

function shownUnder(heading: string): Shown[] {
  const section = readme.split(`\n### ${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
  return [...section.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, fence]) =>
    fence!
      .split(/^\$ (?:npx )?tidemark /m)
      .slice(1)
      .map((text) => {
        const [command, ...lines] = text.trimEnd().split('\n');
        return { argv: command!.split(' '), lines };
      }),
  );
}

/** Times, places and ports are those of whoever runs it. */
const settled = (text: string): string[] =>
  text
    .replaceAll(/\d+ ms/g, 'n ms')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:5432')
    .split('\n')
    .map((l) => l.trimEnd());

/** Runs the command number `n` below this heading: what it prints is what the README shows, but for lines that … stands for. */
export async function asShown(heading: string, n: number, cwd: string, env: Env = {}): Promise<Ended> {
  const one = shownUnder(heading)[n];
  assert.ok(one, `README, ${heading}: no command number ${n}`);
  const ended = await tidemark(cwd, one.argv, env);
  const said = [...settled(ended.err), ...settled(ended.out)];
  let at = -1;
  for (const line of settled(one.lines.join('\n')).filter((l) => l.trim() !== '…')) {
    const found = said.indexOf(line, at + 1);
    assert.ok(found > at, `README, ${heading}: ${one.argv.join(' ')} does not print, or not there: ${line}\n${ended.err}${ended.out}`);
    at = found;
  }
  if (!one.lines.some((l) => l.trim() === '…'))
    for (const line of settled(ended.out)) assert.ok(line === '' || settled(one.lines.join('\n')).includes(line), `README, ${heading}: not shown: ${line}`);
  return ended;
}
