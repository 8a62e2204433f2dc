// Owns the identity of a column: the sequence behind it is part of the column, and keeps its position when the column changes hands.
import { address, addressOf, keyOf } from '../../catalog/address.ts';
import { ident, literal, qualified } from '../../sql/quote.ts';
import { derivedName } from '../names/derived-name.ts';
import { heirsOf, isInherited, isPartition, isPartitioned } from '../partitions/inheritance.ts';
import type { Address, CatalogObject, Context, Difference, Draft } from '../kind.ts';
import { descending, first, sequenceOptionChanges, sequenceOptions, standsBeyond } from './sequence-options.ts';

export interface Identity {
  readonly generated: 'always' | 'by default';
  /** Absent: what the type and the direction give by default. */
  readonly start?: string | null;
  readonly increment?: string | null;
  readonly min?: string | null;
  readonly max?: string | null;
  readonly cache?: string | null;
  readonly cycle?: boolean | null;
  /** Absent: the name that the server derives from table and column. */
  readonly sequence?: readonly string[] | null;
}

const least = (type: string): string => `case ${type} when 21 then -32768 when 23 then -2147483648 else -9223372036854775808 end`;
const most = (type: string): string => `case ${type} when 21 then 32767 when 23 then 2147483647 else 9223372036854775807 end`;

/** SQL for the options of pg_sequence row `s` that are not the defaults of its type and direction. */
export const sequenceOptionsJson = `
  'start', case when s.seqstart <> case when s.seqincrement > 0 then s.seqmin else s.seqmax end then s.seqstart::text end,
  'increment', case when s.seqincrement <> 1 then s.seqincrement::text end,
  'min', case when s.seqmin <> case when s.seqincrement > 0 then 1 else ${least('s.seqtypid')} end then s.seqmin::text end,
  'max', case when s.seqmax <> case when s.seqincrement > 0 then ${most('s.seqtypid')} else -1 end then s.seqmax::text end,
  'cache', case when s.seqcache <> 1 then s.seqcache::text end,
  'cycle', case when s.seqcycle then true end`;

/** Of one name what fits beside the other: 58 bytes for both, the longer one shortened first, never within a character. */
const cut = (name: string, other: string): string => `left(${name}::text, (select max(k) from generate_series(0, length(${name}::text)) k
    where octet_length(left(${name}::text, k)) <= case when octet_length(${name}) <= 29 then 29 when octet_length(${other}) <= 29 then 58 - octet_length(${other}) else 29 end))`;

/** The name a server gives a sequence (its makeObjectName; derivedName() is the same here). */
const derived = `case when octet_length(c.relname) + octet_length(a.attname) <= 58 then c.relname || '_' || a.attname || '_seq'
  else ${cut('c.relname', 'a.attname')} || '_' || ${cut('a.attname', 'c.relname')} || '_seq' end`;

/** SQL: `dep` leads from attribute `a` of relation `c` to the sequence behind it. */
export const behindIdentity = `dep.classid = 'pg_class'::regclass and dep.refclassid = 'pg_class'::regclass and dep.refobjid = c.oid and dep.refobjsubid = a.attnum and dep.deptype = 'i'`;

/** SQL for the identity of attribute `a` of relation `c` in namespace `n`. */
export const identityJson = `(
  select json_build_object('generated', case a.attidentity when 'a' then 'always' else 'by default' end, ${sequenceOptionsJson},
    'sequence', case when q.relnamespace <> c.relnamespace or q.relname <> ${derived} then json_build_array(qn.nspname, q.relname) end)
  from pg_depend dep join pg_sequence s on s.seqrelid = dep.objid join pg_class q on q.oid = s.seqrelid join pg_namespace qn on qn.oid = q.relnamespace
  where ${behindIdentity})`;

export function identityOf(o: CatalogObject): Identity | undefined {
  return (o.attrs['identity'] ?? undefined) as unknown as Identity | undefined;
}

export function identityClause(o: CatalogObject): string {
  const i = identityOf(o)!;
  const options = [i.sequence == null ? '' : `SEQUENCE NAME ${qualified(i.sequence)}`, sequenceOptions(i)].filter((x) => x !== '').join(' ');
  return `GENERATED ${i.generated.toUpperCase()} AS IDENTITY${options === '' ? '' : ` (${options})`}`;
}

