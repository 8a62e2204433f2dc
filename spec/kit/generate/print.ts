// A generated schema as SQL, in an order that loads; and rows that every generated schema accepts.
import pg from 'pg';
import { marked } from './marked.ts';
import { others, printOther } from './others.ts';
import { roles } from './roles.ts';
import { baseOf, bottomOf, numeric, temporal, textual, type Column, type Func, type Model, type Table, type View } from './model.ts';

const id = pg.escapeIdentifier;
const text = pg.escapeLiteral;
type Named = { schema: string; name: string };
const at = (o: Named): string => `${id(o.schema)}.${id(o.name)}`;

/** `floor`: the oldest server it is for; only newer ones keep some of what it says. */
export function print(m: Model, floor: number): string[] {
  const out: string[] = [];
  const about = (kind: string, what: string, o: { comment?: string | undefined }): void => {
    if (o.comment !== undefined) out.push(`COMMENT ON ${kind} ${what} IS ${text(o.comment)}`);
  };
  for (const s of m.schemas) if (s !== 'public') out.push(marked({ was: m.schemasWere[s] }, `CREATE SCHEMA ${id(s)}`));
  for (const e of m.enums) {
    const labels = e.labels.map((l) => marked({ was: e.labelsWere?.[l] === undefined ? undefined : text(e.labelsWere[l]) }, text(l)));
    out.push(marked(e, `CREATE TYPE ${at(e)} AS ENUM (${labels.join(', ')})`));
    about('TYPE', at(e), e);
  }
  for (const d of m.domains) {
    const check =
      d.limit === undefined ? '' : ` CONSTRAINT ${id(`${d.name.slice(0, 20)}_ck`)} CHECK (${numeric.has(d.base) ? 'VALUE' : 'length(VALUE)'} < ${d.limit})`;
    out.push(marked(d, `CREATE DOMAIN ${at(d)} AS ${d.base}${d.notNull ? ' NOT NULL' : ''}${check}`));
    about('DOMAIN', at(d), d);
  }
  for (const s of m.sequences) {
    out.push(marked(s, `CREATE SEQUENCE ${at(s)} INCREMENT ${s.increment}${s.cycle ? ' CYCLE' : ''}`));
    about('SEQUENCE', at(s), s);
    for (const g of s.grants) out.push(`GRANT USAGE ON SEQUENCE ${at(s)} TO ${id(g.to)}`);
  }
  for (const f of m.functions) {
    out.push(marked(f, routine(f)));
    about('FUNCTION', signature(f), f);
    if (f.grants.length > 0) out.push(`REVOKE ALL ON FUNCTION ${signature(f)} FROM PUBLIC`);
    for (const g of f.grants) out.push(`GRANT EXECUTE ON FUNCTION ${signature(f)} TO ${id(g.to)}`);
  }
  for (const t of m.tables) out.push(...table(m, t, floor));
  for (const t of m.tables) out.push(...keys(m, t));
  for (const t of m.tables) out.push(...attached(m, t));
  for (const v of m.views) {
    out.push(marked(v, view(m, v)));
    about(v.materialized ? 'MATERIALIZED VIEW' : 'VIEW', at(v), v);
    for (const g of v.grants) out.push(`GRANT SELECT ON ${at(v)} TO ${id(g.to)}`);
  }
  // What others stand on is made first; privileges of what is made later come last.
  const order = Object.keys(others);
  for (const o of [...m.others].sort((x, y) => order.indexOf(x.kind) - order.indexOf(y.kind))) out.push(...printOther(m, o, roles, floor));
  return out;
}

function signature(f: Func): string {
  return `${at(f)}(${f.role === 'trigger' ? '' : 'integer'})`;
}

function routine(f: Func): string {
  const traits = [f.volatility, f.strict && f.role !== 'trigger' ? 'STRICT' : '', f.definer ? 'SECURITY DEFINER' : ''].filter(Boolean).join(' ');
  if (f.role === 'trigger') {
    return `CREATE FUNCTION ${at(f)}() RETURNS trigger LANGUAGE plpgsql ${traits} AS $f$ BEGIN PERFORM ${f.body}; RETURN NEW; END $f$`;
  }
  const body = f.language === 'sql' ? `SELECT (x + ${f.body})::${f.returns}` : `BEGIN RETURN x + ${f.body}; END`;
  return `CREATE FUNCTION ${at(f)}(x integer) RETURNS ${f.returns} LANGUAGE ${f.language} ${traits} AS $f$ ${body} $f$`;
}

