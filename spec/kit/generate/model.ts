// Owns what a generated schema is. Parts refer to each other by id, so that a part can go and `prune` takes along what
// leaned on it; names never repeat.

/** What it was called before, as a marker says it; in B alone. */
interface Renamed {
  was?: string | undefined;
}
export interface Model {
  schemas: string[];
  /** New name -> marker. */
  schemasWere: Record<string, string>;
  enums: Enum[];
  domains: Domain[];
  sequences: Sequence[];
  functions: Func[];
  tables: Table[];
  views: View[];
  others: Other[];
}
interface Named extends Renamed {
  id: number;
  schema: string;
  name: string;
  comment?: string | undefined;
  grants: Grant[];
}
export interface Grant {
  to: string;
  what: string;
  column?: number | undefined;
}
export interface Enum extends Named {
  labels: string[];
  /** New label -> old one. */
  labelsWere?: Record<string, string>;
}
export interface Domain extends Named {
  base: string;
  limit?: number | undefined;
  notNull: boolean;
}
export interface Sequence extends Named {
  increment: number;
  cycle: boolean;
}
export interface Func extends Named {
  /** trigger: for triggers; number: (int) -> returns */
  role: 'trigger' | 'number';
  returns: 'integer' | 'bigint';
  body: number;
  language: 'sql' | 'plpgsql';
  volatility: 'IMMUTABLE' | 'STABLE' | 'VOLATILE';
  strict: boolean;
  definer: boolean;
}
export type Type = { base: string } | { enum: number; array: boolean } | { domain: number };
export interface Column extends Renamed {
  id: number;
  name: string;
  type: Type;
  notNull: boolean;
  default?: 'value' | 'other' | { sequence: number } | { call: number } | undefined;
  identity?: 'ALWAYS' | 'BY DEFAULT' | undefined;
  /** stored expression over another column */
  generated?: { of: number; plus: number } | undefined;
  collation?: string | undefined;
  comment?: string | undefined;
}
export interface Constraint extends Renamed {
  id: number;
  name: string;
  is: 'primary' | 'unique' | 'check' | 'foreign';
  columns: number[];
  to?: { table: number; constraint: number } | undefined;
  rule?: string | undefined;
  deferrable: boolean;
  limit: number;
  comment?: string | undefined;
}
export interface Index extends Renamed {
  id: number;
  name: string;
  columns: number[];
  unique: boolean;
  method: 'btree' | 'hash' | 'brin';
  descending: boolean;
  expression: boolean;
  where: boolean;
  include?: number | undefined;
  comment?: string | undefined;
}
export interface Trigger extends Renamed {
  id: number;
  name: string;
  function: number;
  when: 'BEFORE' | 'AFTER';
  event: 'INSERT' | 'UPDATE' | 'DELETE' | 'INSERT OR UPDATE';
  each: 'ROW' | 'STATEMENT';
  enabled: boolean;
}
export interface Policy extends Renamed {
  id: number;
  name: string;
  command: 'ALL' | 'SELECT' | 'DELETE';
  to: string;
  column: number;
  limit: number;
  restrictive: boolean;
}
export interface Table extends Named {
  columns: Column[];
  constraints: Constraint[];
  indexes: Index[];
  triggers: Trigger[];
  policies: Policy[];
  rowSecurity: boolean;
  unlogged: boolean;
  fillfactor?: number | undefined;
  /** range partitions over a column; each child covers [from, from + 1000) */
  partitions?: { by: number; children: (Renamed & { id: number; name: string; from: number })[] } | undefined;
}
export interface View extends Named {
  /** a table or an earlier view */
  from: number;
  /** columns of the table at the bottom */
  columns: number[];
  where?: { column: number; limit: number } | undefined;
  call?: number | undefined;
  materialized: boolean;
  barrier: boolean;
}

/** One of the kinds in others.ts, in one of its ways. */
export interface Other extends Named {
  kind: string;
  way: number;
  table?: number;
  columns?: number[];
  needs?: number;
}

export const numeric = new Set(['smallint', 'integer', 'bigint', 'numeric', 'numeric(12,2)', 'real', 'double precision']);
export const textual = new Set(['text', 'varchar(60)', 'varchar(80)', 'char(20)']);
export const temporal = new Set(['timestamp', 'timestamptz', 'date']);

export function baseOf(c: Column): string {
  return 'base' in c.type ? c.type.base : '';
}

/** Takes out everything that refers to what is no longer there, until nothing does. */
export function prune(m: Model): Model {
  for (let before = ''; before !== JSON.stringify(m);) {
    before = JSON.stringify(m);
    const has = (list: readonly { id: number }[], id: number): boolean => list.some((x) => x.id === id);
    for (const t of m.tables) {
      const column = (id: number): boolean => has(t.columns, id);
      t.columns = t.columns.filter((c) => ('enum' in c.type ? has(m.enums, c.type.enum) : 'domain' in c.type ? has(m.domains, c.type.domain) : true));
      for (const c of t.columns) {
        if (c.generated !== undefined && !t.columns.some((o) => o.id === c.generated!.of && numeric.has(baseOf(o)) && o.generated === undefined))
          c.generated = undefined;
        if (typeof c.default === 'object' && 'sequence' in c.default && !has(m.sequences, c.default.sequence)) c.default = undefined;
        if (typeof c.default === 'object' && 'call' in c.default && !has(m.functions, c.default.call)) c.default = undefined;
      }
      if (t.partitions !== undefined && !column(t.partitions.by)) t.partitions = undefined;
      t.constraints = t.constraints.filter((k) => k.columns.length > 0 && k.columns.every(column));
      t.constraints = t.constraints.filter((k) => k.to === undefined || m.tables.some((o) => o.id === k.to!.table && has(o.constraints, k.to!.constraint)));
      t.indexes = t.indexes.filter((i) => i.columns.length > 0 && i.columns.every(column));
      for (const i of t.indexes) if (i.include !== undefined && !column(i.include)) i.include = undefined;
      t.triggers = t.triggers.filter((g) => has(m.functions, g.function));
      t.policies = t.policies.filter((p) => column(p.column));
      t.grants = t.grants.filter((g) => g.column === undefined || column(g.column));
    }
    m.tables = m.tables.filter((t) => t.columns.length > 0);
    for (const v of m.views) {
      const bottom = bottomOf(m, v);
      v.columns = v.columns.filter((c) => available(m, v).includes(c));
      if (v.where !== undefined && !(bottom?.columns.some((c) => c.id === v.where!.column) === true && available(m, v).includes(v.where.column)))
        v.where = undefined;
      if (v.call !== undefined && !has(m.functions, v.call)) v.call = undefined;
    }
    m.views = m.views.filter((v) => v.columns.length > 0);
    m.others = m.others.filter((o) => {
      const table = m.tables.find((t) => t.id === o.table);
      const stands = o.table === undefined || (table !== undefined && (o.columns ?? []).every((c) => has(table.columns, c)));
      return stands && (o.needs === undefined || has(m.others, o.needs));
    });
  }
  return m;
}

export function bottomOf(m: Model, v: View): Table | undefined {
  const table = m.tables.find((t) => t.id === v.from);
  const view = m.views.find((o) => o.id === v.from);
  return table ?? (view === undefined ? undefined : bottomOf(m, view));
}

/** The columns a view may select: those of its table, or what the view below it shows. */
export function available(m: Model, v: Pick<View, 'from'>): number[] {
  const table = m.tables.find((t) => t.id === v.from);
  return table?.columns.map((c) => c.id) ?? m.views.find((o) => o.id === v.from)?.columns ?? [];
}