export function identityDrafts(d: Difference, ctx: Context): Draft[] {
  const [was, is] = [identityOf(d.from), identityOf(d.to)];
  const alter = `ALTER TABLE ${qualified(d.to.at.names.slice(0, 2))} ALTER COLUMN ${ident(d.to.at.names[2]!)}`;
  if (is === undefined) return dropIdentity(d, ctx, alter);
  if (was === undefined) return addIdentity(d, ctx);
  const changes = sequenceOptionChanges(was, is, 'SET ');
  if (was.generated !== is.generated) changes.unshift(`SET GENERATED ${is.generated.toUpperCase()}`);
  const out: Draft[] = changes.length === 0 ? [] : [{ sql: `${alter} ${changes.join(' ')}`, what: 'identity', ...standsBeyond(was, is, sequenceName(d.from)) }];
  const [old, name] = [sequenceName(d.from), sequenceName(d.to)];
  if (old[0] !== name[0]) out.push({ sql: `ALTER SEQUENCE ${qualified(old)} SET SCHEMA ${ident(name[0]!)}`, what: 'identity sequence' });
  if (old[1] !== name[1]) out.push({ sql: `ALTER SEQUENCE ${qualified([name[0]!, old[1]!])} RENAME TO ${ident(name[1]!)}`, what: 'identity sequence' });
  return out;
}

/** Of an inheritance child that is made: on a column that it has from its parent. */
export function ownIdentity(column: CatalogObject, ctx: Context): Draft[] {
  if (identityOf(column) === undefined || !isInherited(column) || isPartition(column.within!, ctx.desired)) return [];
  return [{ ...identityAdded(column), needs: [address('not null', column.at.names)] }];
}

/** A column with an identity comes to no table that has children, nor, below 17, to one that has partitions: it gets that when it is there. */
export function identityApart(column: CatalogObject, ctx: Context): Draft[] {
  if (identityOf(column) === undefined || (ctx.floor >= 17 && isPartitioned(column.within!, ctx.desired))) return [];
  if (!heirsOf(column.within!, ctx.current).some((t) => !ctx.brokenHere(t.at))) return [];
  return [identityAdded(column)];
}

function identityAdded(column: CatalogObject): Draft {
  return {
    sql: `ALTER TABLE ${qualified(column.at.names.slice(0, 2))} ALTER COLUMN ${ident(column.at.names[2]!)} ADD ${identityClause(column)}`,
    what: 'identity',
  };
}

/** [schema, name] of the sequence behind an identity column. */
export function sequenceName(o: CatalogObject): readonly string[] {
  return identityOf(o)?.sequence ?? [o.at.names[0]!, derivedName(o.at.names[1]!, o.at.names[2]!, 'seq')];
}

/** The names that the sequence of an identity takes: a server makes no relation but an index by the name of a type. */
export function namesOfItsSequence(column: CatalogObject): string[] {
  return column.attrs['identity'] == null || isInherited(column)
    ? []
    : ['pg_class', 'pg_type'].map((among) => `${among}:${JSON.stringify([sequenceName(column), []])}`);
}

export function createSequence(o: CatalogObject, names: readonly string[]): string {
  const options = [`AS ${o.attrs['type'] as string}`, sequenceOptions(o.attrs as Omit<Identity, 'generated'>)].filter((x) => x !== '').join(' ');
  return `CREATE ${o.attrs['unlogged'] === true ? 'UNLOGGED ' : ''}SEQUENCE ${qualified(names)} ${options}`;
}

/** A sequence that this plan makes for a column which was an identity. */
export function takesOver(sequence: CatalogObject, ctx: Context): boolean {
  if (sequence.attrs['ownedBy'] == null || !ctx.madeHere(sequence.at)) return false;
  const key = keyOf(address('table column', sequence.attrs['ownedBy'] as readonly string[]));
  return ctx.current.objects.get(key)?.attrs['identity'] != null && ctx.desired.objects.get(key)?.attrs['identity'] == null && !ctx.brokenHere(addressOf(key));
}

/** What NOT NULL of the column waits for before it goes. */
export function withoutIdentity(column: Address): string {
  return `identity ${keyOf(column)}`;
}