function typeOf(m: Model, c: Column): string {
  if ('base' in c.type) return c.type.base;
  if ('enum' in c.type) {
    const { enum: of, array } = c.type;
    return `${at(m.enums.find((e) => e.id === of)!)}${array ? '[]' : ''}`;
  }
  const { domain } = c.type;
  return at(m.domains.find((d) => d.id === domain)!);
}

function column(m: Model, t: Table, c: Column, floor: number): string {
  const parts = [id(c.name), typeOf(m, c)];
  if (c.collation !== undefined && textual.has(baseOf(c))) parts.push(`COLLATE ${id(c.collation)}`);
  if (c.generated !== undefined && numeric.has(baseOf(c))) {
    const of = t.columns.find((o) => o.id === c.generated!.of)!;
    parts.push(`GENERATED ALWAYS AS ((${id(of.name)} + ${c.generated.plus})::${baseOf(c)}) STORED`);
  } else if (isIdentity(c, t)) parts.push(`GENERATED ${c.identity} AS IDENTITY`);
  else if (c.default !== undefined) {
    const value = defaultOf(m, c);
    if (value !== undefined) parts.push(`DEFAULT ${value}`);
  }
  // of three columns one has the server's name for it, one a name that goes with its own, one a name that stays
  const given = floor < 18 || c.id % 3 === 0 ? '' : `CONSTRAINT ${id(c.id % 3 === 1 ? `${c.name.slice(0, 20)} given` : `given ${c.id}`)} `;
  if (c.notNull || isIdentity(c, t)) parts.push(`${given}NOT NULL`);
  return parts.join(' ');
}

export function isIdentity(c: Column, t: Table): boolean {
  return c.identity !== undefined && c.generated === undefined && ['smallint', 'integer', 'bigint'].includes(baseOf(c)) && t.partitions === undefined;
}

function defaultOf(m: Model, c: Column): string | undefined {
  if (typeof c.default === 'object') {
    if (!['integer', 'bigint', 'numeric'].includes(baseOf(c))) return undefined;
    if ('sequence' in c.default) {
      const { sequence } = c.default;
      return `nextval(${text(at(m.sequences.find((s) => s.id === sequence)!))})`;
    }
    const { call } = c.default;
    const f = m.functions.find((o) => o.id === call)!;
    return f.role === 'number' ? `${at(f)}(1)` : undefined;
  }
  return value(m, c, c.default === 'value' ? 1 : 2);
}

/** A value that fits the column, for the n-th row. */
export function value(m: Model, c: Column, n: number): string {
  if ('enum' in c.type) {
    const { enum: of, array } = c.type;
    const label = text(m.enums.find((e) => e.id === of)!.labels[0]!);
    return array ? `ARRAY[${label}]::${typeOf(m, c)}` : label;
  }
  if ('domain' in c.type) {
    const { domain } = c.type;
    return numeric.has(m.domains.find((d) => d.id === domain)!.base) ? String(n) : text(`v${n}`);
  }
  const base = c.type.base;
  if (numeric.has(base)) return String(n);
  if (textual.has(base)) return text(`v${n}`);
  if (temporal.has(base)) return text(`2020-01-0${n}`);
  const values: Readonly<Record<string, string>> = {
    boolean: n % 2 === 0 ? 'true' : 'false',
    uuid: text(`00000000-0000-0000-0000-00000000000${n}`),
    jsonb: text(`{"n": ${n}}`),
    'integer[]': text(`{${n}}`),
    'text[]': text(`{"v${n}"}`),
    inet: text(`10.0.0.${n}`),
    bytea: text(`\\x0${n}`),
    interval: text(`${n} days`),
    int4range: text(`[${n * 10},${n * 10 + 5})`),
  };
  const known = values[base];
  if (known === undefined) throw new Error(`no value for ${base}`);
  return known;
}

