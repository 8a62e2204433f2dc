// What ALTER COLUMN TYPE costs for a pair of types: rewrite, index rebuild, values that change, rows that may not fit.

/** A type taken apart: `character varying(20)[]` is { base: 'varchar', mods: [20], dims: 1 }. */
export interface TypeName {
  readonly base: string;
  readonly mods: readonly number[];
  readonly dims: number;
}

export interface Cast {
  readonly rewrite: boolean;
  readonly indexRebuild: boolean;
  /** Values may be rounded, cut or normalised without an error. */
  readonly lossy: boolean;
  /** A row may make it fail. */
  readonly mayFail: boolean;
  /** Queries compare, sort or show the values in another way. */
  readonly resultChanges: boolean;
  readonly same: boolean;
}

const aliases: Record<string, string> = {
  'character varying': 'varchar',
  character: 'bpchar',
  char: 'bpchar',
  integer: 'int4',
  int: 'int4',
  smallint: 'int2',
  bigint: 'int8',
  real: 'float4',
  'double precision': 'float8',
  float: 'float8',
  decimal: 'numeric',
  boolean: 'bool',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  'bit varying': 'varbit',
  serial: 'int4',
  bigserial: 'int8',
  smallserial: 'int2',
  serial4: 'int4',
  serial8: 'int8',
  serial2: 'int2',
};

/** Reads what format_type prints and what people write. Types outside pg_catalog keep their schema. */
export function typeName(text: string): TypeName {
  let rest = text.trim();
  let dims = 0;
  for (let m = /\s*\[\d*\]$/.exec(rest); m !== null; m = /\s*\[\d*\]$/.exec(rest)) {
    dims++;
    rest = rest.slice(0, m.index);
  }
  const mod = /\(([^)]*)\)/.exec(rest);
  // the first of an interval's two is the mask of its fields, 32767 for all of them
  const mods =
    mod === null
      ? []
      : mod[1]!
          .split(',')
          .map((n) => Number(n.trim()))
          .filter((n) => Number.isFinite(n) && n !== 32767);
  const bare = (mod === null ? rest : rest.slice(0, mod.index) + rest.slice(mod.index + mod[0].length))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^pg_catalog\./, '');
  // `interval day to second` keeps every field: it is interval
  const folded = bare.includes('"') ? bare : bare.toLowerCase().replace(/^interval (day to second|year to second)$/, 'interval');
  const base = aliases[folded] ?? folded;
  if (base === 'bpchar' && mods.length === 0 && (folded === 'character' || folded === 'char')) return { base, mods: [1], dims };
  return { base, mods, dims };
}

function sameType(a: TypeName, b: TypeName): boolean {
  return a.base === b.base && a.dims === b.dims && a.mods.join() === b.mods.join();
}

const precise = new Set(['timestamp', 'timestamptz', 'time', 'timetz', 'interval']);
const strings = new Set(['varchar', 'text', 'bpchar', 'citext', 'name']);
const whole: Record<string, number> = { int2: 2, int4: 4, int8: 8 };
const free = { rewrite: false, indexRebuild: false, lossy: false, mayFail: false, resultChanges: false, same: false };
const indexOnly = { ...free, indexRebuild: true };

/** Pairs (base>base, no modifiers) that share their bytes and also their order: nothing is touched. */
const silent = new Set(['text>varchar', 'varchar>text', 'cidr>inet', 'xml>text', 'xml>varchar', 'regclass>oid', 'oid>regclass', 'varbit>varbit']);
/** Pairs that share their bytes, not their order or operators. */
const reindexed = new Set(['text>citext', 'varchar>citext', 'citext>text', 'citext>varchar', 'int4>oid', 'oid>int4', 'bit>varbit']);
/** Pairs that change values without an error, whatever the modifiers. */
const lossyPairs = new Set([
  'int8>float8',
  'int8>float4',
  'int4>float4',
  'numeric>int2',
  'numeric>int4',
  'numeric>int8',
  'numeric>float8',
  'numeric>float4',
  'float8>numeric',
  'float8>float4',
  'float8>int2',
  'float8>int4',
  'float8>int8',
  'float4>int2',
  'float4>int4',
  'float4>int8',
  'timestamp>date',
  'timestamptz>date',
  'timestamp>time',
  'timestamptz>time',
  'timestamptz>timetz',
  'timetz>time',
  'json>jsonb',
  'text>jsonb',
  'varchar>jsonb',
  'text>uuid',
  'varchar>uuid',
  'text>bool',
  'varchar>bool',
  'text>bytea',
  'varchar>bytea',
  'inet>cidr',
  'int4>bool',
  'text>name',
  'varchar>name',
  'varchar>bpchar',
  'text>bpchar',
  'interval>time',
  'numeric>money',
  'float8>money',
]);

/** Pairs that take every value, besides those that widen and those that end in text. */
const total = new Set(
  (
    'bool>int4 int4>bool int2>float4 int2>float8 int4>float4 int4>float8 int8>float4 int8>float8 float4>float8 date>timestamp date>timestamptz ' +
    'timestamp>date timestamptz>date timestamp>time timestamptz>time timestamptz>timetz timetz>time time>timetz time>interval interval>time ' +
    'timestamp>timestamptz timestamptz>timestamp inet>cidr text>name varchar>name'
  ).split(' '),
);

