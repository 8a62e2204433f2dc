// Small random schemas of partitioned tables: branches, keys, indexes, some for ONLY a parent, foreign keys within and between trees,
// under few names. Of pairs, every second has the same tables on both sides. A server refuses some; those say nothing.
import type { Pair } from '../trial.ts';
import { random, type Random } from './random.ts';

interface Table {
  readonly name: string;
  /** The column that it is partitioned by. */
  readonly key: string | undefined;
  readonly parent: Table | undefined;
  readonly bound: string | undefined;
  readonly parts: Table[];
  readonly uniques: (readonly string[])[];
  primary: boolean;
}

const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const columnSets = [['foo', 'id'], ['foo', 'bar'], ['foo'], ['id'], ['foo', 'bar', 'id'], ['bar', 'id'], ['bar']];

export function treesOf(seed: number): Pair {
  const [one, other] = [random(seed * 4 + 1), random(seed * 4 + 2)];
  const alike = random(seed * 4 + 3).chance(0.5);
  const current = shape(random(seed * 4));
  const desired = shape(alike ? random(seed * 4) : random(seed * 4 + 3));
  const rows = seed % 2 === 0 ? { seed: rowsOf(current) } : {};
  return { name: `trees ${seed}`, current: schemaOf(current, one), desired: schemaOf(desired, other), ...rows };
}

function shape(r: Random): Table[] {
  const tables: Table[] = [];
  const free = [...values];
  const take = (): string => free.splice(r.below(free.length), 1)[0]!;
  const add = (name: string, key: string | undefined, parent?: Table, bound?: string): void => {
    const table: Table = { name, key, parent, bound, parts: [], uniques: [], primary: false };
    parent?.parts.push(table);
    tables.push(table);
  };
  const key = (): string => (r.chance(0.2) ? 'bar' : 'foo');
  if (r.chance(0.92)) add('p', r.chance(0.88) ? key() : undefined);
  if (r.chance(0.7)) add('q', r.chance(0.6) ? key() : undefined);
  const roots = tables.filter((t) => t.key !== undefined);
  for (const name of ['t1', 't2', 't3']) {
    if (r.chance(0.22)) continue;
    const parent = roots.length > 0 && r.chance(0.72) ? r.pick(roots) : undefined;
    const branch = name === 't3' && r.chance(0.5) ? key() : undefined;
    add(name, branch, parent, parent === undefined ? undefined : `'${take()}'`);
  }
  if (!r.chance(0.5)) return tables;
  const branch = tables.find((t) => t.name === 't3' && t.key !== undefined);
  const parent = branch ?? (roots.length > 0 && r.chance(0.5) ? r.pick(roots) : undefined);
  if (parent === undefined) add('u', undefined);
  else if (parent !== branch) add('u', undefined, parent, `'${take()}'`);
  else add('u', undefined, branch, branch.parent?.key === branch.key && branch.bound !== undefined ? branch.bound : `'a', 'b', 'c'`);
  return tables;
}

/** Keys of a partitioned table hold what it and its branches are partitioned by. */
function keysFor(table: Table): (readonly string[])[] {
  const fits = (t: Table, columns: readonly string[]): boolean => (t.key === undefined || columns.includes(t.key)) && t.parts.every((p) => fits(p, columns));
  return columnSets.filter((columns) => fits(table, columns));
}

const keyedAbove = (table: Table): boolean => table.parent !== undefined && (table.parent.primary || keyedAbove(table.parent));