/** The sequence that follows an identity is made before the identity goes, so that the position moves. */
function dropIdentity(d: Difference, ctx: Context, alter: string): Draft[] {
  const drop = { sql: `${alter} DROP IDENTITY`, what: 'no identity', frees: [withoutIdentity(d.to.at)] };
  const heir = [...ctx.desired.objects.values()].find(
    (o) => o.attrs['ownedBy'] != null && takesOver(o, ctx) && keyOf(address('table column', o.attrs['ownedBy'] as readonly string[])) === keyOf(d.to.at),
  );
  if (heir === undefined) return [{ ...drop, frees: [...drop.frees, ...namesOfItsSequence(d.from)] }];
  const old = sequenceName(d.from);
  const parked = [old[0]!, derivedName(old[1]!, 'tidemark', 'old')];
  return [
    { sql: `ALTER SEQUENCE ${qualified(old)} RENAME TO ${ident(parked[1]!)}`, what: 'makes room for the sequence' },
    { sql: createSequence(heir, heir.at.names), what: 'a sequence instead of the identity', makes: [heir.at] },
    {
      sql: `SELECT pg_catalog.setval(${regclass(heir.at.names)}, ${positionOf(qualified(parked), identityOf(d.from)!)}, false)`,
      what: 'it goes on where the identity stopped',
    },
    drop,
  ];
}

/** The value that a sequence gives next, of its row. */
export function position(i: Identity): string {
  const step = i.increment ?? '1';
  return `CASE WHEN is_called THEN last_value ${step.startsWith('-') ? `- ${step.slice(1)}` : `+ ${step}`} ELSE last_value END`;
}

function positionOf(sequence: string, i: Identity): string {
  return `(SELECT ${position(i)} FROM ${sequence})`;
}

export function regclass(names: readonly string[]): string {
  return `${literal(qualified(names)).trim()}::pg_catalog.regclass`;
}

/** A column that already has rows goes on where its values, or the sequence that fed it, stopped. */
function addIdentity(d: Difference, ctx: Context): Draft[] {
  const [schema, table, name] = d.to.at.names as [string, string, string];
  const i = identityOf(d.to)!;
  const fed = feedingSequence(d.to, ctx);
  const out: Draft[] = [];
  let held: string | undefined;
  if (fed !== undefined) {
    // The identity's own sequence may want the name; the old one lives until its position is read.
    const parked = [fed.at.names[0]!, derivedName(fed.at.names[1]!, 'tidemark', 'old')];
    held = qualified(parked);
    out.push({ sql: `ALTER SEQUENCE ${qualified(fed.at.names)} RENAME TO ${ident(parked[1]!)}`, what: 'makes room for the identity sequence' });
  }
  // An identity column must be NOT NULL first.
  const takes = fed === undefined ? namesOfItsSequence(d.to) : [];
  out.push({ ...identityAdded(d.to), needs: [address('not null', d.to.at.names)], takes });
  // By name: pg_get_serial_sequence() would find the parked one, which the column still owns.
  const sequence = regclass(sequenceName(d.to));
  const down = descending(i);
  const past = `pg_catalog.${down ? 'min' : 'max'}(${ident(name)}) ${down ? '-' : '+'} 1`;
  const next = held === undefined ? past : `${positionOf(held, fed!.attrs as unknown as Identity)}, ${past}`;
  out.push({
    sql: `SELECT pg_catalog.setval(${sequence}, ${down ? 'LEAST' : 'GREATEST'}(${next}, ${first(i)}), false) FROM ${qualified([schema, table])}`,
    what: 'identity goes on after the last value',
  });
  if (fed !== undefined) out.push({ sql: `DROP SEQUENCE ${held!}`, what: 'its position has moved to the identity', breaks: [fed.at] });
  return out;
}

/** The sequence that this plan drops because its column becomes an identity. */
export function feedingSequence(column: CatalogObject, ctx: Context): CatalogObject | undefined {
  for (const o of ctx.current.objects.values()) {
    const owner = o.attrs['ownedBy'];
    if (owner == null || !ctx.brokenHere(o.at) || ctx.madeHere(o.at)) continue;
    if (keyOf(address('table column', owner as string[])) === keyOf(column.at)) return o;
  }
  return undefined;
}
