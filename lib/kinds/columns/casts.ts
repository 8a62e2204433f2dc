// Which changes of a column's type PostgreSQL refuses without USING: it needs a cast that may be used in assignments.
// Only pairs that are surely without one are named; whatever is unknown (user-made casts, extensions) is the server's to judge.

const family: { readonly [type: string]: string } = {
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  numeric: 'number',
  real: 'number',
  'double precision': 'number',
  money: 'number',
  oid: 'number',
  boolean: 'boolean',
  uuid: 'uuid',
  bytea: 'bytea',
  xml: 'xml',
  json: 'json',
  jsonb: 'json',
  date: 'time',
  'timestamp without time zone': 'time',
  'timestamp with time zone': 'time',
  'time without time zone': 'time',
  'time with time zone': 'time',
  interval: 'time',
  inet: 'net',
  cidr: 'net',
  macaddr: 'mac',
  macaddr8: 'mac',
  bit: 'bits',
  'bit varying': 'bits',
  tsvector: 'tsvector',
  tsquery: 'tsquery',
  point: 'geometry',
  line: 'geometry',
  lseg: 'geometry',
  box: 'geometry',
  path: 'geometry',
  polygon: 'geometry',
  circle: 'geometry',
  int4range: 'int4range',
  int8range: 'int8range',
  numrange: 'numrange',
  tsrange: 'tsrange',
  tstzrange: 'tstzrange',
  daterange: 'daterange',
};
const texts = new Set(['text', 'character varying', 'character', 'name', '"char"', 'citext']);
const refused = new Set([
  'date>time without time zone',
  'date>time with time zone',
  'date>interval',
  'time without time zone>date',
  'time without time zone>timestamp without time zone',
  'time without time zone>timestamp with time zone',
  'time with time zone>date',
  'time with time zone>timestamp without time zone',
  'time with time zone>timestamp with time zone',
  'time with time zone>interval',
  'timestamp without time zone>interval',
  'timestamp with time zone>interval',
  'timestamp without time zone>time with time zone',
  'interval>date',
  'interval>timestamp without time zone',
  'interval>timestamp with time zone',
  'interval>time with time zone',
  'money>smallint',
  'money>integer',
  'money>bigint',
  'money>real',
  'money>double precision',
  'real>money',
  'double precision>money',
  'smallint>money',
  'numeric>oid',
  'real>oid',
  'double precision>oid',
  'oid>smallint',
  'oid>numeric',
  'oid>real',
  'oid>double precision',
  'money>oid',
  'oid>money',
]);

/** `userMade(type)`: an enum, composite or range type of the catalog, which no text becomes by assignment. */
export function needsUsing(from: string, to: string, userMade: (type: string) => boolean): boolean {
  const [a, b] = [bare(from), bare(to)];
  if (a.array !== b.array) return !texts.has(b.name) || b.array;
  if (a.name === b.name || texts.has(b.name)) return false;
  const [was, is] = [family[a.name], family[b.name]];
  if (texts.has(a.name)) return is !== undefined || userMade(b.name);
  if (was !== undefined && is !== undefined) return is === 'geometry' && was === 'geometry' ? false : was !== is || refused.has(`${a.name}>${b.name}`);
  if (userMade(a.name)) return is !== undefined || userMade(b.name);
  return was !== undefined && userMade(b.name);
}

export function isText(type: string): boolean {
  const { name, array } = bare(type);
  return !array && texts.has(name);
}

/** The name without its modifier: `character varying(20)`, `timestamp(3) with time zone`, `numeric(10,2)[]`. */
function bare(type: string): { name: string; array: boolean } {
  const array = type.endsWith('[]');
  const name = type.replace(/(\[\])+$/, '').replace(/\([^)]*\)/, '');
  return { name: name.startsWith('interval') ? 'interval' : name, array };
}