function schemaOf(tables: readonly Table[], r: Random): string {
  const used = new Set(tables.map((t) => t.name));
  /** Often the server's own, sometimes one that another object has on the other side. */
  const named = (own: string): string => {
    const name = r.chance(0.45) ? '' : r.chance(0.5) ? r.pick(['n1', 'n2', 'n3']) : own;
    if (used.has(name)) return '';
    if (name !== '') used.add(name);
    return name;
  };
  const constraint = (name: string, what: string): string => `${name === '' ? '' : `CONSTRAINT ${name} `}${what}`;
  const [first, last]: [string[], string[]] = [[], []];
  for (const t of tables) {
    const [inside, after]: [string[], string[]] = [[], []];
    const keys = keysFor(t);
    const only = (chance: number): boolean => t.key !== undefined && r.chance(chance);
    if (!keyedAbove(t) && keys.length > 0 && r.chance(0.35)) {
      const columns = r.pick(keys);
      inside.push(constraint(named(`${t.name}_k`), `PRIMARY KEY (${columns.join(', ')})`));
      t.uniques.push(columns);
      t.primary = true;
    }
    if (keys.length > 0 && r.chance(0.22)) {
      const columns = r.pick(keys);
      const unique = constraint(named(`${t.name}_u`), `UNIQUE (${columns.join(', ')})`);
      const apart = only(0.15);
      if (apart || r.chance(0.4)) after.push(`ALTER TABLE ${apart ? 'ONLY ' : ''}${t.name} ADD ${unique}`);
      else inside.push(unique);
      if (!apart) t.uniques.push(columns);
    }
    if (keys.length > 0 && r.chance(0.28)) {
      const columns = r.pick(keys);
      const apart = only(0.25);
      after.push(`CREATE UNIQUE INDEX ${named(`${t.name}_x`)} ON ${apart ? 'ONLY ' : ''}${t.name} (${columns.join(', ')})`);
      if (!apart) t.uniques.push(columns);
    }
    if (r.chance(0.25)) after.push(`CREATE INDEX ${named(`${t.name}_i`)} ON ${only(0.2) ? 'ONLY ' : ''}${t.name} (${r.pick(columnSets).join(', ')})`);
    if (r.chance(0.1)) inside.push(constraint(r.pick(['', 'c1', 'c2']), `CHECK (${r.pick(['id > 0', "bar <> 'x'"])})`));
    const notNull = (): string => (r.chance(0.25) ? ' NOT NULL' : '');
    const columns = [
      `id integer${t.parent === undefined && r.chance(0.07) ? ' GENERATED BY DEFAULT AS IDENTITY' : notNull()}`,
      `foo text${notNull()}`,
      `bar text${notNull()}`,
    ];
    const tail = t.key === undefined ? '' : ` PARTITION BY LIST (${t.key})`;
    if (t.parent !== undefined && r.chance(0.75))
      first.push(
        `CREATE TABLE ${t.name} PARTITION OF ${t.parent.name}${inside.length > 0 ? ` (${inside.join(', ')})` : ''} FOR VALUES IN (${t.bound!})${tail}`,
      );
    else {
      first.push(`CREATE TABLE ${t.name} (${[...columns, ...inside].join(', ')})${tail}`);
      if (t.parent !== undefined) first.push(`ALTER TABLE ${t.parent.name} ATTACH PARTITION ${t.name} FOR VALUES IN (${t.bound!})`);
    }
    for (const statement of after) (r.chance(0.5) ? first : last).push(statement);
    if (r.chance(0.06))
      last.push(`CREATE TRIGGER ${r.pick(['g1', 'g2'])} AFTER INSERT ON ${t.name} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`);
  }
  return `${[...first, ...last, ...foreignKeys(tables, r)].join(';\n')};\n`;
}

function foreignKeys(tables: readonly Table[], r: Random): string[] {
  const keyed = tables.filter((t) => t.uniques.length > 0);
  return [0, 1].flatMap(() => {
    if (keyed.length === 0 || !r.chance(0.3)) return [];
    const [from, to] = [r.pick(tables), r.pick(keyed)];
    const columns = r.pick(to.uniques).join(', ');
    const name = r.pick(['', '', 'f1', 'f2']);
    return [`ALTER TABLE ${from.name} ADD ${name === '' ? '' : `CONSTRAINT ${name} `}FOREIGN KEY (${columns}) REFERENCES ${to.name} (${columns})`];
  });
}

/** One in each table that holds rows. */
function rowsOf(tables: readonly Table[]): string {
  const rows = tables.flatMap((t) => {
    if (t.key !== undefined) return [];
    const row = { foo: `'a'`, bar: `'a'` };
    for (let at: Table | undefined = t; at?.parent !== undefined; at = at.parent) row[at.parent.key as 'foo' | 'bar'] = at.bound!.slice(0, 3);
    return [`INSERT INTO ${t.name} (id, foo, bar) VALUES (1, ${row.foo}, ${row.bar})`];
  });
  return `${rows.join(';\n')};\n`;
}