function table(m: Model, t: Table, floor: number): string[] {
  const by = t.partitions === undefined ? '' : ` PARTITION BY RANGE (${id(t.columns.find((c) => c.id === t.partitions!.by)!.name)})`;
  const options = t.fillfactor === undefined || t.partitions !== undefined ? '' : ` WITH (fillfactor = ${t.fillfactor})`;
  const out = [
    marked(
      t,
      `CREATE ${t.unlogged && t.partitions === undefined ? 'UNLOGGED ' : ''}TABLE ${at(t)} (${t.columns.map((c) => marked(c, column(m, t, c, floor))).join(', ')})${by}${options}`,
    ),
  ];
  for (const p of t.partitions?.children ?? []) {
    out.push(marked(p, `CREATE TABLE ${id(t.schema)}.${id(p.name)} PARTITION OF ${at(t)} FOR VALUES FROM (${p.from}) TO (${p.from + 1000})`));
  }
  return out;
}

// primary and unique keys first, over all tables, then what refers to them
function keys(m: Model, t: Table): string[] {
  const names = (ids: readonly number[]): string => ids.map((i) => id(t.columns.find((c) => c.id === i)!.name)).join(', ');
  return t.constraints
    .filter((k) => k.is === 'primary' || k.is === 'unique')
    .map((k) => {
      const wanted = t.partitions !== undefined && !k.columns.includes(t.partitions.by) ? [...k.columns, t.partitions.by] : k.columns;
      return marked(
        k,
        `ALTER TABLE ${at(t)} ADD CONSTRAINT ${id(k.name)} ${k.is === 'primary' ? 'PRIMARY KEY' : 'UNIQUE'} (${names(wanted)})${k.deferrable && k.is === 'unique' && !isReferred(m, k.id) ? ' DEFERRABLE' : ''}`,
      );
    });
}

function isReferred(m: Model, constraint: number): boolean {
  return m.tables.some((t) => t.constraints.some((k) => k.to?.constraint === constraint));
}

function attached(m: Model, t: Table): string[] {
  const out: string[] = [];
  const name = (i: number): string => id(t.columns.find((c) => c.id === i)!.name);
  const of = (i: number): Column => t.columns.find((c) => c.id === i)!;
  for (const k of t.constraints) {
    if (k.is === 'check') {
      const c = of(k.columns[0]!);
      const condition = numeric.has(baseOf(c))
        ? `${id(c.name)} > -${k.limit}`
        : textual.has(baseOf(c))
          ? `length(${id(c.name)}) < ${k.limit + 10}`
          : `${id(c.name)} IS NOT NULL OR ${k.limit} > 0`;
      out.push(marked(k, `ALTER TABLE ${at(t)} ADD CONSTRAINT ${id(k.name)} CHECK (${condition})`));
    }
    if (k.is === 'foreign') {
      const other = m.tables.find((o) => o.id === k.to!.table)!;
      const key = other.constraints.find((o) => o.id === k.to!.constraint)!;
      const target = other.columns.find((c) => c.id === key.columns[0])!;
      if (other.partitions !== undefined || key.columns.length !== 1 || (other.unlogged && !t.unlogged) || (t.partitions !== undefined && t.unlogged)) continue;
      out.push(
        marked(
          k,
          `ALTER TABLE ${at(t)} ADD CONSTRAINT ${id(k.name)} FOREIGN KEY (${name(k.columns[0]!)}) REFERENCES ${at(other)} (${id(target.name)})${k.rule ?? ''}${k.deferrable ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`,
        ),
      );
    }
  }
  for (const k of t.constraints)
    if (k.comment !== undefined && k.is !== 'foreign') out.push(`COMMENT ON CONSTRAINT ${id(k.name)} ON ${at(t)} IS ${text(k.comment)}`);
  for (const i of t.indexes) {
    const hash = i.method === 'hash';
    const parts = (hash ? i.columns.slice(0, 1) : i.columns).map((c, n) => {
      const plain = name(c);
      const expressed = i.expression && n === 0 && textual.has(baseOf(of(c))) ? `lower(${plain})` : plain;
      return `${expressed}${i.descending && i.method === 'btree' ? ' DESC' : ''}`;
    });
    const unique = i.unique && i.method === 'btree' && t.partitions === undefined;
    const include = i.include !== undefined && i.method === 'btree' && !i.columns.includes(i.include) ? ` INCLUDE (${name(i.include)})` : '';
    out.push(
      marked(
        i,
        `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${id(i.name)} ON ${at(t)} USING ${i.method} (${parts.join(', ')})${include}${i.where ? ` WHERE ${name(i.columns[0]!)} IS NOT NULL` : ''}`,
      ),
    );
    if (i.comment !== undefined) out.push(`COMMENT ON INDEX ${id(t.schema)}.${id(i.name)} IS ${text(i.comment)}`);
  }
  for (const g of t.triggers) {
    const f = m.functions.find((o) => o.id === g.function)!;
    if (f.role !== 'trigger') continue;
    out.push(marked(g, `CREATE TRIGGER ${id(g.name)} ${g.when} ${g.event} ON ${at(t)} FOR EACH ${g.each} EXECUTE FUNCTION ${at(f)}()`));
    if (!g.enabled) out.push(`ALTER TABLE ${at(t)} DISABLE TRIGGER ${id(g.name)}`);
  }
  if (t.rowSecurity) out.push(`ALTER TABLE ${at(t)} ENABLE ROW LEVEL SECURITY`);
  for (const p of t.policies) {
    const c = of(p.column);
    const condition = numeric.has(baseOf(c)) ? `${id(c.name)} > ${p.limit}` : `${id(c.name)} IS NOT NULL`;
    out.push(
      marked(
        p,
        `CREATE POLICY ${id(p.name)} ON ${at(t)}${p.restrictive ? ' AS RESTRICTIVE' : ''} FOR ${p.command} TO ${p.to === 'PUBLIC' ? 'PUBLIC' : id(p.to)} USING (${condition})`,
      ),
    );
  }
  if (t.comment !== undefined) out.push(`COMMENT ON TABLE ${at(t)} IS ${text(t.comment)}`);
  for (const c of t.columns) if (c.comment !== undefined) out.push(`COMMENT ON COLUMN ${at(t)}.${id(c.name)} IS ${text(c.comment)}`);
  for (const g of t.grants) out.push(`GRANT ${g.what}${g.column === undefined ? '' : ` (${name(g.column)})`} ON ${at(t)} TO ${id(g.to)}`);
  return out;
}

