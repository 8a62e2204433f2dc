// `npm start`: the main job on the embedded default, in a temporary folder. Every command is shown as it would be typed, its
// output is its own, and the tour ends with exit 0 only when every command ended as it should. KEEP=1 keeps the folder.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const cli = join(root, 'dist/bin/tidemark.js');
const folder = mkdtempSync(join(tmpdir(), 'tidemark-shop-'));
const [bold, dim, red] = [1, 2, 31].map((n) => (text) => {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return colour ? `\u001b[${n}m${text}\u001b[0m` : text;
});

// The tour stays in its folder, whatever databases the surroundings name.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DATABASE_URL|PG.*|CI|NODE_ENV)$/.test(name)));
const surprises = [];
let commands = 0;

function say(text) {
  console.log(`\n${bold(text)}`);
}

async function run(shown, file, args, expected) {
  console.log(`\n${bold('$')} ${shown}`);
  const code = await new Promise((resolve) => {
    spawn(process.execPath, [file, ...args], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] }).on('close', (exit, signal) =>
      resolve(exit ?? signal),
    );
  });
  commands += 1;
  if (code !== 0 || expected !== 0) console.log(dim(`(exit ${code})`));
  if (code === expected) return;
  surprises.push(`${shown}: exit ${code}, expected ${expected}`);
  throw new Error(surprises.at(-1));
}

const tidemark = (expected, ...args) => run(`tidemark ${args.map((a) => (/^[\w./:=-]+$/.test(a) ? a : JSON.stringify(a))).join(' ')}`, cli, args, expected);

function edit(file, ...changes) {
  const path = join(folder, file);
  let text = readFileSync(path, 'utf8');
  console.log(`\n${bold('edit')} ${file}`);
  for (const [before, after] of changes) {
    if (!text.includes(before)) throw new Error(`${file} holds no ${JSON.stringify(before)}`);
    text = text.replace(before, after);
    const lines = (of, sign) =>
      of
        .split('\n')
        .filter((l) => l.trim() !== '')
        .map((l) => `${sign} ${l}`);
    for (const line of [...lines(before, '-'), ...lines(after, '+')]) console.log(dim(line));
  }
  writeFileSync(path, text);
}

/** Somebody with another tool, in the same database. */
async function tamper(statement) {
  const file = 'somebody-else.mjs';
  const text = `import { PGlite } from '@electric-sql/pglite';
const db = new PGlite('.tidemark/db');
await db.exec(${JSON.stringify(statement)});
await db.close();
`;
  writeFileSync(join(folder, file), text);
  console.log(`\n${text.replace(/^/gm, '  ').trimEnd()}`);
  await run(`node ${file}`, join(folder, file), [], 0);
}

async function tour() {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/tidemark'), 'junction');
  symlinkSync(join(root, 'node_modules/@electric-sql'), join(folder, 'node_modules/@electric-sql'), 'junction');

  say('A shop in three modules: entities and a link in TypeScript, a view in SQL.');
  await tidemark(0, 'init', '--example', 'shop');

  say('What the definitions want beyond the committed plans (there are none) becomes plan files, proved up and down.');
  await tidemark(0, 'plan');
  await tidemark(0, 'show', 'sales-channel/0001-init', '--format', 'sql');

  say('The plans run on the database that tidemark.config.ts names: a PostgreSQL in a folder.');
  await tidemark(0, 'apply');

  say('Two changes: a new column that may be null, and one that goes away with what is in it.');
  edit('schema/product/product.ts', ['    metadata: jsonb().nullable(),\n', '    subtitle: text().nullable(),\n'], [' jsonb,', '']);
  await tidemark(0, 'plan', '--name', 'subtitle-for-metadata');
  await tidemark(0, 'show', 'product/0002-subtitle-for-metadata', '--format', 'markdown');

  say('Nobody has said that losing the old column is fine, so nothing runs: exit 3, a person must decide.');
  await tidemark(3, 'apply');
  const reason = 'nothing has read it since 4.2';
  await tidemark(0, 'ack', 'product/0002-subtitle-for-metadata', 'DATA_DROP_COLUMN', 'COMPAT_DROP', '--reason', reason);
  await tidemark(0, 'apply');
  await tidemark(0, 'status');

  say('In sync; then somebody changes the database with another tool, and drift finds it: exit 2. The way back is one command.');
  await tidemark(0, 'drift');
  await tamper('DROP INDEX order_email_idx; ALTER TABLE sales_channel ALTER COLUMN enabled SET DEFAULT false');
  await tidemark(2, 'drift');
  await tidemark(2, 'diff', '--from', 'pglite:.tidemark/db', '--to', 'plans', '--format', 'sql');

  say('Rolling back needs no files: the ledger in the database holds the text of every plan.');
  await tidemark(0, 'rollback');
  await tidemark(0, 'status');
}

try {
  await tour();
  console.log(`\n${bold(`${commands} commands, each ended as it should.`)}`);
} catch (error) {
  process.exitCode = 1;
  console.error(`\n${red(surprises[0] ?? String(error.stack))}`);
} finally {
  if (process.env.KEEP) console.log(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
