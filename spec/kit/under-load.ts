// npm run online: twenty lock-friendly plans apply to one large table while clients read and write it. Prints what they noticed.
//   --rows 1000000  --clients 8  --major 18      exit 1: a query failed, or the slowest hundredth took longer than --limit 100 (ms)
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { apply, plan } from '../../lib/index.ts';
import { root } from './binaries.ts';
import { server } from './servers.ts';

const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    clients: { type: 'string', default: '8' },
    major: { type: 'string', default: '18' },
    limit: { type: 'string', default: '100' },
  },
});
const rows = Number(flags.rows);

/** The definitions, clause by clause; each change edits them. */
const state = {
  columns: ['id bigint PRIMARY KEY', 'n int NOT NULL', 'owner_id int', 'label varchar(50) NOT NULL', 'amount int NOT NULL DEFAULT 0'],
  constraints: [] as string[],
  after: [] as string[],
};
const edit = (list: string[], from: string, to?: string): void => void list.splice(list.indexOf(from), 1, ...(to === undefined ? [] : [to]));
const changes: readonly (readonly [name: string, () => void])[] = [
  ['add a column', () => state.columns.push('note text')],
  ['add a column with a default', () => state.columns.push("status text NOT NULL DEFAULT 'new'")],
  ['index', () => state.after.push('CREATE INDEX item_n ON item (n);')],
  ['index over two columns', () => state.after.push('CREATE INDEX item_owner ON item (owner_id, n);')],
  ['check', () => state.constraints.push('CONSTRAINT item_amount CHECK (amount >= 0)')],
  ['foreign key', () => state.constraints.push('CONSTRAINT item_owner_fk FOREIGN KEY (owner_id) REFERENCES owner')],
  ['not null', () => edit(state.columns, 'owner_id int', 'owner_id int NOT NULL')],
  ['unique constraint', () => state.constraints.push('CONSTRAINT item_label_key UNIQUE (label)')],
  ['another definition of an index', () => edit(state.after, 'CREATE INDEX item_n ON item (n);', 'CREATE INDEX item_n ON item (n DESC);')],
  ['partial index', () => state.after.push("CREATE INDEX item_new ON item (id) WHERE status = 'new';")],
  ['index on an expression', () => state.after.push('CREATE INDEX item_lower ON item (lower(label));')],
  ['drop an index', () => edit(state.after, 'CREATE INDEX item_lower ON item (lower(label));')],
  ['view', () => state.after.push('CREATE VIEW item_big AS SELECT id, amount FROM item WHERE amount > 100;')],
  ['statistics', () => state.after.push('CREATE STATISTICS item_stats ON n, owner_id FROM item;')],
  ['comment', () => state.after.push("COMMENT ON TABLE item IS 'watched';")],
  ['default', () => edit(state.columns, 'note text', "note text DEFAULT '-'")],
  ['wider varchar', () => edit(state.columns, 'label varchar(50) NOT NULL', 'label varchar(80) NOT NULL')],
  ['second check', () => state.constraints.push('CONSTRAINT item_n CHECK (n >= 0 AND n IS NOT NULL)')],
  ['unique index', () => state.after.push('CREATE UNIQUE INDEX item_both ON item (n, id);')],
  ['drop a check', () => edit(state.constraints, 'CONSTRAINT item_amount CHECK (amount >= 0)')],
];
const definitions = (): string =>
  `CREATE TABLE owner (id int PRIMARY KEY);\nCREATE TABLE item (${[...state.columns, ...state.constraints].join(', ')});\n${state.after.join('\n')}\n`;

const cwd = mkdtempSync(join(tmpdir(), 'tidemark-online-'));
symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'), 'dir');
mkdirSync(join(cwd, 'schema/shop'), { recursive: true });
writeFileSync(join(cwd, 'package.json'), '{ "name": "online" }');
const write = (): void => writeFileSync(join(cwd, 'schema/shop/shop.sql'), definitions());

let failed = 0;
const failures = new Set<string>();
/** ms per query since the last look. */
let times: number[] = [];
let running = true;

/** Reads and writes by turns, in statements of their own, with named columns: prepared by nobody. */
async function client(url: string, nr: number): Promise<void> {
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  const any = (): number => 1 + Math.floor(Math.random() * rows);
  for (let i = 0; running; i += 1) {
    const queries: readonly [string, unknown[]][] = [
      ['SELECT id, n, label, amount FROM item WHERE id = $1', [any()]],
      ['UPDATE item SET amount = amount + 1 WHERE id = $1', [any()]],
      ['INSERT INTO item (id, n, owner_id, label) VALUES ($1, $2, $3, $4)', [rows + nr * 1e9 + i, i, 1 + (i % 100), `client ${nr} ${i}`]],
      ['SELECT count(*) FROM item WHERE id BETWEEN $1 AND $1 + 50', [any()]],
    ];
    const [sql, values] = queries[i % queries.length]!;
    const started = performance.now();
    try {
      await c.query(sql, values);
    } catch (error) {
      failed += 1;
      failures.add(`${(error as pg.DatabaseError).code} ${(error as Error).message}`);
    }
    times.push(performance.now() - started);
    await sleep(5);
  }
  await c.end();
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const looked = (): { queries: number; p50: number; p99: number; max: number } => {
  const sorted = times.sort((a, b) => a - b);
  times = [];
  return { queries: sorted.length, p50: at(sorted, 0.5), p99: at(sorted, 0.99), max: sorted.at(-1) ?? 0 };
};
const line = (name: string, l: ReturnType<typeof looked>, more = ''): void =>
  console.log(
    `${name.padEnd(34)} ${String(l.queries).padStart(6)} queries  p50 ${l.p50.toFixed(1)} ms  p99 ${l.p99.toFixed(1)} ms  longest ${l.max.toFixed(0)} ms${more}`,
  );

try {
  const db = await (await server(Number(flags.major))).database();
  write();
  await plan({ cwd, name: 'init' });
  await apply({ cwd, database: db.url });
  const owner = new pg.Client({ connectionString: db.url });
  await owner.connect();
  await owner.query('INSERT INTO owner SELECT i FROM generate_series(1, 100) i');
  await owner.query(`INSERT INTO item SELECT i, i, 1 + i % 100, 'item ' || i, i % 1000 FROM generate_series(1, ${rows}) i`);
  await owner.query('ANALYZE');
  await owner.end();
  const plans: string[][] = [];
  for (const [name, change] of changes) {
    change();
    write();
    const made = await plan({ cwd });
    if (made.unacknowledged > 0) throw new Error(`the plan for "${name}" is not safe`);
    plans.push(made.plans.map((p) => p.plan));
  }
  console.log(`PostgreSQL ${flags.major}, ${rows} rows, ${flags.clients} clients, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} before it starts`);
  const clients = Array.from({ length: Number(flags.clients) }, (_, nr) => client(db.url, nr + 1));
  await sleep(2000);
  looked();
  await sleep(5000);
  line('nothing else', looked());
  const all: number[] = [];
  for (const [n, [name]] of changes.entries()) {
    const started = performance.now();
    for (const to of plans[n]!) await apply({ cwd, database: db.url, to });
    all.push(...times);
    line(name, looked(), `  applied in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  running = false;
  await Promise.all(clients);
  times = all;
  const sum = looked();
  line(`${changes.length} plans`, sum);
  console.log(`${failed} failed quer${failed === 1 ? 'y' : 'ies'}${failed === 0 ? '' : `: ${[...failures].join('; ')}`}`);
  await db.drop();
  process.exitCode = failed > 0 || sum.p99 > Number(flags.limit) ? 1 : 0;
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