/** What USING says of the column: nothing, a cast to the new type, AT TIME ZONE, or anything else. */
export type Using = 'none' | 'cast' | 'zone' | 'expression';

/**
 * `utc`: the session's TimeZone is UTC, which spares timestamp <-> timestamptz the rewrite.
 */
export function castOf(
  from: TypeName,
  to: TypeName,
  using: Using,
  options: { utc?: boolean; toConstrainedDomain?: boolean; fromDomain?: TypeName; toDomain?: TypeName } = {},
): Cast {
  if (using === 'zone') return { rewrite: true, indexRebuild: true, lossy: false, mayFail: false, resultChanges: true, same: false };
  if (using === 'expression') return { rewrite: true, indexRebuild: true, lossy: true, mayFail: true, resultChanges: true, same: false };
  if (sameType(from, to)) return { ...free, same: true };
  const { fromDomain, toDomain, ...plain } = options;
  // A domain's values are those of its base type.
  if (plain.toConstrainedDomain === true) {
    const { lossy, resultChanges } = castOf(fromDomain ?? from, toDomain ?? to, using);
    return { rewrite: true, indexRebuild: true, lossy, mayFail: true, resultChanges, same: false };
  }
  if (fromDomain !== undefined || toDomain !== undefined) {
    const base = castOf(fromDomain ?? from, toDomain ?? to, using, plain);
    // The server does not know how long the values of a domain are: to any length, it computes them again.
    const work = fromDomain === undefined ? base : castOf({ ...fromDomain, mods: [] }, toDomain ?? to, using, plain);
    return { ...base, rewrite: work.rewrite, indexRebuild: work.indexRebuild, same: false };
  }
  const pair = `${from.base}>${to.base}`;
  if (from.dims !== to.dims || from.dims > 0)
    return {
      rewrite: true,
      indexRebuild: true,
      lossy: from.dims !== to.dims || lossyPairs.has(pair),
      mayFail: true,
      resultChanges: from.dims !== to.dims,
      same: false,
    };
  const [m, n] = [from.mods[0], to.mods[0]];
  if (from.base === to.base) return sameBase(from, to, using);
  if ((pair === 'varchar>text' || pair === 'text>varchar' || silent.has(pair)) && n === undefined)
    return { ...free, resultChanges: !pair.startsWith('varchar') && !pair.startsWith('text') };
  if (pair === 'text>varchar')
    return { rewrite: true, indexRebuild: true, lossy: using === 'cast', mayFail: using === 'none', resultChanges: false, same: false };
  if (reindexed.has(pair) && n === undefined) return { ...indexOnly, resultChanges: true };
  if ((pair === 'timestamp>timestamptz' || pair === 'timestamptz>timestamp') && (n ?? 6) >= (m ?? 6))
    return { ...indexOnly, rewrite: options.utc !== true, resultChanges: true };
  const widening = whole[from.base] !== undefined && whole[to.base] !== undefined && whole[to.base]! > whole[from.base]!;
  const fits = widening || to.base === 'text' || (whole[from.base] !== undefined && to.base === 'numeric' && n === undefined) || total.has(pair);
  const cutsText = strings.has(to.base) && n !== undefined && using === 'cast';
  return {
    rewrite: true,
    indexRebuild: true,
    lossy: lossyPairs.has(pair) || cutsText || (pair === 'timestamp>timestamptz' && (n ?? 6) < (m ?? 6)),
    mayFail: !fits,
    resultChanges: !widening && !(strings.has(from.base) && strings.has(to.base)),
    same: false,
  };
}

/** One cast after the other, as USING writes them. */
export function castsOf(casts: readonly Cast[]): Cast {
  const some = (is: 'rewrite' | 'indexRebuild' | 'lossy' | 'mayFail' | 'resultChanges'): boolean => casts.some((c) => c[is]);
  return {
    rewrite: some('rewrite'),
    indexRebuild: some('indexRebuild'),
    lossy: some('lossy'),
    mayFail: some('mayFail'),
    resultChanges: some('resultChanges'),
    same: casts.every((c) => c.same),
  };
}

function sameBase(from: TypeName, to: TypeName, using: Using): Cast {
  const [m, n] = [from.mods[0], to.mods[0]];
  const wider = n === undefined || (m !== undefined && n >= m);
  if (from.base === 'varchar' || from.base === 'varbit') {
    if (wider) return free;
    return { rewrite: true, indexRebuild: true, lossy: using === 'cast', mayFail: using === 'none', resultChanges: false, same: false };
  }
  if (from.base === 'numeric') {
    const [s, t] = [from.mods[1] ?? 0, to.mods[1] ?? 0];
    if (n === undefined || (m !== undefined && n >= m && s === t)) return free;
    return { rewrite: true, indexRebuild: true, lossy: m === undefined || t < s, mayFail: m === undefined || n - t < m - s, resultChanges: false, same: false };
  }
  if (precise.has(from.base) && from.mods.length <= 1 && to.mods.length <= 1) {
    if ((n ?? 6) >= (m ?? 6)) return free;
    return { rewrite: true, indexRebuild: true, lossy: true, mayFail: false, resultChanges: false, same: false };
  }
  const longer = from.base === 'bpchar' && m !== undefined && n !== undefined && n >= m;
  return { rewrite: true, indexRebuild: true, lossy: !longer && using === 'cast', mayFail: !longer, resultChanges: false, same: false };
}