function view(m: Model, v: View): string {
  const bottom = bottomOf(m, v)!;
  const below: Named = m.tables.find((t) => t.id === v.from) ?? m.views.find((o) => o.id === v.from)!;
  const name = (i: number): string => id(bottom.columns.find((c) => c.id === i)!.name);
  const columns = v.columns.map((c) => name(c));
  const f = m.functions.find((o) => o.id === v.call);
  if (f?.role === 'number') columns.push(`${at(f)}(3) AS ${id(`call_${v.id}`)}`);
  const on = v.where === undefined ? undefined : bottom.columns.find((c) => c.id === v.where!.column)!;
  const where = on === undefined ? '' : ` WHERE ${numeric.has(baseOf(on)) ? `${id(on.name)} > ${v.where!.limit}` : `${id(on.name)} IS NOT NULL`}`;
  const kind = v.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  return `CREATE ${kind} ${at(v)}${v.barrier && !v.materialized ? ' WITH (security_barrier = true)' : ''} AS SELECT ${columns.join(', ')} FROM ${at(below)}${where}`;
}

/** Three rows for every table that can take them, parents first where keys order them. */
export function seed(m: Model): string[] {
  const out = ['SET session_replication_role = replica'];
  for (const t of m.tables) {
    if (t.partitions !== undefined && !t.partitions.children.some((p) => p.from === 0)) continue;
    const columns = t.columns.filter((c) => c.generated === undefined || !numeric.has(baseOf(c)));
    if (columns.length === 0) continue;
    const rows = [1, 2, 3].map((n) => `(${columns.map((c) => value(m, c, n)).join(', ')})`);
    const override = t.columns.some((c) => isIdentity(c, t)) ? ' OVERRIDING SYSTEM VALUE' : '';
    out.push(`INSERT INTO ${at(t)} (${columns.map((c) => id(c.name)).join(', ')})${override} VALUES ${rows.join(', ')}`);
  }
  return out;
}
